"""How many calls to listen to: what precision costs, in a picture; and what so many calls cannot miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.chance import sample_needed
from core.language import _, current
from core.text import Lang
from qa.sampling.clustering import USUAL_LIKENESS, clustered, design_effect
from qa.sampling.no_fault import found_chance, most_unseen
from qa.sampling.sizes import calls_for, precision_of
from services.records.call_lists import CallVolume
from services.sampling.sampling import MOST
from ui import formats, session
from ui.charts import Picture, draw
from ui.messages import escaped

_LIKENESS = (Fraction(0), Fraction(5, 100), USUAL_LIKENESS, Fraction(20, 100))
_COLUMNS = ["n", "reach", "reach_text", "chosen", "label"]
#: Points of the curve.
_POINTS = 40


@dataclass(frozen=True)
class Plan:
    """What was asked, and the calls it takes; None where no number of calls will do."""

    calls: int | None
    precision: Fraction
    rate: Fraction
    likeness: Fraction

    def start(self, volume: CallVolume) -> int:
        """The number to begin with: as planned; where no number will do, as if agents did not matter."""
        wanted = self.calls or calls_for(self.precision, self.rate, volume.calls)
        return max(min(wanted, MOST), 1)


def planner(volume: CallVolume) -> Plan:
    """The three questions, the picture, and what the planned calls tell."""
    with st.grid(3, min_column_width=200, key="sample-plan"):
        points = st.number_input(
            _("Known within ± points"), 1, 25, 5, 1, key=session.widget("sample-precision"),
            help=_("The figure of the sample lies so close to that of all calls, 95 times in 100."),
        )  # fmt: skip
        rate = st.number_input(
            _("Rate expected (%)"), 1, 99, 90, 1, key=session.widget("sample-rate"),
            help=_("The share that passes, as far as you know. 50 asks for the most calls."),
        )  # fmt: skip
        likeness = st.select_slider(
            _("How alike one agent's calls are"), _LIKENESS, USUAL_LIKENESS,
            format_func=lambda share: formats.number(share, 2), key=session.widget("sample-likeness"),
            help=_("0: not at all. 0.10 is usual: calls of one agent say less than calls of many."),
        )  # fmt: skip
    plan = planned(volume, Fraction(points, 100), Fraction(rate, 100), likeness)
    if volume.calls:
        shown = frame(volume, plan, current())
        said = sentence(volume, plan)
        draw(Picture.PRECISION, shown, title=said, alt=said, key="precision")
        st.caption(escaped(" ".join(beside(volume, plan))))
    return plan


def planned(volume: CallVolume, precision: Fraction, rate: Fraction, likeness: Fraction) -> Plan:
    """The calls it takes: for the finite list, then for several calls of an agent; all there are at most."""
    plain = calls_for(precision, rate, volume.calls)
    calls = clustered(plain, volume.agents, likeness)
    if calls is not None and volume.calls:
        calls = min(calls, volume.calls)
    return Plan(calls, precision, rate, likeness)


def reach(volume: CallVolume, plan: Plan, n: int) -> Fraction:
    """± so much is known after n calls, those of one agent allowed for."""
    effect = design_effect(volume.an_agent(n), plan.likeness) if n < volume.calls else Fraction(1)
    worth = max(int(n / effect), 1)
    return Fraction(precision_of(worth if n < volume.calls else n, plan.rate, volume.calls))


def frame(volume: CallVolume, plan: Plan, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.PRECISION: the curve from few calls to many, and the planned number."""
    most = min(volume.calls, max(4 * (plan.calls or 400), 100))
    steps = {max(most * step // _POINTS, 1) for step in range(1, _POINTS + 1)}
    rows = [_row(volume, plan, n, lang) for n in sorted(steps | ({plan.calls} if plan.calls else set()))]
    return pd.DataFrame([row for row in rows if row["n"] >= min(10, most)], columns=_COLUMNS)


def sentence(volume: CallVolume, plan: Plan) -> str:
    """What the picture shows."""
    within = formats.number(plan.precision * 100, 0)
    if plan.calls is None:
        said = _("No number of calls of {agents} agents tells the rate within ±{within} points")
        return said.format(agents=formats.count(volume.agents), within=within)
    said = _("Hear {n} of {all} calls for ±{within} points")
    return said.format(n=formats.count(plan.calls), all=formats.count(volume.calls), within=within)


def beside(volume: CallVolume, plan: Plan) -> Sequence[str]:
    """What else so many calls say: of rare faults, and of a target."""
    if not plan.calls:
        return []
    rare = max(volume.calls * 2 // 100, 1)
    found = formats.percent(found_chance(volume.calls, rare, plan.calls) * 100, digits=1)
    none = formats.percent(most_unseen(plan.calls) * 100, digits=1)
    return [
        _("A fault in 2 % of the calls is met with {chance}.").format(chance=found),
        _("Without a single fault among them, at most {most} of all calls have one.").format(most=none),
        _("That at least 95 % are good can be claimed once {n} calls without a fault were heard.").format(
            n=sample_needed(Fraction(95, 100))
        ),
    ]


def _row(volume: CallVolume, plan: Plan, n: int, lang: Lang) -> dict[str, object]:
    points = reach(volume, plan, n) * 100
    chosen = n == plan.calls
    return {
        "n": n,
        "reach": float(points),
        "reach_text": f"±{formats.number(points, 1)}",
        "chosen": chosen,
        "label": f"{formats.count(n)} · ±{formats.number(points, 1)}" if chosen else "",
    }

"""The auditors in a table, one of them month by month, and how the figures come about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.period import Period
from core.principal import Principal
from qa.auditors.leniency import ENOUGH, Lean, Leniency
from qa.review.appeal_rates import RETRAIN_LEAST
from services.calibration import auditors
from services.calibration.auditors import AuditorFigures
from services.house.bootstrap import House
from ui import formats, house, layout, session
from ui.messages import escaped
from ui.review import review_rates

_MARKS = {Lean.MILDER: "▲ ", Lean.STRICTER: "▼ ", Lean.ALIKE: "", Lean.TOO_FEW: ""}


def figures(period: Period) -> list[AuditorFigures]:
    """Everybody this person may see, over the calls of these days; kept until anything changes."""
    who = house.principal()
    return _figures(house.house(), who, f"{who.id}-{who.role}", house.data_version(), period)


@st.cache_data(max_entries=16, show_spinner=False)
def _figures(_house: House, _who: Principal, key: str, version: int, period: Period) -> list[AuditorFigures]:
    return auditors.auditors(_house, _who, period)


def table(found: Sequence[AuditorFigures]) -> None:
    """Everybody this person may see."""
    right: dict[str, Any] = {"alignment": "right"}
    columns = {
        "audits": st.column_config.TextColumn(_("Audits"), **right),
        "mean": st.column_config.TextColumn(_("Mean score"), **right),
        "bias": st.column_config.TextColumn(_("Against the others, points"), **right),
        "lean": _("What the figure says"),
        "na": st.column_config.TextColumn(_("N/A"), **right),
        "others": st.column_config.TextColumn(_("N/A of the others"), **right),
        "trend": _("Where it goes"),
        "appeals": st.column_config.TextColumn(_("Appeals lost"), **right),
        "calibrated": st.column_config.TextColumn(_("In calibration, points"), **right),
    }
    layout.records(
        pd.DataFrame([_row(each) for each in found]).set_index("name"),
        "auditors",
        columns={"who": _("Auditor"), **columns},
        card=_card,
        alt=_("Auditors with how mild they score, N/A, drift, appeals lost and calibration"),
        version=house.data_version(),
    )


def one(found: Sequence[AuditorFigures]) -> None:
    """One auditor month by month."""
    names = {each.name: each for each in found}
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.selectbox(_("Auditor"), list(names), key=session.widget("auditor"), width=240)
    person = names[chosen]
    if not person.drift.months:
        return
    st.subheader(escaped(_("{name}, month by month").format(name=chosen)), anchor=False)
    rows = [
        {
            _("Month"): formats.month(each.month),
            _("Scores beside others'"): formats.count(each.n),
            _("Against the others, points"): formats.signed(each.bias),
        }
        for each in person.drift.months
    ]
    layout.printable(pd.DataFrame(rows), alt=_("One auditor's leniency month by month"))
    if person.drift.slope is not None:
        words = _("{trend}: {slope} points a month.").format(
            trend=person.drift.trend.words.in_(current()), slope=formats.signed(person.drift.slope)
        )
        st.caption(escaped(words))


def method() -> None:
    """How the figures come about, for whoever is judged by them."""
    with st.expander(_("How this is reckoned"), icon=":material/info:"):
        st.markdown(
            _(
                "Each score is held against the mean of the others' scores of the same vendor, form version "
                "and way of sampling; what nobody else scored is left out. The score is the one first given, "
                "before any ruling. Below {n} such scores nothing is said. The reading allows for several "
                "auditors asked about at once (Holm); the interval is at 95 %."
            ).format(n=ENOUGH)
        )
        st.markdown(
            _(
                "Appeals lost are of all time. More than a fifth asks for training again, from {n} rulings "
                "on: of fewer, a single lost one is already more."
            ).format(n=RETRAIN_LEAST)
        )


def _row(each: AuditorFigures) -> dict[str, str]:
    calibrated = each.calibrated
    return {
        "name": each.name,
        "who": each.name,
        "audits": formats.count(each.audits),
        "mean": formats.number(each.mean),
        "bias": bias(each.leniency),
        "lean": _MARKS[each.leniency.lean] + each.leniency.lean.words.in_(current()),
        "na": _share(each.not_applicable),
        "others": _share(each.others_not_applicable),
        "trend": each.drift.trend.words.in_(current()),
        "appeals": review_rates.lost(each.appeals),
        "calibrated": f"{formats.signed(calibrated.bias)} · ±{formats.number(calibrated.deviation)}"
        if calibrated
        else formats.DASH,
    }


def bias(found: Leniency) -> str:
    """+3.00 (+1.20 … +4.80)."""
    if found.bias is None:
        return formats.DASH
    if found.low is None or found.high is None:
        return formats.signed(found.bias)
    return f"{formats.signed(found.bias)} ({formats.signed(found.low)} … {formats.signed(found.high)})"


def _share(counts: tuple[int, int]) -> str:
    left_out, answers = counts
    return formats.percent(Fraction(left_out, answers) * 100, digits=1) if answers else formats.DASH


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.Index)}** :gray-badge[{escaped(row.lean)}]")
    st.caption(
        " · ".join(
            escaped(part)
            for part in (
                _("{n} audits").format(n=row.audits),
                row.bias,
                _("N/A {share}").format(share=row.na),
                row.trend,
                _("appeals lost {lost}").format(lost=row.appeals),
            )
        )
    )

"""Session by session: the mean deviation as a line beside what is usually asked, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import LOOKS, Verdict
from qa.calibration.compared import MEAN_GOAL
from services.calibration import calibration_drift
from services.calibration.calibration_drift import SessionGap
from ui import formats, house, layout, report_words, session
from ui.charts.draw import Picture, draw
from ui.messages import escaped


def show() -> None:
    """The sessions of one vendor, or of our own alone; nothing before there are two to compare."""
    found = calibration_drift.calibration_drift(house.house(), house.principal())
    groups: dict[tuple[str, bool], list[SessionGap]] = {}
    for each in found:
        groups.setdefault((each.session.vendor, each.across), []).append(each)
    several = {group: rows for group, rows in groups.items() if len(rows) > 1}
    if not several:
        return
    st.subheader(_("Session by session"), anchor=False)
    names = {group: _named(*group) for group in several}
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.selectbox(
            _("Sessions"), list(names), format_func=names.__getitem__,
            key=session.widget("calibration-drift"), width=320,
        )  # fmt: skip
    _picture(several[chosen])
    _table(several[chosen])


def _named(vendor: str, across: bool) -> str:
    side = _("With the vendor") if across else _("Our own only")
    return f"{report_words.vendor_name(vendor)} · {side}"


def _picture(rows: Sequence[SessionGap]) -> None:
    measured = [each for each in rows if each.deviation is not None]
    if len(measured) < 2:
        return
    first, last = measured[0], measured[-1]
    title = _("Mean deviation: {first} → {last} points (goal: at most {goal})").format(
        first=formats.number(first.deviation), last=formats.number(last.deviation), goal=MEAN_GOAL
    )
    days = Counter[str]()
    frame = pd.DataFrame([_point(each, days) for each in measured])
    draw(Picture.LINE, frame, title=title, alt=title, unit="points", key="calibration-drift")


def _point(each: SessionGap, days: Counter[str]) -> dict[str, object]:
    """A row for the line; sessions opened on one day have places of their own."""
    assert each.deviation is not None
    day = formats.day(each.opened_on)
    days[day] += 1
    verdict = Verdict.MET if each.deviation <= MEAN_GOAL else Verdict.MISSED
    return {
        "when": day if days[day] == 1 else f"{day} ({days[day]})",
        "value": float(each.deviation),
        "figure": formats.number(each.deviation),
        "target": float(MEAN_GOAL),
        "target_text": f"≤ {MEAN_GOAL}",
        "minimum": None,
        "verdict": verdict.value,
        "word": LOOKS[verdict].word.in_(current()),
        "n": formats.count(each.calls),
        "restated": False,
    }


def _table(rows: Sequence[SessionGap]) -> None:
    told = [
        {
            _("Opened"): formats.day(each.opened_on),
            _("Session"): escaped(each.session.title),
            _("Calls scored"): formats.count(each.calls),
            _("Answers alike"): _alike(each),
            _("Mean deviation, points"): formats.number(each.deviation),
        }
        for each in rows
    ]
    layout.printable(
        pd.DataFrame(told), alt=_("Opened sessions with calls, answers alike and mean deviation")
    )


def _alike(each: SessionGap) -> str:
    if each.agreement is None:
        return formats.DASH
    share = formats.percent(Fraction(100) * each.agreement, digits=1)
    return formats.over(share, formats.count(int(each.agreement * each.pairs)), formats.count(each.pairs))

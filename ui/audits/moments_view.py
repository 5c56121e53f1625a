"""What a month's calls leave behind, in figures and tables, and speed beside errors."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.form.kinds import FORBIDDEN_BEHAVIOURS, PHASES, Phase
from qa.moments import ENDINGS
from qa.speed_and_errors import PACES, Pace, SpeedAndErrors
from services.audits.call_moments import CallMoments
from ui import formats, layout
from ui.layout import Figure
from ui.messages import escaped

#: Worst points shown.
_WORST = 10


def show(found: CallMoments) -> None:
    """Everything of the month."""
    layout.figure_strip(_figures(found))
    _worst(found)
    _counted(
        _("How calls left the customer"),
        _("Ending"),
        {ENDINGS[e].in_(current()): n for e, n in found.remembered.endings.items()},
        found,
    )
    _counted(
        _("Forbidden behaviours heard"),
        _("Behaviour"),
        {FORBIDDEN_BEHAVIOURS[code].in_(current()): n for code, n in found.remembered.behaviours.items()},
        found,
    )
    for words in found.remembered.others:
        st.markdown(f":gray[{_('Another behaviour')}] {escaped(words)}")
    _speed(found)


def _figures(found: CallMoments) -> list[Figure]:
    told = found.remembered
    figures = [Figure(_("Audited calls"), formats.count(told.calls))]
    for phase in Phase:
        if phase in told.phases:
            earned, possible = told.phases[phase]
            label = {
                Phase.BEFORE: _("Score before"),
                Phase.DURING: _("Score during"),
                Phase.AFTER: _("Score of the ending"),
            }[phase]
            help_ = _("Points of the items tagged “{phase}”: {earned} of {possible}.").format(
                phase=PHASES[phase].in_(current()),
                earned=formats.number(earned, 1),
                possible=formats.number(possible, 1),
            )
            share = formats.percent(earned / possible * 100, digits=1)
            figures.append(Figure(label, share, n=told.calls, help=help_))
    share = _share(told.misbehaved, told.calls)
    return [*figures, Figure(_("Calls with a forbidden behaviour"), share)]


def _worst(found: CallMoments) -> None:
    told = found.remembered
    st.subheader(_("Where calls were worst"), anchor=False)
    rows = [
        {
            _("Form item"): escaped(found.names[place].in_(current())),
            _("Audited calls"): formats.count(n),
            _("Share"): _share(n, told.calls),
        }
        for place, n in list(told.worst.items())[:_WORST]
        if place in found.names
    ]
    if rows:
        layout.printable(pd.DataFrame(rows), alt=_("How many calls were worst at which item"))
    words = _(
        "As the auditor named it; else the item that lost the largest share of its points. "
        "Nothing stood out: {n}."
    )
    st.caption(words.format(n=formats.count(told.even)))


def _counted(title: str, head: str, counts: Mapping[str, int], found: CallMoments) -> None:
    if not counts:
        return
    st.subheader(title, anchor=False)
    total = found.remembered.calls
    rows = [
        {head: escaped(name), _("Audited calls"): formats.count(n), _("Share"): _share(n, total)}
        for name, n in counts.items()
    ]
    layout.printable(pd.DataFrame(rows), alt=title)


def _speed(found: CallMoments) -> None:
    st.subheader(_("Speed beside errors"), anchor=False)
    if not found.speed:
        st.caption(
            _("No call whose length is known: the stop-watch, the list of calls or the form tells it.")
        )
        return
    for month in found.speed:
        if month.pace is Pace.FASTER_WORSE:
            words = _("{month}: calls got shorter and errors grew. Fast is no merit there.")
            st.warning(escaped(words.format(month=formats.month(month.label))), icon=":material/speed:")
    layout.printable(
        pd.DataFrame([_month(month) for month in found.speed]),
        alt=_("Seconds talked and calls that went wrong, by month"),
    )
    st.caption(
        _("Wrong: not passed, or something fatal. Only calls whose length is known stand on both sides.")
    )


def _month(month: SpeedAndErrors) -> dict[str, str]:
    return {
        _("Month"): formats.month(month.label),
        _("Audited calls"): formats.count(month.calls),
        _("Talked on average"): formats.duration(int(month.mean + Fraction(1, 2))),
        _("Went wrong"): _share(month.wrong, month.calls),
        _("Against the month before"): PACES[month.pace].in_(current()),
    }


def _share(k: int, n: int) -> str:
    if not n:
        return formats.DASH
    return formats.figure(Fraction(100 * k, n), "percent", numerator=k, denominator=n)

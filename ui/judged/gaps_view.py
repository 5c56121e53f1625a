"""What a month's figures still lack, in words, each with the page that brings it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import N_, _, current
from core.month import FROZEN
from services.judging.month_result import MonthResult
from services.results.month_gaps import Gap, GapKind, gaps, without_figures
from sla.terms.contract import ClauseSource
from ui import navigation
from ui.messages import escaped

_WORDS: dict[GapKind, str] = {
    GapKind.NO_FIGURES: N_("No figures: {clauses}"),
    GapKind.NOT_AGGREGABLE: N_("What was reported cannot be put together: {clauses}"),
    GapKind.INVALID: N_("Figures that contradict themselves: {clauses}"),
    GapKind.DAYS: N_("Only {have} of {expected} days: {clauses}"),
    GapKind.PARTS: N_("Parts turned away or waiting for approval: {clauses}"),
    GapKind.MATURING: N_("Not final yet, the time for it has not passed: {clauses}"),
}
#: Where a source's figures come in: page, verb. Everything else comes in a received file.
_PLACES: dict[ClauseSource, tuple[str, str]] = {
    ClauseSource.AUDITS: ("spot_check", N_("Log a call")),
    ClauseSource.TRAINING: ("training", N_("See the training")),
    ClauseSource.BY_HAND: ("figures", N_("Type the figure")),
    ClauseSource.EVENTS: ("events", N_("See the events")),
    ClauseSource.REPORTS: ("reporting_plan", N_("See the reporting plan")),
    ClauseSource.COMPLIANCE: ("board", N_("See the training")),
}
_IMPORT = ("import_report", N_("Import a report"))


def summary(found: Sequence[Gap], clauses: int) -> str:
    """“2 of 9 clauses have no figures”, else how many have only part of them; empty where all is there."""
    if none := without_figures(found):
        return _("{n} of {all} clauses have no figures").format(n=len(none), all=clauses)
    if found:
        return _("{n} of {all} clauses have incomplete figures").format(n=len(found), all=clauses)
    return ""


def is_provisional(result: MonthResult) -> bool:
    """Whether score and amount can still change because something is missing."""
    return result.state not in FROZEN and bool(gaps(result))


def caution(result: MonthResult) -> None:
    """Under the strip: that the score rests on part of the figures, what is missing, where it comes in."""
    found = gaps(result)
    if not found:
        return
    with st.container(border=True, gap="xsmall", key="gaps"):
        said = summary(found, len(result.lines))
        if result.state not in FROZEN:
            said = _("Provisional: {why}").format(why=said)
        st.markdown(f":orange[:material/hourglass_top:] **{escaped(said)}**")
        for group in _groups(found):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(escaped(_said(group)), width="stretch")
                if result.state not in FROZEN and group[0].kind is not GapKind.MATURING:
                    _way(result, group[0])


def before_closing(result: MonthResult) -> None:
    """In the question whether to close: what would be missing for good. Closing stays allowed."""
    found = gaps(result)
    if not found:
        return
    head = _("Closed without: {why}").format(why=summary(found, len(result.lines)))
    lines = [f"- {escaped(_said(group))}" for group in _groups(found)]
    st.warning("\n".join([f"**{escaped(head)}**", "", *lines]), icon=":material/hourglass_top:")


def _groups(found: Sequence[Gap]) -> list[list[Gap]]:
    """Clauses that lack the same and come in at the same place."""
    groups: dict[tuple[GapKind, int, int, str], list[Gap]] = {}
    for gap in found:
        groups.setdefault((gap.kind, gap.have, gap.expected, _place(gap)[0]), []).append(gap)
    return list(groups.values())


def _said(group: Sequence[Gap]) -> str:
    names = _(", ").join(gap.name.in_(current()) for gap in group)
    return _(_WORDS[group[0].kind]).format(clauses=names, have=group[0].have, expected=group[0].expected)


def _place(gap: Gap) -> tuple[str, str]:
    return _PLACES.get(gap.source, _IMPORT)


def _way(result: MonthResult, gap: Gap) -> None:
    page, verb = _place(gap)
    query = {"vendor": result.contract.vendor, "contract": result.contract.code, "period": result.label}
    navigation.link(page, _(verb), ":material/arrow_forward:", **query)

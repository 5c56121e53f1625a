"""One clause of a month: what was promised, what it came to, what it cost, and the way down to its days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from core.batch import SOURCE_NAMES, Source
from core.language import N_, _, current
from core.month import FROZEN
from core.principal import Action
from core.verdict import Verdict
from services.judging.month_result import ClauseLine, MonthResult
from services.results.clause_notes import judged_words
from services.results.follow import DayFigure
from services.results.over_service import OverServedClause
from sla.terms.contract import ClauseSource
from ui import formats, house, layout, navigation, session, tables, urls, verdicts
from ui.charts import Picture, draw
from ui.decisions import agreement_note, relief_decision, reliefs
from ui.judged import (
    cells_view,
    claims_view,
    clause_days,
    clause_figures,
    clause_words,
    compare_readings,
    copied,
    definitions_view,
    over_service_view,
    results,
)
from ui.layout import Figure
from ui.messages import escaped
from ui.sentences import clause_sentence
from ui.tables import Side

#: Code of a part (in the address) → its name.
_PARTS = {
    "days": N_("Day by day"),
    "months": N_("Six months"),
    "sources": N_("Other sources"),
    "cells": N_("Cells"),
    "claims": N_("Claimed figures"),
}

#: Where a vendor may have something to ask for.
_SHORT = (Verdict.MISSED, Verdict.BELOW_TARGET)


def show(result: MonthResult, line: ClauseLine) -> None:
    """The clause, or one of its days where the address names one."""
    view = urls.read()
    day = date.fromisoformat(view.day) if view.day else None
    _way_back(line, day)
    if day:
        _copy_day(result, line, day)
        cells_view.show(result, line, day)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(verdicts.badge(line.judgement.verdict, line.judgement.flags), width="content")
        layout.copyable(clause_sentence(clause_figures.figure_of(line), clause_figures.edition_of(result)))
    layout.figure_strip(_figures(result, line))
    noted = results.notes(result.contract.code, result.label, line.clause.code)
    for words in (*judged_words(line), *noted):
        st.caption(escaped(words.in_(current())))
    if said := clause_figures.taken_over_months([line]):
        st.caption(escaped(said))
    over_service_view.hint(_over_served(result, line))
    _training(result, line)
    _relief(result, line)
    _parts(result, line, view.tab)
    definitions_view.show(result, line)
    clause_words.show(result, line)


def _training(result: MonthResult, line: ClauseLine) -> None:
    """The way to the names behind a figure that is our own reckoning of training."""
    if line.clause.source is ClauseSource.COMPLIANCE:
        where = {"vendor": result.contract.vendor, "period": result.label}
        navigation.link("board", _("See the training"), ":material/verified:", **where)


def _relief(result: MonthResult, line: ClauseLine) -> None:
    """The way to the relief behind the verdict; where the figure fell short, the way to ask for one."""
    where = {"contract": result.contract.code, "period": result.label}
    agreed = agreement_note.show(result, line.clause.code)
    if (line.raw or line.waived) and not (agreed and not _relieved(result, line)):
        navigation.link("relief", _("See the relief"), ":material/event_busy:", **where)
    elif line.judgement.verdict is Verdict.NOT_REPORTED:
        relief_decision.deem_failed(result, line)
    elif line.judgement.verdict in _SHORT and result.state not in FROZEN and _may_ask(result):
        asked = {**where, "clause": line.clause.code, "tab": "new"}
        navigation.link("relief", _("Ask for relief"), ":material/event_busy:", **asked)


def _relieved(result: MonthResult, line: ClauseLine) -> bool:
    """Whether a relief is behind the verdict as well."""
    found = reliefs.views(result.contract.code, result.label)
    return any(each.is_in_force and line.clause.code in each.record.clauses for each in found)


def _may_ask(result: MonthResult) -> bool:
    return house.principal().may(Action.RECORD, result.contract.vendor)


def _copy_day(result: MonthResult, line: ClauseLine, day: date) -> None:
    layout.copyable(*(copied.day(result, line, each) for each in _days(result, line) if each.day == day))


def _over_served(result: MonthResult, line: ClauseLine) -> list[OverServedClause]:
    """By either reading, where it was served far better than bought in the months up to this one."""
    if line.judgement.verdict is not Verdict.MET:
        return []
    found = compare_readings.over_service_of(result.label, result.contract.code)
    return [each for each in found if each.clause == line.clause.code]


def _way_back(line: ClauseLine, day: date | None) -> None:
    """Scorecard › clause › day: each a step back up."""
    with st.container(key="way-back", horizontal=True, gap="xsmall", vertical_alignment="center"):
        _up(_("All clauses"), "up-scorecard", ":material/arrow_back:", clause=None, day=None, tab=None)
        if day:
            st.markdown(":gray[›]", width="content")
            _up(escaped(line.name.in_(current())), "up-clause", None, day=None)


def _up(label: str, key: str, icon: str | None, **to: str | None) -> None:
    st.button(
        label, icon=icon, type="tertiary", key=session.widget(key), on_click=lambda: urls.write(**to) and None
    )


def _figures(result: MonthResult, line: ClauseLine) -> list[Figure]:
    judgement, unit = line.judgement, line.judgement.unit.value
    second = (_("Last month"), formats.quantity(line.previous, unit))
    if judgement.minimum is not None:
        second = (_("Minimum"), clause_figures.bound_text(line, judgement.minimum))
    figures = [
        Figure(
            _("Result"),
            formats.quantity(judgement.value, unit, against=judgement.target),
            n=line.n,
            note=_(", ").join(verdicts.remarks(judgement.flags)) or None,
            gap=clause_figures.made_of(line) or clause_words.taken_over(line, result),
            trend=tables.trend(month.value for month in line.trend),
        ),
        Figure(
            _("Target"),
            clause_figures.bound_text(line, judgement.target),
            gap=_gap(line),
            good=_is_good(line),
        ),
        Figure(*second),
    ]
    if line.item:
        lost = line.item.lost
        said = _("{points} lost").format(points=formats.points(lost)) if lost else None
        figures.append(Figure(_("Points"), clause_figures.points_text(line.item), gap=said, good=not lost))
    if judgement.coverage.expected:
        have = judgement.coverage
        figures.append(Figure(_("Days reported"), _("{n} of {all}").format(n=have.have, all=have.expected)))
    return figures


def _gap(line: ClauseLine) -> str | None:
    judgement = line.judgement
    if judgement.compared is None or judgement.target is None or judgement.gap is None:
        return None
    return formats.gap(judgement.compared, judgement.target, judgement.unit.value, short=True)


def _is_good(line: ClauseLine) -> bool | None:
    return None if line.judgement.gap is None else line.judgement.gap >= 0


def _parts(result: MonthResult, line: ClauseLine, asked: str | None) -> None:
    """The parts this clause has something to show in; one of them is open."""
    days = [day for day in _days(result, line) if day.value is not None]
    there: dict[str, Callable[[], None]] = {}
    if len(days) > 1:
        there["days"] = lambda: clause_days.show(line, days)
    if len(line.trend) > 1:
        there["months"] = lambda: _months(line)
    if line.others:
        there["sources"] = lambda: _sources(line)
    if line.judgement.n is not None:
        there["cells"] = lambda: cells_view.show(result, line, None)
    if found := results.claims(result.contract.code, result.label, line.clause.code):
        there["claims"] = lambda: claims_view.show(line, found)
    part = urls.one_of(asked, list(there))
    if part is None:
        return
    key = session.widget("clause-part")
    st.session_state[key] = part
    st.segmented_control(
        _("Look at"),
        list(there),
        key=key,
        format_func=lambda code: _(_PARTS[code]),
        on_change=lambda: urls.write(tab=st.session_state[key]) and None,
        required=True,
        label_visibility="collapsed",
    )
    there[part]()


def _days(result: MonthResult, line: ClauseLine) -> list[DayFigure]:
    return list(results.days(result.contract.code, result.label, line.clause.code))


def _months(line: ClauseLine) -> None:
    frame = clause_figures.past(line)
    missed = int((frame.verdict == "missed").sum())
    name = line.name.in_(current())
    title = _("{clause}: missed in {n} of {all} months").format(clause=name, n=missed, all=len(frame))
    if not missed:
        title = _("{clause}: not missed in {all} months").format(clause=name, all=len(frame))
    draw(Picture.LINE, frame, title=title, alt=title, unit=line.judgement.unit.value, key="months")
    columns = ["when", "figure", "target_text", "word"]
    named = dict(zip(columns, [_("Month"), _("Result"), _("Target"), _("Verdict")], strict=True))
    layout.printable(frame[columns].rename(columns=named), alt=title)


def _sources(line: ClauseLine) -> None:
    """The figure of record beside what other sources say; they are never added up."""
    judgement, name = line.judgement, line.name.in_(current())
    unit = judgement.unit.value
    sides = []
    if judgement.value is not None:
        agreed = _("Counts: {source}").format(source=clause_words.source_name(line.clause))
        sides.append(Side(name, "agreed", agreed, judgement.value, unit, line.n))
    for other in line.others:
        if other.value is not None:
            side = "reported" if other.source == Source.VENDOR else "measured"
            n = None if line.n is None else int(other.denominator)
            sides.append(Side(name, side, _source(other.source), other.value, unit, n))
    title = _("{clause}: what each source says").format(clause=name)
    frame = tables.dumbbell(sides)
    draw(Picture.DUMBBELL, frame, title=title, alt=title, unit=unit, key="sources")
    named = {"side_name": _("Source"), "figure": _("Result"), "n": _("n")}
    layout.printable(frame[list(named)].rename(columns=named), alt=title)


def _source(code: str) -> str:
    return SOURCE_NAMES[Source(code)].in_(current())

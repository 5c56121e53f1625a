"""What a relief asks for, typed in: days and hours, counts, forecast and volume, or another target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from core.errors import WrongInputError
from core.language import N_, _, current
from core.text import Text
from services.contracts.asked import days_behind
from services.decisions.relief_typed import excess_of
from services.judging.relief_terms import Cell, ReliefTerms
from services.judging.relief_tests import (
    CAUSE_NAMES,
    WORK_AROUND_NAMES,
    Cause,
    ReliefTests,
    WorkAround,
)
from sla.terms.relief import Counts, Mechanism
from ui import session, typed_numbers
from ui.entry_month import EntryMonth
from ui.judged import results

#: At most so many stretches of days in one request; a second request takes more.
_MOST = 6
_DAYS = Text("起止日期", "The first and the last day")
EXPLAINED: dict[Mechanism, str] = {
    Mechanism.REMOVE_CELLS: N_(
        "What was reported for these days or hours leaves numerator and denominator; the rest is judged."
    ),
    Mechanism.REMOVE_CONTACTS: N_(
        "Contacts counted by hand, such as those of one incident, leave numerator and denominator."
    ),
    Mechanism.DEEM_MET: N_("The figure stays; the clause counts as met, with all its points."),
    Mechanism.WAIVE_CREDIT: N_("The miss stands and counts; only its money is not drawn."),
    Mechanism.CAP_VOLUME: N_(
        "Of each interval above its forecast, the part beyond the tolerance leaves in proportion."
    ),
    Mechanism.REPLACE_TARGET: N_("The figure is held against another target this month."),
}


def draw(choice: EntryMonth, mechanism: Mechanism, clauses: Sequence[str], name: str) -> None:
    """The fields this mechanism asks for; `name` keeps two forms of a page apart."""
    if mechanism is Mechanism.REMOVE_CELLS:
        _cells(choice, clauses, name)
    elif mechanism is Mechanism.REMOVE_CONTACTS:
        _counts(choice, clauses, name)
    elif mechanism is Mechanism.CAP_VOLUME:
        _excess(name)
    elif mechanism is Mechanism.REPLACE_TARGET:
        with st.grid(2, min_column_width=200, key=f"relief-target-{name}"):
            st.text_input(_("Target this month"), key=_key(name, "target"), max_chars=20)
            st.text_input(_("Minimum this month (optional)"), key=_key(name, "minimum"), max_chars=20)


def read(mechanism: Mechanism, clauses: Sequence[str], name: str) -> ReliefTerms:
    """The terms as typed in; refused where a field is no number or a day is missing."""
    said = st.session_state.get
    match mechanism:
        case Mechanism.REMOVE_CELLS:
            return ReliefTerms(cells=tuple(_read_cells(name)))
        case Mechanism.REMOVE_CONTACTS:
            return ReliefTerms(counts=dict(_read_counts(clauses, name)))
        case Mechanism.CAP_VOLUME:
            share = (_number(said(_key(name, "tolerance"))) or Fraction(0)) / 100
            return ReliefTerms(excess=excess_of(said(_key(name, "excess")) or ""), tolerance=share)
        case Mechanism.REPLACE_TARGET:
            target, least = said(_key(name, "target")), said(_key(name, "minimum"))
            return ReliefTerms(target=_number(target), minimum=_number(least))
        case _:
            return ReliefTerms()


def _cells(choice: EntryMonth, clauses: Sequence[str], name: str) -> None:
    behind = days_behind(choice.terms, clauses[0], choice.label) or [
        choice.terms.month_rule.month(choice.label)
    ]
    first, last = behind[0].start, behind[-1].last_day
    many = st.session_state.setdefault(_key(name, "many"), 1)
    sites = {"": _("All sites"), **_sites(choice)}
    for at in range(many):
        with st.grid(3, min_column_width=200, key=f"relief-cell-{name}-{at}"):
            st.date_input(
                _("Days, first to last"),
                (),
                min_value=first,
                max_value=last,
                format="YYYY-MM-DD",
                key=_key(name, "days", at),
            )
            st.select_slider(
                _("Hours of the day"),
                range(25),
                (0, 24),
                key=_key(name, "hours", at),
                format_func=lambda hour: f"{hour}:00",
            )
            if len(sites) > 2:
                st.selectbox(
                    _("Site"), list(sites), key=_key(name, "site", at), format_func=sites.__getitem__
                )
    if many < _MOST:
        more, key = _("Add days"), session.widget("relief-more", name)
        st.button(more, key=key, icon=":material/add:", type="tertiary", on_click=_one_more, args=(name,))


def cause(name: str, found: bool = False) -> None:
    """Whose doing it mostly was, whether it could be worked around: as claimed, or as the decision finds."""
    said = _("Not said")
    with st.grid(2, min_column_width=200, key=f"relief-cause-{name}"):
        st.selectbox(
            _("Mainly caused by, as found") if found else _("Mainly caused by, as claimed"),
            [None, *Cause],
            key=_key(name, "cause"),
            format_func=lambda each: CAUSE_NAMES[each].in_(current()) if each else said,
        )
        st.selectbox(
            _("Could it have been worked around?"),
            [None, *WorkAround],
            key=_key(name, "around"),
            format_func=lambda each: WORK_AROUND_NAMES[each].in_(current()) if each else said,
        )


def cause_read(name: str) -> ReliefTests:
    """What was chosen of both."""
    said = st.session_state.get
    return ReliefTests(said(_key(name, "cause")), said(_key(name, "around")))


def _one_more(name: str) -> None:
    st.session_state[_key(name, "many")] += 1


def _read_cells(name: str) -> Iterator[Cell]:
    said = st.session_state.get
    for at in range(said(_key(name, "many")) or 1):
        days: Sequence[date] = said(_key(name, "days", at)) or ()
        if not days:
            raise WrongInputError("needed", what=_DAYS)
        hours, site = said(_key(name, "hours", at)), said(_key(name, "site", at))
        part = None if hours in (None, (0, 24)) else (hours[0], hours[1])
        yield Cell(days[0], days[-1], part, {"site": site} if site else {})


def _counts(choice: EntryMonth, clauses: Sequence[str], name: str) -> None:
    for code in clauses:
        clause = choice.terms.clause(code)
        if clause is None:
            continue
        st.markdown(clause.name.in_(current()))
        with st.grid(2, min_column_width=200, key=f"relief-counts-{name}-{code}"):
            st.text_input(_("Taken from the numerator"), key=_key(name, "top", code), max_chars=20)
            st.text_input(_("Taken from the denominator"), key=_key(name, "below", code), max_chars=20)


def _read_counts(clauses: Sequence[str], name: str) -> Iterator[tuple[str, Counts]]:
    said = st.session_state.get
    for code in clauses:
        top, below = _number(said(_key(name, "top", code))), _number(said(_key(name, "below", code)))
        if top is not None or below is not None:
            yield code, Counts(top or Fraction(0), below or Fraction(0))


def _excess(name: str) -> None:
    st.text_area(
        _("One interval a line: when, forecast, offered, numerator, denominator"),
        key=_key(name, "excess"),
        placeholder="2026-10-03 14:00\t500\t600\t300\t600",
        help=_("Copied from Excel as it stands; the last two are the clause's own counts of that interval."),
    )
    st.text_input(_("Tolerance the vendor bears, in percent"), key=_key(name, "tolerance"), width=320)


def _sites(choice: EntryMonth) -> dict[str, str]:
    found = results.site_names(choice.contract.vendor)
    return {code: words.in_(current()) for code, words in found.items()}


def _number(words: str | None) -> Fraction | None:
    found = typed_numbers.decimal(words)
    return None if found is None else Fraction(found)


def _key(name: str, field: str, part: object = "") -> str:
    return session.fresh_form("-".join(["relief", name, field, *([str(part)] if part != "" else [])]))

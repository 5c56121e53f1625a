"""A clause's figure typed by hand: numerator and denominator, where they come from, the proof."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from services.contracts.asked import formula_of
from services.contracts.contract_clauses import ClauseTerms
from services.records import manual_figures
from sla.terms.contract import ClauseSource
from ui import entries, evidence_field, house, layout, messages, registered, session, typed_numbers, urls
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import ManualFigureRecord


def form(choice: EntryMonth) -> None:
    """The form; clauses judged on typed figures come first. Once saved it closes and says so."""
    by_code = {item.clause.code: item for item in _clauses(choice)}
    with st.container(border=True, key="figure-form"):
        st.subheader(_("New figure"), anchor=False)
        code = st.selectbox(
            _("Clause"),
            list(by_code),
            key=_key("clause"),
            format_func=lambda code: by_code[code].clause.name.in_(current()),
        )
        clause = by_code[code].clause
        st.caption(escaped(_("Formula: {formula}").format(formula=by_code[code].formula.in_(current()))))
        if clause.source is not ClauseSource.BY_HAND:
            st.caption(_("The contract judges this clause on other figures; yours stands beside them."))
        with st.grid(2, min_column_width=200, key="figure-numbers"):
            is_count = formula_of(choice.terms, clause).is_count
            st.text_input(
                _("Figure typed in") if is_count else _("Numerator"), key=_key("numerator"), max_chars=30
            )
            if not is_count:
                st.text_input(_("Denominator"), key=_key("denominator"), max_chars=30)
        st.text_input(_("Where it comes from"), key=_key("source"), max_chars=200)
        evidence_field.drop(_("Attachment (optional)"), "figure-attachment")
        _buttons(choice)


def _buttons(choice: EntryMonth) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Save the figure"),
            type="primary",
            key=session.widget("figure-save"),
            on_click=messages.guarded(_save),
            args=(choice.contract.code, choice.label),
        )
        st.button(_("Close"), key=session.widget("figure-close"), on_click=_close)


def _save(contract: str, label: str) -> None:
    said = st.session_state.get
    replaced = _standing(contract, label, said(_key("clause")))
    figure = manual_figures.enter_figure(
        house.house(),
        house.principal(),
        contract,
        label,
        said(_key("clause")),
        typed_numbers.plain(said(_key("numerator"))),
        typed_numbers.plain(said(_key("denominator"))) or None,
        said(_key("source")) or "",
        evidence_field.taken(session.fresh_form("figure-attachment")),
    )
    _close()
    if replaced:
        messages.notice(Kind.DONE, _("Saved in place of the figure typed in before, which stays on record."))
    else:
        words = _("Saved; the month is judged on it when the contract says so.")
        layout.offer_undo(words, partial(_take_back, figure))


def _standing(contract: str, label: str, clause: str) -> bool:
    """Whether a figure of the clause counts in the month already."""
    found = entries.figures(contract, label)
    return any(figure.clause == clause and figure.state.value == "live" for figure in found)


def _take_back(figure: ManualFigureRecord) -> None:
    why = _("Taken back right after it was typed in")
    manual_figures.withdraw_figure(house.house(), house.principal(), figure.id, why, figure.version)


def _close() -> None:
    urls.write(tab=None)
    session.clear_form()


def _key(name: str) -> str:
    return session.fresh_form(f"figure-{name}")


def _clauses(choice: EntryMonth) -> list[ClauseTerms]:
    known = registered.terms(choice.terms)
    return sorted(known, key=lambda item: item.clause.source is not ClauseSource.BY_HAND)

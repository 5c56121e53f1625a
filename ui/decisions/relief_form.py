"""Asking for a relief: which clauses, what it does, for which days, why; tried before it is asked."""

from __future__ import annotations

import streamlit as st

from core.errors import PlumblineError
from core.language import _, current
from services.decisions import relief
from services.decisions.relief_preview import relief_tried
from sla.terms.contract import Contract
from sla.terms.relief import MECHANISM_NAMES, RELIEFS, Mechanism
from ui import evidence_field, house, messages, session, urls
from ui.decisions import relief_effect_view, relief_fields
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped

_NAME = "ask"


def form(choice: EntryMonth, asked_for: str | None) -> None:
    """The form, its clause the one the address names. Once asked for, the request stands open."""
    names = {clause.code: clause.name.in_(current()) for clause in choice.terms.clauses}
    with st.container(border=True, key="relief-form"):
        st.subheader(_("Ask for relief"), anchor=False)
        clauses = st.multiselect(
            _("Clauses concerned"),
            list(names),
            [asked_for] if asked_for in names else [],
            key=_key("clauses"),
            select_all=False,
            placeholder=_("Choose clauses"),
            format_func=names.__getitem__,
        )
        mechanism = st.selectbox(
            _("What it does"),
            admitted(choice.terms),
            key=_key("mechanism"),
            format_func=lambda each: MECHANISM_NAMES[each].in_(current()),
        )
        st.caption(escaped(_(relief_fields.EXPLAINED[mechanism])))
        if clauses:
            relief_fields.draw(choice, mechanism, clauses, _NAME)
        relief_fields.cause(_NAME)
        st.text_input(_("Reason, as the vendor gives it"), key=_key("reason"), max_chars=500)
        evidence_field.drop(_("Evidence (optional)"), "relief-evidence")
        _buttons(choice, clauses, mechanism)
        if st.session_state.get(_key("tried")):
            _try(choice, clauses, mechanism)


def admitted(contract: Contract) -> list[Mechanism]:
    """What the contract lets be asked for."""
    return list(contract.relief.admits if contract.relief else RELIEFS)


def _buttons(choice: EntryMonth, clauses: list[str], mechanism: Mechanism) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Ask for it"),
            type="primary",
            key=session.widget("relief-save"),
            on_click=messages.guarded(_save),
            args=(choice, clauses, mechanism),
            disabled=not clauses,
        )
        st.toggle(_("What it would do"), key=_key("tried"), disabled=not clauses)
        st.button(_("Close"), key=session.widget("relief-close"), on_click=_close)


def _try(choice: EntryMonth, clauses: list[str], mechanism: Mechanism) -> None:
    """The month with it, where what is typed in so far makes sense."""
    if not clauses:
        return
    try:
        found = relief_tried(
            house.house(),
            house.principal(),
            choice.contract.code,
            choice.label,
            clauses,
            mechanism,
            relief_fields.read(mechanism, clauses, _NAME),
        )
    except PlumblineError as refused:
        st.info(escaped(messages.refusal(refused)), icon=":material/info:")
        return
    relief_effect_view.show(found, choice.terms.counters)


def _save(choice: EntryMonth, clauses: list[str], mechanism: Mechanism) -> None:
    evidence = evidence_field.taken(session.fresh_form("relief-evidence"))
    record = relief.request_relief(
        house.house(),
        house.principal(),
        choice.contract.code,
        choice.label,
        clauses,
        mechanism,
        relief_fields.read(mechanism, clauses, _NAME),
        st.session_state.get(_key("reason")) or "",
        [evidence] if evidence else [],
        relief_fields.cause_read(_NAME),
    )
    session.clear_form()
    urls.write(tab=None, clause=None, record=record.id)
    messages.notice(Kind.DONE, _("Asked for. It counts once somebody else has granted it."))


def _close() -> None:
    urls.write(tab=None, clause=None)
    session.clear_form()


def _key(name: str) -> str:
    return session.fresh_form(f"relief-{name}")

"""Misses of one incident 同一原因: said where they are listed, what the contract makes of it, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.improvement import miss_causes
from services.improvement.miss_causes import Incidents
from services.judging.misses import TOTAL, MissView
from sla.terms.credits import RootCause
from ui import formats, house, messages, session, taking_back
from ui.messages import Kind, escaped
from ui.vendors import vendor_list

if TYPE_CHECKING:
    from store.records import MissCauseRecord


def show(view: MissView, every: Sequence[MissView]) -> None:
    """What the miss of its last month is laid to, and the form for it; nothing where it stands alone."""
    contract, label = view.contract, view.record.last_period
    there = miss_causes.incidents(house.house(), house.principal(), contract, label)
    names = {
        each.record.clause: each.clause_name.in_(current())
        for each in every
        if each.contract == contract and label in each.record.periods and each.record.clause != TOTAL
    }
    mine = next((each for each in there.causes if each.clause == view.record.clause), None)
    may = there.is_open and house.principal().may(Action.MANAGE, view.record.vendor)
    if mine:
        _told(there, mine, names, label)
    with st.container(horizontal=True):
        if may and view.record.clause in names and len(names) > 1:
            _form(view, label, names, _proposed(there, label))
        if may and mine:
            undo = partial(_undo, view, label)
            done = _("Taken back; the miss stands by itself again.")
            taking_back.asking_why(
                "incident", _("Not of this incident"), ":material/undo:", view.record.id, undo, done
            )


def _told(there: Incidents, mine: MissCauseRecord, names: dict[str, str], label: str) -> None:
    """The incident with every miss that was laid to it, and what follows by the contract."""
    others = [each.clause for each in there.causes if each.incident == mine.incident]
    said = vendor_list.joined([names.get(code, code) for code in others])
    words = _("{month}: one incident, {incident} ({name}): {clauses}.").format(
        month=formats.month(label), incident=mine.incident, name=mine.name, clauses=said
    )
    st.markdown(f":material/hub: {escaped(words)}")
    st.caption(_consequence(there.rule))


def _proposed(there: Incidents, label: str) -> str:
    """The next free code of the month."""
    taken = {each.incident for each in there.causes}
    free = (f"INC-{label.replace('-', '')}-{n}" for n in range(1, len(taken) + 2))
    return next(each for each in free if each not in taken)


def _form(view: MissView, label: str, names: dict[str, str], proposed: str) -> None:
    """Which misses of the month go back to what; the one that is open is among them."""
    record = view.record
    keys = {name: session.widget(f"incident-{name}", record.id) for name in ("clauses", "code", "what")}
    with st.popover(_("Of one incident"), icon=":material/hub:"):
        st.multiselect(
            _("Misses of {month} that go back to it").format(month=formats.month(label)),
            list(names),
            [record.clause],
            key=keys["clauses"],
            select_all=False,
            placeholder=_("Choose clauses"),
            format_func=names.__getitem__,
        )
        st.text_input(_("What happened"), key=keys["what"], max_chars=200)
        st.text_input(_("Code of the incident"), proposed, key=keys["code"], max_chars=32)
        st.button(
            _("Lay them to it"),
            type="primary",
            key=session.widget("incident-save", record.id),
            on_click=messages.guarded(_lay),
            args=(view, label, keys),
        )


def _lay(view: MissView, label: str, keys: dict[str, str]) -> None:
    said = st.session_state.get
    clauses = list(said(keys["clauses"]) or ())
    acting = house.house(), house.principal()
    incident, what = (said(keys["code"]) or "").strip(), said(keys["what"]) or ""
    miss_causes.lay_to_incident(*acting, view.contract, label, clauses, incident, what)
    messages.notice(Kind.DONE, _("Laid to one incident; the month is judged anew."))


def _undo(view: MissView, label: str, why: str) -> None:
    acting = house.house(), house.principal()
    miss_causes.part_from_incident(*acting, view.contract, label, [view.record.clause], why)


def _consequence(rule: RootCause | None) -> str:
    """What the contract makes of several misses of one incident."""
    if rule is None:
        return _("The contract draws no service credits, so this is for the record.")
    if rule is RootCause.HIGHEST:
        return _("By the contract only the highest service credit of one incident is drawn.")
    return _("By the contract every miss draws its service credit, whatever caused it.")

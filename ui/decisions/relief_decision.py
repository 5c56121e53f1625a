"""Deciding on a request for relief, and on a report that never came; each with its reason."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import N_, _
from core.month import FROZEN
from core.principal import Action
from services.decisions import relief
from services.decisions.relief_rules import decision
from services.decisions.relief_told import ReliefView
from services.judging.month_result import ClauseLine, MonthResult
from services.judging.relief_terms import ReliefTerms
from ui import house, messages, session, taking_back
from ui.decisions import relief_fields
from ui.entry_month import EntryMonth
from ui.messages import Kind

#: What can be decided, in the order it is offered.
_CHOICES: dict[str, str] = {
    "granted": N_("Grant it"),
    "part": N_("Grant in part"),
    "refused": N_("Refuse"),
}
#: What holds only as a whole.
_WHOLE = ("deem_met", "waive_credit")


def panel(choice: EntryMonth, view: ReliefView) -> None:
    """The form for an approver who did not ask; anybody else reads who decides."""
    record, who = view.record, house.principal()
    if not who.may(Action.APPROVE, record.vendor):
        st.caption(_("An approver decides on it."))
        return
    if record.requested_by == who.name:
        st.caption(_("Whoever asked for a relief does not decide it."))
        return
    with st.container(border=True, key="relief-decision"):
        codes = [code for code in _CHOICES if code != "part" or record.mechanism.value not in _WHOLE]
        to = st.segmented_control(
            _("Decision"), codes, default=codes[0], key=_key(view, "to"), required=True,
            format_func=lambda code: _(_CHOICES[code]),
        )  # fmt: skip
        if to == "part":
            relief_fields.draw(choice, record.mechanism, record.clauses, _name(view))
        relief_fields.cause(_name(view), found=True)
        if view.late and to != "refused":
            st.checkbox(_("Admit it although it came late"), key=_key(view, "late"))
        st.text_input(_("Why? It is kept with the record."), key=_key(view, "why"), max_chars=500)
        st.button(
            _("Decide"),
            type="primary",
            key=session.widget("relief-decide", record.id),
            on_click=messages.guarded(_decide),
            args=(view, to),
        )


def deem_failed(result: MonthResult, line: ClauseLine) -> None:
    """What a manager may do where a report never came: let the clause count as failed, with the reason."""
    who, contract = house.principal(), result.contract
    over = house.house().today(contract.timezone) >= result.period.end
    if result.state in FROZEN or not over or not who.may(Action.MANAGE, contract.vendor):
        return
    act = partial(relief.deem_failed, house.house(), who, contract.code, result.label, [line.clause.code])
    done = _("It counts as failed; take it back under “Exclusions and relief”.")
    taking_back.asking_why(
        "deem-failed", _("Count as failed"), ":material/gavel:", line.clause.code, act, done
    )


def _decide(view: ReliefView, to: str) -> None:
    said, record = st.session_state.get, view.record
    part: ReliefTerms | None = None
    if to == "part":
        part = relief_fields.read(record.mechanism, record.clauses, _name(view))
    relief.decide_relief(
        house.house(),
        house.principal(),
        record.id,
        decision(to),
        said(_key(view, "why")) or "",
        part,
        bool(said(_key(view, "late"))),
        record.version,
        relief_fields.cause_read(_name(view)),
    )
    session.clear_form()
    taking_back.unmark()
    messages.notice(Kind.DONE, _("Decided; the month is judged anew, and both verdicts are kept."))


def _name(view: ReliefView) -> str:
    return f"part-{view.record.id}"


def _key(view: ReliefView, name: str) -> str:
    return session.fresh_form(f"relief-{name}-{view.record.id}")

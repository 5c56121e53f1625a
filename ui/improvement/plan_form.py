"""What a plan says: the misses it answers, problem, cause, actions, owner, due date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.language import N_, _, current
from services.improvement import plans
from services.improvement.plans import PlanView
from services.judging.misses import MissView
from ui import edited, formats, house, messages, session, urls
from ui.improvement import miss_list
from ui.messages import Kind

#: Field of a plan → its label, and how many lines it gets (1: a single one).
_WORDS = {
    "title": N_("Title"),
    "problem": N_("Problem"),
    "root_cause": N_("Root cause"),
    "corrective": N_("Corrective action"),
    "preventive": N_("Preventive action"),
    "owner": N_("Owner"),
}
_SINGLE = ("title", "owner")
_WORKING_DAYS = 10


def new(open_misses: Sequence[MissView], wanted: str | None) -> None:
    """A new plan; the miss it was opened from is chosen already."""
    known = {view.record.id: view for view in open_misses}
    asked = known.get(wanted or "") or open_misses[0]
    with st.container(border=True, key="plan-form"):
        st.subheader(_("New improvement plan"), anchor=False)
        same = [code for code, view in known.items() if view.contract == asked.contract]
        st.multiselect(
            _("Misses it answers ({vendor})").format(vendor=miss_list.vendor_name(asked.record.vendor)),
            same,
            default=[asked.record.id],
            key=_key("misses", asked.record.id),
            format_func=lambda code: _miss_name(known[code]),
            select_all=False,
            placeholder="",
        )
        _fields("new", {})
        _due()
        with st.container(horizontal=True):
            st.button(
                _("Open the plan"),
                type="primary",
                key=session.widget("plan-open"),
                on_click=messages.guarded(_open),
                args=(_key("misses", asked.record.id),),
            )
            st.button(_("Close"), key=session.widget("plan-close"), on_click=_close)


def change(view: PlanView) -> int:
    """The fields of a plan that may still be changed; gives the version they were opened at."""
    record = view.record
    now = {name: getattr(record, name) for name in _WORDS}
    seen = edited.seen(
        "plan", record.id, record.version, " · ".join(words for words in now.values() if words)
    )
    _fields(record.id, now)
    key = _key("due", record.id)
    st.session_state.setdefault(key, record.due)
    st.date_input(_("Due"), value=None, key=key, format="YYYY-MM-DD", width=240)
    return seen


def save_button(plan_id: str, seen: int) -> None:
    """Keep what is typed."""
    st.button(
        _("Save the plan"),
        icon=":material/save:",
        key=session.widget("plan-save", plan_id),
        on_click=messages.guarded(_save),
        args=(plan_id, seen),
    )


def keep(plan_id: str, seen: int) -> int:
    """What is typed becomes what the plan says; gives the version it has then."""
    due = st.session_state.get(_key("due", plan_id))
    view = plans.save_plan(house.house(), house.principal(), plan_id, seen, **_said(plan_id), due=due)
    session.clear_form()
    return view.record.version


def _fields(name: str, now: dict[str, str]) -> None:
    with st.grid(2, min_column_width=280, key=session.widget("plan-words", name)):
        for field, label in _WORDS.items():
            key = _key(field, name)
            st.session_state.setdefault(key, now.get(field, ""))
            if field in _SINGLE:
                st.text_input(_(label), key=key, max_chars=120)
            else:
                st.text_area(_(label), key=key, max_chars=2000, height=96)


def _due() -> None:
    with st.grid(2, min_column_width=200, key="plan-due"):
        st.session_state.setdefault(_key("days", "new"), _WORKING_DAYS)
        st.number_input(_("Due in working days"), 1, 400, step=1, key=_key("days", "new"))
        st.date_input(_("or on a day of its own"), value=None, key=_key("due", "new"), format="YYYY-MM-DD")


def _open(misses_key: str) -> None:
    said = st.session_state.get
    due = said(_key("due", "new"))
    view = plans.open_plan(
        house.house(),
        house.principal(),
        said(misses_key) or [],
        **_said("new"),
        working_days=None if due else said(_key("days", "new")),
        due=due,
    )
    session.clear_form()
    urls.write(tab="plans", record=view.record.id)
    messages.notice(Kind.DONE, _("The plan is open as a draft."))


def _save(plan_id: str, seen: int) -> None:
    keep(plan_id, seen)
    messages.notice(Kind.DONE, _("Saved."))


def _said(name: str) -> dict[str, Any]:
    return {field: st.session_state.get(_key(field, name)) or "" for field in _WORDS}


def _close() -> None:
    urls.write(tab=None, record=None)
    session.clear_form()


def _key(field: str, name: str) -> str:
    return session.fresh_form(f"plan-{field}-{name}")


def _miss_name(view: MissView) -> str:
    return f"{view.clause_name.in_(current())} · {formats.month(view.record.last_period)}"

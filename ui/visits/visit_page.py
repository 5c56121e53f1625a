"""One visit: its head, and behind each word of the switch a part of it."""

from __future__ import annotations

import streamlit as st

from core.language import N_, _, current
from core.principal import Action
from qa.visit.states import VisitState
from services.visits.visit_standing import VisitView
from ui import formats, house, layout, session, urls, ways
from ui.visits import visit_checklist, visit_end, visit_finding_list, visit_plan, visit_road, visit_words

_PARTS = {
    "checklist": N_("Checklist"),
    "findings": N_("Findings and photographs"),
    "about": N_("About the visit"),
}


def show(view: VisitView) -> None:
    """The visit, with the part of it that the address names."""
    record = view.record
    ways.back(_("All visits"), record=None, tab=None, clause=None)
    form = _("{name}, version {number}").format(
        name=view.form.text.in_(current()), number=record.form_version
    )
    layout.page_head(visit_words.place(record), [formats.day_in_words(record.day), form])
    st.markdown(visit_words.state_badge(record.state, record.state.words.in_(current())))
    may = record.state is VisitState.OPEN and house.principal().may(Action.AUDIT, record.vendor)
    part = _part(len(view.findings))
    if part == "findings":
        visit_finding_list.show(view)
    elif part == "about":
        visit_plan.change(record, may)
    elif record.state is not VisitState.CALLED_OFF:
        if may:
            visit_road.show(view)
        visit_checklist.show(view)
    st.divider()
    visit_end.show(view)


def _part(findings: int) -> str:
    key = session.widget("visit-part")
    here = urls.one_of(urls.read().tab, _PARTS) or "checklist"
    st.session_state[key] = here

    def keep() -> None:
        urls.write(tab=st.session_state[key], clause=None)

    def named(part: str) -> str:
        return f"{_(_PARTS[part])} · {findings}" if part == "findings" and findings else _(_PARTS[part])

    return st.segmented_control(
        _("Show"),
        list(_PARTS),
        format_func=named,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=keep,
        wrap=True,
    )

"""A list of training records that was taken in: what was found, its rows, taking rows or all of it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.people_lists import ListState
from core.principal import Action
from services.roster import lists
from services.training import courses, records
from ui import formats, house, messages, session, taking_back
from ui.messages import Kind, escaped
from ui.training import record_rows

if TYPE_CHECKING:
    from store.records import PeopleListRecord


def show(record: PeopleListRecord | None) -> None:
    """Nothing for one that waits: it is looked at on a page of its own."""
    if record is None or record.state is ListState.STAGED:
        return
    here, who = house.house(), house.principal()
    with taking_back.panel(record.name, "records"):
        parts = [record.kind.words.in_(current()), record.state.words.in_(current()), record.received_by]
        parts += [formats.instant(record.committed_at)] if record.committed_at else []
        st.caption(" · ".join(escaped(part) for part in parts))
        if record.why:
            st.markdown(escaped(record.why))
        messages.show_findings(record.findings)
        live = record.state is ListState.COMMITTED
        if live and who.may(Action.IMPORT, record.vendor):
            taking_back.withdraw(record.id, partial(lists.withdraw, here, who, record.id))
        if st.toggle(_("Show its rows"), key=session.widget("records-rows", record.id)):
            _rows(record, choose=live and who.may(Action.RECORD, record.vendor))


def _rows(record: PeopleListRecord, choose: bool) -> None:
    here, who = house.house(), house.principal()
    found = records.rows_of_list(here, who, record.id)
    named = courses.courses(here, who)
    key = f"list-rows-{session.LIST_TURN.get()}"
    chosen = record_rows.table(found, key, named, _("The rows of this list"), choose=choose)
    if choose:
        st.caption(_("Choose a row to take it back; the list itself stays as it came."))
    row = next((one for one in found if one.key == chosen), None)
    if row is None or row.withdrawn or row.row is None:
        return
    why = session.fresh_form("retract-why")
    with st.container(border=True, key="panel-retract"):
        said = _("Row {row}: {agent}, {course}, {day}")
        course = record_rows.course_name(row.course, named)
        words = said.format(row=row.row, agent=row.agent, course=course, day=formats.day(row.day))
        st.markdown(f"**{escaped(words)}**")
        st.text_input(_("Why? It is kept with the record."), key=why, max_chars=200)
        st.button(
            _("Take this row back"),
            icon=":material/undo:",
            key=session.widget("retract"),
            on_click=messages.guarded(_retract),
            args=(record.id, row.sheet, row.row, why),
        )


def _retract(list_id: str, sheet: str, row: int, why: str) -> None:
    records.retract(house.house(), house.principal(), list_id, sheet, row, st.session_state.get(why) or "")
    session.clear_form()
    taking_back.unmark()
    messages.notice(Kind.DONE, _("The row no longer counts from now on."))

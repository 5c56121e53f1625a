"""The place to drop attendance, exams or certificates, with what the list itself may not say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from core.language import _, current
from core.people_lists import ListKind
from core.period import Period
from qa.training.course import Course
from services.house.settings import settings
from services.roster.lists import ListSaid
from services.training import record_lists
from services.training.list_records import KINDS
from ui import house, messages, session, styles, urls
from ui.messages import Kind
from ui.training import record_rows

_KINDS = ("xlsx", "xls", "csv")
_ITSELF = ""
#: Zones learning platforms export their times in, beside the one of nearly all vendors.
_ZONES = ("Asia/Shanghai", "UTC", "Asia/Hong_Kong", "Asia/Tokyo", "Europe/London", "America/New_York")
#: What a list said that could not be taken in.
_REFUSED = "records-refused"


def show(vendor: str, courses: Mapping[str, Course], opened: bool) -> None:
    """What it is of, and the file; it is read at once and shown before anything counts."""
    with st.expander(_("Take in a list"), expanded=opened, icon=":material/upload_file:"):
        st.caption(
            _("Say only what the list itself does not: an exam list often names no course and no day.")
        )
        said = _said(vendor, courses)
        with styles.uploader("records", _KINDS, settings().max_upload_mb):
            file = st.file_uploader(
                _("Attendance, exam results or certificates, by agent"),
                type=list(_KINDS),
                key=session.fresh_form("records-file"),
            )
        if file is not None:
            messages.guarded(_read)(file.name, file.getvalue(), said)
            session.clear_form()
            st.rerun()
        if refused := st.session_state.pop(_REFUSED, None):
            messages.show_findings(refused)


def _said(vendor: str, courses: Mapping[str, Course]) -> ListSaid:
    kinds = {_ITSELF: _("As its columns say"), **{one.value: one.words.in_(current()) for one in KINDS}}
    named = {_ITSELF: _("As the list says"), **record_rows.course_names(courses)}
    zones = {_ITSELF: _("Not known"), **{name: name for name in _ZONES}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            _("What it is"),
            [*kinds],
            format_func=kinds.__getitem__,
            key=session.widget("records-kind"),
            width=220,
        )
        course = st.selectbox(
            _("Course"),
            [*named],
            format_func=named.__getitem__,
            key=session.widget("records-course"),
            width=220,
        )
        day = _day(_("Day of the training or exam"), "records-day")
        retake = _day(_("Day of its retakes"), "records-retake")
        zone = st.selectbox(
            _("Its times are in"),
            [*zones],
            format_func=zones.__getitem__,
            key=session.widget("records-zone"),
            width=220,
        )
    days = Period(day, day + timedelta(days=1)) if day else None
    return ListSaid(
        vendor,
        ListKind(kind) if kind else None,
        None,
        days,
        zone or _ZONES[0],
        bool(zone),
        course or "",
        retake,
    )


def _day(label: str, name: str) -> date | None:
    chosen = st.date_input(
        label, None, format="YYYY-MM-DD", max_value=house.house().today(), key=session.widget(name), width=220
    )
    return chosen if isinstance(chosen, date) else None


def _read(name: str, data: bytes, said: ListSaid) -> None:
    staged = record_lists.stage_records(house.house(), house.principal(), name, data, said)
    if staged.same_as is not None:
        messages.notice(Kind.NOTE, _("This list is here already: {name}.").format(name=staged.same_as.name))
        urls.write(record=staged.same_as.id)
    elif staged.record is None:
        reasons = [why for row in staged.rejected for why in row.reasons]
        st.session_state[_REFUSED] = [*staged.findings, *reasons]
        messages.notice(Kind.REFUSED, _("“{name}” could not be taken in.").format(name=name))
    else:
        urls.write(record=staged.record.id)

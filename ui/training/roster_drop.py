"""The place to drop a roster or a list of changes, with what the list itself may not say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from core.language import _, current
from core.people_lists import ListKind
from core.period import MonthRule, Period, shifted
from services.house.settings import settings
from services.roster import lists
from services.roster.lists import ListSaid
from services.roster.roster_lists import OF_ROSTERS
from ui import formats, house, messages, registered, session, styles, urls
from ui.messages import Kind

_KINDS = ("xlsx", "xls", "csv")
_ITSELF, _ONE_DAY = "", "day"
#: What a list said that could not be taken in.
_REFUSED = "roster-refused"


def show(vendor: str, opened: bool) -> None:
    """What it is of, and the file; it is read at once and shown before anything counts."""
    with st.expander(_("Take in a roster"), expanded=opened, icon=":material/upload_file:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.selectbox(
                _("What it is"),
                [_ITSELF, *OF_ROSTERS],
                format_func=lambda one: one.words.in_(current()) if one else _("As its columns say"),
                key=session.widget("roster-kind"),
                width=240,
            )
            days = _days()
            project = _project()
        with styles.uploader("roster", _KINDS, settings().max_upload_mb):
            file = st.file_uploader(
                _("Roster or roster changes"), type=list(_KINDS), key=session.fresh_form("roster-file")
            )
        if file is not None:
            said = ListSaid(vendor, ListKind(kind) if kind else None, project, days)
            messages.guarded(_read)(file.name, file.getvalue(), said)
            session.clear_form()
            st.rerun()
        if refused := st.session_state.pop(_REFUSED, None):
            messages.show_findings(refused)


def _days() -> Period | None:
    today = house.house().today()
    months = [shifted(f"{today:%Y-%m}", -back) for back in range(13)]
    words = {_ITSELF: _("As the list says"), _ONE_DAY: _("One day")}
    chosen = st.selectbox(
        _("Which days"),
        [_ITSELF, *months, _ONE_DAY],
        format_func=lambda one: words.get(one) or formats.month(one),
        key=session.widget("roster-days"),
        width=240,
    )
    if chosen == _ONE_DAY:
        day = st.date_input(_("Day"), today, format="YYYY-MM-DD", key=session.widget("roster-one-day"))
        return Period(day, day + timedelta(days=1)) if isinstance(day, date) else None
    return MonthRule().month(chosen) if chosen else None


def _project() -> str | None:
    projects = {one.code: one.name.in_(current()) for one in registered.projects()}
    if not projects:
        return None
    chosen = st.selectbox(
        _("Project"),
        [_ITSELF, *projects],
        format_func=lambda code: projects.get(code, _("All projects")),
        key=session.widget("roster-project"),
        width=240,
    )
    return chosen or None


def _read(name: str, data: bytes, said: Any) -> None:
    staged = lists.stage(house.house(), house.principal(), name, data, said)
    if staged.same_as is not None:
        messages.notice(Kind.NOTE, _("This list is here already: {name}.").format(name=staged.same_as.name))
        urls.write(record=staged.same_as.id)
    elif staged.record is None:
        st.session_state[_REFUSED] = staged.findings
        messages.notice(Kind.REFUSED, _("“{name}” could not be taken in.").format(name=name))
    else:
        urls.write(record=staged.record.id)

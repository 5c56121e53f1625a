"""The file of one agent: rosters, what is asked on a day and why, what was passed, until when it holds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from services.training import agent_calls, agent_file
from ui import formats, house, layout, registered, session, urls
from ui.training import agent_calls_view, agent_search, agent_view

_ZONE = ZoneInfo("Asia/Shanghai")
view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
day = date.fromisoformat(view.day) if view.day else here.today()

if vendor is None:
    layout.page_head(_("Agent file"))
    layout.empty_state(
        _("No vendor yet"), _("Enter your first vendor: then its agents have files."), icon="person_search"
    )
else:
    known: datetime | None = None
    layout.page_head(_("Agent file"), [vendors[vendor], formats.day(day)])
    if len(vendors) > 1:
        with layout.switches():
            layout.switch(_("Vendor"), vendors, vendor, "vendor")
    agent_search.show(vendor, day, view.agent)
    if view.agent is None:
        layout.empty_state(
            _("Whose file?"),
            _("Type the code of an agent, or choose one of those on the roster of the day."),
            icon="person_search",
        )
    else:
        asked = st.session_state.get(session.widget("agent-known"))
        if isinstance(asked, date):
            known = datetime.combine(asked + timedelta(days=1), time(), _ZONE)
        file = agent_file.agent_file(here, who, vendor, view.agent, day, known)
        agent_view.show(file)
        if file.agent and known is None:
            agent_calls_view.show(agent_calls.agent_calls(here, who, file), vendor, file.courses)

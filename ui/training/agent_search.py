"""Whose file on which day: a code as the vendor writes it, or somebody on the roster of that day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.language import _, current
from services.roster import roster
from services.training import agent_file
from ui import house, messages, session, urls


def show(vendor: str, day: date, mark: str | None) -> None:
    """The code, the roster of the day, the day, and up to when what was known counts."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = session.widget("agent-code", vendor)
        st.text_input(
            _("The agent's code"), key=key, max_chars=40, width=200, placeholder="0012",
            on_change=messages.guarded(_found), args=(vendor, key),
        )  # fmt: skip
        _on_roster(vendor, day, mark)
        on = session.widget("agent-day")
        st.date_input(_("Day"), day, format="YYYY-MM-DD", key=on, on_change=_on, args=(on,), width=200)
        st.date_input(
            _("As known at the end of"), None, format="YYYY-MM-DD", key=session.widget("agent-known"),
            help=_("Empty: as it is known now."), width=200,
        )  # fmt: skip


def _on_roster(vendor: str, day: date, mark: str | None) -> None:
    spells = roster.day_of(house.house(), house.principal(), vendor, day).spells
    if not spells:
        return
    words = {
        one.mark: " · ".join(
            part for part in (one.agent, one.named, one.site, one.standing(day).words.in_(current())) if part
        )
        for one in sorted(spells.values(), key=lambda one: (one.agent, one.mark))
    }
    key = session.widget("agent-choose", vendor)
    st.session_state[key] = mark if mark in words else None
    st.selectbox(
        _("On the roster that day"), [*words], index=None, format_func=words.__getitem__, key=key,
        on_change=_chosen, args=(key,), width=280, placeholder=_("Choose"),
    )  # fmt: skip


def _found(vendor: str, key: str) -> None:
    code = st.session_state.get(key) or ""
    if code.strip():
        urls.write(agent=agent_file.mark_of(house.house(), house.principal(), vendor, code))


def _chosen(key: str) -> None:
    urls.write(agent=st.session_state.get(key))


def _on(key: str) -> None:
    chosen = st.session_state[key]
    urls.write(day=chosen.isoformat() if chosen else None)

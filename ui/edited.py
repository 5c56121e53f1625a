"""A form over a record that somebody else may change meanwhile: what was typed is never lost.

The form remembers the version it was opened at. Where the record has moved on, both are there: what
stands now, and what this person typed; they choose.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

import streamlit as st

from core.language import _
from ui import formats, house, session
from ui.messages import escaped

#: What tells one state of a record from another: its version, or number and version.
Version = TypeVar("Version")


def seen(name: str, key: str, version: Version, stands: str) -> Version:
    """The version the form `name` of record `key` was opened at; a box above it where that is not the last.

    `stands` says what the record holds now. To be called before the form is drawn.
    """
    at = session.fresh_form(f"seen-{name}-{key}")
    first = st.session_state.setdefault(at, version)
    if first != version:
        meanwhile(name, key, stands, session.clear_form, partial(_take_note, at, version))
    opened_at: Version = st.session_state[at]
    return opened_at


def forget(name: str, key: str) -> None:
    """The form is not on the page yet: it rests on what the record says now."""
    st.session_state.pop(session.fresh_form(f"seen-{name}-{key}"), None)


def saved(at: datetime) -> str:
    """“saved 14:02”, with the day where that is not today."""
    when = formats.instant(at)
    today = f"{house.house().today('Asia/Shanghai'):%Y-%m-%d} "
    return _("saved {time}").format(time=when.removeprefix(today))


def meanwhile(
    name: str, key: str, stands: str, take_theirs: Callable[[], None], keep_mine: Callable[[], None]
) -> None:
    """The box: what the record says now, and the choice between that and what this person typed."""
    with st.container(border=True, gap="small", key=session.widget("conflict", name, key)):
        st.markdown(
            ":material/sync_problem: "
            + _("Somebody saved this meanwhile. It now says: {stands}").format(stands=escaped(stands))
        )
        st.caption(_("What you typed is still in the form."))
        with st.container(horizontal=True):
            st.button(_("Take theirs"), key=session.widget("theirs", name, key), on_click=take_theirs)
            st.button(
                _("Keep mine and save over it"), key=session.widget("mine", name, key), on_click=keep_mine
            )


def _take_note(at: str, version: object) -> None:
    """The person has seen this version; saving may follow it."""
    st.session_state[at] = version

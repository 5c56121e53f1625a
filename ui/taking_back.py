"""A chosen record below its list: the line that closes it, and taking it back with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from core.language import _
from ui import messages, session, urls
from ui.messages import escaped


@contextmanager
def panel(title: str, name: str) -> Iterator[None]:
    """The chosen record in a frame, with a button that closes it."""
    with st.container(border=True, key=f"panel-{name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(escaped(title), anchor=False, width="stretch")
            st.button(
                _("Close"),
                icon=":material/close:",
                type="tertiary",
                key=session.widget("close", name),
                on_click=close,
            )
        yield


def close() -> None:
    """No record is open any more, and no row of the list is marked."""
    urls.write(record=None)
    unmark()


def unmark() -> None:
    """No row of a list stays marked; forms that are being filled in are left alone."""
    session.LIST_TURN.set(session.LIST_TURN.get() + 1)


def withdraw(record_id: str, take_back: Callable[[str], Any]) -> None:
    """A button that asks why, then hands the reason to `take_back`."""
    label, done = _("Withdraw"), _("Withdrawn; it no longer counts.")
    asking_why("withdraw", label, ":material/undo:", record_id, take_back, done)


def asking_why(
    name: str, label: str, icon: str, record_id: str, act: Callable[[str], Any], done: str
) -> None:
    """A button that opens a question for the reason; the same word confirms."""
    key = session.widget("why", name, record_id, session.LIST_TURN.get())
    with st.popover(label, icon=icon):
        st.text_input(_("Why? It is kept with the record."), key=key, max_chars=200)
        st.button(
            label,
            type="primary",
            key=session.widget(name, record_id),
            on_click=messages.guarded(_act),
            args=(key, act, done),
        )


def _act(key: str, act: Callable[[str], Any], done: str) -> None:
    act(st.session_state.get(key) or "")
    unmark()
    messages.notice(messages.Kind.DONE, done)

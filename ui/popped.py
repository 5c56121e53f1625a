"""A form that opens from a button; nothing is sent before it is saved, so that it stays open meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from core.language import _
from ui import messages, session


@contextmanager
def form(label: str, icon: str, name: str, said: str = "") -> Iterator[None]:
    """The button and, below it, the form; `said` explains what saving it does."""
    with st.popover(label, icon=icon):
        if said:
            st.caption(said)
        with st.form(session.fresh_form(f"{name}-form"), border=False):
            yield


def save(name: str, act: Callable[..., None], *args: Any, label: str = "") -> None:
    """The button that ends it; a refusal is said on the page."""
    st.form_submit_button(
        label or _("Save"),
        type="primary",
        key=session.widget(f"save-{name}"),
        on_click=messages.guarded(act),
        args=args,
    )


def keys(name: str, *parts: str) -> dict[str, str]:
    """The key of each field of a form."""
    return {part: session.fresh_form(f"{name}-{part}") for part in parts}


def said(fields: dict[str, str]) -> dict[str, Any]:
    """What stands in each field; empty where nothing does."""
    return {part: st.session_state.get(key) or "" for part, key in fields.items()}

"""Retiring something, and taking it into use again: a reason behind a quiet button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.language import _
from ui import formats, messages, session
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import RetirementRecord

Act = Callable[[str], Any]


def told(word: RetirementRecord | None) -> None:
    """Since when and why it is retired; nothing where it is in use."""
    if word is not None:
        said = _("Retired {when} by {who}: {why}").format(
            when=formats.instant(word.at), who=word.by_whom, why=word.why
        )
        st.warning(escaped(said), icon=":material/inventory_2:")


def button(word: RetirementRecord | None, name: str, means: str, retire: Act, reinstate: Act) -> None:
    """Retire it, or take it into use again; `means`: what retiring does."""
    label = _("Retire") if word is None else _("Take into use again")
    with st.popover(label, icon=":material/inventory_2:", type="tertiary"):
        if word is None:
            st.caption(means)
        key = session.fresh_form(f"retire-{name}")
        st.text_input(_("Why"), key=key, max_chars=300)
        st.button(
            label,
            key=session.widget("retire", name),
            on_click=messages.guarded(_done),
            args=(retire if word is None else reinstate, key),
        )


def _done(act: Act, key: str) -> None:
    act(st.session_state.get(key) or "")
    session.clear_form()

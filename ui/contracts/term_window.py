"""The window of a clause in its form: one of the usual ones, or successive days of a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Text
from services.contracts.term_fields.field import TermField

_DAYS = "days"
_WORDS = Text("连续若干天（活动期）", "so many days on end (a campaign)")
_PARTS: dict[str, tuple[Text, str]] = {
    "days": (Text("几天", "So many days"), "14"),
    "from": (Text("首日", "From"), "2026-11-01"),
    "to": (Text("接续至（可留空）", "Following each other until (may stay empty)"), "2026-11-28"),
}


def window(field: TermField, now: Any, key: str) -> Any:
    """The window's word, or the campaign's days; None for the usual one."""
    lang, said = current(), dict(now) if isinstance(now, Mapping) else {}
    words = {**field.choices, _DAYS: _WORDS}
    known = [*words, now] if isinstance(now, str) and now not in words else list(words)
    st.session_state.setdefault(key, _DAYS if said else now or None)
    chosen = st.selectbox(
        field.label.in_(lang), known, index=None, key=key, help=field.hint.in_(lang),
        format_func=lambda code: words[code].in_(lang) if code in words else code,
        placeholder=field.usual.in_(lang) or _("not said"),
    )  # fmt: skip
    if chosen != _DAYS:
        return chosen
    for name, (label, usual) in _PARTS.items():
        shown = str(said.get(name) or "")
        typed = st.text_input(label.in_(lang), shown, key=f"{key}-{name}", placeholder=usual)
        if typed != shown:
            said[name] = typed.strip()
    return {name: value for name, value in said.items() if value} or {"days": ""}

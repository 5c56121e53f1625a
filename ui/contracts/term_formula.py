"""A sum of base counts in a form: the counts chosen by their names, and how often each is taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from services.contracts.draft_definitions import count_called, count_named, counts
from services.contracts.term_fields.field import TermField


def formula(field: TermField, now: Any, key: str) -> Any:
    """Count → its weight, below zero where it is taken off; None for no count."""
    lang = current()
    if not isinstance(now, Mapping | None):
        written = json.dumps(now, ensure_ascii=False)
        st.text_input(field.label.in_(lang), written, key=key, disabled=True, help=_("As the file says it."))
        return now
    said = dict(now or {})
    chosen = st.multiselect(
        field.label.in_(lang), list(dict.fromkeys([*said, *counts()])), list(said), key=key,
        format_func=lambda name: count_called(name).in_(lang), accept_new_options=True,
        help=field.hint.in_(lang), select_all=False,
        placeholder=_("Type to find a count; other seconds: Answered within 20 s"),
    )  # fmt: skip
    names = list(dict.fromkeys(count_named(each) for each in chosen))
    if not names:
        return None
    typed = {}
    with st.grid(2, min_column_width=200, key=f"{key}-weights"):
        for name in names:
            typed[name] = st.text_input(
                _("{count} times").format(count=count_called(name).in_(lang)), str(said.get(name, "1")),
                key=f"{key}-{name}", help=_("Whole; −1 where it is taken off."),
            )  # fmt: skip
    return {name: _whole(each) for name, each in typed.items()}


def _whole(typed: str) -> str:
    return typed.strip().translate(str.maketrans({"−": "-", "－": "-"})) or "1"

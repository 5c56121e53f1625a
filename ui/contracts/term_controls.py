"""The control of one field of a contract's form, by the kind of its key; its value as the file has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Lang, Text
from services.contracts.draft_edits import name_of
from services.contracts.term_fields.field import TermField
from services.contracts.term_fields.typed import typed_text, value_of
from sla.contract_file.campaign import WindowOrDays
from sla.contract_file.opening import HoursOfDays
from sla.contract_file.shape import ListOf
from sla.contract_file.values import Kind, Names
from ui.contracts.term_formula import formula
from ui.contracts.term_hours import hours
from ui.contracts.term_window import window
from ui.messages import escaped


def control(
    field: TermField, kind: Kind, now: Any, offered: Mapping[str, Text], key: str, *, fixed: bool
) -> Any:
    """What is typed now; None for nothing. A value that no control can show stands as the file says it."""
    if field.offers == "formula":
        return formula(field, now, key)
    if isinstance(kind, Names):
        return _names(field, now, key)
    if isinstance(kind, ListOf) and (field.choices or offered):
        return _several(field, now, offered, key)
    if isinstance(kind, WindowOrDays):
        return window(field, now, key)
    if isinstance(kind, HoursOfDays):
        return hours(field, now, key)
    if field.choices and isinstance(now, str | None):
        return _one(field, now, key)
    if offered and isinstance(now, str | None):
        return _offered(field, now, offered, key)
    return _text(field, kind, now, key, fixed=fixed)


def _text(field: TermField, kind: Kind, now: Any, key: str, *, fixed: bool) -> Any:
    lang, said = current(), typed_text(kind, now)
    if said is None:
        written = json.dumps(now, ensure_ascii=False)
        st.text_input(field.label.in_(lang), written, key=key, disabled=True, help=_("As the file says it."))
        return now
    typed = st.text_input(
        field.label.in_(lang), said, key=key, help=field.hint.in_(lang), disabled=fixed,
        placeholder=field.usual.in_(lang) or None,
    )  # fmt: skip
    return (now or None) if typed == said else value_of(kind, typed)


def _names(field: TermField, now: Any, key: str) -> Any:
    """One text for both languages, or one for each."""
    lang, both = current(), isinstance(now, Mapping)
    zh = name_of({"name": now}).zh if now else ""
    en = name_of({"name": now}).en if both else ""
    with st.grid(2, min_column_width=200, key=f"{key}-both"):
        label = field.label.in_(lang)
        first = st.text_input(label, zh, key=f"{key}-zh", help=field.hint.in_(lang))
        second = st.text_input(_("The same in English"), en, key=f"{key}-en", placeholder=first or None)
    if (first, second) == (zh, en):
        return now or None
    first, second = first.strip(), second.strip()
    return {"zh": first or second, "en": second} if second else first or None


def _one(field: TermField, now: str | None, key: str) -> str | None:
    """One of a few; what holds where nothing is chosen is said in the empty field."""
    lang, words = current(), field.choices
    return st.selectbox(
        field.label.in_(lang), _with(list(words), now), index=None, key=_starting(key, now),
        format_func=lambda code: words[code].in_(lang) if code in words else code,
        help=field.hint.in_(lang), placeholder=field.usual.in_(lang) or _("not said"),
    )  # fmt: skip


def _offered(field: TermField, now: str | None, offered: Mapping[str, Text], key: str) -> str | None:
    """One of what is known here, or another code typed."""
    lang = current()
    chosen = st.selectbox(
        field.label.in_(lang), _with(list(offered), now), index=None, key=_starting(key, now),
        format_func=lambda code: _called(code, offered, lang), accept_new_options=True,
        help=field.hint.in_(lang), placeholder=field.usual.in_(lang) or _("Choose or type a code"),
    )  # fmt: skip
    return chosen.strip() or None if chosen else None


def _several(field: TermField, now: Any, offered: Mapping[str, Text], key: str) -> Any:
    lang, words = current(), field.choices or offered
    if not isinstance(now, list | None):
        st.caption(escaped(f"{field.label.in_(lang)} {json.dumps(now, ensure_ascii=False)}"))
        return now
    known = list(dict.fromkeys([*words, *(now or ())]))
    chosen = st.multiselect(
        field.label.in_(lang), known, now or [], key=key, help=field.hint.in_(lang),
        format_func=lambda code: _called(code, words, lang) if offered else _word(code, words, lang),
        select_all=False, placeholder=_("none chosen"), accept_new_options=bool(offered),
    )  # fmt: skip
    return list(chosen) or None


def _with(known: list[str], now: str | None) -> list[str]:
    """What the file says can be chosen even where nobody knows it."""
    return [*known, now] if now and now not in known else known


def _starting(key: str, now: str | None) -> str:
    """The key, its value set before it is drawn: only a field that may be empty can be emptied again."""
    st.session_state.setdefault(key, now or None)
    return key


def _word(code: str, words: Mapping[str, Text], lang: Lang) -> str:
    return words[code].in_(lang) if code in words else code


def _called(code: str, words: Mapping[str, Text], lang: Lang) -> str:
    """Name and code; the code alone where it has no other name."""
    name = _word(code, words, lang)
    return code if name == code else f"{name} ({code})"

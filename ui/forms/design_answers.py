"""The answers of an item being designed: a row each with what it earns; or those of another item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.form.columns import CHOICES, NO, YES
from services.contracts.draft_edits import name_of
from ui import steady_table

_FLAGS = ("fatal", "passes")
_TRUE = "true"


@dataclass(frozen=True)
class Asks:
    """What is asked of each answer besides what it earns."""

    #: The most it stands for: of a number, or of the seconds waited.
    up_to: bool
    #: Whether it is fatal.
    fatal: bool


def answers(now: Any, others: Mapping[str, Sequence[Mapping[str, Any]]], asks: Asks, key: str) -> Any:
    """The answers as they stand in the table now, in the shape of the form's file."""
    choices = now if isinstance(now, list) else []
    taken = st.selectbox(
        _("Answers as another item has them"), list(others), index=None, key=f"{key}-as",
        placeholder=_("keep those below"),
    )  # fmt: skip
    if taken:
        choices = [dict(each) for each in others[taken]]
    names = [name for name, *_rest in _shown(asks, choices)]
    table = f"{key}-answers-{taken}"
    choices = steady_table.rows(table, tuple(names), choices)
    rows = [{name: _cell(each, name) for name in names} for each in choices]
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    edited = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, key=table, column_config=dict(_shown(asks, choices)),
    )  # fmt: skip
    st.caption(_("Share of the full points, or points of its own; neither: evenly, the best first."))
    typed = [_choice(row, choices) for row in edited.to_dict("records") if _said(row.values())]
    untouched = edited.equals(frame)
    steady_table.typed(table, choices if untouched else typed)
    as_before = untouched and choices == (now if isinstance(now, list) else [])
    return now if as_before and not taken else typed


def _shown(asks: Asks, choices: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """The columns: what this item has no use for is left out while nothing is said of it."""
    unused = {"up_to": not asks.up_to, "fatal": not asks.fatal, "passes": False}
    lang = current()
    flags = {"": "", _TRUE: YES.in_(lang), "false": NO.in_(lang)}
    columns: list[tuple[str, Any]] = []
    for column in CHOICES[1:]:  # without the list's name
        used = any(each.get(column.path) is not None for each in choices)
        if unused.get(column.path, False) and not used:
            continue
        label, help_ = column.label.in_(lang), column.hint.in_(lang) or None
        if column.path in _FLAGS:
            made: Any = st.column_config.SelectboxColumn(
                label, help=help_, options=list(flags), format_func=flags.__getitem__
            )
        else:
            made = st.column_config.TextColumn(label, help=help_)
        columns.append((column.path, made))
    return columns


def _cell(choice: Mapping[str, Any], path: str) -> str:
    name, _dot, lang = path.partition(".")
    value = choice.get(name)
    if lang:
        words = name_of({"name": value}) if value else None
        return (words.zh if lang == "zh" else words.en) if words else ""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _choice(row: Mapping[Any, Any], before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A row as the file has it; what the table does not show stays as it was."""
    said = {name: str(value).strip() for name, value in row.items() if _said([value])}
    kept = next((dict(each) for each in before if str(each.get("code")) == said.get("code")), {})
    zh, en = said.pop("text.zh", ""), said.pop("text.en", "")
    shown = {str(name) for name in row}
    rest = {name: each for name, each in kept.items() if name not in shown and name != "text"}
    text = {"zh": zh or en, "en": en or zh} if zh or en else None
    made = {"code": said.pop("code", None), "text": text, **said, **rest}
    return {name: each for name, each in made.items() if each is not None}


def _said(values: Any) -> bool:
    return any(isinstance(each, str) and each.strip() for each in values)

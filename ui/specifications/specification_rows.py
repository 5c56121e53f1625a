"""The clauses of a draft as a table to write in, one to a row, and back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.specification.terms import Part
from qa.specification.written import COLUMNS
from ui import steady_table

_ORDER = "order"


def table(clauses: list[dict[str, Any]], key: str) -> list[dict[str, str]]:
    """The table and what is typed in it now. The rows stand in their order once the draft is opened again."""
    typed = st.data_editor(
        frame(steady_table.rows(key, "clauses", clauses)),
        column_config=columns(),
        num_rows="dynamic",
        hide_index=True,
        key=key,
    )
    return written(typed)


def frame(clauses: list[dict[str, Any]]) -> pd.DataFrame:
    """A row a clause, in order; one empty row to begin with."""
    rows = [
        {
            _ORDER: n,
            **{key: str(each.get(key) or "") for key in ("code", "number")},
            "part": Part(each.get("part") or Part.PROCEDURE).words.in_(current()),
            **{key: str(each.get(key) or "") for key in ("text_zh", "text_en")},
            "critical": bool(each.get("critical")),
        }
        for n, each in enumerate(clauses or [{}], 1)
    ]
    return pd.DataFrame(rows)


def columns() -> dict[str, Any]:
    """How each column is written in; the order is a number, so that a row can be moved.

    No column is required: the browser would keep a row to itself, and lose it, until that one is filled in.
    What is missing is said below the table.
    """
    words = {key: label.in_(current()) for key, label in COLUMNS.items()}
    parts = [part.words.in_(current()) for part in Part]
    return {
        _ORDER: st.column_config.NumberColumn(
            _("Order"),
            width="small",
            step=1,
            help=_("The rows stand in this order once the draft is opened again."),
        ),
        "code": st.column_config.TextColumn(words["code"], width=110),
        "number": st.column_config.TextColumn(words["number"], width="small"),
        "part": st.column_config.SelectboxColumn(words["part"], options=parts, width="small"),
        "text_zh": st.column_config.TextColumn(words["text_zh"], width="large"),
        "text_en": st.column_config.TextColumn(words["text_en"], width="large"),
        "critical": st.column_config.CheckboxColumn(words["critical"], width="small"),
    }


def written(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The rows by their order, those without one last; empty ones left out."""
    ordered = rows.sort_values(_ORDER, kind="stable", na_position="last")
    parts = {part.words.in_(current()): part.value for part in Part}
    found = []
    for row in ordered.astype(object).fillna("").to_dict("records"):
        texts = {key: str(row.get(key) or "").strip() for key in ("code", "number", "text_zh", "text_en")}
        if any(texts.values()):
            part = parts.get(str(row.get("part") or ""), "")
            found.append({**texts, "part": part, "critical": "true" if row.get("critical") else ""})
    return found

"""A row for each column of a sheet: its header, three samples, and what it holds, to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Text
from services.reports import mappings
from services.reports.mappings import ChangeKind, FileSheet, MappedColumn, Said
from ui import formats, session
from ui.messages import escaped

_WIDTHS = [2.2, 2, 2.6, 1.6]


def show(file_id: str, sheet: FileSheet, *, fixed: bool) -> None:
    """The rows; `fixed`: only to look at."""
    with st.container(key=f"wide-head-{sheet.signature}"):
        for place, words in zip(
            st.columns(_WIDTHS), (_("Column"), _("Such as"), _("What it holds"), _("Unit")), strict=True
        ):
            place.caption(f"**{words}**")
    for number, column in enumerate(sheet.columns):
        _row(file_id, sheet, column, number, fixed)


def said(file_id: str, sheet: FileSheet) -> dict[str, Said]:
    """What the select boxes say: key of a column → what it holds."""
    return {column.key: _said(file_id, sheet, number, column) for number, column in enumerate(sheet.columns)}


def unsaid(file_id: str, sheet: FileSheet) -> list[str]:
    """The columns that still need a word, as a person finds them: sheet, place, header."""
    return [
        " ".join(filter(None, (sheet.picture.sheet, place(column.column), f"“{column.header}”")))
        for number, column in enumerate(sheet.columns)
        if _chosen(file_id, sheet, number, column) is None
    ]


def place(letters: str) -> str:
    """Where a column of figures stands: a column of the sheet, or a row where its table lies across."""
    return _("Row {n}").format(n=letters) if letters.isdigit() else letters


def table(columns: Sequence[Mapping[str, Any]], items: Mapping[str, Text]) -> None:
    """The columns of a known sheet, to look at; `items`: those of audit forms by code."""
    rows = [
        {
            _("Header in the sheet"): escaped(column["header"]),
            _("Read as"): escaped(_name(column["field"], column["header"], items)),
            _("Unit"): escaped(_unit_name(column["field"], column["unit"])),
        }
        for column in columns
    ]
    st.table(
        pd.DataFrame(rows),
        border="horizontal",
        hide_index=True,
        alt=_("Columns of the sheet and what each was read as"),
    )


def _row(file_id: str, sheet: FileSheet, column: MappedColumn, number: int, fixed: bool) -> None:
    head, samples, field, unit = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    mark = (
        " :orange-badge[" + _("not said yet") + "]" if _chosen(file_id, sheet, number, column) is None else ""
    )
    head.markdown(f"**{place(column.column)}** {escaped(column.header)}{mark}")
    samples.caption(escaped(" · ".join(column.samples)) or formats.DASH)
    codes = _codes(column, sheet.items)
    names = {code: _name(code, column.header, sheet.items) for code in codes}
    start = _start(sheet, column)
    with field:
        chosen = st.selectbox(
            _("What column {column} holds").format(column=place(column.column)),
            codes,
            index=codes.index(start) if start is not None else None,
            format_func=names.__getitem__,
            placeholder=_("Choose"),
            label_visibility="collapsed",
            disabled=fixed,
            key=_key("field", file_id, sheet, number),
        )
        _hint(sheet, column)
    with unit:
        _unit(file_id, sheet, column, number, chosen, fixed)


def _hint(sheet: FileSheet, column: MappedColumn) -> None:
    """What it might be; a suggestion is only ever said, never taken."""
    if rewritten := _rewritten(sheet, column):
        st.caption(":material/warning: " + escaped(rewritten))
    was = _former_name(sheet, column)
    if was:
        st.caption(
            ":material/lightbulb: " + escaped(_("It may be what was called “{name}”").format(name=was))
        )
    elif column.near and not column.field:
        names = " / ".join(_name(code, column.header, sheet.items) for code in column.near)
        st.caption(":material/lightbulb: " + escaped(_("It may be: {names}").format(names=names)))


def _rewritten(sheet: FileSheet, column: MappedColumn) -> str:
    """That its unit or the way it is written is not as it was."""
    kinds = (ChangeKind.REUNITED, ChangeKind.RESCALED)
    for change in sheet.change.changes if sheet.change else ():
        if change.kind in kinds and change.now and change.now.key == column.key:
            return mappings.change_words(change).in_(current())
    return ""


def _former_name(sheet: FileSheet, column: MappedColumn) -> str:
    for change in sheet.change.changes if sheet.change else ():
        if (
            change.kind is ChangeKind.RENAMED
            and change.before
            and change.now
            and change.now.key == column.key
        ):
            return change.before.header
    return ""


def _unit(
    file_id: str, sheet: FileSheet, column: MappedColumn, number: int, code: str | None, fixed: bool
) -> None:
    units = {name: said.in_(current()) for name, said in mappings.unit_choices(code or "").items()}
    if not units:
        return
    start = column.unit_code if column.unit_code in units and code == column.field else ""
    st.selectbox(
        _("Unit of column {column}").format(column=column.column),
        list(units),
        index=list(units).index(start),
        format_func=units.__getitem__,
        label_visibility="collapsed",
        disabled=fixed,
        # Another field has other units: it starts anew.
        key=_key(f"unit-{code}", file_id, sheet, number),
    )


def _codes(column: MappedColumn, items: Mapping[str, Text]) -> list[str]:
    """What may be chosen: nothing, what is likely, its own name, the items of audit forms, then every field
    by its name."""
    lang = current()
    fields = mappings.field_choices()
    ordered = sorted(fields, key=lambda code: fields[code].in_(lang))
    first = [code for code in (column.field, *column.near) if code]
    return list(dict.fromkeys(["", *first, *mappings.extra_choices(column.header), *items, *ordered]))


def _start(sheet: FileSheet, column: MappedColumn) -> str | None:
    """What is proposed; None where only a person can say: two meanings, or new on a sheet that is known."""
    if column.field:
        return column.field
    fresh = {
        change.now.key
        for change in (sheet.change.changes if sheet.change else ())
        if change.now and change.kind is not ChangeKind.RESCALED
    }
    return None if len(column.near) > 1 or column.key in fresh else ""


def _chosen(file_id: str, sheet: FileSheet, number: int, column: MappedColumn) -> str | None:
    key = _key("field", file_id, sheet, number)
    return st.session_state[key] if key in st.session_state else _start(sheet, column)


def _said(file_id: str, sheet: FileSheet, number: int, column: MappedColumn) -> Said:
    code = _chosen(file_id, sheet, number, column) or ""
    unit = st.session_state.get(_key(f"unit-{code}", file_id, sheet, number), column.unit_code)
    return Said(code, (unit or "") if code else "")


def _name(code: str, header: str, items: Mapping[str, Text]) -> str:
    """A field in words."""
    if not code:
        return _("Leave it out")
    if code in items:
        return items[code].in_(current())
    return mappings.extra_choices(header).get(code, mappings.named(code)).in_(current())


def _unit_name(code: str, unit: str) -> str:
    units = mappings.unit_choices(code) if code and unit else {}
    return units[unit].in_(current()) if unit in units else unit or formats.DASH


def _key(name: str, file_id: str, sheet: FileSheet, number: int) -> str:
    return session.widget(name, file_id, sheet.signature, number)

"""How the columns of a file were read: a table a sheet, in the sheet's order, drawn when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from core.language import _, current
from services.reports.import_again import MappedColumn
from ui import formats, session
from ui.messages import escaped
from ui.received import import_choices, mapping_columns, reports


def show(file_id: str) -> None:
    """The file is read once more for this, so only where somebody wants to see it."""
    opened = st.expander(
        _("How its columns were read"),
        icon=":material/view_column:",
        key=session.widget("columns", file_id),
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        import_choices.way_to_columns(file_id)
        found = reports.columns(file_id)
        for number, (sheet, columns) in enumerate(groupby(found, lambda column: column.sheet)):
            _sheet(sheet, list(columns), f"columns-{number}")


def _sheet(sheet: str, columns: Sequence[MappedColumn], key: str) -> None:
    read = sum(bool(column.field) for column in columns)
    counted = _("{read} of {all} columns read").format(read=read, all=len(columns))
    st.markdown(" · ".join([f"**{escaped(sheet)}**", counted] if sheet else [counted]))
    rows = [_row(column) for column in columns]
    words = {
        "column": _("Column"),
        "header": _("Header in the sheet"),
        "field": _("Read as"),
        "unit": _("Unit"),
        "sample": _("Such as"),
    }
    with st.container(key=f"wide-{key}"):
        st.table(
            pd.DataFrame([{words[name]: escaped(said) for name, said in row.items()} for row in rows]),
            border="horizontal",
            hide_index=True,
            alt=_("Columns of the sheet and what each was read as"),
        )
    with st.container(key=f"narrow-{key}"):
        st.markdown("\n".join(map(_line, rows)))


def _row(column: MappedColumn) -> dict[str, str]:
    lang = current()
    return {
        "column": mapping_columns.place(column.column),
        "header": column.header,
        "field": column.name.in_(lang) if column.name else _("ignored"),
        "unit": column.unit.in_(lang) if column.unit else formats.DASH,
        "sample": column.sample or formats.DASH,
    }


def _line(row: dict[str, str]) -> str:
    """A column on a phone: its header, what it was read as, and a sample."""
    rest = " · ".join(escaped(row[name]) for name in ("unit", "sample") if row[name] != formats.DASH)
    return f"- **{row['column']}** {escaped(row['header'])} → {escaped(row['field'])}" + (
        f"  \n  :gray[{rest}]" if rest else ""
    )

"""How the columns of a file were read: a table a sheet, in the sheet's order, drawn when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.import_again import MappedColumn
from ui import formats, house, layout, reports, session
from ui.messages import escaped


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
        found = reports.columns(file_id)
        for number, (sheet, columns) in enumerate(groupby(found, lambda column: column.sheet)):
            _sheet(sheet, list(columns), f"columns-{number}")


def _sheet(sheet: str, columns: Sequence[MappedColumn], key: str) -> None:
    read = sum(bool(column.field) for column in columns)
    counted = _("{read} of {all} columns read").format(read=read, all=len(columns))
    st.markdown(" · ".join([f"**{escaped(sheet)}**", counted] if sheet else [counted]))
    layout.records(
        pd.DataFrame([_row(column) for column in columns]),
        key,
        columns={
            "column": st.column_config.TextColumn(_("Column"), width=70),
            "header": st.column_config.TextColumn(_("Header in the sheet"), width="medium"),
            "field": st.column_config.TextColumn(_("Read as"), width="medium"),
            "unit": st.column_config.TextColumn(_("Unit"), width="small"),
            "sample": st.column_config.TextColumn(_("Such as"), width="small"),
        },
        card=_card,
        alt=_("Columns of the sheet and what each was read as"),
        version=house.data_version(),
    )


def _row(column: MappedColumn) -> dict[str, str]:
    lang = current()
    return {
        "column": column.column,
        "header": column.header,
        "field": column.name.in_(lang) if column.name else _("ignored"),
        "unit": column.unit.in_(lang) if column.unit else formats.DASH,
        "sample": column.sample or formats.DASH,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.column)}** {escaped(row.header)} → {escaped(row.field)}")
    st.caption(" · ".join(escaped(part) for part in (row.unit, row.sample) if part != formats.DASH))

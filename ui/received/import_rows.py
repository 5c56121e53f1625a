"""What importing a file would do to the rows: by vendor and kind, before and after, and those that go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _
from core.offsets import cell_of
from services.reports.import_report import StagedBatch
from ui import formats, house, layout, report_words
from ui.judged import clause_words
from ui.messages import escaped
from ui.received import reports

_SHOWN = 200


def parts(batches: Sequence[StagedBatch]) -> None:
    """One line a vendor and kind of figures, where the file holds several."""
    rows = [
        {
            _("Vendor"): report_words.vendor_name(batch.record.vendor),
            _("Figures"): report_words.kind(batch.record),
            _("Days"): report_words.days(batch.record),
            _("What changes"): report_words.changed(reports.total([batch.record])),
        }
        for batch in batches
    ]
    with st.container(key="wide-parts"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt=_("The parts of this file"))
    with st.container(key="narrow-parts"):
        for row in rows:
            with st.container(border=True):
                st.markdown("  \n".join(escaped(str(words)) for words in row.values()))


def changes(batches: Sequence[StagedBatch]) -> None:
    rows = [
        {
            "day": formats.day(change.day),
            "place": _scope(change.scope),
            "measure": clause_words.count_name(change.measure),
            "before": formats.count(change.before),
            "after": formats.count(change.after),
            "cell": _cell(batch, change),
        }
        for batch in batches
        for change in batch.changes
    ]
    if not rows:
        return
    st.subheader(_("What changes"), anchor=False)
    layout.records(
        pd.DataFrame(rows[:_SHOWN]),
        "changes",
        columns={
            "day": st.column_config.TextColumn(_("Day"), width="small"),
            "place": st.column_config.TextColumn(_("Where")),
            "measure": st.column_config.TextColumn(_("Measure"), width="medium"),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "after": st.column_config.TextColumn(_("Now"), alignment="right"),
            "cell": st.column_config.TextColumn(_("Cell")),
        },
        card=_change_card,
        alt=_("Figures before and after"),
        version=house.data_version(),
    )
    if len(rows) > _SHOWN:
        st.caption(_("Only the first {n} rows are listed.").format(n=_SHOWN))


def gone(batches: Sequence[StagedBatch]) -> None:
    lines = [(gone.day, _scope(gone.scope)) for batch in batches for gone in batch.gone]
    if not lines:
        return
    st.subheader(_("No longer in the file"), anchor=False)
    st.caption(_("These rows came in before; importing this file takes them out of the totals."))
    st.dataframe(
        pd.DataFrame([{_("Day"): formats.day(day), _("Where"): place} for day, place in lines[:_SHOWN]]),
        hide_index=True,
        alt=_("Rows that are no longer in the file"),
    )


def _change_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.measure)}** {row.before} → **{row.after}**")
    st.caption(" · ".join(escaped(part) for part in (row.day, row.place, row.cell) if part))


def _scope(scope: dict[str, str]) -> str:
    """What a row is split by, vendor left out."""
    return " · ".join(
        report_words.site_name(scope["vendor"], value) if name == "site" else value
        for name, value in scope.items()
        if name != "vendor"
    )


def _cell(batch: StagedBatch, change: Any) -> str:
    place = (change.sheet, change.row, change.col)
    sheet, cell = cell_of(batch.record.offsets, *place, change.measure, change.scope.get("segment"))
    cell = cell or str(change.row)
    return f"{sheet or change.sheet}!{cell}" if change.sheet else cell

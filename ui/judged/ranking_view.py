"""Several vendors ranked under one rule: places, totals, and what is moved of the volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.results.ranking import Place, RankedGroup
from services.workbooks.client_sheets import ranking_notes
from ui import formats, house, layout
from ui.messages import escaped


def show(found: Sequence[RankedGroup]) -> bool:
    """A table for each group and the month asked for; gives whether there is any."""
    if not found:
        return False
    st.subheader(_("Ranking of vendors"), anchor=False)
    for group in found:
        _group(group)
    for note in ranking_notes(found):
        st.caption(escaped(note.in_(current())))
    return True


def _group(group: RankedGroup) -> None:
    if group.last is None or not group.last.places:
        return
    title = _("Group {group}: places and shares in {month}")
    layout.records(
        pd.DataFrame([_row(each) for each in group.last.places]),
        f"ranking-{group.group}",
        columns={
            "place": st.column_config.TextColumn(_("Rank"), width=70),
            "vendor": st.column_config.TextColumn(_("Vendor"), width=220),
            "total": st.column_config.TextColumn(_("Total"), width=100, alignment="right"),
            "share": st.column_config.TextColumn(_("Share of the volume"), width=150, alignment="right"),
            "after": st.column_config.TextColumn(_("Share next month"), width=150, alignment="right"),
        },
        card=_card,
        alt=title.format(group=group.group, month=formats.month(group.last.label)),
        version=house.data_version(),
    )
    for each in group.last.places:
        _trace(each)


def _trace(each: Place) -> None:
    """How its share comes about, in one line."""
    said = _("; ").join(step.in_(current()) for step in each.placed.trace)
    if said:
        st.caption(escaped(f"{each.vendor_name.in_(current())} · {said}"))


def _row(each: Place) -> dict[str, str]:
    placed = each.placed
    return {
        "place": formats.count(placed.place),
        "vendor": each.vendor_name.in_(current()),
        "total": formats.number(each.total),
        "share": formats.quantity(placed.share, "percent"),
        "after": formats.quantity(placed.next_share, "percent"),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{row.place} · {escaped(row.vendor)}** · {escaped(row.total)}")
    st.caption(escaped(f"{_('Share of the volume')} {row.share} → {row.after}"))

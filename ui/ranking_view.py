"""Several vendors ranked under one rule: places, totals, and what is moved of the volume."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import _, current
from services.client_sheets import ranking_notes
from services.ranking import Place, RankedGroup
from ui import formats, layout
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
    frame = pd.DataFrame([_row(each) for each in group.last.places])
    title = _("Group {group}: places and shares in {month}")
    layout.printable(frame, alt=title.format(group=group.group, month=formats.month(group.last.label)))
    for each in group.last.places:
        for step in each.placed.trace:
            st.caption(escaped(f"{each.vendor_name.in_(current())} · {step.in_(current())}"))


def _row(each: Place) -> dict[str, str]:
    placed = each.placed
    leaves = _("the contract may be ended") if placed.leaves else ""
    return {
        _("Place"): formats.count(placed.place),
        _("Vendor"): escaped(each.vendor_name.in_(current())),
        _("Total"): formats.number(each.total),
        _("Share of the volume"): formats.quantity(placed.share, "percent"),
        _("Share next month"): formats.quantity(placed.next_share, "percent"),
        _("Last in a row"): formats.count(placed.last_in_a_row) if placed.last_in_a_row else formats.DASH,
        _("Remark"): leaves,
    }

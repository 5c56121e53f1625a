"""Staff beside load by the half hour: each site in a sentence, its worst stretches, and the pooling hint."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.results.staffing import Staffing, Station
from services.workbooks.client_sheets import clock, station_words
from sla.judging.staffing import State, Stretch
from ui import formats, house, layout
from ui.judged import staffing_picture
from ui.messages import escaped

#: How many stretches of a site and state the page shows; the workbook has all of them.
_SHOWN = 3


def show(found: Staffing) -> bool:
    """Nothing where nobody reported calls, handling time and seats by interval; gives whether there is."""
    if not found.stations:
        return False
    st.subheader(_("Staff and load"), anchor=False)
    st.caption(
        _(
            "Busy seats needed are calls × handling time ÷ interval. Overloaded: more than are there. Idle: "
            "less than 60 % of them."
        )
    )
    staffing_picture.show(found)
    if found.hint:
        st.info(escaped(found.hint.in_(current())), icon=":material/join_inner:")
    for station in found.stations:
        st.markdown(f"- {escaped(station_words(station).in_(current()))}")
    rows = [row for station in found.stations for row in _rows(station)]
    if rows:
        layout.records(
            pd.DataFrame(rows),
            "stretches",
            columns={
                "vendor": st.column_config.TextColumn(_("Vendor"), width=130),
                "site": st.column_config.TextColumn(_("Site"), width=110),
                "time": st.column_config.TextColumn(_("Time"), width=190),
                "state": st.column_config.TextColumn(_("Seats and load"), width=110),
                "calls": st.column_config.TextColumn(_("Calls"), width=90, alignment="right"),
                "needed": st.column_config.TextColumn(_("Busy seats needed"), width=130, alignment="right"),
                "seats": st.column_config.TextColumn(_("Seats there"), width=110, alignment="right"),
            },
            card=_card,
            alt=_("The worst stretches of each site"),
            version=house.data_version(),
        )
        st.caption(_("The worst {n} stretches of each site; our own workbook has all.").format(n=_SHOWN))
    return True


def _rows(station: Station) -> list[dict[str, str]]:
    worst = (each for state in (State.SHORT, State.IDLE) for each in islice(station.stretches(state), _SHOWN))
    return [_row(station, each) for each in worst]


def _row(station: Station, each: Stretch) -> dict[str, str]:
    first, last, n = each.loads[0], each.loads[-1], len(each.loads)
    lang = current()
    return {
        "vendor": station.vendor_name.in_(lang),
        "site": station.site.in_(lang),
        "time": f"{first.day} {clock(first.start)}–{clock(last.end)}",
        "state": each.state.words.in_(lang),
        "calls": formats.count(sum(load.offered for load in each.loads)),
        "needed": formats.number(sum(load.needed for load in each.loads) / n, 1),
        "seats": formats.number(sum(load.seats for load in each.loads) / n, 1),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)} · {escaped(row.site)}** · {escaped(row.state)}")
    st.markdown(escaped(row.time))
    said = _("{needed} busy seats needed, {seats} there, {calls} calls")
    st.caption(escaped(said.format(needed=row.needed, seats=row.seats, calls=row.calls)))

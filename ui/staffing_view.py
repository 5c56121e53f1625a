"""Staff beside load by the half hour: each site in a sentence, its worst stretches, and the pooling hint."""

from __future__ import annotations

from itertools import islice

import pandas as pd
import streamlit as st

from core.language import _, current
from services.client_sheets import clock, station_words
from services.staffing import Staffing, Station
from sla.judging.staffing import State, Stretch
from ui import formats, layout
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
    if found.hint:
        st.info(escaped(found.hint.in_(current())), icon=":material/join_inner:")
    for station in found.stations:
        st.markdown(f"- {escaped(station_words(station).in_(current()))}")
    rows = [row for station in found.stations for row in _rows(station)]
    if rows:
        layout.printable(pd.DataFrame(rows), alt=_("The worst stretches of each site"))
        st.caption(_("The worst {n} stretches of each site; our own workbook has all.").format(n=_SHOWN))
    return True


def _rows(station: Station) -> list[dict[str, str]]:
    worst = (each for state in (State.SHORT, State.IDLE) for each in islice(station.stretches(state), _SHOWN))
    return [_row(station, each) for each in worst]


def _row(station: Station, each: Stretch) -> dict[str, str]:
    first, last, n = each.loads[0], each.loads[-1], len(each.loads)
    lang = current()
    return {
        _("Vendor"): escaped(station.vendor_name.in_(lang)),
        _("Site"): escaped(station.site.in_(lang)),
        _("Time"): f"{first.day} {clock(first.start)}–{clock(last.end)}",
        _("Seats and load"): each.state.words.in_(lang),
        _("Calls"): formats.count(sum(load.offered for load in each.loads)),
        _("Busy seats needed"): formats.number(sum(load.needed for load in each.loads) / n, 1),
        _("Seats there"): formats.number(sum(load.seats for load in each.loads) / n, 1),
    }

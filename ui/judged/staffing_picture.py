"""The day of each site in a picture: where seats lack, where they idle, when sites could help each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Lang, Text
from services.results.staffing import Staffing, Station
from services.workbooks.client_sheets import clock
from sla.exact import shown_text
from sla.judging.staffing import DayTime, State
from ui import formats
from ui.charts import Picture, draw
from ui.messages import escaped
from ui.themes import POOLED

_SIGNS = {State.SHORT: "↑", State.FAIR: "", State.IDLE: "↓"}
_POOLED = Text("⇄ 可互助（天）", "⇄ could help (days)")
_HELP = Text("一处超负荷、另一处闲置", "one overloaded, another idle")
_PLACED = ["site", "rank", "time", "figure", "sign", "state"]
_COLUMNS = [*_PLACED, "word", "needed", "seats", "calls", "short", "idle", "days"]


def show(found: Staffing) -> None:
    """A strip of the day for each site, and what it shows in a sentence."""
    title = _title(found)
    draw(Picture.STAFFING, frame(found, current()), title=title, alt=title, key="staffing")
    st.caption(
        escaped(
            _("In each cell: busy seats needed in % of the seats there, all days of the month together. "
              "↑ overloaded, ↓ idle, ⇄ on how many days one site was overloaded while another was idle.")
        )
    )  # fmt: skip


def frame(found: Staffing, lang: Lang) -> pd.DataFrame:
    """A row for each site and time of day, and for each time at which sites could help each other."""
    alone = len({station.vendor for station in found.stations}) == 1
    rows = [row for rank, each in enumerate(found.stations) for row in _rows(each, rank, lang, alone=alone)]
    pooled = [_pooled(start, days, len(found.stations), lang) for start, days in found.pooled_at.items()]
    return pd.DataFrame([*rows, *pooled], columns=_COLUMNS)


def _rows(station: Station, rank: int, lang: Lang, *, alone: bool) -> Iterator[dict[str, object]]:
    """`alone`: the sites of one vendor need no more than their own names."""
    site = station.site.in_(lang)
    name = site if alone else f"{station.vendor_name.in_(lang)} · {site}"
    for each in station.by_time:
        yield {
            "site": name,
            "rank": rank,
            "time": clock(each.start),
            "figure": formats.DASH if each.share is None else shown_text(each.share * 100, 0),
            "sign": _SIGNS[each.state],
            "state": each.state.value,
            "word": each.state.words.in_(lang),
            "needed": formats.number(each.needed / each.days, 1),
            "seats": formats.number(each.seats / each.days, 1),
            "calls": formats.count(each.offered),
            "short": formats.count(each.short),
            "idle": formats.count(each.idle),
            "days": formats.count(each.days),
        }


def _pooled(start: int, days: int, rank: int, lang: Lang) -> dict[str, object]:
    said = {"site": _POOLED.in_(lang), "time": clock(start), "figure": formats.count(days), "sign": "⇄"}
    blank = dict.fromkeys(_COLUMNS, formats.DASH)
    return {
        **blank, **said, "rank": rank, "state": POOLED, "word": _HELP.in_(lang), "days": formats.count(days),
    }  # fmt: skip


def _title(found: Staffing) -> str:
    """When sites could help each other most; else where the day is fullest."""
    if pooled := found.pooled_at:
        start = max(pooled, key=lambda each: (pooled[each], -each))
        said = _("At {time} one site was overloaded while another was idle on {n} days")
        return said.format(time=clock(start), n=pooled[start])
    every = [(station, each) for station in found.stations for each in station.by_time]
    station, each = max(every, key=_fullest)
    share = "" if each.share is None else formats.quantity(each.share * 100, "percent")
    said = _("{site} is fullest at {time}: {share} of its seats are busy")
    return said.format(site=station.site.in_(current()), time=clock(each.start), share=share)


def _fullest(one: tuple[Station, DayTime]) -> Fraction:
    return one[1].share or Fraction(0)

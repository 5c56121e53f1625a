"""Calls that are in on the days where another list of calls begins and ends, and on the days beside these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from core.batch import BatchKey, Role
from core.counts import CAME_AT, WAIT
from core.facts import day_number
from core.period import Period
from store.lake import engine
from store.lake.lake import Lake
from store.records.batches import LakeFileRecord

_TIMES = (CAME_AT, WAIT, "talk_s", "hold_s", "offered", "answered")
_SAID = ("project", "item", "day", "caller", "batch")


def calls_at_seams(
    lake: Lake, files: Sequence[LakeFileRecord], key: BatchKey, period: Period
) -> pl.DataFrame | None:
    """The calls of the key, each with its number, caller, times and counts; None where no list is in."""
    if not any(CAME_AT in file.measures for file in files):
        return None
    days = {day + timedelta(days=off) for day in (period.start, period.last_day) for off in (-1, 0, 1)}
    numbers = ", ".join(str(day_number(day)) for day in sorted(days))
    sql = (
        f"SELECT {', '.join((*_SAID, *_TIMES))} FROM facts WHERE role = '{Role.FACTS.value}' "
        f"AND grain = '{key.grain.value}' AND item IS NOT NULL AND day IN ({numbers})"
    )
    found = engine.query(engine.over(lake, files, _TIMES) + sql)
    return found.filter(pl.col("project").eq_missing(pl.lit(key.project, pl.String)))

"""Reported counts interval by interval, each day and site apart: for staff beside load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.facts import date_of, day_number
from core.period import Period
from store.lake import engine
from store.lake.lake import Lake
from store.records.batches import LakeFileRecord


@dataclass(frozen=True)
class IntervalCounts:
    """What a vendor's site reported of one interval of one day; a count nobody reported is absent."""

    vendor: str
    #: None where the report names no site.
    site: str | None
    day: date
    #: Minutes from midnight, [start, end).
    start: int
    end: int
    counts: Mapping[str, int]


def interval_counts(
    lake: Lake, files: Sequence[LakeFileRecord], days: Period, names: Sequence[str]
) -> list[IntervalCounts]:
    """Every interval of these days in these files, in order; rows of whole days belong to none.

    Also those that only check the figures of days: nothing is summed, each stands beside its own seats.
    """
    if not files:
        return []
    keys = "vendor, site, day, slot, slot_end"
    sums = ", ".join(f"SUM({name}) AS s{i}, COUNT({name}) AS n{i}" for i, name in enumerate(names))
    where = f"day >= {day_number(days.start)} AND day < {day_number(days.end)} AND slot < slot_end"
    sql = f"SELECT {keys}, {sums} FROM facts WHERE {where} GROUP BY {keys} ORDER BY {keys}"
    return [_read(row, names) for row in engine.query(engine.over(lake, files, names) + sql).rows()]


def _read(row: Sequence[object], names: Sequence[str]) -> IntervalCounts:
    vendor, site, day, start, end, *figures = row
    pairs = zip(names, figures[::2], figures[1::2], strict=True)
    counts = {name: int(str(total)) for name, total, rows in pairs if rows}
    name = None if site is None else str(site)
    return IntervalCounts(str(vendor), name, date_of(int(str(day))), int(str(start)), int(str(end)), counts)

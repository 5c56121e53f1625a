"""A month's figure beside only some of its days in one file: the days count, and the rest is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, permutations
from typing import Any

import polars as pl

from core.batch import Grain
from core.facts import date_of
from core.finding import Finding, Place
from core.period import Period
from importers.claims.formulas import count_name
from importers.claims.grains import (
    SCOPES,
    adding_up,
    differs,
    inside,
    of_lines,
    place_of,
    same_line,
    side_by_side,
    whose,
)
from importers.columnar.coded import worded
from importers.draft import Draft
from importers.rows.missing_days import ranges

#: The finer grains whose sums take the place of a month's figure.
_DAYS = frozenset({Grain.DAY, Grain.INTERVAL})


def check_months(file: str, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Where a month says anything else than the days so far: the first figure that does, and how many.

    Silent where it is what all of the days, or the first of them, come to: a month under way, one of which
    only the working days have calls, a month of settlement beside the calendar's, a figure of last week.
    """
    for month, days in permutations(drafts, 2):
        if month.key.grain is Grain.MONTH and days.key.grain in _DAYS and same_line(month, days):
            yield from _of_pair(file, month, days)


def _of_pair(file: str, month: Draft, days: Draft) -> Iterator[Finding]:
    shared = adding_up(month.measures, days.frame)
    lines = side_by_side(month.frame, days.frame, shared, in_part=True)
    fine = of_lines(worded(days.frame))
    off = [line for line in lines if _is_told_apart(line, fine, days.key.grain)]
    if off:
        places = [place_of(file, month, line) for line in off]
        first = min(range(len(off)), key=lambda i: _as_read(places[i]))
        yield Finding("month_over_days", places[first], _facts(month, off[first], len(off)))


def _as_read(place: Place) -> tuple[int, int, str]:
    """Row by row, each from the left."""
    column = place.column or ""
    return place.row or 0, len(column), column


def _is_told_apart(line: Mapping[str, Any], fine: pl.DataFrame, grain: Grain) -> bool:
    """Whether the month's figure is nothing that some of the file's days add up to."""
    of_place = [pl.col(name) == line[name] for name in SCOPES if line[name] is not None]
    mine = fine.filter(*of_place)
    if not differs(line, grain) or _crosses(line, mine):
        return False
    by_day = inside(mine, line).group_by("day").agg(pl.col(line["name"]).sum()).sort("day")
    sums = [*accumulate(by_day[line["name"]].to_list()), mine[line["name"]].sum()]
    return all(differs({**line, "added": added}, grain) for added in sums)


def _crosses(line: Mapping[str, Any], mine: pl.DataFrame) -> bool:
    """Whether the days begin within the month and go on after it: the end of one month, with the next."""
    return line["days+"][0] > line["day"] and mine["day_end"].max() > line["day_end"]


def _facts(month: Draft, line: Mapping[str, Any], n: int) -> dict[str, object]:
    span = Period(date_of(line["day"]), date_of(line["day_end"]))
    there = [date_of(day) for day in line["days+"]]
    return {
        "vendor": month.key.vendor,
        "count": count_name(str(line["name"])),
        "period": f"{span.start}–{span.last_day}",
        "where": whose(line),
        "said": line["said"],
        "added": line["added"],
        "days": ranges(there),
        "missing": ranges([day for day in span.each_day() if day not in set(there)]),
        "n": n,
    }

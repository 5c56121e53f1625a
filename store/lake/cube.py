"""The one query: facts grouped once by dimensions, period and filter bits, into sums and counts.

The text has no dialect: the same text runs on DuckDB, SQLite and PostgreSQL (and parses elsewhere).
Calendar parts stand in the rows, nothing is divided, and COUNT tells a missing figure from a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.counts import base_count, is_greatest
from core.errors import WrongInputError
from core.facts import DETAIL_COLUMNS, SCOPE_COLUMNS, day_number
from core.period import Period, calendar_month

#: The minute from midnight an interval begins at, to tell the intervals of a day apart.
SLOT = "slot"
#: The first day after the row's month as yyyymmdd, from ym alone.
_MONTH_AFTER = "ym * 100 + CASE WHEN ym % 100 = 12 THEN 8901 ELSE 101 END"


@dataclass(frozen=True)
class Open:
    """Minutes of the day that count on some days, at some sites."""

    #: [from, to) from midnight; None for whole days, of which rows without an interval are a part.
    minutes: tuple[int, int] | None = None
    #: 1 (Monday) to 7; empty for any.
    weekdays: tuple[int, ...] = ()
    #: Only these days, and not those (yyyymmdd).
    on: tuple[int, ...] = ()
    off: tuple[int, ...] = ()
    #: Only this site, and not those, which have hours of their own.
    site: str | None = None
    other_than: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bit:
    """One filter as a bit of the grouping: 1 for rows inside all of its conditions.

    A row without an hour (daily, monthly) is outside any hours, for nobody can say it was inside.
    """

    name: str
    #: (dimension, allowed values), all of which must hold.
    equal: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: [from, to) in hours of the day.
    hours: tuple[int, int] | None = None
    #: 1 (Monday) to 7; empty for any.
    weekdays: tuple[int, ...] = ()
    #: Opening hours that are not the same every day: inside any of these.
    opened: tuple[Open, ...] = ()
    #: Minutes from midnight: only rows from then on, and those without an interval; or only rows before it.
    since: int | None = None
    until: int | None = None
    #: Only rows that name no value of this dimension.
    unnamed: str | None = None
    #: Only rows without an interval.
    whole_days: bool = False
    #: Days on which none of them is open: nothing is expected of these.
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True)
class CubeWish:
    """What a cube should hold."""

    measures: tuple[str, ...]
    dims: tuple[str, ...]
    #: Periods that do not overlap each other.
    periods: tuple[Period, ...]
    bits: tuple[Bit, ...] = ()
    #: Vendors to sum; empty for all in the rows.
    vendors: tuple[str, ...] = ()


def cube_sql(wish: CubeWish, table: str = "facts") -> str:
    """The query: dims, `period`, `b0`, `b1`, … then `s0`, `n0`, `s1`, `n1`, … (sum and count per measure).

    `period` is what `period_keys` says of each period. A row belongs to a period if all of its days do; a row
    that runs past the period's end is in none. Only rows that feed sums (role facts) are read.
    """
    _check(wish)
    keys = [*wish.dims, "period", *(f"b{i}" for i in range(len(wish.bits)))]
    bits = [f"{_bit(bit)} AS b{i}" for i, bit in enumerate(wish.bits)]
    inner = [*wish.dims, f"{_period(wish.periods)} AS period", *bits, *wish.measures]
    sums = [f"{together(name)} AS s{i}, COUNT({name}) AS n{i}" for i, name in enumerate(wish.measures)]
    inside = "" if _are_months(wish.periods) else " WHERE period IS NOT NULL"
    return (
        f"SELECT {', '.join([*keys, *sums])} FROM (SELECT {', '.join(inner)} FROM {table} "
        f"WHERE {_rows(wish)}) AS chosen{inside} GROUP BY {', '.join(keys)}"
    )


def together(name: str) -> str:
    """Several rows of a count as one: their sum, of the longest wait their greatest."""
    return f"{'MAX' if is_greatest(name) else 'SUM'}({name})"


def period_keys(periods: Sequence[Period]) -> dict[Period, int]:
    """The value of the cube's `period` column for each period: yyyymm for calendar months, else its place."""
    if _are_months(periods):
        return {period: int(f"{period.start:%Y%m}") for period in periods}
    return {period: i for i, period in enumerate(periods)}


def layers(periods: Sequence[Period]) -> list[tuple[Period, ...]]:
    """Periods parted so that none overlaps another of its part: one cube for each part."""
    parts: list[list[Period]] = []
    for period in sorted(set(periods)):
        fits = next((part for part in parts if not part[-1].overlaps(period)), None)
        if fits is None:
            parts.append([period])
        else:
            fits.append(period)
    return [tuple(part) for part in parts]


def _check(wish: CubeWish) -> None:
    """Names go into the text as they are, so only names of the house may."""
    for name in (*wish.dims, *(dim for bit in wish.bits for dim in _named_by(bit))):
        if name not in SCOPE_COLUMNS and name not in DETAIL_COLUMNS and name != SLOT:
            raise WrongInputError("cube_dimension", code=name)
    for name in wish.measures:
        if base_count(name) is None:
            raise WrongInputError("base_count", code=name)


def _named_by(bit: Bit) -> list[str]:
    return [*(dim for dim, _ in bit.equal), *([bit.unnamed] if bit.unnamed else [])]


def _rows(wish: CubeWish) -> str:
    first = day_number(min(period.start for period in wish.periods))
    after = day_number(max(period.end for period in wish.periods))
    conditions = ["role = 'facts'", f"day >= {first}", f"day < {after}"]
    if _are_months(wish.periods):
        conditions.append(f"day_end <= {_MONTH_AFTER}")
    if wish.vendors:
        conditions.append(f"vendor IN ({', '.join(_text(vendor) for vendor in wish.vendors)})")
    return " AND ".join(conditions)


def _period(periods: Sequence[Period]) -> str:
    """Calendar months stand in the rows as `ym`; any other days are told apart case by case."""
    if _are_months(periods):
        return "ym"
    cases = [
        f"WHEN day >= {day_number(p.start)} AND day_end <= {day_number(p.end)} THEN {i}"
        for i, p in enumerate(periods)
    ]
    return f"CASE {' '.join(cases)} END"


def _are_months(periods: Sequence[Period]) -> bool:
    months = [calendar_month(period.start.year, period.start.month) for period in periods]
    return all((p.start, p.end) == (m.start, m.end) for p, m in zip(periods, months, strict=True))


def inside(bit: Bit) -> str:
    """The condition of a bit, as SQL: true for the rows inside all of it."""
    conditions = [f"{dim} IN ({', '.join(_text(value) for value in values)})" for dim, values in bit.equal]
    if bit.hours is not None:
        conditions.append(f"hour >= {int(bit.hours[0])} AND hour < {int(bit.hours[1])}")
    if bit.weekdays:
        conditions.append(_on_weekdays(sorted(map(int, bit.weekdays))))
    if bit.since is not None:
        conditions.append(f"(slot IS NULL OR slot >= {int(bit.since)})")
    if bit.until is not None:
        conditions.append(f"slot < {int(bit.until)}")
    if bit.unnamed:
        conditions.append(f"{bit.unnamed} IS NULL")
    if bit.whole_days:
        conditions.append("slot IS NULL")
    if bit.opened:
        conditions.append(f"({' OR '.join(_open(each) for each in bit.opened)})")
    return " AND ".join(conditions) or "1 = 1"


def _open(each: Open) -> str:
    """Rows of a month belong to no kind of day; where whole days are open, rows of a day do."""
    conditions = ["grain <> 'month'"]
    if each.minutes is not None:
        conditions = [f"slot >= {int(each.minutes[0])}", f"slot < {int(each.minutes[1])}"]
    if each.weekdays:
        conditions.append(_on_weekdays(sorted(map(int, each.weekdays))))
    conditions += [f"day IN ({_days(each.on)})"] if each.on else []
    conditions += [f"day NOT IN ({_days(each.off)})"] if each.off else []
    if each.site is not None:
        conditions.append(f"site = {_text(each.site)}")
    if each.other_than:
        # A row that names no site is under the hours of all the others.
        named = ", ".join(map(_text, each.other_than))
        conditions.append(f"(site IS NULL OR site NOT IN ({named}))")
    return f"({' AND '.join(conditions)})"


def _days(days: Sequence[int]) -> str:
    return ", ".join(str(int(day)) for day in days)


def _on_weekdays(days: Sequence[int]) -> str:
    """Days in a row as a range: over ten million rows it takes a tenth less than a list."""
    if days[-1] - days[0] == len(days) - 1:
        return f"weekday >= {days[0]} AND weekday <= {days[-1]}"
    return f"weekday IN ({', '.join(map(str, days))})"


def _bit(bit: Bit) -> str:
    return f"CASE WHEN {inside(bit)} THEN 1 ELSE 0 END"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

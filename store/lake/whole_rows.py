"""Sums over whole rows only: a row that lacks one of an indicator's counts counts in none of them.

Rows of several reports about the same days, each with another part of the counts, make whole ones together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from core.batch import Dataset, Grain, Role
from core.counts import added
from core.facts import date_of, day_number
from core.period import Period
from core.scope import Scope
from store.lake import engine
from store.lake.cube import Bit, inside, together
from store.lake.lake import Lake
from store.lake.one_report import days_of, one_report_a_day
from store.records.batches import LakeFileRecord

#: What rows may be about beside their vendor.
PLACES = ("project", "site", "queue", "channel", "segment", "language")
#: Rows that name the same places are of one kind, and may be expected to carry the same counts.
_SPLITS = (*PLACES, "agent", "item")
#: What only an answered call has.
_OF_ANSWERED = frozenset({"talk_s", "hold_s", "wrap_s", "wait_s"})
_NAMED = (1 << len(PLACES)) - 1


@dataclass(frozen=True)
class Line:
    """The rows of one kind, report and place on the same days that report exactly the same counts."""

    dataset: Dataset
    #: Whether they stand for a month, and which places the rows name.
    kind: tuple[bool, int]
    #: Project, site, queue and the rest of what they are about.
    place: tuple[str | None, ...]
    #: The batch they came with, their grain, and whether they are told apart by agent or item.
    report: tuple[str, str, int]
    day: date
    #: The first day after it.
    day_end: date
    #: Only the counts they report.
    totals: Mapping[str, int]
    rows: int
    #: The same by name, those that another report gives in their stead included.
    reported: frozenset[str] = frozenset()

    @property
    def where(self) -> dict[str, str | None]:
        """The place by its columns."""
        return dict(zip(PLACES, self.place, strict=True))


@dataclass(frozen=True)
class Share:
    """What rows of one line bring to an indicator."""

    line: Line
    #: The counts they give to it; never none.
    counts: frozenset[str]


@dataclass(frozen=True)
class Whole:
    """The sums of an indicator's counts over the rows that report all of them."""

    totals: Mapping[str, int]
    #: How many rows carry each count.
    rows: Mapping[str, int]
    #: The days of the rows left out because one of the counts is missing there.
    lacking: frozenset[date]


def lines(
    lake: Lake,
    files: Sequence[LakeFileRecord],
    scope: Scope,
    period: Period,
    measures: Sequence[str],
    bit: Bit | None = None,
) -> tuple[Line, ...]:
    """The rows that feed sums, day by day, told apart by what they report."""
    found: list[Line] = []
    for dataset in dict.fromkeys(file.dataset for file in files):
        mine = [file for file in files if file.dataset is dataset]
        wanted = (*measures, *_SPLITS)
        sql = engine.over(lake, mine, wanted) + lines_sql(scope, period, measures, bit)
        sums = [pl.col(f"s{i}").cast(pl.Int64) for i in range(len(measures))]
        found += (line_of(dataset, row, measures) for row in engine.query(sql).with_columns(sums).iter_rows())
    return tuple(found)


def lines_sql(
    scope: Scope,
    period: Period,
    measures: Sequence[str],
    bit: Bit | None = None,
    table: str = "facts",
) -> str:
    """The query, without dialect: `grain`, `kind`, `batch`, `day`, `day_end`, project, site and the rest,
    `n`, then a sum for each count, NULL where these rows do not report it."""
    keys = ["grain", "kind", "batch", "day", "day_end", *PLACES]
    return alike_sql(keys, rows_of(scope, period, Role.FACTS, bit), measures, table)


def alike_sql(keys: Sequence[str], where: str, measures: Sequence[str], table: str = "facts") -> str:
    """Rows that agree in these keys and in which counts they report, each as one: keys, `n`, the counts."""
    flags = [f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END AS h{i}" for i, name in enumerate(measures)]
    inner = [f"{kind_sql()} AS kind", *(key for key in keys if key != "kind"), *flags, *measures]
    sums = [f"{together(name)} AS s{i}" for i, name in enumerate(measures)]
    grouped = [*keys, *(f"h{i}" for i in range(len(measures)))]
    return (
        f"SELECT {', '.join([*keys, 'COUNT(*) AS n', *sums])} FROM (SELECT {', '.join(inner)} FROM {table} "
        f"WHERE {where}) AS chosen GROUP BY {', '.join(grouped)}"
    )


def kind_sql() -> str:
    """Which places and details a row names, as a number with a bit for each."""
    return bits_sql(_SPLITS)


def bits_sql(names: Sequence[str]) -> str:
    """A number with a bit for each of the columns that a row has."""
    return " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE {1 << i} END" for i, name in enumerate(names))


def rows_of(scope: Scope, period: Period, role: Role | None, bit: Bit | None = None) -> str:
    """The condition of a scope and period. A row belongs to the period if all of its days do."""
    named = {"vendor": scope.vendor, **scope.narrowed()}
    conditions = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in named.items()]
    conditions += [f"day >= {day_number(period.start)}", f"day_end <= {day_number(period.end)}"]
    conditions += [] if role is None else [f"role = '{role.value}'"]
    conditions += [] if bit is None else [inside(bit)]
    return " AND ".join(conditions)


def whole(found: Iterable[Line], names: Sequence[str]) -> Whole:
    """The sums of `names` over the rows that report all those their kind reports.

    Rows of different kinds stand for themselves: a monthly row with the surveys does not lack the calls,
    which come by the day. Of single calls beside figures of their days one speaks (store/lake/one_report.py).
    """
    kept, lacking = _parted(tuple(found), names)
    totals: dict[str, int] = {}
    rows: dict[str, int] = {}
    for share in kept:
        for name in share.counts:
            totals[name] = added(name, totals.get(name, 0), share.line.totals[name])
            rows[name] = rows.get(name, 0) + share.line.rows
    return Whole(totals, rows, frozenset(lacking))


def whole_shares(found: Iterable[Line], names: Sequence[str]) -> tuple[Share, ...]:
    """The lines that `whole` sums, each with the counts it gives."""
    return tuple(share for share in _parted(tuple(found), names)[0] if share.counts)


def whole_days(found: Iterable[Line], names: Sequence[str]) -> dict[date, Mapping[str, int]]:
    """Day → its sums over whole rows, of rows that stand for one day or less."""
    days: dict[date, dict[str, int]] = {}
    for share in whole_shares(found, names):
        line = share.line
        if (line.day_end - line.day).days <= 1:
            totals = days.setdefault(line.day, {})
            for name in share.counts:
                totals[name] = added(name, totals.get(name, 0), line.totals[name])
    return {day: days[day] for day in sorted(days)}


def _parted(every: Sequence[Line], names: Sequence[str]) -> tuple[list[Share], set[date]]:
    """The whole rows with those of the counts they give, and the days of the others."""
    every, lacking = one_report_a_day(every, names)
    given = _given(every, names)
    carried = _carried(every, given)
    by_agent = _by_agent_alone(every, given)
    speaking = {
        (line.dataset, line.kind, line.place) for line in every if given[line.dataset] & line.totals.keys()
    }
    kept: list[Share] = []
    for (dataset, kind, place, *_), group in _about_the_same(every).items():
        full = [_without_talk_of_lost(line, carried[dataset, kind]) for line in group]
        told = [Share(line, given[dataset].intersection(line.totals)) for line in full]
        rest = [share for share in told if share.counts != carried[dataset, kind]]
        kept += [share for share in told if share.counts == carried[dataset, kind]]
        parts = [share for share in rest if share.counts]
        if _complete_each_other(rest, carried[dataset, kind]):
            kept += parts
        elif _idle(told, carried[dataset, kind], by_agent[dataset, kind]):
            # None had any: as if the agents' report had said zero.
            nothing = dict.fromkeys(carried[dataset, kind], 0)
            kept += [Share(replace(s.line, totals=nothing), carried[dataset, kind]) for s in parts]
        elif parts or (len(rest) == len(told) and (dataset, kind, place) in speaking):
            lacking.update(day for share in parts or rest for day in days_of(share.line))
    alone = _half_told(kept)
    return [share for share in kept if not alone.issuperset(days_of(share.line))], lacking | alone


def _without_talk_of_lost(line: Line, whole: frozenset[str]) -> Line:
    """The line; listed calls none of which was answered took no time to handle, said or not."""
    untold = (whole & _OF_ANSWERED) - line.totals.keys()
    if line.dataset is not Dataset.CALLS or line.totals.get("answered") != 0 or not untold:
        return line
    return replace(line, totals={**line.totals, **dict.fromkeys(untold, 0)})


def _half_told(kept: Sequence[Share]) -> set[date]:
    """The days of which a dataset's rows of different kinds tell some of the counts only: a month's talk time
    beside the calls of 21 days, agents without a queue beside calls by queue."""
    told: dict[Dataset, dict[str, set[date]]] = {}
    for share in kept:
        for name in share.counts:
            told.setdefault(_of(share.line.dataset), {}).setdefault(name, set()).update(days_of(share.line))
    half: set[date] = set()
    for found in told.values():
        first, *others = found.values()
        half |= first.union(*others) - first.intersection(*others)
    return half


def _about_the_same(every: Sequence[Line]) -> dict[tuple[Any, ...], list[Line]]:
    """The lines by what they are about, whichever report says it."""
    groups: dict[tuple[Any, ...], list[Line]] = {}
    for line in every:
        key = (line.dataset, line.kind, line.place, line.day, line.day_end)
        groups.setdefault(key, []).append(line)
    return groups


def _complete_each_other(rest: Sequence[Share], whole: frozenset[str]) -> bool:
    """Whether the rows of several reports hold the whole together: each report the same part on all of its
    rows, no two the same."""
    parts: dict[tuple[str, str, int], set[frozenset[str]]] = {}
    for share in rest:
        parts.setdefault(share.line.report, set()).add(share.counts)
    said = [part for held in parts.values() if held != {frozenset()} for part in held]
    # An agent who had no call has no figure to give; a queue or a site has.
    even = all(len(held - ({frozenset()} if detail else set())) <= 1 for (*_, detail), held in parts.items())
    return even and sum(map(len, said)) == len(whole) and frozenset().union(*said) == whole


def _idle(told: Sequence[Share], whole: frozenset[str], by_agent: frozenset[str]) -> bool:
    """Whether a place had no call that day, and lacks only what its agents report: none had any to take."""
    said = frozenset(name for share in told for name in share.counts)
    counted = all(share.line.totals[name] == 0 for share in told for name in share.counts)
    return bool(said - by_agent) and counted and whole - said <= by_agent


def _by_agent_alone(
    every: Sequence[Line], given: Mapping[Dataset, frozenset[str]]
) -> dict[tuple[Dataset, tuple[bool, int]], frozenset[str]]:
    """The counts that rows of each kind give only where they tell agents apart."""
    told: dict[tuple[Dataset, tuple[bool, int]], tuple[set[str], set[str]]] = {}
    for line in every:
        detailed, whole_ones = told.setdefault((line.dataset, line.kind), (set(), set()))
        (detailed if line.report[2] else whole_ones).update(given[line.dataset] & line.totals.keys())
    return {key: frozenset(detailed - whole_ones) for key, (detailed, whole_ones) in told.items()}


def _given(every: Sequence[Line], names: Sequence[str]) -> dict[Dataset, frozenset[str]]:
    """Which of the counts each dataset gives."""
    wanted = frozenset(names)
    told: dict[Dataset, frozenset[str]] = {}
    for line in every:
        told[line.dataset] = told.get(line.dataset, frozenset()) | (wanted & line.totals.keys())
    return told


def _of(dataset: Dataset) -> Dataset:
    """Calls one by one are those of the traffic figures."""
    return Dataset.TRAFFIC if dataset is Dataset.CALLS else dataset


def _carried(
    every: Sequence[Line], given: Mapping[Dataset, frozenset[str]]
) -> dict[tuple[Dataset, tuple[bool, int]], frozenset[str]]:
    """What rows of each kind report, and so should report on every day."""
    carried: dict[tuple[Dataset, tuple[bool, int]], frozenset[str]] = {}
    for line in every:
        key = (line.dataset, line.kind)
        carried[key] = carried.get(key, frozenset()) | (given[line.dataset] & line.totals.keys())
    return carried


def line_of(dataset: Dataset, row: tuple, measures: Sequence[str]) -> Line:  # type: ignore[type-arg]
    """A line of the query `lines_sql`."""
    grain, kind, batch, day, day_end, *more = row
    place, n, sums = tuple(more[: len(PLACES)]), more[len(PLACES)], more[len(PLACES) + 1 :]
    totals = {name: total for name, total in zip(measures, sums, strict=True) if total is not None}
    mask = int(kind)
    about = (grain == Grain.MONTH.value, mask & _NAMED)
    report = (batch, grain, mask & ~_NAMED)
    return Line(dataset, about, place, report, date_of(day), date_of(day_end), totals, n, frozenset(totals))

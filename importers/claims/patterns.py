"""Figures too alike to have been counted: a day copied to another, rates steadier than chance allows.

Nothing is proved by them. Each says on how many days it rests, and what to look at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import polars as pl

from core.batch import Grain
from core.facts import date_of
from core.finding import Finding
from core.rounding import rounded
from core.text import Text
from importers.claims.claimed_rates import percent
from importers.claims.formulas import Ratio, ratio
from importers.columnar.in_order import numbered, picked
from importers.columnar.streamed import few, worked_out
from importers.rows.extract import Rows
from importers.rows.missing_days import ranges

_DAILY = (Grain.DAY, Grain.INTERVAL)
#: What tells one line of figures from another.
_WHOSE = (
    "vendor_said", "project", "site", "queue", "channel", "segment", "language", "agent", "item",
)  # fmt: skip
#: From so many counts on, two days may be compared.
_LEAST_COUNTS = 3
#: A copy is said where chance would make fewer than so many pairs of equal days in the table.
_RARE = 0.01
#: Days, contacts a day (for a copy as well), and expected misses a day from which a spread tells anything.
_LEAST_DAYS, _LEAST_CONTACTS, _LEAST_NOISE = 20, 30, 5
#: A rate whose days differ by less than this share of what chance makes of them is looked at …
_STEADY = Fraction(3, 10)
#: … where that happens by chance less often than this, over all lines and rates of the table.
_BY_CHANCE = 0.001
_SATURDAY = 6
#: Rows added up at a time, and counts whose sums tell two days of an agent apart.
_STRETCH, _TELLING = 400_000, 2
#: To each day of a frame what another holds of its line, where it holds something.
_BESIDE: Mapping[str, Any] = {"on": "line", "how": "left", "maintain_order": "left"}


def patterns(file: str, rows: Rows) -> list[Finding]:
    """What should be looked at; of daily figures and half hours only."""
    if rows.table.layout.grain not in _DAILY or "day" not in rows.table.codes:
        return []
    days = _days(rows)
    copied = list(_copies(days))
    repeated = [line["row"] for copy in copied for line in copy[1:]]
    steady = _steady(file, rows, days.frame.filter(~pl.col("row").is_in(repeated)))
    return [*(_copy_finding(file, rows, days, copy) for copy in copied), *steady]


@dataclass(frozen=True)
class Days:
    """One line a day for each line of figures. Where another day may say the same, and where no agent is
    named, its counts added up; where another has the same sums, a mark of what its rows say."""

    frame: pl.DataFrame
    names: Sequence[str]


def chance_of_equal(figures: Sequence[int]) -> float:
    """How likely two days agree in all of these by chance, were each count drawn anew (Poisson).

    Counts contain each other (answered are of those offered), so only the steps from one to the next are
    taken as drawn, and the smallest of them follows from the others.
    """
    steps = sorted(more - less for less, more in pairwise([0, *sorted(set(figures))]))
    return math.prod(min(1.0, 1 / (2 * math.sqrt(math.pi * step))) for step in steps[1:])


def spread(counts: Sequence[tuple[int, int]]) -> Fraction | None:
    """The spread of rates (part, whole) as a share of what chance alone makes: about 1 for drawn figures.

    Pearson's statistic over its degrees of freedom, exact; None where the pooled rate is 0 or 1.
    """
    part, whole = (sum(each) for each in zip(*counts, strict=True))
    pooled = Fraction(part, whole)
    if len(counts) < 2 or not 0 < pooled < 1:
        return None
    off = sum((x - n * pooled) ** 2 / n for x, n in counts)
    return Fraction(off) / (pooled * (1 - pooled) * (len(counts) - 1))


def _days(rows: Rows) -> Days:
    names = [
        name for name in rows.measures if name not in rows.derived and name not in rows.table.layout.each_row
    ]
    wanted = rows.frame.select("row", "day", "slot", *_WHOSE, *names)
    frame = picked(wanted, pl.col("day").is_not_null() & ~pl.col("row").is_in(list(rows.reasons)))
    frame = frame.with_columns(_line_of(frame).alias("line"))
    some = names if frame["agent"].null_count() == frame.height else _most_telling(frame, names)
    days = _summed(frame, some)
    alike = few(frame, pl.col("line").is_in(_alike(days, some).implode()))
    if some != names:
        whole = pl.concat([alike, few(frame, pl.col("agent").is_null())]).unique("row", maintain_order=True)
        days = days.drop(some).join(_summed(whole, names).select("line", *names), **_BESIDE)
    return Days(days.join(_marks(alike, names), **_BESIDE), names)


def _most_telling(frame: pl.DataFrame, names: Sequence[str]) -> list[str]:
    """The counts in whose sums two days are least likely to agree: agents have many days, of which only
    those that agree in these are added up whole."""
    widths = worked_out(frame, *((pl.col(name).max() - pl.col(name).min()).alias(name) for name in names))
    width = dict(zip(names, widths.row(0), strict=True))
    return sorted(names, key=lambda name: -(width[name] or 0))[:_TELLING]


def _line_of(frame: pl.DataFrame) -> pl.Series:
    """A number for each line and day."""
    keys = [*_WHOSE, "day"]
    line = numbered(frame, keys)
    return frame.select(pl.struct(keys).rank("dense"))[:, 0] if line is None else line


def _summed(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The lines' days, each with its first row's number and the sums of these counts, as they first stand."""
    places = pl.int_range(pl.len(), dtype=pl.UInt32).alias("first")
    sums = _added(frame.select("line", places, *names), names)
    return sums.hstack(frame.select("row", "day", *_WHOSE)[sums["first"]])


def _added(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The sums of each line and its first place, in the order of these; a stretch of rows at a time, for in
    most files the rows of a line and day stand near each other."""
    sums = [pl.col("first").first(), *(pl.col(name).sum() for name in names)]
    stretches = [rows[at : at + _STRETCH] for at in range(0, max(1, rows.height), _STRETCH)]
    parts = [each.group_by("line", maintain_order=True).agg(*sums) for each in stretches]
    return parts[0] if len(parts) == 1 else pl.concat(parts).group_by("line", maintain_order=True).agg(*sums)


def _alike(days: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    """The lines' days that come to the same sums as another of the line."""
    return days.filter(pl.struct([*_WHOSE, *names]).is_duplicated())["line"]


def _marks(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """A mark for each of these lines' days of what its rows say, in whatever order they stand."""
    marks = rows.select("line", pl.struct("slot", *names).hash(0).alias("mark"))
    return marks.group_by("line").agg(pl.col("mark").sum())


def _copies(days: Days) -> Iterator[list[dict[str, object]]]:
    """The days that say exactly what another says, together, where chance does not explain it."""
    if len(days.names) < _LEAST_COUNTS:
        return
    same = [*_WHOSE, "mark", *days.names]
    twins = days.frame.filter(pl.col("mark").is_not_null()).filter(pl.struct(same).is_duplicated())
    for group in twins.partition_by(same, maintain_order=True):
        lines = group.sort("row").to_dicts()
        mine = days.frame.filter(pl.all_horizontal([pl.col(n).eq_missing(lines[0][n]) for n in _WHOSE]))
        pairs = math.comb(mine.height, 2)
        contacts = max((int(lines[0][n]) for n in days.names if not n.endswith("_s")), default=0)
        if (
            contacts >= _LEAST_CONTACTS
            and pairs * chance_of_equal([lines[0][name] for name in days.names]) < _RARE
        ):
            yield lines


def _copy_finding(file: str, rows: Rows, days: Days, copy: Sequence[dict[str, object]]) -> Finding:
    dates = [date_of(line["day"]) for line in copy]  # type: ignore[arg-type]
    mixed = len({day.isoweekday() >= _SATURDAY for day in dates}) > 1
    facts = {
        "day": dates[0].isoformat(),
        "others": ranges(sorted(dates[1:])),
        "n": len(days.names),
        "weekend": _WEEKEND if mixed else Text("", ""),
    }
    return Finding("day_copied", rows.place(file, copy[1]["row"], "day"), facts)  # type: ignore[arg-type]


def _steady(file: str, rows: Rows, frame: pl.DataFrame) -> Iterator[Finding]:
    rates = _rates(rows.measures)
    lines = frame.filter(pl.col("agent").is_null()).partition_by(_WHOSE, maintain_order=True)
    tests = len(rates) * len(lines)
    for rate in rates:
        for line in lines:
            counts = _counts(line, rate)
            found = spread(counts) if _tells(counts) else None
            if found is not None and _is_rare(found, len(counts) - 1, tests):
                yield _steady_finding(file, rows, rate, line, counts, found)


def _rates(measures: Sequence[str]) -> list[Ratio]:
    """The rates whose days should differ by chance at least."""
    found = [ratio("answered", "offered"), ratio("satisfied", "survey_replied")]
    found += [ratio(name, "answered") for name in measures if name.startswith("answered_within_")]
    return [rate for rate in found if set(rate.counts) <= set(measures)]


def _counts(line: pl.DataFrame, rate: Ratio) -> list[tuple[int, int]]:
    (part, _), (whole, _) = rate.over[0], rate.under[0]
    kept = line.filter(pl.col(part).is_not_null() & (pl.col(whole) >= _LEAST_CONTACTS))
    return kept.select(part, whole).rows()


def _tells(counts: Sequence[tuple[int, int]]) -> bool:
    """Whether there are days enough, and misses enough on each for chance to show."""
    if len(counts) < _LEAST_DAYS:
        return False
    part, whole = (sum(each) for each in zip(*counts, strict=True))
    return part * (whole - part) >= _LEAST_NOISE * len(counts) * whole


def _is_rare(found: Fraction, freedom: int, tests: int) -> bool:
    return found < _STEADY and _by_chance(found, freedom) * tests < _BY_CHANCE


def _by_chance(found: Fraction, freedom: int) -> float:
    """How often figures drawn by chance are as steady: the chi-square distribution (Wilson and Hilferty)."""
    unit = 2 / (9 * freedom)
    z = (float(found) ** (1 / 3) - (1 - unit)) / math.sqrt(unit)
    return math.erfc(-z / math.sqrt(2)) / 2


def _steady_finding(
    file: str, rows: Rows, rate: Ratio, line: pl.DataFrame, counts: Sequence[tuple[int, int]], found: Fraction
) -> Finding:
    values = [Fraction(part, whole) for part, whole in counts]
    facts = {
        "rate": rate.text,
        "n": len(counts),
        "low": percent(min(values)),
        "high": percent(max(values)),
        "mean": sum(whole for _, whole in counts) // len(counts),
        "share": f"{rounded(found, 2)}",
    }
    return Finding("rates_too_steady", rows.place(file, line["row"][0], rate.over[0][0]), facts)


_WEEKEND = Text("，其中有工作日也有周末", ", weekdays and weekend days among them")

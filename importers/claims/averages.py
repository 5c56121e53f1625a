"""Printed averages against totals and counts beside them: average × count is the total, but for rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from core.finding import Finding
from core.rounding import rounded
from core.text import Text
from importers.claims.formulas import count_name
from importers.rows.extract import Rows

#: What a handling time is made of, as platforms variously add it up.
_PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "episode_s": (
        ("talk_s", "wrap_s"),
        ("talk_s", "hold_s", "wrap_s"),
        ("talk_s", "ring_s", "wrap_s"),
        ("talk_s", "ring_s", "hold_s", "wrap_s"),
        ("talk_s", "hold_s"),
        ("talk_s",),
    )
}
#: Seconds an average may be off its total: platforms round up (85 s / 7 printed as 13).
_OFF_S = 1
_NOTHING = Text("", "")


@dataclass(frozen=True)
class Average:
    """A column of averages: `num` / `den` seconds, over a count, beside the totals it may belong to."""

    letters: str
    header: str
    num: pl.Series
    den: pl.Series
    #: (what it is counted over, the counts that add up to its total): what its name says first.
    ways: Sequence[tuple[str, tuple[str, ...]]]
    #: Whether each of them is as good as the first.
    any_way: bool = False


def check_averages(file: str, rows: Rows) -> None:
    """A finding for each column whose average × count is not its total: its first row, and how many."""
    for average in _averages(rows):
        off = [_misfits(rows, average, way) for way in average.ways]
        best = min(range(len(off)), key=lambda at: off[at].height)
        at = best if average.any_way else 0
        if off[at].height:
            how = _NOTHING if at == best or off[best].height else _counted_over(average.ways[best][0])
            rows.warnings.append(_finding(file, rows, average, average.ways[at], off[at], how))


def _averages(rows: Rows) -> Iterator[Average]:
    """Averages beside their totals; and those made sums themselves, beside the parts of the sum."""
    claimed = {fld.code: values for fld, _, values in rows.rates}
    for column, fld in rows.table.columns:
        total, times = fld.average_of, fld.times
        if not total or times not in rows.measures or total not in rows.measures:
            continue
        if fld.code in claimed and total.endswith("_s"):
            num = claimed[fld.code].series("num", pl.Int64, lambda value: value.numerator)
            den = claimed[fld.code].series("den", pl.Int64, lambda value: value.denominator)
            ways = [(times, (total,)), *_other_counts(times, total, rows)]
            yield Average(column.letters, column.written, num, den, ways)
        elif total in rows.derived and (parts := _parts(total, rows)):
            # The sum it became is the average times its count.
            num, den = rows.frame[total].alias("num"), rows.frame[times].alias("den")
            ways = [(times, way) for way in parts]
            yield Average(column.letters, column.written, num, den, ways, any_way=True)


def _parts(total: str, rows: Rows) -> list[tuple[str, ...]]:
    return [way for way in _PARTS.get(total, ()) if set(way) <= set(rows.measures)]


def _other_counts(times: str, total: str, rows: Rows) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from (
        (name, (total,)) for name in ("offered", "answered") if name != times and name in rows.measures
    )


def _misfits(rows: Rows, average: Average, way: tuple[str, tuple[str, ...]]) -> pl.DataFrame:
    """The rows that are off, with their figures; whole numbers throughout."""
    times, parts = way
    total = pl.when(pl.all_horizontal([pl.col(name).is_not_null() for name in parts])).then(
        pl.sum_horizontal(parts)
    )
    frame = rows.frame.select("row", pl.col(times).alias("times"), total.alias("total"))
    gap = (pl.col("num") * pl.col("times") - pl.col("total") * pl.col("den")).abs()
    allowed = pl.col("times") * pl.col("den") * _OFF_S * len(parts) + pl.col("den")
    return frame.with_columns(average.num, average.den).filter(gap > allowed)


def _finding(
    file: str,
    rows: Rows,
    average: Average,
    way: tuple[str, tuple[str, ...]],
    off: pl.DataFrame,
    how: Text,
) -> Finding:
    line = off.row(0, named=True)
    value = Fraction(line["num"], line["den"])
    names = [count_name(name) for name in way[1]]
    facts = {
        "header": average.header,
        "average": f"{rounded(value, 1).normalize():f}",
        "times": line["times"],
        "count": count_name(way[0]),
        "product": round(value * line["times"]),
        "name": Text(" + ".join(n.zh for n in names), " + ".join(n.en for n in names)),
        "total": line["total"],
        "n": off.height,
        "how": how,
    }
    at = rows.table.grid.place(file, line["row"], average.letters)
    return Finding("average_differs", at, facts)


def _counted_over(count: str) -> Text:
    name = count_name(count)
    return Text(f"；按“{name.zh}”计算则相符", f"; over {name.en} it fits")

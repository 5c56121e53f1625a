"""Lines that average a table's rows or name their extremes: check values; other comparisons are left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from core.facts import date_of
from core.finding import Finding
from core.rounding import rounded
from core.workdays import WorkCalendar
from importers.claims.totals import Apart, label_of, read_said, summed
from importers.containers.celltoken import shown
from importers.dictionary.fields import Field
from importers.layouts.grid import Column
from importers.layouts.period_rows import of_other_days
from importers.rows.extract import Rows

#: Nobody averages a list of so many lines below it and leaves a reader to check it.
_MOST_ROWS = 20_000
_NAMED = 5
_FRIDAY = 5
_AVERAGE = re.compile(
    r"(?!.*[周月季年]均).*(?:日均|平均|均值|平均值)|(?:.*\s)?(?:average|avg|mean)(?:per ?day)?", re.I
)
_MOST = re.compile(r"(?:最[大高](?:值|日)?|峰值日?|max(?:imum)?|highest|peak)", re.I)
_LEAST = re.compile(r"(?:最[小低](?:值|日)?|谷值日?|min(?:imum)?|lowest)", re.I)
_OF_WORKDAYS = "工作日"
_ASIDE = re.compile(r"\([^()]*\)$")
_FIGURE = re.compile(r"[-+]?[\d,.:]*\d%?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.(\d+))?")


@dataclass(frozen=True)
class _Cell:
    """A figure of such a line, and what it may be, by the rows it may be about; the likeliest first."""

    line: int
    label: str
    column: Column
    name: str
    said: Fraction
    #: One unit of its last digit.
    step: Fraction
    means: Mapping[str, list[Fraction]]

    def fits(self, where: str) -> bool:
        return any(abs(self.said - value) < self.step for value in self.means[where])


def check_lines_aside(file: str, rows: Rows) -> None:
    """A finding for each line of an average or an extreme that its rows do not give, and one for the lines
    that nothing here can check: targets, last month's, changes."""
    grid = rows.table.grid
    yearly = [
        at for at in (*grid.subtotals, *grid.totals) if of_other_days(label_of(at)) and "day" in rows.offsets
    ]
    left: list[Apart] = list(yearly)
    if grid.across or rows.frame.height > _MOST_ROWS:
        return
    groups: dict[str, list[Apart]] = {}
    for line in grid.others:
        groups.setdefault(_plain(label_of(line)), []).append(line)
    for label, lines in groups.items():
        cells = [cell for line in lines for cell in _cells(rows, label, line, lines)]
        where = _where(cells, alone=len(lines) == 1)
        if where:
            rows.warnings += _wrong(file, rows, cells, where)
        else:
            left += lines
    if told := [line for line in sorted(left) if any(_is_figure(cell) for cell in line[1])]:
        labels = list(dict.fromkeys(label_of(line) for line in told))[:_NAMED]
        facts = {"n": len(told), "labels": [f"“{label}”" for label in labels]}
        rows.warnings.append(Finding("lines_left_out", rows.place(file, told[0][0]), facts))


def _where(cells: Sequence[_Cell], *, alone: bool) -> str:
    """Which rows the lines are about: what most of their figures fit; all, of one line that fits none."""
    ways = dict.fromkeys(way for cell in cells for way in cell.means)
    fits = {way: sum(cell.fits(way) for cell in cells) for way in ways}
    best = max(fits, key=lambda way: fits[way], default="")
    return best if best and (alone or 2 * fits[best] >= len(cells)) else ""


def _wrong(file: str, rows: Rows, cells: Sequence[_Cell], where: str) -> Iterator[Finding]:
    off = [cell for cell in cells if not cell.fits(where)]
    for line in dict.fromkeys(cell.line for cell in off):
        mine = [cell for cell in off if cell.line == line]
        first, digits = mine[0], 0 if mine[0].step >= 1 else 2
        facts = {
            "label": first.label,
            "header": first.column.written,
            "said": _written(first.said, digits),
            "computed": _written(first.means[where][0], 2 if first.means[where][0].denominator > 1 else 0),
            "n": len(mine),
        }
        yield Finding("line_differs", rows.place(file, line, first.name), facts)


def _cells(rows: Rows, label: str, line: Apart, lines: Sequence[Apart]) -> Iterator[_Cell]:
    before = max((number for number, _ in lines if number < line[0]), default=0)
    parts = {
        "all": rows.frame,
        "above": rows.frame.filter((pl.col("row") > before) & (pl.col("row") < line[0])),
        "all_above": rows.frame.filter(pl.col("row") < line[0]),
    }
    for column, fld in rows.table.columns:
        name = summed(rows, fld)
        said = _figure(line[1], column, fld) if name else None
        if said is None:
            continue
        means = {where: found for where, part in parts.items() if (found := _means(part, name, label, rows))}
        if means:
            yield _Cell(line[0], label_of(line), column, name, *said, means)


def _means(part: pl.DataFrame, name: str, label: str, rows: Rows) -> list[Fraction]:
    """What a line of that name may say of a column."""
    part = part.filter(pl.col(name).is_not_null())
    if part.is_empty():
        return []
    if _MOST.fullmatch(label) or _LEAST.fullmatch(label):
        return _extremes(part, name, rows.measures, most=_MOST.fullmatch(label) is not None)
    return _averages(part, name, label) if _AVERAGE.fullmatch(label) else []


def _averages(part: pl.DataFrame, name: str, label: str) -> list[Fraction]:
    """Over the rows, the days, those with a figure, the days from the first to the last; or working days."""
    if _OF_WORKDAYS not in label:
        return list(_means_of(part, name))
    known = {number: date_of(number) for number in part["day"].drop_nulls().unique()}
    work = WorkCalendar()
    published = [number for number, day in known.items() if work.is_working_day(day)]
    weekdays = [number for number, day in known.items() if day.isoweekday() <= _FRIDAY]
    whole = [Fraction(int(part[name].sum()), len(published))] if published else []
    of = (part.filter(pl.col("day").is_in(days)) for days in (published, weekdays))
    return [mean for mine in of for mean in _means_of(mine, name)] + whole


def _means_of(part: pl.DataFrame, name: str) -> Iterator[Fraction]:
    total, days = int(part[name].sum() or 0), part["day"].drop_nulls()
    counts = [part.height, days.n_unique(), part.filter(pl.col(name) != 0).height]
    if not days.is_empty():
        first, last = date_of(days.min()), date_of(days.max())  # type: ignore[arg-type]
        counts.append((last - first).days + 1)
    yield from (Fraction(total, n) for n in dict.fromkeys(counts) if n)


def _extremes(part: pl.DataFrame, name: str, measures: Sequence[str], *, most: bool) -> list[Fraction]:
    """The largest (or smallest) row, or day, and that of the day on which another count is largest."""
    values, by_day = part[name], part.group_by("day").agg(pl.col(name).sum())[name]
    columns = [values, by_day] if most else [values, values.filter(values != 0), by_day]
    found = [column.max() if most else column.min() for column in columns if not column.is_empty()]
    for other in measures:
        peak = part[other].max() if most else part[other].min()
        found += part.filter(pl.col(other) == peak)[name].to_list()
    return [Fraction(int(value)) for value in dict.fromkeys(found) if value is not None]  # type: ignore[arg-type]


def _figure(cells: Sequence[str | None], column: Column, fld: Field) -> tuple[Fraction, Fraction] | None:
    """A figure in the unit of its count, and one unit of its last digit; also where it is no whole number."""
    said = read_said(cells, column, fld)
    if isinstance(said, int):
        return Fraction(said), Fraction(1)
    token = cells[column.index] if column.index < len(cells) else None
    number = _NUMBER.fullmatch("".join(shown(token).replace(",", "").split())) if token else None
    unit = read_said(["1"], Column(0, column.path), fld)
    if number is None or not isinstance(unit, int):
        return None
    return Fraction(number[0]) * unit, Fraction(unit, 10 ** len(number[1] or ""))


def _plain(label: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", label).strip().rstrip(":")).strip()


def _is_figure(cell: str | None) -> bool:
    return cell is not None and _FIGURE.fullmatch("".join(shown(cell).split())) is not None


def _written(value: Fraction, digits: int) -> str:
    return f"{rounded(value, digits)}"

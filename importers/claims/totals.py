"""Total and subtotal lines against the lines they add up: check values, never facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from core.counts import adds_over_days
from core.finding import Finding
from core.text import Text
from importers.claims.claimed_rates import ClaimedRate, claimed_rates, percent
from importers.containers.celltoken import SIGNS_END, shown
from importers.dictionary.fields import Field
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column
from importers.layouts.period_rows import of_other_days, of_workdays
from importers.rows.extract import Rows
from importers.values.cells import Hints, Rate
from importers.values.whole_columns import read_column

#: A line apart from the data: its number, its cells by the columns' index.
Apart = tuple[int, Sequence[str | None]]
#: How a bare rate may be written, 0.95 or 95; in how many rows that is looked at.
_WAYS, _SEEN = [1, 100], 200
#: From so many rows on, an average of percentages is told from their whole.
_MEAN_FROM = 2
_RUNNING = "累计"


@dataclass(frozen=True)
class Said:
    """What a line apart says in one column, and what the blocks of rows around it add up to."""

    line: int
    column: Column
    name: str
    said: int
    #: Which rows it may add up → their sum; None where there are none.
    added: dict[str, int | None]


def check_totals(file: str, rows: Rows) -> None:
    """A finding for each cell of a total or subtotal line that is not what its rows add up to.

    Subtotals stand below their rows, or above them: what explains most of their cells is taken for it, and
    where nothing explains half of them nobody knows what they add up.
    """
    grid = rows.table.grid
    for alike in _alike(grid.subtotals):
        cells = list(said_by(rows, alike))
        note(file, rows, "subtotal_differs", cells, best_way(cells))
    totals = [line for line in grid.totals if not (of_other_days(label_of(line)) and "day" in rows.offsets)]
    if len(totals) == 1:
        note(file, rows, "total_differs", list(said_by(rows, totals)), "all")
        rows.warnings += _rates(file, rows, totals[0])
        return
    # Of several each may add up other rows: 合计 those above it, 本月累计 those of the whole month.
    # Those called alike (合计 below each day's half hours) add up theirs alike.
    said = list(said_by(rows, totals))
    for lines in _called_alike(totals):
        mine = [one for one in said if one.line in lines]
        note(file, rows, "total_differs", mine, best_way(mine))


def label_of(line: Apart) -> str:
    """What a line that is no data says it is: the first text in it."""
    return next((shown(cell).strip() for cell in line[1] if cell and cell[0] > SIGNS_END), "")


def _alike(subtotals: Sequence[Apart]) -> list[list[Apart]]:
    """The subtotals that add up the lines next to them, and those that run on (月累计): each held against
    its own. Those of the working days, and of the year, are none of these."""
    found: dict[bool, list[Apart]] = {}
    for line in subtotals:
        label = label_of(line)
        if of_workdays(label) is None and not of_other_days(label):
            found.setdefault(label.endswith(_RUNNING), []).append(line)
    return list(found.values())


def _called_alike(totals: Sequence[Apart]) -> list[set[int]]:
    """The lines of each name."""
    found: dict[str, set[int]] = {}
    for number, cells in totals:
        texts = (shown(cell) for cell in cells if cell and cell[0] > SIGNS_END)
        name = next((text for text in texts if synonyms().label_kind(text) == "total"), "")
        found.setdefault(name, set()).add(number)
    return list(found.values())


def note(file: str, rows: Rows, code: str, cells: Sequence[Said], way: str) -> None:
    """A finding for each cell that is not what the rows of that way add up to; nothing for no way."""
    for each in cells if way else ():
        added = each.added.get(way)
        if added is not None and added != each.said:
            facts = {"header": each.column.written, "said": each.said, "added": added}
            rows.warnings.append(Finding(code, rows.place(file, each.line, each.name), facts))


def best_way(cells: Sequence[Said]) -> str:
    """Which rows the lines add up: those above to the last such line, all above, those below, all."""
    ways = dict.fromkeys(way for each in cells for way in each.added)
    fits = {way: sum(each.added.get(way) == each.said for each in cells) for way in ways}
    best = max(fits, key=lambda way: fits[way], default="")
    return best if best and fits[best] * 2 >= len(cells) else ""


def said_by(rows: Rows, apart: Sequence[Apart]) -> Iterator[Said]:
    """Every readable figure of the lines apart, with the sums of the rows around each."""
    if not apart:
        return
    columns = [(column, fld, name) for column, fld in rows.table.columns if (name := summed(rows, fld))]
    numbers = sorted(number for number, _ in apart)
    block = pl.lit(pl.Series(numbers)).search_sorted(pl.col("row").cast(pl.Int64)).alias("block")
    names = list(dict.fromkeys(name for _, _, name in columns))
    sums = rows.frame.group_by(block).agg([pl.col(name).sum() for name in names])
    by_block = {line["block"]: line for line in sums.iter_rows(named=True)}
    for number, cells in apart:
        at = numbers.index(number)
        for column, fld, name in columns:
            said = read_said(cells, column, fld)
            if isinstance(said, int):
                yield Said(number, column, name, said, _around(by_block, at, len(numbers), name))


def _around(by_block: dict[int, dict[str, int]], at: int, last: int, name: str) -> dict[str, int | None]:
    def added(blocks: Sequence[int]) -> int | None:
        there = [by_block[block][name] for block in blocks if block in by_block]
        return sum(there) if there else None

    return {
        "above": added([at]),
        "all_above": added(range(at + 1)),
        "below": added([at + 1]),
        "all": added(range(last + 1)),
    }


def summed(rows: Rows, fld: Field) -> str:
    """The base count whose column adds up; '' where it does not, or some cell of it could not be read."""
    name = rows.table.layout.renamed.get(fld.code) or fld.count or ""
    adds = name in rows.measures and fld.kind in ("count", "duration") and adds_over_days(name)
    return name if adds and not _unreadable(rows, name) else ""


def _unreadable(rows: Rows, name: str) -> bool:
    letters = rows.offsets[name]
    unread = (f for found in rows.reasons.values() for f in found if f.code != "counts_contradict")
    grid = rows.table.grid
    return any(
        finding.place == grid.place(finding.place.file, grid.line_of(finding.place), letters)
        for finding in unread
    )


def read_said(cells: Sequence[str | None], column: Column, fld: Field, hints: Hints | None = None) -> object:
    token = cells[column.index] if column.index < len(cells) else None
    return read_column(pl.Series([token], dtype=pl.String), fld, hints or Hints()).at(0)


def _rates(file: str, rows: Rows, total: Apart) -> Iterator[Finding]:
    """A total line's printed rates against the whole counts: not the average of its rows' percentages."""
    number, cells = total
    for claim in claimed_rates(rows):
        column = next(column for column, fld in rows.table.columns if fld.code == claim.fld.code)
        counts = {name: int(rows.frame[name].sum()) for formula in claim.formulas for name in formula.counts}
        said = _nearest(cells, column, claim, rows.table.grid.tokens(column, _SEEN))
        meant = claim.meant.value(counts)
        if said is None or meant is None or any(_fits(said, one.value(counts)) for one in claim.formulas):
            continue
        of, to = claim.meant.parts(counts)
        facts = {
            "header": claim.header,
            "printed": percent(said.value),
            "of": of,
            "to": to,
            "computed": percent(meant),
        }
        place = rows.table.grid.place(file, number, claim.letters)
        yield from _explained(rows, claim, said, Finding("rate_differs", place, facts))


def _explained(rows: Rows, claim: ClaimedRate, said: Rate, found: Finding) -> Iterator[Finding]:
    """The finding with why, where the average of the rows' percentages is what is printed."""
    values = [value for at in range(rows.frame.height) if (value := claim.values.at(at)) is not None]
    mean = sum((value.value for value in values), Fraction(0)) / max(1, len(values))  # type: ignore[attr-defined]
    is_mean = len(values) >= _MEAN_FROM and _fits(said, mean)
    yield replace(found, facts={**found.facts, "how": _MEAN if is_mean else Text("", "")})


def _nearest(
    cells: Sequence[str | None], column: Column, claim: ClaimedRate, tokens: pl.Series
) -> Rate | None:
    """What the total line prints, written as its column is; where that may be 0.95 as well as 95, the one
    near the other rows."""
    first = next((value for value in claim.values.known if isinstance(value, Rate)), None)
    ways = [way for way in _WAYS if _reads_alike(tokens, claim, way)] or _WAYS
    read = [read_said(cells, column, claim.fld, Hints(rate_scale=way)) for way in ways]
    found = [rate for rate in read if isinstance(rate, Rate)]
    return min(found, key=lambda rate: abs(rate.value - first.value)) if found and first else None


def _reads_alike(tokens: pl.Series, claim: ClaimedRate, way: int) -> bool:
    """Whether a column's rows, written in one way, say what was read of them."""
    read = read_column(tokens, claim.fld, Hints(rate_scale=way))
    return all(read.at(at) == claim.values.at(at) for at in range(len(tokens)))


def _fits(said: Rate, value: Fraction | None) -> bool:
    return value is not None and abs(said.value - value) < said.step


_MEAN = Text(
    "；写的是各行百分比的简单平均，各行数量不同，不能这样平均",
    "; it is the plain average of the rows' percentages, which carry different weights",
)

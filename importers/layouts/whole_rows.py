"""Rows of everything beside rows of parts of it (全部, 其中VIP): what counts, what is left out and said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import polars as pl

from core.finding import Finding
from importers.dictionary.whole_words import is_part, is_subtotal, is_sum, is_whole
from importers.layouts.grid import Grid
from importers.layouts.labelled_lines import Labelled, Line, labelled
from importers.layouts.recognise import Table

#: A whole that its parts miss by one in so many is their sum with a slip in it.
_NEAR = 50


class Stand(Enum):
    """How rows stand to the row of everything."""

    #: They come to it: it checks them.
    TILE = auto()
    #: They are some of it: it counts.
    PARTS = auto()


@dataclass(frozen=True)
class Whole:
    """A row of everything, the rows it may add up, and what each of both counts."""

    line: Line
    rows: tuple[Line, ...]
    said: tuple[int | None, ...]
    #: What the rows come to, count by count; None where one of them says nothing, or there are none.
    added: tuple[int | None, ...]
    #: Whether no row counts more than it does.
    holds: bool

    @property
    def pairs(self) -> list[tuple[int, int, int]]:
        """(count, what is said, what was added) where both are there."""
        both = enumerate(zip(self.said, self.added, strict=True))
        return [(at, said, added) for at, (said, added) in both if said is not None and added is not None]


def by_whole_row(file: str, tables: Iterable[Table]) -> tuple[list[Table], list[Finding]]:
    """Each table with either the rows of everything or those that come to it, and what is said of the others.

    A row of everything is a check value only where the rows of its day come to it. Where they do not, nobody
    has added it up from them: it counts, and they are parts of it. A sum that is off by a slip stays a check
    value, and every cell of it that is off is said. Rows that call themselves 其中 never count beside it.
    """
    found, findings = [], []
    for table in tables:
        for column in [each.by for each in labelled(table)]:
            table, said = _settled(file, Labelled(table, column))
            findings += said
        found.append(table)
    return found, findings


def _settled(file: str, lines: Labelled) -> tuple[Table, list[Finding]]:
    wholes = _wholes(lines)
    parts = [line for line in lines.lines if not line.apart and is_part(line.says(lines.by))]
    if any(not _beside(lines, part, wholes) for part in parts):
        return lines.table, []
    if not wholes or not (parts or any(each.rows for each in wholes)):
        return (
            (_without(lines, parts), [_left_out(file, lines, wholes, parts)]) if parts else (lines.table, [])
        )
    if _stand(lines, wholes, parts) is Stand.TILE:
        said = [*_off(file, lines, wholes), *([_left_out(file, lines, wholes, parts)] if parts else [])]
        return _without(lines, parts, apart=[each.line for each in wholes]), said
    return _of_wholes(file, lines, wholes)


def _beside(lines: Labelled, part: Line, wholes: Sequence[Whole]) -> bool:
    """Whether another row of its day and place stands there that it can be a part of."""
    key = lines.when(part), lines.left_of(part)
    if any((lines.when(each.line), lines.left_of(each.line)) == key for each in wholes):
        return True
    return key in {(lines.when(line), lines.left_of(line)) for line in _plain(lines)}


def _plain(lines: Labelled) -> list[Line]:
    """The data that are neither of everything nor 其中."""
    return [
        line
        for line in lines.lines
        if not line.apart and not is_whole(line.says(lines.by)) and not is_part(line.says(lines.by))
    ]


def _wholes(lines: Labelled) -> list[Whole]:
    """The rows of everything, each with the rows of its day and place; none where one has two of them."""
    named: dict[tuple[object, object], list[Line]] = defaultdict(list)
    for line in lines.lines:
        left = lines.left_of(line)
        whose = all(left) and not any(map(is_whole, left))
        if is_whole(line.says(lines.by)) and whose and lines.when(line) is not None:
            named[lines.when(line), left].append(line)
    rows: dict[tuple[object, object], list[Line]] = defaultdict(list)
    for line in _plain(lines):
        rows[lines.when(line), lines.left_of(line)].append(line)
    figures = lines.figures(lines.lines) if named else {}
    found = []
    for key, several in named.items():
        most = [line for line in several if not is_subtotal(line.says(lines.by))] or several
        if len({tuple(figures[line.number]) for line in most}) > 1:
            return []
        found.append(_whole(most[0], rows[key], figures))
    return found


def _whole(line: Line, rows: Sequence[Line], figures: dict[int, list[int | None]]) -> Whole:
    said, each = figures[line.number], [figures[row.number] for row in rows]
    added = [_sum([one[at] for one in each]) for at in range(len(said))]
    holds = all(
        part is None or whole is None or part <= whole
        for one in each
        for part, whole in zip(one, said, strict=True)
    )
    return Whole(line, tuple(rows), tuple(said), tuple(added), holds)


def _sum(figures: Sequence[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known and len(known) == len(figures) else None


def _stand(lines: Labelled, wholes: Sequence[Whole], parts: Sequence[Line]) -> Stand:
    pairs = [pair for each in wholes for pair in each.pairs]
    several = any(len(each.rows) > 1 for each in wholes)
    if not pairs:
        return Stand.PARTS if parts else Stand.TILE
    if sum(said == added for _, said, added in pairs) * 2 >= len(pairs):
        return Stand.TILE
    held = all(each.holds for each in wholes)
    if not several:
        return Stand.PARTS if held else Stand.TILE
    sums = _sums(pairs)
    if all(abs(said - added) * _NEAR <= said for said, added in sums):
        return Stand.TILE
    if all(added <= said for said, added in sums):
        return Stand.PARTS
    worded = any(is_sum(each.line.says(lines.by)) for each in wholes)
    return Stand.PARTS if held and not worded else Stand.TILE


def _sums(pairs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Over all days, count by count: what is said, what was added."""
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for at, said, added in pairs:
        sums[at] = sums[at][0] + said, sums[at][1] + added
    return list(sums.values())


def _off(file: str, lines: Labelled, wholes: Sequence[Whole]) -> list[Finding]:
    """Each cell of a check value that its rows do not come to."""
    found = []
    grid = lines.table.grid
    subtotals = {number for number, _ in grid.subtotals}
    for each in wholes:
        code = "subtotal_differs" if each.line.number in subtotals else "total_differs"
        for at, said, added in each.pairs:
            if said != added:
                column, _ = lines.counts[at]
                facts = {"header": column.written, "said": said, "added": added}
                found.append(Finding(code, grid.place(file, each.line.number, column.letters), facts))
    return found


def _of_wholes(file: str, lines: Labelled, wholes: Sequence[Whole]) -> tuple[Table, list[Finding]]:
    """The table with the rows of everything, and without the others of their places."""
    places = {lines.left_of(each.line) for each in wholes}
    gone = [line for line in lines.lines if not line.apart and lines.left_of(line) in places]
    gone = [line for line in gone if line.number not in {each.line.number for each in wholes}]
    off = [each for each in wholes if len(each.rows) > 1 and any(s != a for _, s, a in each.pairs)]
    said = _differ(file, lines, off) if off else _left_out(file, lines, wholes, gone)
    return _without(lines, gone, counting=[each.line for each in wholes]), [said]


def _left_out(file: str, lines: Labelled, wholes: Sequence[Whole], parts: Sequence[Line]) -> Finding:
    of = [each.line for each in wholes] or _plain(lines)
    facts = {"parts": _names(lines, parts), "whole": _names(lines, of), "n": len(parts)}
    place = lines.table.grid.place(file, parts[0].number if parts else None, lines.by.letters)
    return Finding("parts_beside_whole", place, facts)


def _differ(file: str, lines: Labelled, off: Sequence[Whole]) -> Finding:
    rows = [row for each in off for row in each.rows]
    facts = {"parts": _names(lines, rows), "whole": _names(lines, [each.line for each in off]), "n": len(off)}
    at = next(at for at, said, added in off[0].pairs if said != added)
    place = lines.table.grid.place(file, off[0].line.number, lines.counts[at][0].letters)
    return Finding("parts_differ", place, facts)


def _names(lines: Labelled, some: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(f"“{line.says(lines.by)}”" for line in some if line.says(lines.by)))


def _without(
    lines: Labelled, gone: Sequence[Line], *, apart: Sequence[Line] = (), counting: Sequence[Line] = ()
) -> Table:
    """The table without some lines, some set apart, and some made data of no place in particular."""
    grid, out = lines.table.grid, {line.number for line in (*gone, *apart, *counting)}
    body = grid.body.filter(~pl.col("row").is_in(list(out)))
    totals = [line for line in grid.totals if line[0] not in {each.number for each in counting}]
    subtotals = [line for line in grid.subtotals if line[0] not in {each.number for each in counting}]
    totals += [(line.number, line.cells) for line in apart if not line.apart]
    if counting:
        body = pl.concat([body.with_columns(pl.exclude("row").cast(pl.String)), _data(lines, counting)]).sort(
            "row"
        )
    lain = replace(grid, body=body, totals=tuple(sorted(totals, key=_number)), subtotals=tuple(subtotals))
    return replace(lines.table, grid=lain)


def _number(line: tuple[int, object]) -> int:
    return line[0]


def _data(lines: Labelled, counting: Sequence[Line]) -> pl.DataFrame:
    grid: Grid = lines.table.grid
    blank = {
        (line.number, at.index)
        for line in counting
        for at in lines.scopes
        if at == lines.by or is_whole(line.says(at))
    }
    cells = {
        at.letters: [
            None if at.index >= len(line.cells) or (line.number, at.index) in blank else line.cells[at.index]
            for line in counting
        ]
        for at in grid.columns
    }
    numbers = pl.Series("row", [line.number for line in counting], dtype=grid.body["row"].dtype)
    columns = [pl.Series(name, found, dtype=pl.String) for name, found in cells.items()]
    return pl.DataFrame([numbers, *columns]).select(grid.body.columns)

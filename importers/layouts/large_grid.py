"""Finds the lines of a large sheet's table by columns: the very lines that going row by row finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from importers.columnar.coded import met
from importers.containers.celltoken import NUMBER, SIGNS_END
from importers.containers.look import Merge
from importers.containers.sheet_rows import Row, SheetRows, filled

#: Text that ends in a digit, before a colon and as a whole, is no label: no word for a total does.
_NO_LABEL = r"^[\x20-\x39\x3b-\x7e]*[0-9](?::[\x20-\x7e]*[0-9])?$"
#: Every error of a formula begins so.
_ERROR = "#"


def lines(
    rows: SheetRows,
    merges: Sequence[Merge],
    first: int,
    leading: int,
    says_more: Callable[[str], bool],
    kind_of: Callable[[Row], str | None],
    goes_on: Callable[[Row | None, Iterator[Row], Callable[[Row], str | None]], bool],
) -> tuple[pl.DataFrame, dict[str, list[tuple[int, Row]]]]:
    """The data lines from row `first` (from 0) on, with `row`, their number in Excel; and the lines apart,
    by their kind. A footer ends the table.

    `says_more`: whether a text in the `leading` columns may make its line no data. `kind_of` a row: what it
    is instead of data, 'empty' where nothing stands in it, None for data; it is asked only where that may be.
    `goes_on`: whether rows like the one above follow a footer, which then ends nothing.
    """
    frame = _from(rows, merges, first)
    frame = frame.with_columns(pl.int_range(first + 1, first + 1 + frame.height, dtype=pl.Int32).alias("row"))
    apart: dict[str, list[tuple[int, Row]]] = {}
    left: list[int] = []

    def row_at(at: int) -> Row:
        return rows[first + at] if not merges else list(frame.row(at)[:-1])

    for at in _doubtful(frame.drop("row"), leading, says_more):
        row = row_at(at)
        kind = kind_of(row)
        above = next((row_at(i) for i in range(at - 1, -1, -1) if i not in left), None)
        if kind == "footer" and not goes_on(above, map(row_at, range(at + 1, frame.height)), kind_of):
            frame = frame.head(at)
            break
        if kind:
            left.append(at)
            apart.setdefault(kind, []).append((first + 1 + at, row))
    if left:
        numbers = pl.Series([first + 1 + at for at in left], dtype=pl.Int32)
        frame = frame.filter(~pl.col("row").is_in(numbers.implode()))
    return frame, apart


def candidates(
    rows: SheetRows, top: int, bottom: int, left: int, right: int, lone_text: Callable[[Row], bool]
) -> Iterator[int]:
    """The rows of a box, from its top, in which a table may begin: as regions.py finds them row by row."""
    parts = rows.pieces(top, bottom, left, right)
    if not parts:
        return
    cells = pl.concat([filled(part) for part in parts])
    nothing = cells == 0
    special = (cells <= 1) | nothing.shift(1, fill_value=True)
    last, before_empty, before_lone = -1, True, False
    for at in special.arg_true():
        if at != last + 1:
            # Ordinary rows lie between.
            before_empty = before_lone = False
        last = at
        if nothing[at]:
            before_empty = True
            continue
        lone = cells[at] == 1 and lone_text(rows[top + at][left:right])
        if (lone or before_empty) and not before_lone:
            yield at
        before_empty, before_lone = False, lone


def only(rows: SheetRows, top: int, bottom: int, left: int, right: int) -> SheetRows:
    """The rows with nothing in them but a box."""
    names = rows.frame.columns[:right]
    inside = rows.frame[:bottom].select(names)
    at = pl.int_range(pl.len())
    return SheetRows(
        inside.select(
            pl.when(at >= top).then(pl.col(name)) if i >= left else pl.lit(None, pl.String).alias(name)
            for i, name in enumerate(names)
        )
    )


def _doubtful(frame: pl.DataFrame, leading: int, says_more: Callable[[str], bool]) -> pl.Series:
    """The places of the rows that may be no data: nearly empty, labelled, or of nothing but errors."""
    nearly_empty = filled(frame) <= 1
    error = _begins_with_error(frame)
    labels = [_labels(frame[name], says_more) for name in frame.columns[:leading]]
    labelled = [pl.col(s.name).is_in(s.implode()) for s in labels if len(s)]
    doubtful = pl.any_horizontal(nearly_empty, error, *labelled)
    return frame.select(doubtful.fill_null(False).alias("doubtful"))["doubtful"].arg_true()


def _from(rows: SheetRows, merges: Sequence[Merge], first: int) -> pl.DataFrame:
    """The cells from a row on; as they are kept, where no merged cell has to be filled."""
    if first >= rows.first_typed and not merges:
        return rows.typed[first - rows.first_typed :]
    return _filled_down(rows.frame, merges, first).slice(first)


def _begins_with_error(frame: pl.DataFrame) -> pl.Expr:
    """Which rows may be of nothing but errors: the first cell of such a row is one."""
    leading = []
    for cells in frame.iter_columns():
        there = pl.col(cells.name).is_not_null()
        leading.append(pl.when(there).then(_is_error(cells)))
        if not cells.null_count():
            break
    return pl.coalesce(leading)


def _is_error(cells: pl.Series) -> pl.Expr:
    if cells.dtype.is_integer():
        return pl.lit(False)
    if cells.dtype == pl.String:
        return pl.col(cells.name).str.starts_with(_ERROR)
    known = met(cells).cast(pl.String)
    errors = known.filter(known.str.starts_with(_ERROR))
    return pl.col(cells.name).is_in(errors.implode()) if len(errors) else pl.lit(False)


def _labels(tokens: pl.Series, says_more: Callable[[str], bool]) -> pl.Series:
    """The texts of a column that may make their row no data."""
    if tokens.dtype.is_integer():
        return pl.Series(tokens.name, [], dtype=pl.String)
    texts = met(tokens).cast(pl.String)
    texts = texts.filter((texts.str.slice(0, 1) > SIGNS_END) & ~texts.str.contains(_NO_LABEL))
    return pl.Series(tokens.name, [text for text in texts if says_more(text)], dtype=pl.String)


def _filled_down(frame: pl.DataFrame, merges: Sequence[Merge], first: int) -> pl.DataFrame:
    """Merged text of one column stands on each of its rows; numbers never repeat."""
    filled: dict[str, dict[int, str | None]] = {}
    for (top, left), (bottom, right) in merges:
        if first <= top < frame.height and left == right < frame.width:
            token = frame[top, left]
            if token is not None and not token.startswith(NUMBER):
                stretch = range(top, min(bottom + 1, frame.height))
                filled.setdefault(frame.columns[left], {}).update(dict.fromkeys(stretch, token))
    return frame.with_columns(
        frame[name].scatter(pl.Series(list(cells), dtype=pl.UInt32), pl.Series(list(cells.values())))
        for name, cells in filled.items()
    )

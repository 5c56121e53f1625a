"""A service level above the answer rate: only answered calls, or abandons counted as met, can give one.

Hangzhou's 12345 line printed 94.84 % within 15 seconds beside 88.94 % answered (2020, third quarter).
"""

from __future__ import annotations

import polars as pl

from core.finding import Finding
from importers.claims.claimed_rates import percent
from importers.dictionary.fields import Field
from importers.rows.extract import Rows
from importers.values.cells import Rate
from importers.values.whole_columns import ColumnValues

_SERVICE_LEVEL, _ANSWER_RATE = "SL", "answer_rate"


def check_above_answer_rate(file: str, rows: Rows) -> None:
    """A finding for each printed service level that no count explains and that exceeds the answer rate."""
    answered = next((values for fld, _, values in rows.rates if fld.code == _ANSWER_RATE), None)
    if answered is None:
        return
    for fld, letters, values in rows.rates:
        if fld.indicator == _SERVICE_LEVEL and not _counted(fld, rows.measures):
            found = _above(values, answered)
            if found:
                rows.warnings.append(_finding(file, rows, fld, letters, values, answered, found))


def _counted(fld: Field, measures: list[str]) -> bool:
    """Whether the calls answered in time are there: then the formula itself is told from them."""
    return fld.of in measures or any(name.startswith(f"{fld.of_any}_") for name in measures if fld.of_any)


def _above(level: ColumnValues, answered: ColumnValues) -> list[int]:
    """The positions of rows whose level exceeds the answer rate by more than rounding can."""
    pairs = pl.DataFrame({"level": level.codes, "answered": answered.codes})
    over = [
        (one, other)
        for one, other in pairs.drop_nulls().unique().iter_rows()
        if _exceeds(level.known[one], answered.known[other])
    ]
    found = pl.DataFrame(over, schema=pairs.schema, orient="row").with_columns(over=True)
    marked = pairs.join(found, on=["level", "answered"], how="left", maintain_order="left")
    return marked["over"].fill_null(False).arg_true().to_list()


def _exceeds(level: object, answered: object) -> bool:
    return (
        isinstance(level, Rate)
        and isinstance(answered, Rate)
        and level.value - level.step > answered.value + answered.step
    )


def _finding(
    file: str,
    rows: Rows,
    fld: Field,
    letters: str,
    level: ColumnValues,
    answered: ColumnValues,
    found: list[int],
) -> Finding:
    header = next(column.written for column, known in rows.table.columns if known.code == fld.code)
    other = next(column.written for column, known in rows.table.columns if known.code == _ANSWER_RATE)
    at = found[0]
    facts = {
        "header": header,
        "other": other,
        "level": percent(level.at(at).value),  # type: ignore[attr-defined]
        "answered": percent(answered.at(at).value),  # type: ignore[attr-defined]
        "n": len(found),
    }
    place = rows.table.grid.place(file, rows.table.grid.numbers[at], letters)
    return Finding("service_level_above_answer_rate", place, facts)

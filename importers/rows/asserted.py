"""Figures a report claims without the counts they would follow from: kept as claimed, never added up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from core.batch import Dataset, Grain
from core.facts import SCOPE_COLUMNS, date_of
from core.finding import Finding
from core.scope import Scope
from importers.dictionary.headers import Field
from importers.draft import Asserted
from importers.rows.extract import Rows
from importers.values.cells import Rate
from importers.values.whole_columns import ColumnValues

#: A row about one agent, one call or half an hour claims nothing of a contract's scope and period.
_FINER = ("agent", "item", "slot")


def asserted(file: str, rows: Rows, frame: pl.DataFrame) -> list[tuple[Dataset, Asserted]]:
    """What the kept rows claim, with the dataset it belongs to. `frame` holds the table's facts."""
    found: list[tuple[Dataset, Asserted]] = []
    for fld, _, values in rows.rates:
        dataset = rows.table.layout.dataset or fld.dataset
        found += [(dataset, claim) for claim in _claims(file, rows, frame, fld, values)]
    return found


def note_claims(file: str, rows: Rows, claims: list[tuple[Dataset, Asserted]]) -> None:
    """Say of each column of rates or averages without counts whether it was taken as claimed, or left out."""
    taken = {claim.field for _, claim in claims}
    for fld, _, values in rows.rates:
        if fld.marks or values.codes.null_count() == len(values.codes):
            continue
        header = next(column.written for column, known in rows.table.columns if known.code == fld.code)
        at = rows.place(file, None, fld.code)
        if fld.code in taken:
            judged = rows.table.layout.grain is Grain.MONTH
            code = "claimed_without_counts" if judged else "claimed_by_day"
            rows.warnings.append(Finding(code, at, {"header": header}))
        elif not _counts(fld, rows.measures):
            rows.warnings.append(Finding("rate_without_counts", at, {"header": header}))


def _claims(
    file: str, rows: Rows, frame: pl.DataFrame, fld: Field, values: ColumnValues
) -> Iterator[Asserted]:
    if fld.marks:
        return
    whole = pl.all_horizontal([pl.col(name).is_null() for name in _FINER])
    unexplained = ~_explained(_counts(fld, rows.measures))
    kept = ~pl.col("row").is_in(list(rows.reasons))
    lines = frame.with_row_index("at").filter(whole & unexplained & kept & pl.col("vendor").is_not_null())
    for line in lines.select("at", "row", "day", "day_end", *SCOPE_COLUMNS).iter_rows(named=True):
        said = values.at(line["at"])
        value = said.value if isinstance(said, Rate) else said
        if isinstance(value, Fraction):
            yield Asserted(
                date_of(line["day"]),
                date_of(line["day_end"]),
                Scope(*(line[name] for name in SCOPE_COLUMNS)),
                fld.code,
                fld.indicator,
                fld.params,
                value,
                rows.place(file, line["row"], fld.code),
            )


def _counts(fld: Field, measures: list[str]) -> list[str]:
    """The counts of the table that explain a figure; none where it has to be taken as claimed."""
    if fld.average_of:
        return [fld.average_of] if fld.average_of in measures else []
    if fld.of_any:
        return [name for name in measures if name.startswith(f"{fld.of_any}_")][:1]
    needed = [name for name in (fld.of, fld.to) if name]
    return needed if needed and set(needed) <= set(measures) else []


def _explained(counts: list[str]) -> pl.Expr:
    return pl.all_horizontal([pl.col(name).is_not_null() for name in counts]) if counts else pl.lit(False)

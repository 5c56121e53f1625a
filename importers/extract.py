"""Turns a recognised table into columns of facts; a row is kept, or kept out with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from core.batch import Grain
from core.facts import day_number
from core.finding import Finding, Place
from core.period import Period
from core.rounding import rounded
from importers.cells import Hints
from importers.draft import Choice
from importers.headers import Field
from importers.period_said import period_said
from importers.recognise import Table
from importers.values import ColumnValues, read_column

#: Roles that say when, in the order in which they are believed; the first that the table carries counts.
_DAY_ROLES = ("day", "training_day", "mystery_time", "audit_day", "call_time")
_LABELS = ("project", "site", "queue", "channel", "segment", "language", "agent", "item")


@dataclass
class Rows:
    """A table's rows as columns, with what is wrong: `reasons` keeps a row out, `warnings` does not."""

    table: Table
    frame: pl.DataFrame
    measures: list[str]
    derived: set[str]
    #: Printed rates and their columns, for checking.
    rates: list[tuple[Field, str, ColumnValues]]
    #: The period the title, the sheet or the file names, if any.
    said: Period | None
    #: Row number in Excel → findings.
    reasons: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    warnings: list[Finding] = field(default_factory=list)
    #: Field → column letters.
    offsets: dict[str, str] = field(default_factory=dict)
    #: Whether neither a column nor the title, the file's name or a person says which month it is.
    undated: bool = False

    def place(self, file: str, row: int | None, code: str = "") -> Place:
        """The cell of a field in a row."""
        return Place(file, self.table.grid.sheet, row, self.offsets.get(code, ""))


def extract(file: str, table: Table, choice: Choice, epoch_1904: bool) -> Rows:
    """Row numbers, `vendor_said`, labels, time columns and measures; unreadable cells become reasons."""
    # The month in the title, else in the sheet's name, else in the file's name.
    said = period_said((table.grid.title, table.grid.sheet, file))
    hints = Hints(period=choice.period or said.month, epoch_1904=epoch_1904)
    numbers = [number for number, _ in table.grid.rows]
    rows = Rows(table, pl.DataFrame({"row": pl.Series(numbers, dtype=pl.Int32)}), [], set(), [], said.covers)
    read: dict[str, tuple[Field, ColumnValues]] = {}
    for column, fld in table.columns:
        rows.offsets[_name(table, fld)] = column.letters
        tokens = [cells[column.index] if column.index < len(cells) else None for _, cells in table.grid.rows]
        values = read_column(tokens, fld, hints)
        if values is None:
            facts = {"header": column.written}
            rows.warnings.append(Finding("rates_mixed", rows.place(file, None, fld.code), facts))
            continue
        read[_name(table, fld)] = (fld, values)
        _note_trouble(file, rows, fld, column.written, numbers, values)
    _add_labels(rows, read)
    _add_times(file, rows, read, hints.period)
    _add_measures(rows, read)
    return rows


def _name(table: Table, fld: Field) -> str:
    """What a column is called from here on: its base count, else its field."""
    return table.layout.renamed.get(fld.code) or fld.count or fld.code


def _note_trouble(
    file: str, rows: Rows, fld: Field, header: str, numbers: list[int], values: ColumnValues
) -> None:
    """An unreadable cell keeps its row out, unless only a printed rate is unreadable."""
    for at, trouble in values.trouble.items():
        place = Place(file, rows.table.grid.sheet, numbers[at], rows.offsets[_name(rows.table, fld)])
        finding = Finding(trouble.code, place, {"header": header, **trouble.facts})
        if fld.kind == "rate":
            rows.warnings.append(Finding("rate_unreadable", place, finding.facts))
        else:
            rows.reasons[numbers[at]].append(finding)


def _add_labels(rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]]) -> None:
    by_role = {fld.role: values.values for fld, values in read.values() if fld.role}
    columns = [_text("vendor_said", by_role.get("vendor"), rows.frame.height)]
    columns += [_text(name, by_role.get(name), rows.frame.height) for name in _LABELS]
    rows.frame = rows.frame.with_columns(columns)
    if rows.table.layout.grain is Grain.CALL and "item" not in by_role:
        # A list without numbers: the row's own place tells its calls apart.
        own = pl.lit(f"{rows.table.grid.sheet}#") + pl.col("row").cast(pl.String)
        rows.frame = rows.frame.with_columns(own.alias("item"))


def _add_times(
    file: str, rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]], period: Period | None
) -> None:
    by_role = {fld.role: (code, values.values) for code, (fld, values) in read.items() if fld.role}
    height = rows.frame.height
    role = next((name for name in _DAY_ROLES if name in by_role), None)
    slots: list[object] = by_role["slot"][1] if "slot" in by_role else [None] * height
    if role and rows.table.layout.grain is not Grain.MONTH:
        code, values = by_role[role]
        moments = [v if isinstance(v, tuple) else (v, None) for v in values]
        spans = [(day, day + timedelta(days=1)) if day else None for day, _ in moments]
        if role != "day":
            slots = [None if minute is None else (minute, None) for _, minute in moments]
    else:
        code, values = by_role.get("month", ("", [period] * height))
        spans = [_month_span(v, period) for v in values]
        rows.undated = not code and period is None
    for number, span in zip(rows.frame["row"], spans, strict=True):
        if span is None and number not in rows.reasons and not rows.undated:
            rows.reasons[number].append(Finding("day_missing", rows.place(file, number, code)))
    rows.frame = rows.frame.with_columns(
        _whole("day", [span and day_number(span[0]) for span in spans], pl.Int32),
        _whole("day_end", [span and day_number(span[1]) for span in spans], pl.Int32),
        _whole("slot", [slot and slot[0] for slot in slots], pl.Int32),  # type: ignore[index]
        _whole("slot_end", [slot and slot[1] for slot in slots], pl.Int32),  # type: ignore[index]
    )


def _month_span(month: object, chosen: Period | None) -> tuple[date, date] | None:
    """A month's days; a settlement month (26th-25th) that was chosen under that label keeps its own."""
    if not isinstance(month, Period):
        return None
    same = chosen is not None and chosen.label == month.label
    return (chosen.start, chosen.end) if chosen and same else (month.start, month.end)


def _add_measures(rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]]) -> None:
    columns: dict[str, pl.Series] = {}
    for name, (fld, values) in read.items():
        if fld.kind == "rate":
            rows.rates.append((fld, rows.offsets[name], values))
        elif fld.count:
            columns[name] = _whole(name, [None if v is None else int(v) for v in values.values], pl.Int64)  # type: ignore[call-overload]
    for name, (fld, values) in read.items():
        total = fld.average_of
        if total and total not in columns and fld.times in columns:
            columns[total] = _times(total, values.values, columns[fld.times])
            rows.derived.add(total)
            rows.offsets[total] = rows.offsets[name]
    for name in rows.table.layout.each_row:
        columns[name] = pl.Series(name, [1] * rows.frame.height, dtype=pl.Int64)
    rows.measures = sorted(columns)
    rows.frame = rows.frame.with_columns([columns[name] for name in rows.measures])


def _times(name: str, averages: list[object], counts: pl.Series) -> pl.Series:
    """Average × count, half-up to the whole unit once a row. No calls and no average make no seconds."""
    pairs = zip(averages, counts, strict=True)
    return pl.Series(name, [_product(average, count) for average, count in pairs], dtype=pl.Int64)


def _product(average: object, count: int | None) -> int | None:
    if average is None or count is None:
        return 0 if count == 0 else None
    return int(rounded(average * count, 0))  # type: ignore[operator]


def _text(name: str, values: list[object] | None, height: int) -> pl.Series:
    return pl.Series(name, values if values else [None] * height, dtype=pl.String)


def _whole(name: str, values: list[object], dtype: type[pl.DataType]) -> pl.Series:
    return pl.Series(name, values, dtype=dtype)

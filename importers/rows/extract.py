"""Turns a recognised table into columns of facts; a row is kept, or kept out with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import polars as pl

from core.batch import Grain
from core.finding import Finding, Place
from core.period import Period
from core.privacy import UNKEYED, Privacy
from core.rounding import rounded
from importers.columnar.coded import same
from importers.columnar.side_by_side import side_by_side
from importers.columnar.streamed import few
from importers.containers.celltoken import UNCALCULATED
from importers.dictionary.fields import GroupKind
from importers.dictionary.headers import Field
from importers.draft import Choice, Question, QuestionKind
from importers.form_items import FormItem
from importers.layouts.grid import Column
from importers.layouts.recognise import Table
from importers.rows.audit_rows import fatal_counted, not_marked, unreadable
from importers.rows.moments import with_days
from importers.rows.month_crossing import Crossing, dated
from importers.rows.times import (
    day_of,
    days_said,
    fixed,
    lacks_a_month,
    minutes_said,
    month_of,
    nothing,
    one_day,
    slot_end,
    slots_said,
)
from importers.values.cells import ABSENT, Hints, Rate
from importers.values.cells_time import SHORT_CLOCK, read_day
from importers.values.rates import WAYS, fitting, odd_rows, scales
from importers.values.whole_columns import ColumnValues, read_column, scale_of, whole_numbers

#: Roles that say when, in the order in which they are believed; the first that the table carries counts.
_DAY_ROLES = ("day", "training_day", "mystery_time", "audit_day", "enqueued_at", "call_time", "answered_at")
_NO_SHEETS: Mapping[str, Crossing] = {}
#: Rows named in a finding.
_LISTED = 10
#: Audits with something fatal in them.
_FATAL = "audits_critical"
_LABELS = ("project", "site", "queue", "channel", "segment", "language", "agent", "item", "caller")


@dataclass
class Rows:
    """A table's rows as columns, with what is wrong: `reasons` keeps a row out, `warnings` does not."""

    table: Table
    frame: pl.DataFrame
    measures: list[str]
    derived: set[str]
    #: Printed rates, and averages and scores that could not be made sums, with their columns.
    rates: list[tuple[Field, str, ColumnValues]]
    #: The period the title, the sheet or the file names, if any.
    said: Period | None
    #: The period a person chose, if any.
    chosen: Period | None = None
    #: Row number in Excel → findings.
    reasons: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    warnings: list[Finding] = field(default_factory=list)
    #: Field → column letters.
    offsets: dict[str, str] = field(default_factory=dict)
    #: Where figures are added from several columns (上午, 下午): field → the letters of all of them.
    added_columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    #: Where a row is added from several lines (上旬, 中旬, 下旬): its line → all of them.
    added_lines: Mapping[int, Sequence[int]] = field(default_factory=dict)
    #: Where a row is added from lines of several sheets (白班, 夜班): its line → the others', each with its
    #: table's rows.
    added_sheets: Mapping[int, Sequence[tuple[Rows, int]]] = field(default_factory=dict)
    #: What only a person can say about its columns.
    questions: list[Question] = field(default_factory=list)
    #: Whether neither a column nor the title, the file's name or a person says which month it is.
    undated: bool = False
    #: The row (or column) of each day that is a formula without its result, and their column.
    days_uncalculated: tuple[Sequence[int], str] = ((), "")
    #: Whether what must hold in it was checked before.
    checked: bool = False
    #: Gives what is still being looked at beside all else: warnings, once they are known.
    looked_at: Callable[[], list[Finding]] = list
    #: The answers to items of audit forms, a column each.
    answers: list[tuple[FormItem, ColumnValues]] = field(default_factory=list)
    #: How its cells are written, as far as the file says.
    hints: Hints = field(default_factory=Hints)

    @property
    def unread(self) -> bool:
        """Whether a person has to say something before its cells can be read."""
        return self.frame.columns == ["row"]

    def as_they_are(self) -> Rows:
        """The rows at this moment, for whoever looks at them while they are named and kept out."""
        return replace(self, reasons=dict(self.reasons), warnings=[])

    def same(self, name: str, text: str | None) -> pl.Expr:
        """A column that says the same in every row, kept as the table keeps its texts."""
        return same(name, text) if self.table.grid.coded else pl.lit(text, pl.String).alias(name)

    def place(self, file: str, row: int | None, code: str = "") -> Place:
        """The cell of a field in a row."""
        return self.table.grid.place(file, row, self.offsets.get(code, ""))

    def line(self, finding: Finding) -> int | None:
        """The line of the table a finding stands in."""
        return self.table.grid.line_of(finding.place)


def extract(
    file: str,
    table: Table,
    choice: Choice,
    epoch_1904: bool,
    privacy: Privacy = UNKEYED,
    sheets: Mapping[str, Crossing] = _NO_SHEETS,
) -> Rows:
    """Row numbers, `vendor_said`, labels, time columns and measures; unreadable cells become reasons.

    `sheets`: those named 26日 … 30日, 1日 … 25日 (importers/rows/month_crossing.py).
    """
    days = dated(file, table, choice, sheets)
    table = days.table
    hints = Hints(period=days.period, year=days.year, epoch_1904=epoch_1904, privacy=privacy)
    table = with_days(table, hints)
    rows = Rows(
        table, table.grid.body.select("row"), [], set(), [], days.covers, chosen=days.chosen, hints=hints
    )
    if days.asked:
        rows.warnings.append(days.asked[0])
        rows.questions.append(days.asked[1])
        return rows
    read = _columns_read(file, rows, choice)
    rows.days_uncalculated = _days_uncalculated(table)
    _add_labels(rows, read)
    _add_times(file, rows, read, hints)
    _add_measures(rows, read)
    _count_fatal(file, rows)
    return rows


def _columns_read(file: str, rows: Rows, choice: Choice) -> dict[str, tuple[Field, ColumnValues]]:
    """The values of every column, by the name they are kept under. Rates last: where nothing else tells how
    they are written, their counts do."""
    table, hints = rows.table, rows.hints
    read: dict[str, tuple[Field, ColumnValues]] = {}
    rates = [pair for pair in table.columns if pair[1].kind == "rate"]
    plain = [pair for pair in table.columns if pair[1].kind != "rate"]
    known = side_by_side(
        lambda pair: _values(table.grid.kept(pair[0]), pair[1], hints), plain, rows=rows.frame.height
    )
    for at, (column, fld) in enumerate([*plain, *rates]):
        rows.offsets[_name(table, fld)] = column.letters
        told = _told(file, rows, column, fld, hints, choice, read) if fld.kind == "rate" else hints
        if told is not None:
            values = known[at] if at < len(known) else _values(table.grid.kept(column), fld, told)
            if fld.item:
                rows.answers.append((fld.item, values))
                rows.warnings += unreadable(file, table.grid, column, values)
                continue
            read[_name(table, fld)] = (fld, values)
            _note_trouble(file, rows, fld, column.written, values)
        if fld.kind == "duration":
            _note_short_clock(file, rows, fld, column)
    return read


def _values(cells: pl.Series, fld: Field, hints: Hints) -> ColumnValues:
    plain = whole_numbers(cells, fld) if cells.dtype == pl.Int64 else None
    return plain or read_column(cells, fld, hints)


def _days_uncalculated(table: Table) -> tuple[Sequence[int], str]:
    for column, fld in table.columns:
        if fld.role in (*_DAY_ROLES, "month"):
            cells = table.grid.kept(column)
            # A text file has no formulas: its cells may be kept as numbers or codes.
            hollow = cells.eq_missing(UNCALCULATED) if cells.dtype == pl.String else None
            return ([] if hollow is None else table.grid.numbers.filter(hollow).to_list()), column.written
    return (), ""


def _told(
    file: str,
    rows: Rows,
    column: Column,
    fld: Field,
    hints: Hints,
    choice: Choice,
    read: Mapping[str, tuple[Field, ColumnValues]],
) -> Hints | None:
    """The hints with the way a column of rates is written; None where it is mixed or must be asked."""
    tokens, numbers = rows.table.grid.tokens(column), rows.table.grid.numbers
    ways = scales(tokens, fld)
    if column.written in choice.scales:
        ways = frozenset({choice.scales[column.written]})
    place = rows.place(file, None, fld.code)
    if not ways:
        facts = {"header": column.written, "rows": _listed(odd_rows(tokens, numbers))}
        rows.warnings.append(Finding("rates_mixed", place, facts))
        return None
    counts = {name: values for name, (_, values) in read.items()}
    way = min(ways) if len(ways) == 1 else fitting(tokens, fld, hints, counts, sorted(ways))
    if way is None:
        rows.questions.append(Question(QuestionKind.SCALE, column.written, WAYS))
        rows.warnings.append(Finding("rate_scale_unclear", place, {"header": column.written}))
        return None
    return replace(hints, rate_scale=way)


def _listed(numbers: Sequence[int]) -> str:
    more = ", …" if len(numbers) > _LISTED else ""
    return ", ".join(map(str, numbers[:_LISTED])) + more


def _name(table: Table, fld: Field) -> str:
    """What a column is called from here on: its base count, else its field."""
    return table.layout.renamed.get(fld.code) or fld.count or fld.code


def _note_trouble(file: str, rows: Rows, fld: Field, header: str, values: ColumnValues) -> None:
    """An unreadable cell keeps its row out, unless it is a printed rate or a score nothing is summed from."""
    for at, trouble in values.trouble():
        number = rows.table.grid.numbers[at]
        place = rows.place(file, number, _name(rows.table, fld))
        finding = Finding(trouble.code, place, {"header": header, **trouble.facts})
        if fld.kind == "rate":
            rows.warnings.append(Finding("rate_unreadable", place, finding.facts))
        elif fld.kind == "score" and not fld.average_of:
            rows.warnings.append(Finding("score_unreadable", place, finding.facts))
        else:
            rows.reasons[number].append(finding)


def _note_short_clock(file: str, rows: Rows, fld: Field, column: Column) -> None:
    """3:25 is minutes and seconds in an average, hours and minutes in a total: which was taken is said."""
    if rows.table.grid.kept(column).dtype == pl.Int64:
        return
    tokens = rows.table.grid.tokens(column)
    short = tokens.str.contains(SHORT_CLOCK).fill_null(False).arg_true()
    if len(short):
        number, token = rows.table.grid.numbers[short[0]], tokens[short[0]]
        code = "clock_minutes" if fld.is_of_one else "clock_hours"
        place = rows.table.grid.place(file, number, column.letters)
        facts = {"header": column.written, "value": token.strip(), "n": len(short)}
        rows.warnings.append(Finding(code, place, facts))


def _add_labels(rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]]) -> None:
    by_role = {fld.role: values for fld, values in read.values() if fld.role}
    said = {"vendor_said": by_role.get("vendor"), **{name: by_role.get(name) for name in _LABELS}}
    rows.frame = rows.frame.with_columns(
        side_by_side(
            lambda pair: pair[1].series(pair[0], pl.String) if pair[1] else rows.same(pair[0], None),
            said.items(),
            rows=rows.frame.height,
        )
    )
    if rows.table.segment:
        rows.frame = rows.frame.with_columns(rows.same("segment", rows.table.segment))
    if rows.table.group and rows.table.group.kind is not GroupKind.PART:
        rows.frame = rows.frame.with_columns(rows.same(rows.table.group.kind, rows.table.group.name))
    calls = rows.table.layout.calls and rows.frame["item"].has_nulls()
    if calls or (rows.table.layout.grain is Grain.CALL and "item" not in by_role):
        # Without a number of its own, and lost calls often have none, the row's place tells a call apart.
        own = pl.lit(f"{rows.table.grid.sheet}#") + pl.col("row").cast(pl.String)
        rows.frame = rows.frame.with_columns(pl.coalesce(pl.col("item").cast(pl.String), own).alias("item"))


def _add_times(file: str, rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]], hints: Hints) -> None:
    period = hints.period
    by_role = {fld.role: (code, values) for code, (fld, values) in read.items() if fld.role}
    role = next((name for name in _DAY_ROLES if name in by_role), None)
    slot = by_role["slot"][1] if "slot" in by_role else None
    if role and rows.table.layout.grain is not Grain.MONTH:
        code, said = by_role[role]
        days = days_said(said, day_of)
        rows.undated = period is None and lacks_a_month(said)
        slots = slots_said(slot) if role == "day" else [minutes_said(said), nothing("slot_end")]
    elif "month" in by_role:
        code, said = by_role["month"]
        days, slots = days_said(said, lambda month: month_of(month, period)), slots_said(slot)
    elif rows.table.day:
        code, slots = "", slots_said(slot)
        day = read_day(rows.table.day, hints)
        days = [fixed(name, at) for name, at in one_day(day)]
        rows.undated = not isinstance(day, date)
    else:
        code, slots = "", slots_said(slot)
        days = [
            fixed("day", period.start if period else None),
            fixed("day_end", period.end if period else None),
        ]
        rows.undated = period is None
    rows.frame = rows.frame.with_columns(*days, *slots)
    if slot is not None and role in (None, "day"):
        rows.frame = rows.frame.with_columns(slot_end())
    if not rows.undated:
        for number in few(rows.frame, pl.col("day").is_null())["row"]:
            if number not in rows.reasons:
                rows.reasons[number].append(Finding("day_missing", rows.place(file, number, code)))


def _add_measures(rows: Rows, read: Mapping[str, tuple[Field, ColumnValues]]) -> None:
    each = rows.table.layout.each_row
    columns = {name: pl.repeat(1, rows.frame.height, dtype=pl.Int64, eager=True).alias(name) for name in each}
    for name, (fld, values) in read.items():
        if fld.kind == "rate":
            rows.rates.append((fld, rows.offsets[name], values))
        elif fld.count:
            columns[name] = values.series(name, pl.Int64, int)
    for fld, letters, values in rows.rates:
        # 95.3%(953/1000) brings its counts, where no column of their own does.
        for at, count in enumerate((fld.of, fld.to)):
            if count and count not in columns and (printed := _printed(count, values, at)) is not None:
                columns[count] = printed
                rows.offsets[count] = letters
    for name, (fld, values) in read.items():
        if fld.marks and fld.marks not in columns:
            columns[fld.marks] = values.series(fld.marks, pl.Int64, lambda score: int(score is not ABSENT))
            rows.offsets[fld.marks] = rows.offsets[name]
        total = fld.average_of
        if total and total not in columns and fld.times in columns:
            columns[total] = _times(total, values, columns[fld.times])
            # What stands in a row of its own is no average.
            rows.derived |= set() if fld.times in each else {total}
            rows.offsets[total] = rows.offsets[name]
        elif fld.kind == "score" or total or fld.is_alone:
            rows.rates.append((fld, rows.offsets[name], values))
    rows.measures = sorted(columns)
    rows.frame = rows.frame.with_columns([columns[name] for name in rows.measures])


def _count_fatal(file: str, rows: Rows) -> None:
    """A row of audits with an item answered fatal is one with something fatal, marked as such or not."""
    if "audits" not in rows.table.layout.each_row:
        return
    said = rows.frame[_FATAL] if _FATAL in rows.measures else None
    counted = fatal_counted(said, rows.answers)
    if counted is None or counted is said:
        return
    rows.measures = sorted({*rows.measures, _FATAL})
    rows.frame = rows.frame.with_columns(counted.alias(_FATAL))
    if said is not None:
        letters, grid = rows.offsets.get(_FATAL, ""), rows.table.grid
        header = next((at.written for at in grid.columns if at.letters == letters), "")
        rows.warnings += not_marked(file, grid, header, letters, said, counted)


def _printed(count: str, rates: ColumnValues, at: int) -> pl.Series | None:
    """The counts printed beside rates, the part (0) or the whole (1); None where there are none."""
    if not any(isinstance(rate, Rate) and rate.counts for rate in rates.known):
        return None
    return rates.series(count, pl.Int64, lambda rate: rate.counts[at] if rate.counts else None)


def _times(name: str, averages: ColumnValues, counts: pl.Series) -> pl.Series:
    """Average × count, half-up to the whole unit once a row. No calls and no average make no seconds."""
    scale = scale_of(name)
    products = [_product(averages.at(i), count, scale) for i, count in enumerate(counts)]
    return pl.Series(name, products, dtype=pl.Int64)


def _product(average: object, count: int | None, scale: int) -> int | None:
    if not isinstance(average, Fraction) or count is None:
        return 0 if count == 0 else None
    return int(rounded(average * count * scale, 0))

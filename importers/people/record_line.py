"""One line of a list of training records: what its cells say, and the trouble with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.finding import Finding, Place
from core.period import business_date
from importers.containers.celltoken import Cell, decode
from importers.layouts.grid import Column, Grid
from importers.people.record_cells import (
    Mark,
    Result,
    read_clock,
    read_mark,
    read_minutes,
    read_moment,
    read_plain,
    read_result,
)
from importers.people.record_headers import KINDS, field_for
from importers.values.cells import Hints, Trouble, as_written
from importers.values.whole_columns import ColumnValues, read_column


@dataclass(frozen=True)
class Moment:
    """When it was: the business day, and the instant where a time is written; bare: without its zone."""

    day: date
    at: datetime | None = None
    bare: bool = False


@dataclass
class Lines:
    """The table, its columns by what they hold, each read once."""

    file: str
    grid: Grid
    columns: Mapping[str, Column]
    hints: Hints
    zone: str
    #: Rows that are no line of the table, nor a sum or its foot.
    left: tuple[int, ...] = ()
    #: The day of all lines, as a person or a title says it.
    day: date | None = None
    _read: dict[str, ColumnValues] = field(default_factory=dict)
    _tokens: dict[str, list[str | None]] = field(default_factory=dict)

    def line(self, at: int) -> Line:
        """One line, at a position from 0."""
        return Line(self, at, int(self.grid.numbers[at]))

    def token(self, code: str, at: int) -> str | None:
        """A cell as it was received; of a column that is there."""
        if code not in self._tokens:
            self._tokens[code] = self.grid.tokens(self.columns[code]).to_list()
        return self._tokens[code][at]

    def values(self, code: str) -> ColumnValues:
        """A column as its kind is read."""
        if code not in self._read:
            kept = self.grid.kept(self.columns[code])
            self._read[code] = read_column(kept, field_for(code), self.hints)
        return self._read[code]


@dataclass
class Line:
    """Reads cells one by one and keeps the trouble with them."""

    of: Lines
    at: int
    row: int
    trouble: list[Finding] = field(default_factory=list)

    def place(self, code: str = "") -> Place:
        """The cell of a column in this line, or the line."""
        column = self.of.columns.get(code)
        return self.of.grid.place(self.of.file, self.row, column.letters if column else "")

    def cell(self, code: str) -> Cell:
        """What stands in it, as received."""
        return decode(self.of.token(code, self.at)) if code in self.of.columns else None

    def text(self, code: str) -> str:
        """The same as text; '' for nothing."""
        if code not in self.of.columns:
            return ""
        if KINDS[code] in {"code", "label"}:
            said = self.of.values(code).at(self.at)
            return said.strip() if isinstance(said, str) else ""
        value = self.cell(code)
        return "" if value is None else as_written(value).strip()

    def told(self, code: str) -> object:
        """A day, number or yes/no as its column is read; None for nothing; trouble is kept."""
        if code not in self.of.columns:
            return None
        values = self.of.values(code)
        known = values.codes[self.at]
        return None if known is None else self._sound(values.known[known], code)

    def mark(self, code: str) -> Mark | None:
        """A score; None where none is written."""
        found = self._sound(read_mark(self.cell(code), self.of.hints), code)
        return found if isinstance(found, Mark) and (found.absent or found.score is not None) else None

    def number(self, code: str) -> Decimal | None:
        """A number as it stands."""
        found = self._sound(read_plain(self.cell(code), self.of.hints), code)
        return found if isinstance(found, Decimal) else None

    def day(self, code: str) -> date | None:
        """A day."""
        found = self.told(code)
        return found if isinstance(found, date) else None

    def dated(self) -> date | None:
        """The day of the line: its own, else the one of the whole list."""
        return self.day("day") or self.of.day

    def yes(self, code: str) -> bool | None:
        """Yes or no."""
        found = self.told(code)
        return found if isinstance(found, bool) else None

    def minutes(self) -> int | None:
        """How long it took, by its own column or by signing in and out."""
        if "minutes" in self.of.columns:
            return read_minutes(self.text("minutes"))
        came, went = self.moment("signed_in"), self.moment("signed_out")
        if not (came and went and came.at and went.at) or went.at < came.at:
            return None
        return int((went.at - came.at).total_seconds()) // 60

    def result(self, code: str) -> Result | None:
        """What a result or status says; one that nobody knows is trouble."""
        text = self.text(code)
        found = read_result(text) if text else None
        if text and found is None:
            self.trouble.append(Finding("record_result_unknown", self.place(code), {"said": text}))
        return found

    def moment(self, code: str) -> Moment | None:
        """When it was: a time of another zone falls on the vendor's own day."""
        cell = self.cell(code)
        clock = read_clock(cell)
        day = self.dated() if clock is not None else None
        if clock is not None and day is not None:
            found: object = datetime.combine(day, clock)
        else:
            found = self._sound(read_moment(cell, self.of.hints), code) if cell is not None else None
        if not isinstance(found, datetime):
            return None
        bare = found.tzinfo is None
        aware = found.replace(tzinfo=ZoneInfo(self.of.zone)) if bare else found
        return Moment(business_date(aware, self.of.zone), aware.astimezone(UTC), bare)

    def _sound(self, value: object, code: str) -> object:
        if isinstance(value, Trouble):
            facts = {"header": self.of.columns[code].written, **value.facts}
            self.trouble.append(Finding(value.code, self.place(code), facts))
            return None
        return value

"""Training records of one vendor as one table: the rows of its lists that count, and what was typed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from store.lake import engine
from store.lake.lake import Lake
from store.records.training import TrainingEntryRecord

#: What is read of a record.
COLUMNS: dict[str, type[pl.DataType]] = {
    "mark": pl.String,
    "course_said": pl.String,
    "course_version": pl.Int64,
    "kind": pl.String,
    "day": pl.Date,
    "attempt": pl.Int64,
    "score": pl.String,
    "full": pl.String,
    "passed": pl.Boolean,
    "absent": pl.Boolean,
    "expires": pl.Date,
    "trainer": pl.String,
}
_GONE = {"path": pl.String, "sheet": pl.String, "row": pl.Int64}


@dataclass(frozen=True)
class ListRows:
    """The rows of one list: where they lie, and which (sheet, row) were taken back."""

    path: str
    taken_back: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class RecordsTold:
    """What stands in the books of a vendor; `sql` is the table, over `tables`."""

    lake: Lake
    lists: Sequence[ListRows]
    #: Records that were typed in.
    entries: Sequence[TrainingEntryRecord]
    #: Mark of a record → the mark it counts for.
    marks: Mapping[str, str]
    #: The course that a list calls so; None: none.
    code_of: Callable[[str], str | None]

    @cached_property
    def sql(self) -> str:
        """Rows of `COLUMNS` with the numbers of the agent they count for and of the course."""
        return f"""
    SELECT agents.agent, names.course, told.* EXCLUDE (mark, course_said)
    FROM ({self._rows}) AS told
    JOIN agents ON agents.mark = told.mark
    JOIN names ON names.name = told.course_said"""

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """What `sql` names."""
        return {
            "agents": _numbered("mark", "agent", {mark: self.agents[to] for mark, to in self.marks.items()}),
            "names": _numbered("name", "course", {name: self.courses[code] for name, code in self._named}),
            "by_hand": self._by_hand,
            "taken_back": pl.DataFrame(self._gone(), schema=_GONE, orient="row"),
        }

    @cached_property
    def agents(self) -> dict[str, int]:
        """The marks that are counted, numbered: the engine groups numbers faster than text."""
        return {mark: at for at, mark in enumerate(dict.fromkeys(self.marks.values()))}

    @cached_property
    def courses(self) -> dict[str, int]:
        """The courses that any record is of, numbered."""
        return {code: at for at, code in enumerate(dict.fromkeys(code for _name, code in self._named))}

    def said(self, column: str) -> set[str]:
        """What any record says in a column of text, those taken back included."""
        found = set(self._by_hand[column])
        if self.lists:
            rows = self._paths([each.path for each in self.lists])
            found |= set(engine.query(f"SELECT DISTINCT {column} FROM {rows}")[column])
        return found - {None}

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        """What lists call a course, as they write it, with its code: names are folded in one place only."""
        names = sorted(self.said("course_said"))
        return [(name, code) for name in names if (code := self.code_of(name)) is not None]

    @cached_property
    def _by_hand(self) -> pl.DataFrame:
        rows = [
            (
                each.mark, each.course, each.course_version, each.kind.value, each.day,
                # One typed in is an extension: it counts beyond the attempts allowed.
                None, _exact(each.score), _exact(each.full_mark), each.passed, each.absent, each.expires,
                each.trainer,
            )
            for each in self.entries
        ]  # fmt: skip
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")

    def _gone(self) -> list[tuple[str, str, int]]:
        return [
            (self.lake.path(one.path).as_posix(), sheet, row)
            for one in self.lists
            for sheet, row in one.taken_back
        ]

    @property
    def _rows(self) -> str:
        """The rows of all lists without those taken back, and what was entered by hand."""
        columns = ", ".join(f'"{name}"' for name in COLUMNS)
        parts = [f"SELECT {columns} FROM by_hand"]
        if whole := [one.path for one in self.lists if not one.taken_back]:
            parts.append(f"SELECT {columns} FROM {self._paths(whole)}")
        if torn := [one.path for one in self.lists if one.taken_back]:
            rows = self._paths(torn, ", filename = 'path'")
            parts.append(
                f"SELECT {columns} FROM {rows} AS torn WHERE NOT EXISTS (SELECT 1 FROM taken_back AS gone"
                " WHERE gone.path = torn.path AND gone.sheet = torn.sheet AND gone.row = torn.row)"
            )
        return " UNION ALL ".join(parts)

    def _paths(self, paths: Collection[str], more: str = "") -> str:
        quoted = ("'" + self.lake.path(each).as_posix().replace("'", "''") + "'" for each in paths)
        return f"read_parquet([{', '.join(quoted)}]{more})"


def _numbered(said: str, number: str, told: Mapping[str, int]) -> pl.DataFrame:
    return pl.DataFrame(list(told.items()), schema={said: pl.String, number: pl.Int32}, orient="row")


def day_of(day: date) -> str:
    """A day as SQL has it."""
    return f"DATE '{day}'"


def _exact(number: object) -> str | None:
    return None if number is None else str(number)

"""Tables that say when agents left or that they work: reports with such a column, staff lists (花名册)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.containers.sheets import RawSheet
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column, Grid, find_head, lay_out
from importers.layouts.recognise import Table

#: What names an agent in them.
_WHO = frozenset({"agent", "agent_name"})
LEFT, STATUS = "left_on", "employment_status"


@dataclass(frozen=True)
class StaffList:
    """A table that says of agents whether they work."""

    grid: Grid
    #: Whether it is there for its figures: who stands in it may have worked on some of its days only.
    has_figures: bool

    @property
    def tells_leaving(self) -> bool:
        """Whether it has a column of leaving days."""
        return column_of(self.grid, LEFT) is not None


def staff_lists(sheets: Sequence[RawSheet], tables: Sequence[Table], search_rows: int) -> list[StaffList]:
    """Every table of the file with a column of leaving days beside its agents, and those without figures
    that say of agents whether they work."""
    words, read = synonyms(), {table.grid.sheet for table in tables}
    found = {t.grid.key: StaffList(t.grid, True) for t in tables if _tells(t.grid.columns, LEFT)}
    for sheet in (each for each in sheets if each.name not in read):
        head = find_head(sheet, lambda path: words.field_of(path) is not None, search_rows)
        if head and _tells(head.columns, LEFT, STATUS):
            found[sheet.name] = StaffList(lay_out(sheet, head, words), False)
    return [each for each in found.values() if not each.grid.across]


def column_of(grid: Grid, code: str) -> Column | None:
    """The first column that its header says holds that field; None where there is none."""
    words = synonyms()
    return next((at for at in grid.columns if (f := words.field_of(at.path)) and f.code == code), None)


def _tells(columns: Sequence[Column], *what: str) -> bool:
    codes = {field.code for at in columns if (field := synonyms().field_of(at.path))}
    return not codes.isdisjoint(what) and not codes.isdisjoint(_WHO)

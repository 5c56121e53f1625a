"""Tables that say when agents left: reports with such a column, and staff lists (花名册) beside them."""

from __future__ import annotations

from collections.abc import Sequence

from importers.containers.sheets import RawSheet
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column, Grid, find_head, lay_out
from importers.layouts.recognise import Table

#: What names an agent in them.
_WHO = frozenset({"agent", "agent_name"})
LEFT = "left_on"


def staff_lists(sheets: Sequence[RawSheet], tables: Sequence[Table], search_rows: int) -> list[Grid]:
    """Every table of the file with a column of leaving days beside its agents, those without figures too."""
    words, read = synonyms(), {table.grid.sheet for table in tables}
    found = {table.grid.key: table.grid for table in tables if _tells_leaving(table.grid.columns)}
    for sheet in (each for each in sheets if each.name not in read):
        head = find_head(sheet, lambda path: words.field_of(path) is not None, search_rows)
        if head and _tells_leaving(head.columns):
            found[sheet.name] = lay_out(sheet, head, words)
    return [grid for grid in found.values() if not grid.across]


def column_of(grid: Grid, code: str) -> Column | None:
    """The first column that its header says holds that field; None where there is none."""
    words = synonyms()
    return next((at for at in grid.columns if (f := words.field_of(at.path)) and f.code == code), None)


def _tells_leaving(columns: Sequence[Column]) -> bool:
    codes = {field.code for at in columns if (field := synonyms().field_of(at.path))}
    return LEFT in codes and not codes.isdisjoint(_WHO)

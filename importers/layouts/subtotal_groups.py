"""Groups of columns that add up but some of the others, 合肥 | 成都 | 小计 | 武汉 | 合计: left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.finding import Finding
from importers.dictionary.fields import Field
from importers.dictionary.whole_words import is_subtotal, is_whole
from importers.layouts.grid import Column, Grid

_SHOWN = 5


def subtotal_columns(fields: Sequence[tuple[Column, Field | None]]) -> set[Column]:
    """The columns of subtotals, where the groups they are of stand beside them: else figures count twice.

    A single 小计 behind all groups, without any other total, is that of all.
    """
    found: dict[tuple[str, str], list[Column]] = {}
    for column, field in fields:
        if field and field.tells and len(column.meant) > 1:
            found.setdefault((field.code, field.segment), []).append(column)
    return {column for alike in found.values() for column in _of_some(alike)}


def _of_some(columns: Sequence[Column]) -> list[Column]:
    subs = [column for column in columns if is_subtotal(column.meant[0])]
    totals = [column for column in columns if is_whole(column.meant[0]) and column not in subs]
    if not subs or len(columns) - len(subs) - len(totals) < 2:
        return []
    behind_all = len(subs) == 1 and not totals and subs[0] is columns[-1]
    return [] if behind_all else subs


def say_subtotals(file: str, grid: Grid, left: Collection[Column]) -> list[Finding]:
    """That they are left out, once a table."""
    if not left:
        return []
    first = min(left, key=lambda column: column.index)
    columns = [column.written for column in sorted(left, key=lambda column: column.index)]
    facts = {"columns": columns[:_SHOWN] + (["…"] if len(columns) > _SHOWN else [])}
    return [Finding("columns_subtotal", grid.place(file, None, first.letters), facts)]

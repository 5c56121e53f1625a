"""Lines under a column of days or months that are none: weeks, ten days, the whole month, the largest.

They are set apart from the days, so that no figure counts twice and nobody is blamed for a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import polars as pl

from importers.cells_time import is_month
from importers.celltoken import SIGNS_END, shown
from importers.fields import Field
from importers.grid import Column, Grid
from importers.sheet_rows import Row
from importers.week_names import is_week


class PeriodRow(StrEnum):
    """What such a line is."""

    TOTAL = "total"
    PART = "part"
    #: An extreme, a comparison, another month: left out.
    OTHER = "other"


#: Nobody writes the largest or the week's figures into a list of so many lines.
_MOST_LINES = 20_000
_TIMES = frozenset({"day", "month"})
_WHOLE = re.compile(
    r"(?:全|整|当|本)(?:月|年)(?:度)?(?:累计)?|月度|年度|(?:whole|full|the|entire)?(?:month|year)", re.I
)
_PART = re.compile(
    r"(?:(?:20\d{2}年)?(?:1[0-2]|0?[1-9])月)?(?:[上中下]旬|[上下前后]半月)"
    r"|(?:20\d{2}年?)?(?:第?[一二三四1-4]季度?|q[1-4]|[上下]半年|h[12])",
    re.I,
)
_OTHER = re.compile(
    r"最[大小高低](?:值|日)?|[峰谷]值|max(?:imum)?|min(?:imum)?|peak|median|st(?:d|andard)\.?(?:dev(?:iation)?)?"
    r"|中位数|标准差|(?:上月|上期|上年|去年|上周)?(?:同期|同月)(?:值|数据)?|同比.*|环比.*|较.*|差异.*"
    r"|(?:20\d{2}年?)?.*(?:目标|完成率|达成率|达标率|增长率|增幅)|last(?:month|year)|previousmonth|target",
    re.I,
)


def period_row(text: str) -> PeriodRow | None:
    """What a cell under a heading of days says instead of a day; None where it may be one."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")
    if is_month(plain) or _WHOLE.fullmatch(plain):
        return PeriodRow.TOTAL
    if is_week(plain) or _PART.fullmatch(plain):
        return PeriodRow.PART
    return PeriodRow.OTHER if _OTHER.fullmatch(plain) else None


def set_apart(grid: Grid, columns: Sequence[tuple[Column, Field]]) -> Grid:
    """The table without such lines among its days; unchanged where nothing but such lines is there."""
    column = next((at for at, field in columns if field.code in _TIMES), None)
    if column is None or grid.across or grid.cells or grid.body.height > _MOST_LINES:
        return grid
    kinds = _kinds(grid.tokens(column), months=dict(columns)[column].code == "month")
    if not kinds:
        return grid
    apart = grid.lines(grid.numbers.filter(grid.tokens(column).is_in(list(kinds))))
    lines: dict[PeriodRow, list[tuple[int, Row]]] = {kind: [] for kind in PeriodRow}
    for line in apart.iter_rows(named=True):
        lines[kinds[line[column.letters]]].append((line["row"], _row(grid, line)))
    return replace(
        grid,
        body=grid.body.filter(~pl.col("row").is_in(apart["row"].implode())),
        totals=tuple(sorted((*grid.totals, *lines[PeriodRow.TOTAL]))),
        parts=tuple(lines[PeriodRow.PART]),
    )


def _kinds(tokens: pl.Series, *, months: bool) -> dict[str, PeriodRow]:
    """Token → what it is instead of a day or month, where others of the column may be some."""
    distinct = tokens.drop_nulls().unique()
    found = {token: kind for token in distinct if token[0] > SIGNS_END and (kind := period_row(shown(token)))}
    if months:
        found = {token: kind for token, kind in found.items() if not is_month("".join(shown(token).split()))}
    days = [token for token in distinct if token not in found and any(map(str.isdigit, shown(token)))]
    return found if days else {}


def _row(grid: Grid, line: dict[str, str | None]) -> Row:
    row: Row = [None] * (max(column.index for column in grid.columns) + 1)
    for column in grid.columns:
        row[column.index] = line[column.letters]
    return row

"""Lines under a column of days or months that are none: weeks, ten days, the whole month, the largest.

They are set apart from the days, so that no figure counts twice and nobody is blamed for a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import polars as pl

from importers.containers.celltoken import SIGNS_END, shown
from importers.containers.sheet_rows import Row
from importers.dictionary.fields import Field
from importers.layouts.grid import Column, Grid
from importers.values.cells_time import is_month
from importers.values.week_names import is_week


class PeriodRow(StrEnum):
    """What such a line is."""

    TOTAL = "total"
    PART = "part"
    #: An average, an extreme, a comparison, another month: held against the days where it can be, left out.
    OTHER = "other"


#: Nobody writes the largest or the week's figures into a list of so many lines.
_MOST_LINES = 20_000
TIMES = frozenset({"day", "month", "slot"})
_SUMS = ("合计", "小计", "累计", "总计", "汇总")
_PART_OF_DAY = re.compile(
    r"[全当]?[天日]|[上下中]午|早上|晚上|[早中晚夜]间|[早中晚夜]班|日间|白天|全天.*|all ?day|daily|day|am|pm",
    re.I,
)
_WHOLE = re.compile(
    r"(?:全|整|当|本)(?:月|年)(?:度)?(?:累计)?|月度|年度|(?:whole|full|the|entire)?(?:month|year)"
    r"|(?:mtd|month-?to-?date)(?:累计|合计|total)?",
    re.I,
)
#: What runs since the first of January is no sum of a month's days.
_OF_YEAR = re.compile(
    r"(?:ytd|year-?to-?date|(?:本|全|当|20\d{2})?年(?:度|初)?(?:至今)?累计)(?:累计|合计|total)?", re.I
)
_BEFORE = re.compile(r"上[月年周期]|去年|前[一年]|last(?:month|year|week)|previous|prior", re.I)
_SUMMED = r"(?:合计|小计|汇总|总计|累计|总量|totals?|subtotal|sum)?"
_WORKDAYS = re.compile(rf"(?:工作日|平日|周一至周五|weekdays?|workdays?|workingdays?){_SUMMED}", re.I)
_DAYS_OFF = re.compile(rf"(?:周末|双休日?|休息日|非工作日|周六日|weekends?){_SUMMED}", re.I)
_ASIDE = re.compile(r"\([^()]*\)$")
_MONTH_NAMED = re.compile(
    r"(?:20\d{2}[-年/.])?(1[0-2]|0?[1-9])(?:月|[-/.]\d{1,2}(?!\d))|20\d{2}[-/.](\d{1,2})$"
)
_UP_TO = re.compile(
    rf"(?:截至|截止|截止到|截至到)(?:20\d{{2}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号]|月底|月末|目前)?{_SUMMED}",
    re.I,
)
_FEAST = r"(?:元旦|春节|清明|端午|中秋|国庆|五一|十一|劳动节)"
_BREAK = r"(?:小长假|长假|假期|节假日|节日|黄金周|期间)"
_DAY_OF = r"(?:\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}|\d{1,2}[日号]?)"
_HOLIDAYS = re.compile(
    rf"(?:{_DAY_OF}[-~至到—–]+{_DAY_OF})?(?:{_FEAST}*{_BREAK}+{_SUMMED}|{_FEAST}(?:合计|小计|汇总|总计|累计))",
    re.I,
)
_PART = re.compile(
    r"(?:(?:20\d{2}年)?(?:1[0-2]|0?[1-9])月)?(?:[上中下]旬|[上下前后]半月)"
    r"|(?:20\d{2}年?)?(?:第?[一二三四1-4]季度?|q[1-4]|[上下]半年|h[12])"
    r"|\d{1,2}[日号]?[-~至到—–]+\d{1,2}[日号]",
    re.I,
)
_OTHER = re.compile(
    r"最[大小高低](?:值|日)?|[峰谷]值日?|max(?:imum)?|min(?:imum)?|peak|median|st(?:d|andard)\.?(?:dev(?:iation)?)?"
    r"|(?:日|月|周|每日|平均|本月|工作日|周末)*(?:均值?|平均值?)|(?:daily|monthly)?(?:average|avg|mean)(?:perday)?"
    r"|(?:及|合)格线|达标线|考核(?:值|标准|线|目标)|标准值?|基准值?|底线值?|红线|警戒线|阈值|[预计][算划测](?:值|数)?|kpi"
    r"|中位数|标准差|(?:上月|上期|上年|去年|上周)?(?:同期|同月)(?:值|数据)?|同比.*|环比.*|较.*|差异.*"
    r"|(?:20\d{2}年?)?.*(?:目标值?|完成率|达成率|达标率|增长率|增幅)|last(?:month|year)|previousmonth|target",
    re.I,
)


def period_row(text: str) -> PeriodRow | None:
    """What a cell under a heading of days says instead of a day; None where it may be one."""
    plain = _plain(text)
    if is_month(plain) or _WHOLE.fullmatch(plain):
        return PeriodRow.TOTAL
    if _UP_TO.fullmatch(plain):
        return PeriodRow.OTHER
    holiday = _HOLIDAYS.fullmatch(plain) is not None
    if is_week(plain) or holiday or _PART.fullmatch(plain) or of_workdays(plain) is not None:
        return PeriodRow.PART
    # 最高值(5月3日) names the day of the largest.
    bare = _ASIDE.sub("", plain)
    return PeriodRow.OTHER if _OTHER.fullmatch(bare) or _OF_YEAR.fullmatch(bare) else None


def of_workdays(text: str) -> bool | None:
    """Whether a line is about the working days (True), or the days off (False); None where about neither."""
    plain = _plain(text)
    return True if _WORKDAYS.fullmatch(plain) else False if _DAYS_OFF.fullmatch(plain) else None


def of_other_days(text: str) -> bool:
    """Whether a line adds up other days than those of a report of days: 年累计, YTD, 上月合计."""
    plain = _plain(text)
    return _OF_YEAR.fullmatch(plain) is not None or _BEFORE.match(plain) is not None


def of_several_days(head: str) -> bool:
    """Whether the head of a column beside those of single days says that it adds up or compares some."""
    plain = "".join(unicodedata.normalize("NFKC", head).split())
    return period_row(head) in (PeriodRow.PART, PeriodRow.OTHER) or plain.endswith(_SUMS)


def set_apart(grid: Grid, columns: Sequence[tuple[Column, Field]]) -> Grid:
    """The table without such lines among its days; unchanged where nothing but such lines is there."""
    if grid.across or grid.cells or grid.body.height > _MOST_LINES:
        return grid
    for column, field in columns:
        if field.code in TIMES:
            grid = _without(grid, column, _kinds(grid.tokens(column), field.code))
    return grid


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")


def _without(grid: Grid, column: Column, kinds: Mapping[str, PeriodRow]) -> Grid:
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
        parts=(*grid.parts, *lines[PeriodRow.PART]),
        others=tuple(sorted((*grid.others, *lines[PeriodRow.OTHER]))),
    )


def _kinds(tokens: pl.Series, code: str) -> dict[str, PeriodRow]:
    """Token → what it is instead of a day, a month or a half hour, where others of the column are some."""
    said = {token: "".join(shown(token).split()) for token in tokens.drop_nulls().unique()}
    times = {token for token, text in said.items() if _may_be_time(text, code)}
    found = {t: kind for t, text in said.items() if t not in times and (kind := _kind(t, text, code))}
    months = {month for token in times if (month := _month_in(said[token]))}
    for token, kind in found.items():
        if (
            code == "day"
            and kind is PeriodRow.TOTAL
            and months
            and _month_in(said[token]) not in {*months, 0}
        ):
            found[token] = PeriodRow.OTHER
    return found if times else {}


def _month_in(text: str) -> int:
    """The month that a day or a month names; 0 where it names none: 1日, 全月."""
    month = _MONTH_NAMED.match(unicodedata.normalize("NFKC", text))
    return int(month[1] or month[2]) if month else 0


def _kind(token: str, text: str, code: str) -> PeriodRow | None:
    if token[0] <= SIGNS_END:
        return None
    if code == "slot":
        return PeriodRow.PART if _PART_OF_DAY.fullmatch(text) else None
    return period_row(text)


def _may_be_time(text: str, code: str) -> bool:
    if code == "month" and is_month(text):
        return True
    return any(map(str.isdigit, text)) and period_row(text) is None


def _row(grid: Grid, line: dict[str, str | None]) -> Row:
    row: Row = [None] * (max(column.index for column in grid.columns) + 1)
    for column in grid.columns:
        row[column.index] = line[column.letters]
    return row

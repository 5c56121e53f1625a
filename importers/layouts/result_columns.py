"""Which column of a table of indicators holds this month's results, and which hold targets and other months.

A KPI table (指标名称 | 目标值 | 本月完成值 | 上月完成值 | 是否达标) has one column of figures we
take; what the contract decides, or another month says, is left out and said to be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from importers.containers.celltoken import shown

_UNIT = re.compile(r"\([^()]*\)$")
_NOW = r"(?:本月|本期|当月|当期|本周期)"
_DONE = r"(?:实际)?(?:完成|达成|指标)?(?:值|数值|数据|情况|结果)"
_RESULT = re.compile(
    rf"{_NOW}?{_DONE}|{_NOW}(?:实际|完成|实际完成|达成|实绩)?|实际|实绩|实际完成|实际达成|数值"
    r"|(?:this|current)(?:month|period)(?:actual|result|value)?s?"
    r"|(?:actual|result|value|current)s?(?:value|figure|result)?s?|achieved|figure"
)
_OF_THE_DAY = re.compile(
    rf"(?:当日|当天|今日|本日)(?:实际|完成|实际完成|{_DONE})?|today|(?:for)?theday|daily(?:actual|result|value)?"
)
_OF_A_MONTH = re.compile(
    r"((?:20\d{2}年)?(?:1[0-2]|0?[1-9])月份?)(?:实际)?(?:完成|达成)?(?:值|数值|情况|结果)?"
)
_BESIDE = re.compile(
    r"目标|上月|上期|上周|上年|去年|同期|同比|环比|较上|达标|达成情况|权重|占比|得分|分值|满分|扣分|配分"
    r"|标准|合格线|基准|挑战|底线|门槛|差值|差距|差异|排名|累计"
    r"|\b(?:target|goal|last|previous|prior|yoy|mom|met|weight|weighting|score|points|vs|variance|gap"
    r"|threshold|standard|rank|ytd|status|achieved\?)",
    re.IGNORECASE,
)


def is_result(heads: Sequence[str]) -> bool:
    """Whether one of a column's heads says 'this month's result', and none says anything else."""
    return any(_RESULT.fullmatch(_folded(head)) for head in heads) and not is_beside(heads)


def is_of_the_day(heads: Sequence[str]) -> bool:
    """Whether one of a column's heads says 'this day's result', and none says anything else: 当日."""
    return any(_OF_THE_DAY.fullmatch(_folded(head)) for head in heads) and not is_beside(heads)


def is_beside(heads: Sequence[str]) -> bool:
    """Whether a column stands beside the results: a target, another month, a comparison, points."""
    return any(_BESIDE.search(_plain(head)) and not _RESULT.fullmatch(_folded(head)) for head in heads)


def month_of_result(head: str) -> str:
    """The month at the head of a column of results, '5月' of 5月完成值; '' where it names none."""
    match = _OF_A_MONTH.fullmatch(_folded(head))
    return match[1] if match else ""


def says_figures(cells: Sequence[str | None]) -> bool:
    """Whether a column holds figures at all, and not only 'met' and 'missed'."""
    return any(any(map(str.isdigit, shown(cell))) for cell in cells if cell)


def _folded(head: str) -> str:
    return _UNIT.sub("", "".join(_plain(head).split())).casefold()


def _plain(head: str) -> str:
    return unicodedata.normalize("NFKC", head).strip()

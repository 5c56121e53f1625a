"""The base counts: every figure is made of these whole numbers, each under one name.

A threshold is part of the name: `answered_within_20` are the contacts answered within 20 seconds.
Columns are BIGINT in the smallest unit; a missing column is NULL, never 0.
Definitions: China's platform reports and the base quantities of the field (offered, answered, …) as
named in docs/indicators.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.count_names import ROWS
from core.text import Text


class CountUnit(StrEnum):
    """The smallest unit a count is kept in."""

    COUNT = "count"
    SECONDS = "s"
    CENTS = "cents"
    #: Thousandths: headcount averages, points.
    MILLI = "milli"


@dataclass(frozen=True)
class BaseCount:
    """One name, what it means, and the unit it is kept in."""

    name: str
    text: Text
    unit: CountUnit = CountUnit.COUNT
    #: The seconds in the name, for families such as answered_within_T.
    threshold_s: int | None = None


_FAMILIES: dict[str, tuple[str, str]] = {
    "answered_within": ("{t}秒内接通量", "Answered within {t} s"),
    "answered_under": ("{t}秒以下接通量", "Answered in less than {t} s"),
    "abandoned_within": ("{t}秒内放弃量", "Abandoned within {t} s"),
    "abandoned_after": ("{t}秒后放弃量", "Abandoned after {t} s"),
    "first_response_within": ("{t}秒内首次响应量", "First response within {t} s"),
    "repeat_calls_within": ("{t}秒内重复来电量", "Repeat calls within {t} s"),
}
#: Families whose number is a percentage, not seconds.
_BANDS: dict[str, tuple[str, str]] = {
    "intervals_in_band": ("预测偏差{t}%以内的时段数", "Intervals forecast within {t}%"),
    "days_in_band": ("预测偏差{t}%以内的天数", "Days forecast within {t}%"),
}
#: Of which several make their greatest, not their sum.
_GREATEST = frozenset({"wait_max_s"})
#: What stands at a moment: rows of other places add up, days do not.
_AT_A_MOMENT = frozenset(
    {
        *("tickets_open", "tickets_overdue", "completions_per_day", "list_loaded"),
        *("agents_live", "agents_tenured", "agents_certified", "supervisors", "qa_staff", "trainers"),
        *("fte_contracted", "fte_productive"),
    }
)
#: From one hour on a window is spoken of in hours.
_HOUR_S = 3600
_CATALOGUE = {
    name: BaseCount(name, Text(zh, en), CountUnit(*unit) if unit else CountUnit.COUNT)
    for name, zh, en, *unit in ROWS
}
#: How the name of a measure begins that no catalogue has: a column a person keeps under its own name.
EXTRA = "x_"
_EXTRA_NAME = re.compile(r"x_(\w{1,40}?)(?:_(s|milli))?")
_FAMILY_NAME = re.compile(rf"({'|'.join([*_FAMILIES, *_BANDS])})_(\d+)")


#: The wait of a single call in thousandths of a second, whatever became of it.
WAIT = "wait_ms"
#: The moment a single call came in, in seconds since 1970 by the clock of the place: in lists that mark their
#: callers, to tell which calls are followed by another.
CAME_AT = "came_at_s"
#: The second of the minute a single call came in, in lists that mark no callers, where any of them says it.
SECOND = "came_second_s"
_OF_WAITS = ("answered_within", "answered_under", "abandoned_within", "abandoned_after")


def is_greatest(name: str) -> bool:
    """Whether several of it make their greatest, not their sum: the longest wait."""
    return name in _GREATEST


def added(name: str, *figures: int) -> int:
    """Figures of one count as one: their sum, or the greatest where that is what several make."""
    return max(figures, default=0) if is_greatest(name) else sum(figures)


def is_of_a_moment(name: str) -> bool:
    """Whether it stands at a moment: of several days there is no sum. People counted by the head are told
    apart by their names alone (headcount_)."""
    return name in _AT_A_MOMENT


def adds_over_days(name: str) -> bool:
    """Whether what stands of several days makes a figure of them all by adding up."""
    return not is_greatest(name) and not is_of_a_moment(name)


def follows_from_waits(name: str) -> bool:
    """Whether a count can be worked out call by call: those answered or given up within so many seconds, and
    the longest wait."""
    if is_greatest(name):
        return True
    known = base_count(name)
    return bool(known and known.threshold_s is not None and name.startswith(_OF_WAITS))


def follows_from_callers(name: str) -> bool:
    """Whether a count can be worked out from who called when: calls followed by another within so long."""
    known = base_count(name)
    return bool(known and known.threshold_s is not None and name.startswith("repeat_calls_within"))


@lru_cache(maxsize=4096)
def base_count(name: str) -> BaseCount | None:
    """The base count of that name, families and extra measures included; None where there is none.

    An extra measure is a column that a person keeps under its own name: x_回访量 counts, x_回访时长_s is
    kept in seconds, x_回访得分_milli in thousandths.
    """
    if name in _CATALOGUE:
        return _CATALOGUE[name]
    if extra := _EXTRA_NAME.fullmatch(name):
        return BaseCount(name, Text(extra[1], extra[1]), CountUnit(extra[2] or "count"))
    match = _FAMILY_NAME.fullmatch(name)
    if not match:
        return None
    seconds = int(match[2])
    if match[1] in _BANDS:
        return BaseCount(name, family_text(match[1], match[2]))
    zh, en = _FAMILIES[match[1]]
    if seconds % _HOUR_S == 0 and seconds:
        hours = seconds // _HOUR_S
        text = Text(zh.format(t=hours).replace("秒", "小时"), en.format(t=hours).removesuffix("s") + "h")
    else:
        text = Text(zh.format(t=seconds), en.format(t=seconds))
    return BaseCount(name, text, CountUnit.COUNT, seconds)


def plain_counts() -> tuple[BaseCount, ...]:
    """Every base count that is not a member of a family, in the catalogue's order."""
    return tuple(_CATALOGUE.values())


def families() -> tuple[str, ...]:
    """The families whose members carry a number in their name: seconds, or a band in percent."""
    return (*_FAMILIES, *_BANDS)


def family_text(family: str, seconds: str) -> Text:
    """What a member of a family is called, with whatever stands for its seconds."""
    zh, en = {**_FAMILIES, **_BANDS}[family]
    return Text(zh.format(t=seconds), en.format(t=seconds))

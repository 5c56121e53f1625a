"""Whether words around a table name a part of a month: 5月上旬, 下半月, （1-10日）, 第2期, 更正5月8日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from core.period import Period

_TO = r"\s*(?:[-~—–]+|至|到|to)\s*"
_NAMED = {
    r"上旬": (1, 10), r"中旬": (11, 20), r"下旬": (21, 31),
    r"[上前]半(?:个)?月|\b(?:first|1st) half\b": (1, 15),
    r"[下后]半(?:个)?月|\b(?:second|2nd) half\b": (16, 31),
}  # fmt: skip
#: 1-10日, and in brackets without a word; spans of dates with their month are read elsewhere.
_DAYS = re.compile(rf"(?<![\d.月/-])(\d{{1,2}})[日号]?{_TO}(\d{{1,2}})[日号]|\((\d{{1,2}}){_TO}(\d{{1,2}})\)")
#: Issues and weeks by their number; an issue of a site (第二期职场) is none.
_ISSUE = re.compile(
    r"第\s*(?:[一二三四五六]|\d{1,2})\s*(?:期(?!职场|中心|基地|园区|项目)|周|批|部分)|\b(?:week|part|issue)\s*\d\b",
    re.IGNORECASE,
)
_AGAIN = r"(?:更正|修正|订正|勘误|补报|补发|补录|补传|重报|重发|修改)"
_DAY = r"\d{1,2}\s*[日号]"
_CORRECTED = re.compile(
    rf"{_AGAIN}[^\d]{{0,4}}(?:\d{{1,2}}\s*月\s*)?{_DAY}|{_DAY}[^\d]{{0,6}}{_AGAIN}"
    r"|\b(?:correct|resen[dt]|amend)\w*[^\d,;]{0,12}(?:\d{1,2}(?!\d)|[A-Z][a-z]{2,8} \d{1,2}(?!\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """That words name a part of a month, and which days, where they say so."""

    days: Period | None = None


def part_said(texts: Iterable[str], month: Period) -> Part | None:
    """The first part of `month` that one of `texts` names; None where they name none, or all of its parts."""
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        if part := _named(plain, month) or _spanned(plain, month):
            return part
        if _ISSUE.search(plain) or _CORRECTED.search(plain):
            return Part()
    return None


def _named(text: str, month: Period) -> Part | None:
    found = [days for words, days in _NAMED.items() if re.search(words, text, re.IGNORECASE)]
    return Part(_days_of(month, *found[0])) if len(found) == 1 else None


def _spanned(text: str, month: Period) -> Part | None:
    match = _DAYS.search(text)
    first, last = (int(part) for part in match.groups() if part) if match else (0, 0)
    if not 1 <= first <= last <= month.last_day.day:
        return None
    return Part(_days_of(month, first, last))


def _days_of(month: Period, first: int, last: int) -> Period | None:
    until = min(last, month.last_day.day)
    whole = (first, until) == (1, month.last_day.day)
    start = month.last_day.replace(day=first)
    return month if whole else Period(start, month.last_day.replace(day=until) + timedelta(days=1))

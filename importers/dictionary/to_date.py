"""Headers that say of a figure that it is the day's, 当日, or the month's so far, 本月累计: over, below or in
brackets behind its name, or in one with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from importers.dictionary.spelling import bracketed


class Span(StrEnum):
    """What a figure is of."""

    DAY = "day"
    TO_DATE = "to_date"


@dataclass(frozen=True)
class Spanned:
    """A header in two: what its figure is of, and the figure's own header."""

    span: Span
    path: tuple[str, ...]
    #: Whether a word of its own says so; 累计通话时长 may also be the name of a figure.
    apart: bool = True


_ALONE = {
    Span.DAY: re.compile(
        "(?:当日|当天|今日|本日|日)(?:值|数|数据|数值|完成|完成值|情况|合计)?|当?日发生数?"
        "|daily|today|day|for the day",
        re.IGNORECASE,
    ),
    Span.TO_DATE: re.compile(
        "(?:本月|当月|月度?|本期|月初至今|当月至今|本月至今)?(?:累计|累积)(?:值|数|数据|数值|完成|完成值|情况)?|[本当]月至今|月初至今"
        "|mtd|month[- ]to[- ]date|to date|cumulative|cum",
        re.IGNORECASE,
    ),
}
_BEFORE = {
    Span.DAY: re.compile("(?:当日|当天|今日|本日)(.+)"),
    Span.TO_DATE: re.compile(
        "(?:本月|当月|月度?|月初至今)?(?:累计|累积)(.+)|(?:mtd|cumulative) (.+)", re.IGNORECASE
    ),
}
_BEHIND = {
    Span.TO_DATE: re.compile(
        r"(.+?)[-_]?(?:本月|当月|月度?)?(?:累计|累积)|(.+) (?:mtd|to date)", re.IGNORECASE
    ),
}


def spans(path: Sequence[str]) -> Iterator[Spanned]:
    """Every way in which a header may say what it is of."""
    for span, alone in _ALONE.items():
        for at, part in enumerate(path):
            if len(path) > 1 and alone.fullmatch(_plain(part)):
                yield Spanned(span, (*path[:at], *path[at + 1 :]))
        outer, inner = bracketed(path[-1]) or ("", "")
        if outer and alone.fullmatch(_plain(inner)):
            yield Spanned(span, (*path[:-1], outer))
    for ways in (_BEFORE, _BEHIND):
        for span, way in ways.items():
            if found := way.fullmatch(_plain(path[-1])):
                figure = next(filter(None, found.groups())).strip()
                yield Spanned(span, (*path[:-1], figure), apart=False)


def _plain(part: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", part).split())

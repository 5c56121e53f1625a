"""Reads the cells of training records: scores with their full mark, instants with their zone, results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from importers.containers.celltoken import Cell, Percentage
from importers.values.cells import ABSENT, Hints, Trouble, read_number, read_score
from importers.values.cells_time import read_instant

#: 2026-11-16T16:30:00Z, 16:30 +0800, 16:30:00+08:00, 16:30 UTC+8.
_ZONE = re.compile(
    r"\s*(?:z|utc|gmt|(?:utc|gmt)?(?P<off>[+-](?:0?\d|1[0-4]))(?::?(?P<min>[0-5]\d))?)$", re.IGNORECASE
)
_CLOCK = re.compile(r"\d:[0-5]\d")
_CLOCK_ALONE = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：]([0-5]\d))?")
_OF = re.compile(r"(\d+(?:\.\d+)?)\s*分?\s*/\s*(\d+(?:\.\d+)?)\s*分?")
_LENGTH = re.compile(r"(?:(\d+):)?(\d+):(\d{2})")
_HUNDRED = Decimal(100)


class Result(StrEnum):
    """What a status says; OPEN: enrolled or under way, so there is no record yet."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"
    OPEN = "open"
    REVOKED = "revoked"
    EXPIRED = "expired"


_RESULTS: dict[Result, str] = {
    Result.PASSED: "completed passed pass complete 通过 已通过 合格 及格 是 y yes true 1 √ 已完成 完成 有效 "
    "valid active 正常",
    Result.FAILED: "failed fail 未通过 不合格 不及格 否 n no false 0 × 不通过",
    Result.ABSENT: "no-show noshow no_show absent 缺考 缺席 未参加",
    Result.OPEN: "inprogress in-progress in_progress enrolled notstarted incomplete registered 进行中 学习中 "
    "未开始 未完成 未考 待考 已报名",
    Result.REVOKED: "revoked withdrawn cancelled 吊销 已吊销 注销 撤销 作废 失效",
    Result.EXPIRED: "expired 过期 已过期 到期",
}
_MEANT = {word: result for result, words in _RESULTS.items() for word in words.split()}


@dataclass(frozen=True)
class Mark:
    """A score and the highest there is, where its own cell tells it; absent: the person was not there."""

    score: Decimal | None
    full: Decimal | None = None
    absent: bool = False


def read_result(text: str) -> Result | None:
    """What a result or status says; None where it says nothing that is known."""
    return _MEANT.get("".join(text.split()).casefold())


def read_mark(cell: Cell, hints: Hints) -> Mark | Trouble:
    """92.5, 92.5分, 67 / 72, 93 %, 缺考; never rounded."""
    written = cell.strip() if isinstance(cell, str) else ""
    if match := _OF.fullmatch(written):
        return Mark(Decimal(match[1]), Decimal(match[2]))
    value = read_score(cell, hints)
    if value is ABSENT:
        return Mark(None, absent=True)
    if isinstance(value, Trouble):
        return value
    percent = isinstance(cell, Percentage) or written.endswith(("%", "％"))
    exact = _decimal(value) if isinstance(value, Fraction) else None
    return Mark(exact, _HUNDRED if percent else None)


def read_plain(cell: Cell, hints: Hints) -> Decimal | Trouble | None:
    """A number as it stands: 120, 120分."""
    value = read_number(cell.strip().removesuffix("分") if isinstance(cell, str) else cell, hints)
    return _decimal(value) if isinstance(value, Fraction) else value


def read_minutes(text: str) -> int | None:
    """Whole minutes of 45, 45分钟, 0:45:10; None where it is written otherwise."""
    said = text.strip().casefold().removesuffix("分钟").removesuffix("min").strip()
    if match := _LENGTH.fullmatch(said):
        return int(match[1] or 0) * 60 + int(match[2])
    return int(Decimal(said)) if re.fullmatch(r"\d{1,6}(\.\d+)?", said) else None


def read_clock(cell: Cell) -> time | None:
    """A time of day without its day: 9:00, 09:00:30; None for anything else."""
    if isinstance(cell, time):
        return cell
    match = _CLOCK_ALONE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return time(int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


def read_moment(cell: Cell, hints: Hints) -> datetime | Trouble | None:
    """An instant, aware where its zone is written; None where only a day stands."""
    if not isinstance(cell, str):
        return read_instant(cell, hints)
    zone, clock = None, cell.strip()
    if _CLOCK.search(clock) and (match := _ZONE.search(clock)):
        hours, minutes = int(match["off"] or 0), int(match["min"] or 0)
        minutes = -minutes if (match["off"] or "").startswith("-") else minutes
        zone, clock = timezone(timedelta(hours=hours, minutes=minutes)), clock[: match.start()]
    found = read_instant(clock, hints)
    return found.replace(tzinfo=zone) if isinstance(found, datetime) and zone else found


def _decimal(value: Fraction) -> Decimal:
    """Exact: what is read from a cell has a finite number of decimals."""
    return Decimal(value.numerator) / Decimal(value.denominator)

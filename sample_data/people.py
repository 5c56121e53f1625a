"""Rosters and exam lists of ANDA and YUNHE for November 2026, as their trainers would send them.

Of the agents in ANDA's call list two, 0095 and 0096, are on no roster: ghosts. 0060 is on leave, 0088 leaves,
0050 moves to the second site; four of the second site pass the change late. At YUNHE 0057 passed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sample_data.stories import ANDA, YUNHE, Vendor
from sample_data.tables import Cell, Column, Table

#: Vendor → its agents, and the first of them at the second site.
_ANDA, _YUNHE = range(1, 95), range(1, 61)
_SECOND_SITE = {ANDA.code: 51, YUNHE.code: 31}
_ON_LEAVE, _LEFT, _MOVED = 60, 88, 50
#: Who passed ANDA's change late, after it was due on the 16th: all of the second site.
_LATE = (71, 78, 85, 92)
_EXPIRED, _SOON = 10, range(11, 16)
#: Who at YUNHE passed nothing.
_UNTRAINED = 57
_ROSTER = ("工号", "职场", "岗位", "入职日期", "上岗日期", "休假开始", "休假结束")
_EXAMS = ("工号", "课程", "考试日期", "成绩", "是否合格")
_CHANGES = ("工号", "异动类型", "异动日期", "职场")


def people_lists() -> Iterator[tuple[str, Table]]:
    """File name and list, in the order they came."""
    yield "anda_2026-11_roster.csv", _table(_ROSTER, _roster(ANDA, _ANDA))
    yield "anda_2026-10_exams.csv", _table(_EXAMS, _held())
    for day, agents in _promotion():
        yield f"anda_promotion_{day:%m%d}.csv", _table(_EXAMS, _passed("促销退换规则", day, agents))
    moved: list[list[Cell]] = [
        [f"{_LEFT:04}", "离职", date(2026, 11, 12), ""],
        [f"{_MOVED:04}", "调岗", date(2026, 11, 19), ANDA.sites[1].name],
    ]
    yield "anda_2026-11_changes.csv", _table(_CHANGES, moved)
    yield "yunhe_2026-11_roster.csv", _table(_ROSTER, _roster(YUNHE, _YUNHE))
    trained = [n for n in _YUNHE if n != _UNTRAINED]
    october = date(2026, 10, 14)
    both = [*_passed("热线流程", october, trained), *_passed("个人信息保护", october, trained)]
    yield "yunhe_2026-10_exams.csv", _table(_EXAMS, both)
    yield "yunhe_greeting_1110.csv", _table(_EXAMS, _passed("开头语", date(2026, 11, 10), _YUNHE))


def _table(headers: Sequence[str], rows: Iterable[list[Cell]]) -> Table:
    return Table("", "", [Column("", header) for header in headers], list(rows))


def _roster(vendor: Vendor, agents: Iterable[int]) -> Iterator[list[Cell]]:
    for n in agents:
        away = vendor is ANDA and n == _ON_LEAVE
        yield [
            f"{n:04}", vendor.sites[n >= _SECOND_SITE[vendor.code]].name, "热线坐席", date(2025, 3, 3),
            date(2025, 4, 1), date(2026, 10, 12) if away else "", date(2026, 11, 25) if away else "",
        ]  # fmt: skip


def _held() -> list[list[Cell]]:
    """What everybody held when the month began; one certificate ran out, five run out in December."""
    told = list(_passed("热线流程", date(2026, 10, 14), _ANDA))
    old = {_EXPIRED: date(2025, 11, 10)} | dict.fromkeys(_SOON, date(2025, 12, 10))
    for n in _ANDA:
        told += _passed("个人信息保护", old.get(n, date(2026, 10, 15)), [n])
    return told


def _promotion() -> Iterator[tuple[date, list[int]]]:
    on_time = [n for n in _ANDA if n not in (*_LATE, _ON_LEAVE, _LEFT)]
    yield date(2026, 11, 11), on_time[:30]
    yield date(2026, 11, 13), on_time[30:70]
    yield date(2026, 11, 16), on_time[70:]
    yield date(2026, 11, 18), list(_LATE)


def _passed(course: str, day: date, agents: Iterable[int]) -> Iterator[list[Cell]]:
    """Scores between 82 and 98 that differ from agent to agent."""
    for n in agents:
        yield [f"{n:04}", course, day, 82 + n * 7 % 17, "合格"]

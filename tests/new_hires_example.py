"""A line with two sites, a report of its days, one of its agents, and a list that says when they joined."""

from __future__ import annotations

from collections.abc import Sequence

from core.privacy import AgentRule
from core.text import Text
from importers.draft import Choice
from services.known.directory import save_site
from services.reports.import_report import commit, stage
from tests.reports_example import CONTRACT, line_house
from tests.test_importers_left_agents import book

#: A figure without new hires, the same with them, and one that is not about agents at all.
CLAUSES = """
  - {code: ATT, name: {zh: 平均通话时长, en: Talk}, indicator: ATT, comparison: '<=',
     target: 220, weight: 0, score: {method: full_or_zero}, new_hires: {days: 30}}
  - {code: ALL, name: {zh: 全员通话时长, en: Talk of all}, indicator: ATT, comparison: '<=',
     target: 220, weight: 0, score: {method: full_or_zero}}
"""
#: Site, agent, day of joining by the list, calls and seconds a day, and the first day of October he works.
OLD, NEW, UNKNOWN, EARLIER = "1001", "1002", "2001", "2002"
CREW = (
    ("NJ", OLD, "2024-03-01", 40, 8_000, 1),
    ("NJ", NEW, "2026-10-10", 10, 5_000, 10),  # new from the 10th on: 22 days of October
    ("HZ", UNKNOWN, "", 30, 6_000, 1),
    ("HZ", EARLIER, "2026-09-20", 20, 6_000, 1),  # his 30 days end with 19 October: 19 days
)
NAMES = {"NJ": "南京", "HZ": "杭州"}


def two_sites(folder, url=None, contract: str = CONTRACT + CLAUSES, hz: AgentRule | None = None):
    """The house of `line_house` with both sites."""
    house, who = line_house(folder, url, contract)
    for code, name in NAMES.items():
        save_site(house, who, "YUNHE", code, Text(name, code), agents=hz if code == "HZ" else None)
    return house, who


def day_sheet(off: int = 0) -> list[list[object]]:
    """Site by site what its agents come to; at Hangzhou `off` calls more, every day."""
    rows: list[list[object]] = [["日期", "职场", "人工请求量", "人工接通量", "通话时长(秒)"]]
    for n in range(1, 32):
        for site, name in NAMES.items():
            mine = [each for each in CREW if each[0] == site and n >= each[5]]
            calls = sum(each[3] for each in mine) + (off if site == "HZ" else 0)
            rows.append([f"2026-10-{n:02}", name, calls + 5, calls, sum(each[4] for each in mine)])
    return rows


def agent_sheet(as_written=str) -> list[list[object]]:
    """Every agent, every day."""
    rows: list[list[object]] = [["日期", "职场", "工号", "人工接通量", "通话时长(秒)"]]
    for site, agent, _joined, calls, talk, first in CREW:
        rows += [[f"2026-10-{n:02}", NAMES[site], as_written(agent), calls, talk] for n in range(first, 32)]
    return rows


def staff_sheet(joined: dict[str, str] | None = None) -> list[list[object]]:
    """The list of everybody; `joined`: other days than those of the crew."""
    lines: list[list[object]] = [["员工花名册"], ["工号", "职场", "入职日期", "在职状态"]]
    for site, agent, day, *_ in CREW:
        lines.append([agent, NAMES[site], (joined or {}).get(agent, day), "在职"])
    return lines


def bring_book(house, who, name: str, **sheets: Sequence[Sequence[object]]):
    """Commit a workbook of these sheets."""
    staged = stage(house, who, name, book(**sheets), Choice("YUNHE"))
    return commit(house, who, staged.file.id)

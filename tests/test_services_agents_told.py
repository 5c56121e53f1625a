"""Agents' figures beside figures of all: it is said where nothing tells whether these are all agents."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.reports.import_report import commit
from tests.reports_example import CONTRACT, line_house, previewed

_SAID = {"agents_unchecked", "agents_lacking"}
_AGENTS = ("A1", "A2", "A3", "A4", "A5")


@pytest.fixture
def line(tmp_path: Path, database_url: str | None):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT)
    yield house, who
    house.close()


def days(head: str = "人工请求量,人工接通量", figures: str = "100,90") -> str:
    return f"日期,{head}\n" + "".join(f"2026-10-{n:02d},{figures}\n" for n in range(1, 32))


def agents(head: str, figures: str, names: tuple[str, ...] = _AGENTS, label: str = "") -> str:
    """Each agent with the same figures, every day or in the month."""
    first, dates = ("月份", [label]) if label else ("日期", [f"2026-10-{n:02d}" for n in range(1, 32)])
    return f"{first},工号,{head}\n" + "".join(f"{at},{name},{figures}\n" for at in dates for name in names)


def halves() -> str:
    rows = [f"2026-10-{n:02d},{h}:00-{h + 1}:00,50,45\n" for n in range(1, 32) for h in (9, 10)]
    return "日期,时段,人工请求量,人工接通量\n" + "".join(rows)


TALK = agents("通话时长(秒)", "2700", _AGENTS[:3])
ANSWERED = agents("人工接通量", "18")
PAIRS = {
    "talk of three agents, calls of all": (days(), TALK, ["agents_unchecked"]),
    "calls of all by the half hour": (halves(), TALK, ["agents_unchecked"]),
    "calls of agents, talk of all": (days("通话时长(秒)", "13500"), ANSWERED, ["agents_unchecked"]),
    "of a month": (
        "月份,人工请求量,人工接通量\n2026-10,3100,2790\n",
        agents("通话时长(秒)", "83700", _AGENTS[:3], "2026-10"),
        ["agents_unchecked"],
    ),
    "calls of five agents, talk of three": (ANSWERED, TALK, ["agents_lacking"]),
    "talk of the month by agent, calls by day": (
        days(),
        agents("通话时长(秒)", "83700", _AGENTS[:3], "2026-10"),
        ["agents_unchecked"],
    ),
    # What both hold was held against each other.
    "agents with their calls": (days(), agents("人工接通量,通话时长(秒)", "18,2700"), []),
    "calls and talk of the same five": (ANSWERED, agents("通话时长(秒)", "2700"), []),
    # Contacts an hour divide the calls by the hours.
    "hours of agents beside calls of all": (days(), agents("签入时长(秒)", "28800"), ["agents_unchecked"]),
    "talk and hours of agents": (
        days(),
        agents("通话时长(秒),签入时长(秒)", "2700,28800"),
        ["agents_unchecked"],
    ),
    "another month's agents": (days(), TALK.replace("2026-10", "2026-09"), []),
}


@pytest.mark.parametrize("turned", [False, True], ids=["in this order", "the other way round"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_whether_they_are_all_agents_is_said_where_no_figure_tells(line, pair, turned):
    house, who = line
    *texts, expected = pair
    first, second = reversed(texts) if turned else texts
    shown = previewed(house, who, first, "first.csv")
    assert not _SAID & {found.code for found in shown.findings}
    commit(house, who, shown.file.id)
    shown = previewed(house, who, second, "second.csv")
    assert [found.code for found in shown.findings if found.code in _SAID] == expected


def test_the_agents_who_lack_a_figure_are_named(line):
    house, who = line
    commit(house, who, previewed(house, who, ANSWERED, "answered.csv").file.id)
    (said,) = [f for f in previewed(house, who, TALK, "talk.csv").findings if f.code == "agents_lacking"]
    assert said.facts["agents"] == ["A4", "A5"]


def test_a_report_of_neither_says_nothing_again(line):
    house, who = line
    for text, name in ((days(), "days.csv"), (TALK, "talk.csv")):
        commit(house, who, previewed(house, who, text, name).file.id)
    shown = previewed(house, who, days("参评量,满意量", "40,38"), "survey.csv")
    assert not _SAID & {found.code for found in shown.findings}

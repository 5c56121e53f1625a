"""Agents by name only: the name is the agent, by the site's rule; two of one name by their teams."""

from __future__ import annotations

import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import TODAY, workbook

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),))
DAYS = ("2026-05-01", "2026-05-02")


def report(head, rows, team=False):
    heads = ["日期", head, *(["班组"] if team else []), "人工接通量", "通话时长(秒)"]
    sheets = {"坐席": [heads, *([day, *row] for day in DAYS for row in rows)]}
    with received("恒信2026年5月1日至5月2日.xlsx", workbook(sheets)) as file:
        return read(file, Choice("HX"), DIRECTORY, TODAY)


@pytest.mark.parametrize("head", ["姓名", "坐席姓名", "客服代表", "话务员", "agent name"])
def test_where_there_is_no_code_the_name_is_the_agent(head):
    result = report(head, [("张伟", 10, 900), ("李娜", 12, 900), ("王芳", 10, 900)])
    (draft,) = result.drafts
    assert draft.frame["agent"].n_unique() == 3 and draft.frame["answered"].sum() == 64
    assert not draft.rejected


def test_a_code_beside_the_name_stays_the_agent():
    rows = [[day, code, "张伟", 10, 900] for day in DAYS for code in ("A1", "A2")]
    with received(
        "恒信2026年5月1日至5月2日.xlsx",
        workbook({"坐席": [["日期", "工号", "姓名", "人工接通量", "通话时长(秒)"], *rows]}),
    ) as file:
        (draft,) = read(file, Choice("HX"), DIRECTORY, TODAY).drafts
    assert sorted(draft.frame["agent"].unique()) == ["A1", "A2"]


@pytest.mark.parametrize(
    ("rows", "agents"),
    [
        ([("张伟", "一组", 10, 900), ("张伟", "二组", 10, 900), ("李娜", "一组", 12, 900)], 3),
        ([("张伟", "一组", 10, 900), ("张伟", "一组", 11, 900), ("李娜", "一组", 12, 900)], 1),
        # Every cell is equal, and they may be two people all the same.
        ([("张伟", "一组", 10, 900), ("张伟", "一组", 10, 900), ("李娜", "一组", 12, 900)], 1),
    ],
    ids=["told apart by their teams", "not told apart: neither is taken", "no copies: neither is taken"],
)
def test_two_people_of_one_name(rows, agents):
    result = report("姓名", rows, team=True)
    (draft,) = result.drafts
    assert draft.frame["agent"].n_unique() == agents
    assert ("agent_name_twice" in [f.code for f in result.findings]) is (agents == 1)

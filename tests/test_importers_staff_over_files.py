"""What a file's staff lists say of leavers is held against the files that come after it (C8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.privacy import AgentRule, Privacy
from importers.draft import Choice, Directory, Known, Reading
from importers.read import read
from tests.received_file import received
from tests.test_importers_left_agents import book

DIRECTORY = Directory(
    (Known("HX", ("恒信",)), Known("YD", ("远达",))),
    sites=(Known("CS", ("长沙",), "HX"), Known("WH", ("武汉",), "HX")),
)
HEAD = ["工号", "姓名", "入职日期", "离职日期", "在职状态"]
LEFT = ["1001", "张三", "2025-01-01", "2026-05-20", "离职"]
WORKS = ["1001", "张三", "2025-01-01", "", "在职"]
BACK = ["1001", "张三", "2026-06-10", "", "在职"]


def figures(month: int, *days: int, agent: object = "1001", more: tuple[object, ...] = ()):
    """A line for each of these days of a month, and one of somebody else on every day."""
    line = [[f"2026-{month:02}-{day:02}", agent, 90, *more] for day in days]
    return [*line, *([f"2026-{month:02}-{day:02}", "2002", 80, *more] for day in range(1, 31))]


def month(number: int, *days: int, staff=None, head=None, agent: object = "1001", sheet="人员名册"):
    """A file of one month: its agents' figures, and a staff list where there is one."""
    sheets = {"坐席": [["日期", "工号", "人工接通量"], *figures(number, *days, agent=agent)]}
    if staff is not None:
        sheets[sheet] = [["员工花名册"], head or HEAD, *staff]
    return f"2026-{number:02}.xlsx", sheets


def one(name: str, sheets, directory: Directory = DIRECTORY, vendor: str | None = "HX") -> Reading:
    with received(name, book(**sheets)) as file:
        return read(file, Choice(vendor), directory, date(2026, 12, 5))


def after(*files, directory: Directory = DIRECTORY, vendor: str | None = "HX") -> Reading:
    """The last of these files, read once the others have come in."""
    told: dict[str, dict[str, list]] = {}
    for file in files[:-1]:
        for said in one(*file, replace(directory, staff=told), vendor).staff:
            told.setdefault(said.vendor, {}).setdefault(said.mark, []).append(said)
    return one(*files[-1], replace(directory, staff=told), vendor)


def out(reading: Reading) -> list[str]:
    """The cells of the rows that stay out."""
    found = [why for row in reading.rejected for why in row.reasons]
    assert {why.code for why in found} <= {"left_agent_works"}
    return [why.place.in_("en") for why in found]


def listed(reading: Reading) -> list[str]:
    return [f.place.in_("en") for f in reading.findings if f.code == "leaver_listed"]


MAY = month(5, 3, staff=[LEFT])
STORIES = {
    # What comes after the file that says he left on 20 May: the cells that stay out, and his on the list.
    "works in June": ([month(6, 2, 3)], ["坐席!C2", "坐席!C3"], []),
    "is gone in June": ([month(6, agent="3003")], [], []),
    "May again, without its list": ([month(5, 19, 20, 21)], ["坐席!C4"], []),
    "April, later": ([month(4, 7)], [], []),
    "as 01001": ([month(6, 2, agent="01001")], ["坐席!C2"], []),
    "as a number": ([month(6, 2, agent=1001)], ["坐席!C2"], []),
    "somebody else": ([month(6, 2, agent="10010")], [], []),
    "still on the list": ([month(6, 2, staff=[WORKS])], ["坐席!C2"], ["人员名册!A3"]),
    "still on the list, no work": ([month(6, staff=[WORKS])], [], ["人员名册!A3"]),
    "still on the list as 01001": ([month(6, staff=[["01001", *WORKS[1:]]])], [], ["人员名册!A3"]),
    "on a list without leaving days": (
        [month(6, staff=[["1001", "在职"]], head=["工号", "在职状态"])],
        [],
        ["人员名册!A3"],
    ),
    "on a list that says of nobody whether he works": (
        [month(6, staff=[["1001", "张三"]], head=["工号", "姓名"])],
        [],
        [],
    ),
    "on a list without a status": (
        [month(6, staff=[["1001", ""], ["3003", "2026-06-20"]], head=["工号", "离职日期"])],
        [],
        ["人员名册!A3"],
    ),
    "on the list as one who left": ([month(6, 2, staff=[LEFT])], ["坐席!C2"], []),
    "left without a day": ([month(6, 2, staff=[[*LEFT[:3], "", "离职"]])], ["坐席!C2"], []),
    "on April's list, sent later": ([month(4, 7, staff=[WORKS])], [], []),
    "back on 10 June": ([month(6, 12, staff=[BACK])], [], []),
    "back, and July has no list": ([month(6, 12, staff=[BACK]), month(7, 2)], [], []),
    "back before the list of May came": ([month(6, 12, staff=[BACK]), MAY, month(7, 2)], [], []),
    "back, and gone again": (
        [month(6, 12, staff=[BACK]), month(7, 2, staff=[[*BACK[:3], "2026-07-09", "离职"]]), month(8, 3)],
        ["坐席!C2"],
        [],
    ),
    # The same days again, with another list: the vendor takes back what it said.
    "the list of May corrected": ([month(5, 21, staff=[WORKS])], [], ["人员名册!A3"]),
    "works in June, once May is corrected": ([month(5, 21, staff=[WORKS]), month(6, 2)], [], []),
    "left later, by May corrected": (
        [month(5, 21, staff=[[*LEFT[:3], "2026-05-25", "离职"]]), month(5, 24, 26)],
        ["坐席!C3"],
        [],
    ),
    "left later, by June's list": (
        [month(6, 2, 12, staff=[[*LEFT[:3], "2026-06-10", "离职"]])],
        ["坐席!C3"],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "cells", "again"), STORIES.values(), ids=STORIES)
def test_who_left_by_an_earlier_file_works_no_more(files, cells, again):
    last = after(MAY, *files)
    assert (out(last), listed(last)) == (cells, again)


def test_the_earlier_file_and_its_cell_are_named():
    last = after(MAY, month(6, 2, staff=[WORKS]))
    (worked,) = [why for row in last.rejected for why in row.reasons]
    assert worked.sentence("en") == (
        "This agent left on 2026-05-20 (“2026-05.xlsx” 人员名册!D3), yet 2026-06-02 has Calls answered "
        "(坐席!C2)."
    )
    assert worked.sentence("zh").startswith("该坐席的离职日期是 2026-05-20（《2026-05.xlsx》人员名册!D3），")
    (again,) = [f for f in last.findings if f.code == "leaver_listed"]
    assert again.sentence("en") == (
        "Agent “1001” left on 2026-05-20 by an earlier list (“2026-05.xlsx” 人员名册!D3); the list of this "
        "file has them working (人员名册!A3), with no later joining date."
    )


def test_a_column_of_leaving_days_beside_the_figures_is_one_too_but_no_list_of_who_works():
    table = ["日期", "工号", "人工接通量", "离职日期"]
    may = {"坐席": [table, *figures(5, 3, more=("2026-05-20",))]}
    june = {"坐席": [table, *figures(6, 2, more=("",))]}
    last = after(("5.xlsx", may), ("6.xlsx", june))
    assert out(last)[0] == "坐席!C2" and not listed(last)


def test_the_same_code_of_another_vendor_is_another_agent():
    told: dict[str, dict[str, list]] = {"HX": {}}
    for said in one(*MAY).staff:
        told["HX"][said.mark] = [said]
    last = one(*month(6, 2, staff=[WORKS]), replace(DIRECTORY, staff=told), "YD")
    assert (out(last), listed(last)) == ([], [])


def test_a_file_of_two_vendors_is_held_against_what_each_of_them_said():
    head = ["日期", "外包商", "工号", "人工接通量"]
    days = [[f"2026-06-0{day}", vendor, "1001", 90] for day in (2, 3) for vendor in ("恒信", "远达")]
    roster = [["外包商", *HEAD], ["恒信", *WORKS], ["远达", *WORKS]]
    told: dict[str, dict[str, list]] = {"HX": {}}
    for said in one(*MAY).staff:
        told["HX"][said.mark] = [said]
    both = {"坐席": [head, *days], "人员名册": roster}
    last = one("6.xlsx", both, replace(DIRECTORY, staff=told), None)
    assert (out(last), listed(last)) == (["坐席!D2", "坐席!D4"], ["人员名册!B2"])
    assert {said.vendor for said in last.staff} == {"HX", "YD"}
    # A list that does not say whose agents it names says nothing of them beside two vendors' figures.
    unsaid = {"坐席": [head, *days], "人员名册": [HEAD, LEFT]}
    assert one("6.xlsx", unsaid, vendor=None).staff == ()


RULES = {
    AgentRule.KEEP: ("1001", ["坐席!C2"]),
    AgentRule.CODE: ("1001", ["坐席!C2"]),
    # Even written 01001, of which the mark that is kept with the figures is another.
    AgentRule.HASH: ("~", ["坐席!C2"]),
    # Nothing at all is kept of who they are: nothing can be held against later files.
    AgentRule.DROP: (None, []),
}


@pytest.mark.parametrize(
    ("rule", "kept", "cells"), [(rule, *told) for rule, told in RULES.items()], ids=RULES
)
def test_agents_are_remembered_as_the_rule_of_their_site_lets_them(rule, kept, cells):
    privacy = Privacy(b"key", {("HX", "CS"): rule, ("HX", "WH"): AgentRule.KEEP})
    known = replace(DIRECTORY, privacy=privacy)
    may = month(5, 3, staff=[[*LEFT, "长沙"]], head=[*HEAD, "职场"])
    said = one(*may, known).staff
    assert [each.agent[: len(kept)] for each in said] == [kept] if kept else said == ()
    assert all("1001" not in each.mark for each in said)
    assert out(after(may, month(6, 2, agent="01001"), directory=known)) == cells


def test_only_who_left_or_whose_day_of_joining_is_told_or_had_left_is_remembered():
    roster = [LEFT, ["2002", "李四", "2024-01-01", "", "在职"], ["3003", "王五", "", "", "在职"]]
    assert [each.agent for each in one(*month(5, 3, staff=roster)).staff] == ["1001", "2002"]
    assert one(*month(5, 3)).staff == ()


@pytest.mark.parametrize(("roster", "codes"), [([LEFT], {"staff_list_read"}), ([WORKS], set())])
def test_a_staff_list_is_not_said_to_be_left_out(roster, codes):
    reading = one(*month(5, 3, staff=roster))
    assert {f.code for f in reading.findings} & {"staff_list_read", "table_not_read"} == codes

"""Work of agents after the day they left, as their own file tells it, is kept out; that of the day is not."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory((Known("HX", ("恒信",)), Known("YD", ("远达",))))
AGENTS = ["日期", "工号", "人工接通量", "签入时长"]


def days(agent="1001", *, of=(1, 2, 3), calls=90, login="8:00:00"):
    """A line for each day of May."""
    return [[f"2026-05-{day:02}", agent, calls, login] for day in of]


def book(**sheets: list[list[object]]) -> bytes:
    """A workbook: a sheet for each name."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(stream)
    return stream.getvalue()


def found(**sheets: list[list[object]]) -> list[str]:
    """The cells in which somebody works after his last day."""
    with received("坐席.xlsx", book(**sheets)) as file:
        reading = read(file, Choice("HX"), DIRECTORY, date(2026, 6, 5))
    rejected = [why for row in reading.rejected for why in row.reasons]
    assert {why.code for why in rejected} <= {"left_agent_works"}
    return [why.place.in_("en") for why in rejected]


def staff(*lines: list[object], head=("工号", "姓名", "入职日期", "离职日期", "在职状态")):
    """A staff list with a title above it."""
    return [["恒信员工花名册"], list(head), *lines]


LISTS = {
    "left on the 2nd": (staff(["1001", "张三", "2025-01-01", "2026-05-02", "离职"]), ["坐席!C4"]),
    "left on the last day there is": (staff(["1001", "张三", "", "2026-05-03", "离职"]), []),
    "left before": (
        staff(["1001", "张三", "", date(2026, 4, 30), "离职"]),
        ["坐席!C2", "坐席!C3", "坐席!C4"],
    ),
    "a code without its zeros": (staff(["01001", "张三", "", "2026-05-02", "已离职"]), ["坐席!C4"]),
    "a bare day": (staff(["1001", "张三", "", "5月2日", "离职"]), ["坐席!C4"]),
    "no status": (staff(["1001", "2026-05-02"], head=("工号", "离职日期")), ["坐席!C4"]),
    "somebody else": (staff(["1002", "李四", "", "2026-04-30", "离职"]), []),
    "still here": (staff(["1001", "张三", "2025-01-01", "", "在职"]), []),
    "a dash": (staff(["1001", "张三", "2025-01-01", "--", "在职"]), []),
    "a leaving to come": (staff(["1001", "张三", "2025-01-01", "2026-05-31", "待离职"]), []),
    "no date": (staff(["1001", "张三", "2025-01-01", "", "离职"]), []),
    "an old date of somebody who is here": (staff(["1001", "张三", "2025-01-01", "2024-03-01", "在职"]), []),
    "back since": (staff(["1001", "张三", "2026-05-02", "2026-04-10", ""]), []),
    "back since, on a line of its own": (
        staff(["1001", "张三", "", "2026-04-10", "离职"], ["1001", "张三", "2026-05-01", "", "在职"]),
        [],
    ),
    "an empty cell that Excel shows as a day": (staff(["1001", "张三", "", datetime(1900, 1, 1), ""]), []),
}  # fmt: skip


@pytest.mark.parametrize(("roster", "cells"), LISTS.values(), ids=LISTS)
def test_a_staff_list_of_the_workbook_says_who_works_no_more(roster, cells):
    assert found(坐席=[AGENTS, *days()], 花名册=roster) == cells
    assert found(花名册=roster, 坐席=[AGENTS, *days()]) == cells


@pytest.mark.parametrize(
    ("calls", "login", "cells"),
    [(0, "0:00:00", []), (0, "", []), (0, "1:00:00", ["坐席!D4"]), (5, "", ["坐席!C4"])],
)
def test_a_line_without_work_is_none(calls, login, cells):
    lines = [*days(of=(1, 2)), *days(of=(3,), calls=calls, login=login), *days("1002")]
    roster = staff(["1001", "张三", "", "2026-05-02", "离职"])
    assert found(坐席=[AGENTS, *lines], 花名册=roster) == cells


@pytest.mark.parametrize(
    ("left", "cells"),
    [("2026-04-30", ["坐席!B2"]), ("2026-05-01", []), ("2026-05-20", []), ("2026-06-02", [])],
)
def test_a_month_is_held_against_the_days_before_it(left, cells):
    head = ["工号", "人工接通量", "月份", "离职日期"]
    lines = [["1001", 800, "2026-05", left], ["1002", 700, "2026-05", ""]]
    assert found(坐席=[head, *lines]) == cells


@pytest.mark.parametrize(("hour", "cells"), [("02:00-02:30", []), ("14:00-14:30", ["坐席!D3"])])
def test_the_night_shift_of_the_last_day_ends_on_the_next(hour, cells):
    head = ["日期", "时段", "工号", "人工接通量"]
    lines = [["2026-05-02", "22:00-22:30", "1001", 5], ["2026-05-03", hour, "1001", 4]]
    roster = staff(["1001", "张三", "", "2026-05-02", "离职"])
    assert found(坐席=[head, *lines], 花名册=roster) == cells


def test_agents_that_go_by_name_are_found_by_it_where_one_has_it():
    head = ["日期", "姓名", "人工接通量"]
    lines = [["2026-05-03", "张三", 5], ["2026-05-03", "李四", 4]]
    left = [["1001", "张三", "", "2026-05-02", "离职"], ["1002", "李四", "", "2026-05-02", "离职"]]
    assert found(坐席=[head, *lines], 花名册=staff(*left, ["1003", "李四", "", "", ""])) == ["坐席!C2"]


def test_calls_of_a_list_are_held_against_it_too():
    head = ["通话流水号", "进线时间", "工号", "通话时长(秒)", "等待时长(秒)", "是否接通"]
    calls = [
        [f"c{day}{n}", f"2026-05-{day:02} 10:0{n}:00", agent, 60, 5, "是"]
        for day in (2, 4)
        for n, agent in enumerate(["1001", "1002"])
    ]
    roster = staff(["1001", "张三", "", "2026-05-02", "离职"])
    assert found(通话=[head, *calls], 花名册=roster) == ["通话!D4"]


def test_one_code_of_two_vendors_is_not_one_agent():
    head = ["日期", "外包商", "工号", "人工接通量"]
    lines = [["2026-05-03", "恒信", "1001", 5], ["2026-05-03", "远达", "1001", 4]]
    roster = staff(["1001", "张三", "", "2026-05-02", "离职"])
    with received("坐席.xlsx", book(坐席=[head, *lines], 花名册=roster)) as file:
        reading = read(file, Choice(None), DIRECTORY, date(2026, 6, 5))
    assert len(reading.drafts) == 2 and not reading.rejected

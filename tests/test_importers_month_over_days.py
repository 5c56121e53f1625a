"""A month's figure beside only some of its days, in one file: what it has beyond the days is said."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest

from core.period import Period
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

TODAY = date(2026, 11, 22)
DIRECTORY = Directory(vendors=(Known("HX", ("恒信", "Hengxin")),))
OCTOBER = date(2026, 10, 1)
HEAD = ["人工请求量", "人工接通量"]
#: 700, 701, 702 … a day: twenty days from the first come to 14,190.
FIRST = 700


def days(n: int, start: date = OCTOBER, without: tuple[int, ...] = ()) -> list[tuple[date, int]]:
    each = [(start + timedelta(days=i), FIRST + i) for i in range(n)]
    return [(day, figure) for day, figure in each if day.day not in without]


def total(figures) -> int:
    return sum(figure for _, figure in figures)


def book(months, figures, halves: bool = False) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "月报"
    sheet.append(["月份", *HEAD])
    for month, offered, answered in months:
        sheet.append([month, offered, answered])
    sheet = made.create_sheet("日报")
    sheet.append(["日期", *(["时段"] if halves else []), *HEAD])
    for day, figure in figures:
        if halves:
            sheet.append([day, "09:00-09:30", figure - 300, figure - 310])
            sheet.append([day, "09:30-10:00", 300, 300])
        else:
            sheet.append([day, figure, figure - 10])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def told(data: bytes, choice: Choice | None = None, codes: tuple[str, ...] = ("month_over_days",)):
    with received("报表.xlsx", data) as file:
        found = read(file, choice or Choice("HX"), DIRECTORY, TODAY).findings
    return [finding for finding in found if finding.code in codes]


TWENTY = days(20)
#: The month sheet's rows and the days → the cell that is named, and how many figures are off.
CASES = {
    "a larger month": ([("2026-10", 21000, 20000)], TWENTY, [("B2", 2)]),
    "the month so far": ([("2026-10", 14190, 13990)], TWENTY, []),
    "a smaller month": ([("2026-10", 9000, 8900)], TWENTY, [("B2", 2)]),
    "a figure of the first ten days, not carried on": (
        [("2026-10", total(TWENTY[:10]), total(TWENTY[:10]) - 100)], TWENTY, [],
    ),
    "one count is off": ([("2026-10", 14190, 14000)], TWENTY, [("C2", 1)]),
    "all the days are there: another finding": ([("2026-10", 30000, 29000)], days(31), []),
    "no calls at weekends": (
        [("2026-10", total(days(31, without=(3, 4, 10, 11, 17, 18, 24, 25, 31))), 15511)],
        days(31, without=(3, 4, 10, 11, 17, 18, 24, 25, 31)), [],
    ),
    "a day is left out, which the month has": (
        [("2026-10", total(days(31)), total(days(31)) - 310)], days(31, without=(13,)), [("B2", 2)],
    ),
    "the months before stand beside it": (
        [("2026-08", 20000, 19000), ("2026-09", 21000, 20000), ("2026-10", 14190, 13990)], TWENTY, [],
    ),
    "the month's own row is off among them": (
        [("2026-09", 21000, 20000), ("2026-10", 21000, 20000)], TWENTY, [("B3", 2)],
    ),
    "a month of settlement is the sum of its days, called October": (
        [("2026-10", total(days(30, date(2026, 9, 26))), total(days(30, date(2026, 9, 26))) - 300)],
        days(30, date(2026, 9, 26)), [],
    ),
    "its first days say nothing of September": (
        [("2026-09", 21000, 20000), ("2026-10", total(days(30, date(2026, 9, 26))[5:]), 17675)],
        days(30, date(2026, 9, 26)), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("months", "figures", "said"), CASES.values(), ids=CASES)
def test_a_month_that_is_not_its_days_so_far_is_said(months, figures, said):
    found = told(book(months, figures))
    assert [(f.place.column + str(f.place.row), f.facts["n"]) for f in found] == said


def test_both_figures_and_the_days_that_lack_are_named_in_both_languages():
    (found,) = told(book([("2026-10", 21000, 20000)], TWENTY))
    assert found.sentence("zh") == (
        "2026-10-01–2026-10-31的“人工请求量”：月数写的是 21000，文件里只有 2026-10-01 至 2026-10-20，"
        "相加是 14190，缺 2026-10-21 至 2026-10-31（同类差异共 2 处）。"
    )
    assert found.sentence("en") == (
        "Calls requesting an agent for 2026-10-01–2026-10-31: the month says 21000, but the file has only "
        "2026-10-01 to 2026-10-20, which add up to 14190; 2026-10-21 to 2026-10-31 lack "
        "(such differences: 2)."
    )


@pytest.mark.parametrize(("offered", "found"), [(21000, 1), (14190, 0), (14192, 0)])
def test_half_hours_of_some_days_are_held_so_too_but_for_calls_at_midnight(offered, found):
    assert len(told(book([("2026-10", offered, 13990)], TWENTY, halves=True))) == found


def test_a_month_of_the_contract_that_is_named_is_held_whole():
    settlement = Choice("HX", period=Period(date(2026, 9, 26), date(2026, 10, 26), "2026-10"))
    figures = days(30, date(2026, 9, 26))
    assert told(book([("2026-10", total(figures), total(figures) - 300)], figures), settlement) == []


@pytest.mark.parametrize("last", [20, 31])
def test_people_on_duty_do_not_add_up_over_days(last):
    made = openpyxl.Workbook()
    made.active.append(["月份", "人工请求量", "在岗人数"])
    made.active.append(["2026-10", total(days(last)), 50])
    sheet = made.create_sheet("日报")
    sheet.append(["日期", "人工请求量", "在岗人数"])
    for day, figure in days(last):
        sheet.append([day, figure, 50])
    stream = io.BytesIO()
    made.save(stream)
    assert told(stream.getvalue(), codes=("month_over_days", "grains_differ")) == []

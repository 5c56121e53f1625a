"""Months that are named without their year: on rows, across, and on the tabs of a workbook."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import xlsxwriter

from core.facts import date_of
from importers.draft import Choice, Directory, Known
from importers.layouts.period_said import period_of
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(vendors=(Known("HX", ("恒信", "Hengxin")),))
TODAY = date(2026, 11, 22)
HEAD = ["人工请求量", "人工接通量"]


def of_book(name, **sheets):
    """The reading of a workbook of sheets."""
    with received(f"{name}.xlsx", workbook(sheets)) as file:
        return read(file, Choice(vendor="HX"), DIRECTORY, TODAY)


def workbook(sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return stream.getvalue()


def days(reading):
    """The first day of each fact in order, and what is said."""
    found = sorted({date_of(day) for draft in reading.drafts for day in draft.frame["day"]})
    return found, sorted(finding.code for finding in reading.findings)


def months(rows, label="月份", title=None):
    head = [[title]] if title else []
    return [*head, [label, *HEAD], *([row, 30_000 + at, 28_000 + at] for at, row in enumerate(rows))]


CHINESE = [f"{month}月" for month in range(1, 11)]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "October"]


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("恒信", {"话务": months(CHINESE, title="恒信2026年各月话务")}),
        ("恒信2026年", {"话务": months(CHINESE)}),
        ("恒信", {"2026年": months(CHINESE)}),
        ("恒信2026年1-10月", {"话务": months(CHINESE)}),
        ("恒信2026年", {"话务": months(CHINESE, label="日期")}),
        ("恒信", {"话务": months([f"2026年{one}" for one in CHINESE], label="日期")}),
        ("Hengxin 2026", {"Calls": months(ENGLISH, label="Month")}),
        ("恒信2026年", {"话务": months(list(range(1, 11)))}),
        ("恒信2026年", {"话务": [["指标", *CHINESE], *([name, *range(1, 11)] for name in HEAD)]}),
        (
            "恒信2026年",
            {"话务": [["指标", "目标", *CHINESE], *([name, "-", *range(1, 11)] for name in HEAD)]},
        ),
        ("Hengxin 2026", {"Calls": [["KPI", *ENGLISH], *([name, *range(1, 11)] for name in HEAD)]}),
    ],
)
def test_months_take_the_year_that_stands_above_them_or_in_a_name(name, sheets):
    assert days(of_book(name, **sheets)) == ([date(2026, month, 1) for month in range(1, 11)], [])


def daily(length, start=1):
    return [["日期", *HEAD], *([f"{day}日", 100 + day, 90 + day] for day in range(start, length + 1))]


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        ("恒信2026年4-5月", ("4月", "5月")),
        ("恒信2026年", ("4月话务", "5月话务")),
        ("恒信", ("2026.04", "2026.05")),
        ("恒信2026", ("话务4月份", "话务5月份")),
        ("Hengxin 2026", ("April", "May")),
    ],
)
def test_a_tab_that_is_called_by_a_month_dates_its_own_days(name, tabs):
    first, second = tabs
    reading = of_book(name, **{first: daily(30), second: daily(31)})
    expected = [date(2026, 4, 1) + timedelta(days=day) for day in range(61)]
    assert (days(reading)[0], [f.code for f in reading.findings if f.severity != "warns"]) == (expected, [])


def test_a_tab_without_a_year_anywhere_is_asked_about():
    assert days(of_book("恒信", **{"5月": daily(31)})) == ([], ["period_missing"])


def test_a_part_of_a_month_on_a_tab_lacks_no_other_days():
    assert "days_missing" not in days(of_book("恒信2026年", **{"5月上旬": daily(10)}))[1]
    assert "days_missing" in days(of_book("恒信2026年", **{"5月": daily(10)}))[1]


@pytest.mark.parametrize(
    ("sheet", "month"),
    [
        ("5月", 5),
        ("5月话务", 5),
        ("12月份", 12),
        ("May", 5),
        ("4-5月", None),
        ("4月-5月", None),
        ("5月3日", None),
        ("15月", None),
        ("2025年5月", 5),
        ("4、5月", None),
        ("话务", None),
        ("Marketing", None),
        ("1月对比2月", None),
    ],
)
def test_a_tab_names_one_month_or_none(sheet, month):
    said = period_of(["恒信2026年"], sheet, "恒信.xlsx")
    assert (said.covers and said.covers.start.month) == month


@pytest.mark.parametrize(
    ("file", "label"),
    [("恒信2026年1月.xlsx", "2025-12"), ("恒信2026年11月.xlsx", "2026-12"), ("恒信2026年.xlsx", "2026-12")],
)
def test_a_tab_is_of_the_year_that_brings_it_nearest_to_the_month_of_the_file(file, label):
    assert period_of([], "12月", file).month.label == label


def test_a_title_with_a_month_comes_before_the_tab():
    assert period_of(["2026年4月日报"], "5月", "恒信.xlsx").covers.label == "2026-04"


@pytest.mark.parametrize(
    "written",
    [list(range(1, 32)), [str(day) for day in range(1, 32)], [f"05{day:02d}" for day in range(1, 32)]],
)
def test_days_may_be_bare_numbers_of_the_month_that_the_file_names(written):
    rows = [[cell, 100 + at, 90 + at] for at, cell in enumerate(written)]
    reading = of_book("恒信2026年5月", 日报=[["日期", *HEAD], *rows])
    assert days(reading)[0] == [date(2026, 5, 1) + timedelta(days=at) for at in range(31)]


def test_bare_numbers_that_do_not_follow_each_other_are_no_days():
    rows = [[cell, 100, 90] for cell in (1, 2, 17)]
    assert days(of_book("恒信2026年5月", 日报=[["日期", *HEAD], *rows]))[0] == []


SETTLEMENT = "恒信2026年1月日报（12月26日-1月25日）"


@pytest.mark.parametrize(
    ("title", "style"),
    [
        (SETTLEMENT, "%Y-%m-%d"), (SETTLEMENT, "%m月%d日"), (SETTLEMENT, "%d日"),
        ("恒信2026年1月日报", "%Y-%m-%d"), ("恒信2026年1月日报", "%m月%d日"),
    ],
)  # fmt: skip
def test_days_of_a_settlement_month_are_not_outside_the_month_it_is_called_by(title, style):
    whole = [date(2025, 12, 26) + timedelta(days=at) for at in range(31)]
    rows = [[day.strftime(style), 100 + day.day, 90 + day.day] for day in whole]
    found, said = days(of_book("恒信", 日报=[[title], ["日期", *HEAD], *rows]))
    assert (found, [code for code in said if code.startswith("day")]) == (whole, [])


def test_a_slip_into_the_month_before_is_still_told():
    rows = [[date(2026, 1, day).isoformat(), 100 + day, 90 + day] for day in range(1, 32)]
    rows[4][0] = "2025-12-05"
    said = days(of_book("恒信2026年1月", 日报=[["日期", *HEAD], *rows]))[1]
    assert said.count("day_outside_title") == 1


def test_no_sentence_speaks_of_a_row_that_has_no_number():
    across = [["指标", "1月", "2月", "5月"], *([name, 7, 8, 9] for name in HEAD)]
    doubled = [["指标", "5月1日", "5月2日", "5月2日"], [HEAD[0], 7, 8, 9], [HEAD[1], 7, 8, 9]]
    for reading in (of_book("恒信2026年5月", 话务=across), of_book("恒信2026年5月", 话务=doubled)):
        assert reading.findings
        for finding in reading.findings:
            words = (
                finding.sentence("zh") + finding.sentence("en") + finding.remedy("zh") + finding.remedy("en")
            )
            assert "None" not in words
    assert (
        of_book("恒信2026年5月", 话务=across).findings[0].sentence("zh").startswith("B 列的日期 2026-01-01")
    )

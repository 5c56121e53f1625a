"""Missing days (china_practice C9): a daily report that leaves days out says so by their dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.period import MonthRule, Period, PeriodKind, calendar_month
from importers.draft import Choice, Directory, Known
from importers.layouts.period_said import period_said
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(
    vendors=(Known("HX", ("华信",)), Known("YD", ("远达",))),
    sites=(Known("NC", ("南昌",), "HX"), Known("SR", ("上饶",), "HX")),
)
TODAY = date(2026, 11, 22)
OCTOBER = calendar_month(2026, 10)
HEAD = "日期,人工请求量,人工接通量"


def days(first: date, last: date, without=(), weekdays=range(1, 8)):
    every = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return [day for day in every if day not in without and day.isoweekday() in weekdays]


def october(without=(), weekdays=range(1, 8), last=31):
    return days(date(2026, 10, 1), date(2026, 10, last), [date(2026, 10, n) for n in without], weekdays)


def said(text, name="日报_2026年10月.csv", today=TODAY, **choice):
    """(place, sentence) of every finding on missing days."""
    with received(name, text.encode()) as file:
        reading = read(file, Choice(**{"vendor": "HX", **choice}), DIRECTORY, today)
    found = [finding for finding in reading.findings if finding.code == "days_missing"]
    return [(finding.place.in_("en"), finding.sentence("zh"), finding.sentence("en")) for finding in found]


def daily(reported, **more):
    return said("\n".join([HEAD, *(f"{day},100,95" for day in reported)]) + "\n", **more)


def missing(found):
    """What one finding names, in English, between the colon and the bracket."""
    return [sentence.split(": ", 1)[1].split(" (")[0] for _, _, sentence in found]


def test_the_missing_days_are_named_as_dates_and_ranges_with_their_place():
    (found,) = daily(october(without=(5, 12, 13, 14)))
    assert found == (
        "A6",
        "2026-10 的报表缺 4 天数据：2026-10-05、2026-10-12 至 2026-10-14（应在第6行附近）。",
        "Days without a row in the report for 2026-10: 2026-10-05, 2026-10-12 to 2026-10-14 "
        "(4 in all, near row 6).",
    )


@pytest.mark.parametrize(
    ("reported", "more", "expected"),
    [
        (october(), {}, []),
        # The month is over and named, so its end is missing too.
        (october(last=29), {}, ["2026-10-30 to 2026-10-31"]),
        # Under way: the days to come are not missing, nor those that may still be reported ...
        (october(last=18), {"today": date(2026, 10, 20)}, []),
        # ... but one left out in between is.
        (october(last=18, without=(9,)), {"today": date(2026, 10, 20)}, ["2026-10-09"]),
        # Nothing names the month: the report speaks from its first day to its last.
        (october(last=18), {"name": "daily.csv"}, []),
        (october(last=18, without=(9,)), {"name": "daily.csv"}, ["2026-10-09"]),
        (october(last=18), {"name": "daily.csv", "period": OCTOBER}, ["2026-10-19 to 2026-10-31"]),
        # A span in the name is what it covers; a single date is no month.
        (october(last=18), {"name": "2026-10-01至2026-10-18.csv"}, []),
        (october(last=18), {"name": "2026-10-01至10-20.csv"}, ["2026-10-19 to 2026-10-20"]),
        ([date(2026, 10, 5)], {"name": "日报_2026-10-05.csv"}, []),
    ],
)  # fmt: skip
def test_only_days_that_are_over_inside_what_the_report_says_it_covers_are_missing(reported, more, expected):
    assert missing(daily(reported, **more)) == expected


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        # Monday to Friday, the National Day holiday left out as well.
        (october(weekdays=range(1, 6), without=range(1, 8)), []),
        # Monday to Friday, one Wednesday left out.
        (october(weekdays=range(1, 6), without=(*range(1, 8), 21)), ["2026-10-21"]),
        # Monday to Saturday.
        (october(weekdays=range(1, 7)), []),
        # One Sunday reported: the line runs on Sundays, so the others are missing.
        (october(without=(4, 18, 25)), ["2026-10-04, 2026-10-18, 2026-10-25"]),
        # A line that runs at weekends runs on holidays.
        (october(without=range(1, 8)), ["2026-10-01 to 2026-10-07"]),
    ],
)  # fmt: skip
def test_days_on_which_the_line_does_not_run_are_not_missing(reported, expected):
    assert missing(daily(reported)) == expected


def test_a_week_from_monday_to_friday_lacks_no_weekend():
    week = days(date(2026, 10, 19), date(2026, 10, 23))
    assert daily(week, name="2026-10-19至2026-10-25.csv") == []


def test_a_settlement_month_counts_its_own_days():
    settlement = MonthRule(PeriodKind.SETTLEMENT, 26).month("2026-10")
    reported = days(date(2026, 9, 26), date(2026, 10, 25), [date(2026, 9, 30)])
    assert missing(daily(reported, period=settlement)) == ["2026-09-30"]


def test_a_site_that_lacks_more_days_than_the_others_is_named():
    lines = [f"{day},{site},100,95" for day in october(without=(20,)) for site in ("南昌", "上饶")]
    lines.remove("2026-10-08,上饶,100,95")
    one, both = said("\n".join(["日期,职场,人工请求量,人工接通量", *lines]) + "\n")
    assert missing([both]) == ["2026-10-20"]
    assert one[2].startswith("Days without a row in the report for 2026-10 of the site “上饶”: 2026-10-08 (1")


def test_each_vendor_of_a_file_is_told_its_own():
    lines = [f"{day},华信,100,95" for day in october()] + [f"{day},远达,9,9" for day in october(without=(7,))]
    text = "\n".join(["日期,供应商,人工请求量,人工接通量", *lines]) + "\n"
    with received("2026年10月.csv", text.encode()) as file:
        reading = read(file, Choice(), DIRECTORY, TODAY)
    assert [(f.code, f.facts["vendor"]) for f in reading.findings] == [("days_missing", "YD")]


def test_one_stray_date_does_not_stretch_the_days_that_should_be_there():
    # 3 November is told as outside October; the first two of November are nobody's.
    assert daily([*october(), date(2026, 11, 3)]) == []


def test_a_settlement_month_called_by_a_calendar_month_is_not_blamed_for_its_end():
    assert daily(days(date(2026, 9, 26), date(2026, 10, 25))) == []


def test_a_row_that_is_kept_out_is_there_all_the_same():
    rows = [f"{day},100,95" for day in october()]
    rows[4] = "2026-10-05,100,195"  # answered exceeds offered: rejected, and said there
    assert said("\n".join([HEAD, *rows]) + "\n") == []


def test_a_row_whose_date_cannot_be_read_may_be_the_missing_day():
    rows = [f"{day},100,95" for day in october()]
    rows[4] = "昨天,100,95"
    assert said("\n".join([HEAD, *rows]) + "\n") == []


def test_lists_and_registers_have_no_day_they_ought_to_be_on():
    register = "培训日期,应训人数,实训人数,合格人数\n2026-10-09,40,39,38\n2026-10-20,40,40,40\n"
    calls = "质检日期,录音编号,是否合格\n2026-10-09,R1,是\n2026-10-20,R2,否\n"
    assert said(register) == [] and said(calls) == []


@pytest.mark.parametrize(
    ("text", "covers", "month"),
    [
        ("运营日报（2026年10月）", OCTOBER, OCTOBER),
        ("2026-10 report", OCTOBER, OCTOBER),
        ("202610", OCTOBER, OCTOBER),
        ("2026.10.01-2026.10.31", OCTOBER, OCTOBER),
        ("2026年10月1日至10月20日", Period(date(2026, 10, 1), date(2026, 10, 21)), "same"),
        ("2026年10月26日—11月25日", Period(date(2026, 10, 26), date(2026, 11, 26)), "same"),
        ("2026年10月1日-7日", Period(date(2026, 10, 1), date(2026, 10, 8)), "same"),
        # A date of printing, or one day: it gives other dates their year, and covers nothing.
        ("制表日期：2026-11-03", None, calendar_month(2026, 11)),
        ("日报", None, None),
        ("Call report May 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("report for the month of May, 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("report_may_2026.csv", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("05/2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("1-31 May 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("1 May to 31 May 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("Report period: 1 May 2026 - 31 May 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        ("26 Dec 2025 to 25 Jan 2026", Period(date(2025, 12, 26), date(2026, 1, 26)), "same"),
        ("31 May 2026", None, None),  # a single day is no month
        ("generated in May 2026", None, None),
        ("Marketing 2026", None, None),
        # Several months, or a quarter, are no month; nor is the last of them.
        ("恒信2026年4-5月", None, None),
        ("恒信2026年1月-10月话务", None, None),
        ("2026年4、5月", None, None),
        ("2026年1季度", None, None),
        ("Jan-Oct 2026", None, None),
        ("April and May 2026", None, None),
        ("Report-May 2026", calendar_month(2026, 5), calendar_month(2026, 5)),
        # Systems write the time of day too; until midnight is until the day before.
        ("统计时间：2026-10-01 00:00:00 至 2026-10-31 23:59:59", OCTOBER, OCTOBER),
        ("2026/10/01 00:00 - 2026/11/01 00:00", OCTOBER, OCTOBER),
        ("2026-10-01 08:00~2026-10-01 20:00", Period(date(2026, 10, 1), date(2026, 10, 2)), "same"),
        # A month from the 26th to the 25th.
        ("2026年1月日报（12月26日-1月25日）", Period(date(2025, 12, 26), date(2026, 1, 26)), "same"),
        ("2026年1月（12.26-1.25）", Period(date(2025, 12, 26), date(2026, 1, 26)), "same"),
        ("2025年12月26日-1月25日", Period(date(2025, 12, 26), date(2026, 1, 26)), "same"),
        ("2026年5月（5月1日-15日）", Period(date(2026, 5, 1), date(2026, 5, 16)), "same"),
        ("2026年5月得分1.5-2.0", calendar_month(2026, 5), calendar_month(2026, 5)),
    ],
)
def test_what_a_title_says_about_its_days(text, covers, month):
    told = period_said([text])
    assert (told.covers, told.month) == (covers, covers if month == "same" else month)


def test_the_month_in_the_name_counts_where_the_title_only_has_a_date_of_printing():
    assert period_said(["制表日期：2026-11-03", "日报", "2026-10.xlsx"]).covers == OCTOBER


def test_one_day_a_file_leaves_the_other_days_of_its_month_alone():
    with received("日报_2026-10-05.csv", f"{HEAD}\n2026-10-05,100,95\n".encode()) as file:
        (draft,) = read(file, Choice(vendor="HX"), DIRECTORY, TODAY).drafts
    assert draft.coverage.period == Period(date(2026, 10, 5), date(2026, 10, 6))

"""Weeks, ten days, the whole month and the largest among the days of a report: none of them is a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.period import calendar_month
from importers.layouts.period_rows import PeriodRow, period_row
from importers.values.cells import Hints
from importers.values.week_names import week_span
from tests.test_importers_months import of_book

MONTH = [date(2026, 5, 1) + timedelta(days=at) for at in range(31)]
FIGURES = [(1000 + 37 * at % 101, 900 + 53 * at % 89) for at in range(31)]
DAYS = [[day, *figures] for day, figures in zip(MONTH, FIGURES, strict=True)]


def added(label, first, last, more=0):
    """A line that adds up the days `first` to `last`, a little wrongly by `more`."""
    return [label, *(sum(column[first - 1 : last]) + more for column in zip(*FIGURES, strict=True))]


def between(*apart):
    """The days with lines after them: (line, the last day above it)."""
    rows, at = [], 0
    for line, last in apart:
        rows += [*DAYS[at:last], line]
        at = last
    return rows + DAYS[at:]


TEN_DAYS = [added("上旬", 1, 10), added("中旬", 11, 20), added("下旬", 21, 31)]
AFTER_TEN = list(zip(TEN_DAYS, (10, 20, 31), strict=True))
TOTAL = added("合计", 1, 31)
MOST, LEAST = (
    [max(column) for column in zip(*FIGURES, strict=True)],
    [min(c) for c in zip(*FIGURES, strict=True)],
)
WEEKS = [(1, 3), (4, 10), (11, 17), (18, 24), (25, 31)]


def weeks(name, more=0):
    return [
        (added(name.format(n=n, first=first, last=last), first, last, more if n == 2 else 0), last)
        for n, (first, last) in enumerate(WEEKS, start=1)
    ]


def at_the_end(name, more=0):
    return DAYS + [line for line, _ in weeks(name, more)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*between(*AFTER_TEN), TOTAL], []),
        (DAYS + TEN_DAYS + [TOTAL], []),
        ([*DAYS, TEN_DAYS[0], added("中旬", 11, 20, 5), TEN_DAYS[2]], ["subtotal_differs"] * 2),
        # One line alone, and wrong: 上旬 says its days itself.
        ([*DAYS, added("上旬", 1, 10, 9)], ["subtotal_differs"] * 2),
        ([*DAYS, added("5月上半月", 1, 15), added("下半月", 16, 31)], []),
        ([*between(*weeks("第{n}周")), TOTAL], []),
        ([*between(*weeks("第{n}周", 7)), TOTAL], ["subtotal_differs"] * 2),
        ([*between(*weeks("Week {n}")), TOTAL], []),
        # Which days the second week has, nobody says.
        ([*at_the_end("第{n}周"), TOTAL], ["parts_unchecked"]),
        ([*at_the_end("5.{first}-5.{last}"), TOTAL], []),
        ([*at_the_end("5月{first}日-{last}日", 7), TOTAL], ["subtotal_differs"] * 2),
        (at_the_end("第{n}周（5.{first}-5.{last}）"), []),
        # Weeks and ten days, each held against its own.
        (between(*sorted([*weeks("第{n}周"), *AFTER_TEN], key=lambda pair: pair[1])), []),
        ([*DAYS, added("全月", 1, 31)], []),
        ([*DAYS, added("全月", 1, 31, 1)], ["total_differs"] * 2),
        ([*DAYS, added("5月", 1, 31)], []),
        ([*DAYS, ["最大值", *MOST], ["最小值", *LEAST], ["上月同期", 7, 8], TOTAL], ["lines_left_out"]),
        ([*DAYS, ["同比增长", "3%", "2%"], ["较上月", "3%", "2%"], ["去年同月", 7, 8]], ["lines_left_out"]),
    ],
)  # fmt: skip
def test_lines_that_are_no_days_are_held_against_theirs_and_never_count(rows, said):
    reading = of_book("恒信2026年5月", 日报=[["日期", "人工请求量", "人工接通量"], *rows])
    found = sorted(f.code for f in reading.findings if f.code not in ("rates_too_steady", "days_alike"))
    assert found == sorted(said)
    (draft,) = reading.drafts
    assert (draft.frame["offered"].sum(), draft.rejected) == (TOTAL[1], ())


def test_quarters_and_the_year_are_none_of_the_months():
    months = [[f"{at}月", 3000 + at, 2900 + at] for at in range(1, 10)]
    quarters = [[f"第{n}季度", 9000 + 9 * q + 6, 8700 + 9 * q + 6] for q, n in enumerate("一二三")]
    rows = [*months, *quarters, ["全年", 27045, 26145]]
    reading = of_book("恒信2026年", 汇总=[["月份", "人工请求量", "人工接通量"], *rows])
    assert [f.code for f in reading.findings] == []
    assert reading.drafts[0].frame["offered"].sum() == 27045


def test_months_by_their_english_names_have_quarters_too():
    months = [
        [name, 3000 + at, 2900 + at] for at, name in enumerate(["January", "February", "March", "April"])
    ]
    rows = [*months, ["Q1", 9003, 8703], ["Total", 12006, 11606]]
    reading = of_book("Hengxin 2026", Monthly=[["Month", "Calls offered", "Calls answered"], *rows])
    assert [f.code for f in reading.findings] == []


@pytest.mark.parametrize(("whole", "n"), [(201, 0), (205, 1)])
@pytest.mark.parametrize("label", ["全天", "合计", "当日小计", "All day"])
def test_the_whole_day_among_its_half_hours_is_held_against_them(label, whole, n):
    rows = []
    for day in MONTH[:3]:
        rows += [[day, "9:00-9:30", 100], [day, "9:30-10:00", 101]]
        rows.append([day, label, whole if day == MONTH[0] else 201])
    reading = of_book("恒信2026年5月1日-3日", 分时=[["日期", "时段", "人工请求量"], *rows])
    code = "total_differs" if label == "合计" else "subtotal_differs"
    assert [f.code for f in reading.findings] == [code] * n
    assert reading.drafts[0].frame["offered"].sum() == 603


@pytest.mark.parametrize(("more", "said"), [(0, []), (3, ["subtotal_differs"])])
def test_ten_days_of_a_site_are_held_against_that_site(more, said):
    rows = [[day, site, at] for at, day in enumerate(MONTH, start=100) for site in ("甲", "乙")]
    first = sum(range(100, 110))
    apart = [["上旬", "甲", first], ["上旬", "乙", first + more], ["第1周", "甲", 5]]
    reading = of_book("恒信2026年5月", 日报=[["日期", "职场", "人工请求量"], *rows, *apart])
    codes = [f.code for f in reading.findings if f.code not in ("days_alike", "site_new", "days_copied")]
    assert codes == [*said, "parts_unchecked"]


def test_running_totals_are_none_of_the_days():
    rows = between((added("1-10日累计", 1, 10), 10), (added("1-20日累计", 1, 20), 20), (TOTAL, 31))
    reading = of_book("恒信2026年5月", 日报=[["日期", "人工请求量", "人工接通量"], *rows])
    assert [f.code for f in reading.findings if f.code != "rates_too_steady"] == []


def test_columns_that_add_up_several_days_are_left_out_where_days_stand_across():
    head = ["指标", "1日", "2日", "第1周", "3日", "上旬", "最大值", "本月合计"]
    figures = [["人工请求量", 5, 6, 11, 7, 18, 7, 18], ["人工接通量", 4, 5, 9, 6, 15, 6, 15]]
    reading = of_book("恒信2026年5月1日-3日", 日报=[head, *figures])
    assert [f.code for f in reading.findings] == []
    assert reading.drafts[0].frame.sort("day")["offered"].to_list() == [5, 6, 7]


def test_a_header_repeated_on_each_page_is_no_row():
    head = ["日期", "人工请求量", "人工接通量"]
    reading = of_book("恒信2026年5月", 日报=[head, *DAYS[:15], head, *DAYS[15:], head])
    assert (reading.drafts[0].rejected, reading.drafts[0].frame.height) == ((), 31)


def test_a_team_total_in_english_is_no_agent():
    rows = [["0001", "A", 100], ["0002", "A", 110], ["", "A total", 210], ["Highest", "", 110]]
    reading = of_book(
        "Hengxin May 2026", S=[["Agent ID", "Team", "Calls answered"], *rows, ["Total", "", 210]]
    )
    assert ([f.code for f in reading.findings], reading.drafts[0].frame["answered"].sum()) == ([], 210)


def test_a_report_of_nothing_but_weeks_is_left_to_be_told_as_such():
    rows = [line for line, _ in weeks("第{n}周")]
    reading = of_book("恒信2026年5月", 周报=[["日期", "人工请求量", "人工接通量"], *rows])
    assert "rows_by_week" in [f.code for f in reading.findings]


def test_a_report_of_nothing_but_ten_days_of_each_site_speaks_for_these_days():
    # The last ten days are not in yet: two thirds are no month.
    rows = [[part, site, 100] for part in ("上旬", "中旬") for site in ("甲", "乙")]
    reading = of_book("恒信2026年5月", 旬报=[["日期", "职场", "人工请求量"], *rows])
    assert {f.code for f in reading.findings} == {"site_new"}
    assert {draft.coverage.period.end.day for draft in reading.drafts} == {21}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5月", PeriodRow.TOTAL), ("全月", PeriodRow.TOTAL), ("W19", PeriodRow.PART),
        ("第 2 周", PeriodRow.PART),
        ("5.4-5.10", PeriodRow.PART), ("Q1", PeriodRow.PART), ("上旬", PeriodRow.PART),
        ("Max", PeriodRow.OTHER),
        # Days, and what may be a day badly written.
        ("5月1日", None), ("5.1", None), ("2026-05-01", None), ("周一", None), ("1日", None), ("昨天", None),
        ("5/1", None), ("20260501", None), ("46143", None), ("五一", None), ("May 1", None),
    ],
)  # fmt: skip
def test_what_stands_under_days_is_told_by_its_words(text, kind):
    assert period_row(text) is kind


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-05-04至2026-05-10", (5, 4), (5, 10)), ("5.4-5.10", (5, 4), (5, 10)),
        ("5月4日-10日", (5, 4), (5, 10)),
        ("第2周（5/4~5/10）", (5, 4), (5, 10)), ("2026年5月4日—5月10日", (5, 4), (5, 10)),
        ("4.27-5.3", (4, 27), (5, 3)),
    ],
)  # fmt: skip
def test_a_week_may_say_its_days(text, first, last):
    span = week_span(text, Hints(period=calendar_month(2026, 5)))
    assert (span.start, span.last_day) == (date(2026, *first), date(2026, *last))

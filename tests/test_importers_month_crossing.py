"""Bare days that fall back, 26 … 30, 1 … 25: two months, told by words, a choice or a person."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest

from core.period import MonthRule, calendar_month
from importers.draft import Choice, QuestionKind
from importers.read import read
from importers.rows.month_crossing import Reading
from tests.received_file import received
from tests.test_importers_months import DIRECTORY, TODAY, days, workbook

HEAD = ["人工请求量", "人工接通量"]
SETTLED = [*range(26, 31), *range(1, 26)]
ASKED = "日期 = months"


def sheet(bare, head="日期"):
    return [[head, *HEAD], *([day, 100 + at, 90 + at % 7] for at, day in enumerate(bare))]


def reading(name, rows, choice=None, memory=()):
    with received(f"{name}.xlsx", workbook({"日报": rows})) as file:
        return read(file, choice or Choice(vendor="HX"), DIRECTORY, TODAY, memory=memory)


def said(answer):
    return Choice(vendor="HX", words={ASKED: answer})


def span(result):
    """The first and the last day of the figures."""
    found, _ = days(result)
    return (found[0], found[-1]) if found else None


APRIL = (date(2026, 4, 26), date(2026, 5, 25))
MAY = (date(2026, 5, 26), date(2026, 6, 25))
BY_SITE = [["日期", "职场", *HEAD], *([day, site, 100, 90] for day in SETTLED for site in ("甲", "乙"))]
BELOW = [["日期", "职场", *HEAD], *([day, site, 100, 90] for site in ("甲", "乙") for day in SETTLED)]
ACROSS = [["指标", *SETTLED], ["人工请求量", *range(100, 130)], ["人工接通量", *range(90, 120)]]


@pytest.mark.parametrize(
    "rows",
    [
        sheet(SETTLED), sheet(SETTLED[::-1]), sheet([f"{day}日" for day in SETTLED]),
        sheet([f"{day:02d}" for day in SETTLED]), BY_SITE, BELOW, ACROSS,
        sheet([27, 28, 29, 30, 6, 7, 8, 9, 12, 13]),  # working days around a holiday
        sheet([*range(26, 31), 1, 2]),  # the month is not over yet
    ],
    ids=["down", "newest_first", "with_unit", "with_zero", "by_day", "by_site", "across", "workdays", "part"],
)  # fmt: skip
def test_days_that_fall_back_to_the_first_are_asked_about_with_both_readings(rows):
    result = reading("恒信2026年5月", rows)
    (question,) = result.questions
    assert (result.blocked, result.drafts, days(result)[1]) == (True, (), ["days_over_two_months"])
    assert (question.kind, question.subject) == (QuestionKind.MONTHS, ASKED)
    assert list(question.choices) == list(Reading)
    assert "属于4月" in question.choices[Reading.BEFORE].zh and "May" in question.choices[Reading.BEFORE].en


@pytest.mark.parametrize("rows", [sheet(SETTLED), sheet(SETTLED[::-1]), BY_SITE, BELOW, ACROSS])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Reading.BEFORE, APRIL),
        (Reading.AFTER, MAY),
        (Reading.SAME, (date(2026, 5, 1), date(2026, 5, 30))),
    ],
)
def test_the_answer_gives_every_day_its_month_and_turns_none_away(rows, answer, expected):
    result = reading("恒信2026年5月", rows, said(answer))
    assert (span(result), result.questions, result.rejected) == (expected, (), ())
    assert sum(draft.frame.height for draft in result.drafts) == (60 if rows in (BY_SITE, BELOW) else 30)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("恒信2026-04-26~2026-05-25", APRIL), ("恒信2026年5月(4.26-5.25)", APRIL),
        ("恒信2026年5月 上月26日至本月25日", APRIL), ("恒信2026年5月(5.26-6.25)", MAY),
        ("恒信2026年5月 本月26日-次月25日", MAY),
    ],
)  # fmt: skip
def test_words_that_say_the_span_answer_it(name, expected):
    last = 30 if expected == APRIL else 31
    result = reading(name, sheet([*range(26, last + 1), *range(1, 26)]))
    assert (span(result), days(result)[1]) == (expected, [])


def test_a_title_with_the_month_alone_does_not_hide_the_span_in_the_files_name():
    result = reading("恒信2026-04-26~2026-05-25", [["2026年5月日报"], *sheet(SETTLED)])
    assert span(result) == APRIL


def test_a_span_without_a_year_in_the_files_name_has_that_of_the_month_chosen():
    chosen = Choice(vendor="HX", period=calendar_month(2026, 5))
    assert span(reading("恒信5月报表（4.26-5.25）", sheet(SETTLED), choice=chosen)) == APRIL


def test_a_month_chosen_by_the_contract_answers_it_and_a_calendar_month_is_asked_about():
    settled = Choice(vendor="HX", period=MonthRule("settlement", 26).month("2026-05"))
    assert span(reading("恒信", sheet(SETTLED), settled)) == APRIL
    calendar = Choice(vendor="HX", period=MonthRule().month("2026-05"))
    assert days(reading("恒信", sheet(SETTLED), calendar))[1] == ["days_over_two_months"]
    told = Choice(vendor="HX", period=MonthRule().month("2026-05"), words={ASKED: Reading.BEFORE})
    assert (span(reading("恒信", sheet(SETTLED), told)), days(reading("恒信", sheet(SETTLED), told))[1]) == (
        APRIL,
        [],
    )


def test_a_month_without_that_day_is_no_answer():
    (question,) = reading("恒信2026年5月", sheet([*range(26, 32), *range(1, 26)])).questions
    assert list(question.choices) == [Reading.AFTER, Reading.SAME]  # April has no 31st


@pytest.mark.parametrize("rows", [sheet(SETTLED), ACROSS])
def test_the_answer_is_remembered_for_the_next_month(rows):
    first = reading("恒信2026年5月", rows, said(Reading.BEFORE))
    following = [[cell if cell != 30 else 31 for cell in row] for row in rows]
    after = reading("恒信2026年6月", following, memory=first.mappings)
    assert (span(after), after.questions) == ((date(2026, 5, 26), date(2026, 6, 25)), ())


@pytest.mark.parametrize(
    "bare",
    [
        [5, 3, 4], range(1, 32), range(31, 0, -1), [*range(5, 32), *range(1, 5), 20], [1, 2, 30, 31],
        [30, 31], [*range(1, 32), *range(1, 32)], [28, 3, 29, 4, 30], [*range(10, 21), *range(1, 10)],
        [10, 20, 30, 1, 11, 21],
    ],
)  # fmt: skip
def test_other_orders_are_days_of_the_month_named(bare):
    result = reading("恒信2026年5月", sheet(bare))
    assert "days_over_two_months" not in [finding.code for finding in result.findings]
    assert result.questions == ()


def test_sites_that_begin_on_different_days_are_no_settlement_month():
    rows = [["日期", "职场", *HEAD]]
    rows += [[day, site, 100, 90] for site, first in (("甲", 26), ("乙", 1)) for day in range(first, 32)]
    result = reading("恒信2026年5月", rows)
    assert result.questions == () and span(result) == (date(2026, 5, 1), date(2026, 5, 31))


def test_whole_dates_are_what_they_say():
    whole = list(
        chain((f"2026-04-{day}" for day in range(26, 31)), (f"2026-05-{day:02d}" for day in range(1, 26)))
    )
    result = reading("恒信2026年5月", sheet(whole))
    assert (span(result), result.questions) == (APRIL, ())


def half_hours(bare, name="恒信2026年5月", choice=None, memory=(), title=(), summary=()):
    """A workbook of one sheet a day, two half hours each."""
    slots = [["09:00-09:30", 100, 90], ["09:30-10:00", 50, 40]]
    book = {"汇总": summary} if summary else {}
    book |= {f"{day}": [*title, ["时段", *HEAD], *slots] for day in bare}
    with received(f"{name}.xlsx", workbook(book)) as file:
        return read(file, choice or Choice(vendor="HX"), DIRECTORY, TODAY, memory=memory)


TABS = [f"{day}日" for day in SETTLED]
OF_TABS = "时段 = months"
SUMMARY = [["日期", *HEAD], *([day, 150, 130] for day in SETTLED)]


@pytest.mark.parametrize("tabs", [TABS, TABS[::-1], [f"{day}号" for day in SETTLED]])
@pytest.mark.parametrize("above", [("恒信2026年5月", ()), ("恒信", ([["恒信2026年5月分时报表"]]))])
def test_sheets_named_by_bare_days_that_fall_back_are_asked_about_once(tabs, above):
    result = half_hours(tabs, above[0], title=above[1])
    (question,) = result.questions
    assert (result.drafts, days(result)[1], question.subject) == ((), ["days_over_two_months"], OF_TABS)
    assert result.findings[0].sentence("zh").startswith("“工作表名”只写了日，先是 26–30 日，再是 1–25 日")
    assert list(question.choices) == list(Reading)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(Reading.BEFORE, APRIL), (Reading.AFTER, MAY), (Reading.SAME, (date(2026, 5, 1), date(2026, 5, 30)))],
)
def test_the_answer_dates_every_sheet_and_is_known_the_next_month(answer, expected):
    first = half_hours(TABS, choice=Choice(vendor="HX", words={OF_TABS: answer}))
    again = half_hours(TABS, memory=first.mappings)
    for result in (first, again):
        assert (span(result), result.questions, result.rejected) == (expected, (), ())
        assert sum(draft.frame.height for draft in result.drafts) == 60


@pytest.mark.parametrize(
    "name", ["恒信2026-04-26~2026-05-25", "恒信2026年5月(4.26-5.25)", "恒信2026年5月 上月26日至本月25日"]
)
def test_words_that_say_the_span_date_the_sheets(name):
    assert (span(half_hours(TABS, name)), days(half_hours(TABS, name))[1]) == (APRIL, [])


def test_a_chosen_settlement_month_dates_the_sheets_and_a_calendar_month_is_asked_about():
    settled = Choice(vendor="HX", period=MonthRule("settlement", 26).month("2026-05"))
    assert span(half_hours(TABS, "恒信", settled)) == APRIL
    calendar = Choice(vendor="HX", period=MonthRule().month("2026-05"))
    assert days(half_hours(TABS, "恒信", calendar))[1] == ["days_over_two_months"]


def test_one_answer_does_for_the_sheets_and_their_summary():
    asked = half_hours(TABS, summary=SUMMARY)
    assert [question.subject for question in asked.questions] == [ASKED]
    done = half_hours(TABS, choice=said(Reading.BEFORE), summary=SUMMARY)
    assert (span(done), done.questions, done.rejected) == (APRIL, (), ())


@pytest.mark.parametrize(
    "bare",
    [range(1, 32), range(31, 0, -1), sorted(range(1, 32), key=str), [30, 31], [28, 3, 29, 4, 30]],
)
def test_sheets_in_another_order_are_days_of_the_month_named(bare):
    result = half_hours([f"{day}日" for day in bare])
    assert result.questions == () and "days_over_two_months" not in days(result)[1]
    assert {day.month for day in days(result)[0]} == {5}


def test_sheets_whose_names_say_the_month_are_what_they_say():
    result = half_hours([f"4月{day}日" for day in range(26, 31)] + [f"5月{day}日" for day in range(1, 26)])
    assert (span(result), result.questions) == (APRIL, ())

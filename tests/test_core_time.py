"""Periods are half-open, months may run from the 26th, working days follow the published calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import WrongInputError
from core.period import (
    MonthRule,
    Period,
    PeriodKind,
    business_date,
    labels_between,
    parse_label,
    partitions,
    shifted,
)
from core.workdays import WorkCalendar, published_years

SETTLEMENT = MonthRule(PeriodKind.SETTLEMENT, 26)


@pytest.mark.parametrize(
    ("rule", "label", "start", "end"),
    [
        (MonthRule(), "2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        (MonthRule(), "2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        # A 26th-25th month is called by the month it ends in.
        (SETTLEMENT, "2024-03", date(2024, 2, 26), date(2024, 3, 26)),
        (SETTLEMENT, "2024-01", date(2023, 12, 26), date(2024, 1, 26)),
    ],
)
def test_a_label_names_its_days(rule, label, start, end):
    assert rule.month(label) == Period(start, end, label)


@pytest.mark.parametrize(
    ("rule", "day", "label"),
    [
        (MonthRule(), date(2024, 1, 31), "2024-01"),
        (SETTLEMENT, date(2024, 1, 25), "2024-01"),
        (SETTLEMENT, date(2024, 1, 26), "2024-02"),
        (SETTLEMENT, date(2023, 12, 31), "2024-01"),
    ],
)
def test_a_day_belongs_to_one_month(rule, day, label):
    assert rule.month_of(day).label == label


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 28))
def test_every_day_lies_in_the_month_it_is_said_to_be_in(day, first):
    rule = MonthRule(PeriodKind.SETTLEMENT if first > 1 else PeriodKind.MONTH, first)
    month = rule.month_of(day)
    assert day in month
    assert rule.month(month.label) == month


@pytest.mark.parametrize("label", ["2024-13", "2024-00", "24-01", "2024/01", "", "2024-1"])
def test_anything_but_a_month_is_refused(label):
    with pytest.raises(WrongInputError):
        parse_label(label)


def test_months_are_listed_in_order_and_never_backwards():
    assert labels_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert shifted("2026-01", -13) == "2024-12"
    with pytest.raises(WrongInputError):
        labels_between("2026-02", "2026-01")


def test_a_settlement_month_reads_two_partitions():
    assert partitions(SETTLEMENT.month("2024-01")) == ["2023-12", "2024-01"]
    assert partitions(MonthRule().month("2024-01")) == ["2024-01"]


@pytest.mark.parametrize(
    ("instant", "zone", "cut", "day"),
    [
        # 23:30 in London is the next morning in Beijing.
        (datetime(2024, 1, 31, 23, 30, tzinfo=UTC), "Asia/Shanghai", time(0), date(2024, 2, 1)),
        # A production day from 06:00: 03:00 still belongs to yesterday.
        (datetime(2024, 1, 31, 19, 0, tzinfo=UTC), "Asia/Shanghai", time(6), date(2024, 1, 31)),
        # The night clocks go back in London has 01:30 twice; both are Sunday.
        (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), "Europe/London", time(0), date(2024, 10, 27)),
        (datetime(2024, 10, 27, 1, 30, tzinfo=UTC), "Europe/London", time(0), date(2024, 10, 27)),
    ],
)
def test_an_instant_has_one_business_date(instant, zone, cut, day):
    assert business_date(instant, zone, cut) == day


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(WrongInputError):
        business_date(datetime(2024, 1, 1, 8), "Asia/Shanghai")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # T22: the 9th works, the 10th to 17th are the Spring Festival, Sunday the 18th is worked.
        (date(2024, 2, 8), 5, date(2024, 2, 21)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2024, 2, 8), 0, date(2024, 2, 8)),
    ],
)
def test_working_days_follow_the_state_councils_calendar(start, days, due):
    found = WorkCalendar().add(start, days)
    assert (found.day, found.certain) == (due, True)


def test_a_year_not_yet_published_counts_weekdays_and_says_so():
    year = max(published_years()) + 1
    found = WorkCalendar().add(date(year, 3, 1), 5)
    assert not found.certain
    assert found.day.weekday() < 5


def test_other_countries_have_their_own_holidays():
    assert not WorkCalendar("GB").is_working_day(date(2024, 12, 25))
    assert WorkCalendar("GB").is_working_day(date(2024, 2, 12))
    with pytest.raises(WrongInputError):
        WorkCalendar("XX")

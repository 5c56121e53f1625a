"""Until when training is due: the worked cases of domain reference 5.2, day by day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.workdays import WorkCalendar
from qa.training.due import business_day, change_due, late_courses, next_due, vendor_due
from qa.training.matrix import DueDays, DueEvery
from tests.training_matrix_example import change

CN = WorkCalendar("CN")


def at(said: str) -> datetime:
    return datetime.fromisoformat(said)


def due(published: str, within: int, effective: str = "2030-01-01") -> tuple[date, bool]:
    found = change_due(change(f"{published}T10:00+08:00", effective, within=within), CN)
    return found.day, found.certain


def test_due_five_working_days() -> None:
    assert due("2026-11-09", 5, "2026-11-20") == (date(2026, 11, 16), True)


def test_due_is_the_day_before_it_takes_effect() -> None:
    # Five working days end on 10-10, a Saturday that is worked; it takes effect before.
    assert due("2026-09-28", 5, "2026-10-09") == (date(2026, 10, 8), True)
    assert due("2026-09-28", 5) == (date(2026, 10, 10), True)
    early = change("2026-09-28T10:00+08:00", "2026-10-09")
    assert change_due(early, CN, before_effective=False).day == date(2026, 10, 10)


@pytest.mark.parametrize(
    ("published", "within", "until"),
    [
        ("2024-02-08", 5, date(2024, 2, 21)),
        ("2026-02-12", 5, date(2026, 2, 26)),
        ("2026-04-30", 3, date(2026, 5, 8)),
        ("2026-06-15", 5, date(2026, 6, 23)),
    ],
)
def test_due_t22_over_spring_festival(published: str, within: int, until: date) -> None:
    assert due(published, within) == (until, True)


def test_due_unpublished_year() -> None:
    assert due("2027-01-28", 5) == (date(2027, 2, 4), False)
    said = change_due(change("2027-01-28T10:00+08:00", "2030-01-01"), CN).why
    assert "待核" in said.zh and "not published yet" in said.en


def test_urgent_is_24_hours() -> None:
    found = change_due(change("2026-11-13T17:00+08:00", "2026-11-13"), CN)
    assert found.at == at("2026-11-14T17:00+08:00") and found.day == date(2026, 11, 14) and found.certain
    day = date(2026, 11, 14)
    assert found.in_time(day, at("2026-11-14T16:59+08:00"))
    assert found.in_time(day, at("2026-11-14T17:00+08:00"))
    assert not found.in_time(day, at("2026-11-14T17:01+08:00"))
    # Without an instant the day decides.
    assert found.in_time(day) and not found.in_time(date(2026, 11, 15))
    assert not found.is_over(at("2026-11-14T17:00+08:00")) and found.is_over(at("2026-11-14T17:01+08:00"))


@pytest.mark.parametrize(
    ("effective", "urgent", "hours"),
    [
        # In effect before it is published is urgent; the day after is not, unless it is said to be.
        ("2026-11-10", False, True),
        ("2026-11-14", False, False),
        ("2026-11-14", True, True),
    ],
)
def test_what_is_urgent(effective: str, urgent: bool, hours: bool) -> None:
    found = change_due(change("2026-11-13T17:00+08:00", effective, urgent=urgent), CN)
    assert (found.at is not None) is hours
    # V - 1 is the day of publication itself.
    assert hours or found.day == date(2026, 11, 13)


def test_passing_on_the_due_day_is_in_time_and_the_day_after_is_over() -> None:
    found = change_due(change(), CN)
    assert found.in_time(date(2026, 11, 16)) and not found.in_time(date(2026, 11, 17))
    assert not found.is_over(at("2026-11-16T23:59+08:00")) and found.is_over(at("2026-11-17T00:00+08:00"))


def test_the_day_is_the_vendors_own() -> None:
    assert business_day(at("2026-11-16T16:30:00Z")) == date(2026, 11, 17)
    assert business_day(at("2026-11-16T16:30:00Z"), "Europe/London") == date(2026, 11, 16)
    # Published late on Sunday in London, which is Monday in Shanghai.
    said = change("2026-11-08T18:00+00:00")
    assert change_due(said, CN).day == date(2026, 11, 16)
    assert change_due(said, CN, "Europe/London").day == date(2026, 11, 13)


def test_client_late_course_excuses() -> None:
    said = change(delivered={"HOTLINE": date(2026, 11, 13)}, owed_on=date(2026, 11, 9))
    assert change_due(said, CN).day == date(2026, 11, 16)
    found = vendor_due(said, "HOTLINE", CN)
    assert found.day == date(2026, 11, 20)
    for day in (17, 18, 19, 20):
        assert found.in_time(date(2026, 11, day)) and not change_due(said, CN).in_time(date(2026, 11, day))
    assert not found.in_time(date(2026, 11, 21))
    [late] = late_courses(said)
    assert (late.course, late.days) == ("HOTLINE", 4) and len(said.courses) == 1


@pytest.mark.parametrize(
    ("delivered", "owed", "until"),
    [
        # In time, or before: nothing moves.
        (date(2026, 11, 9), None, date(2026, 11, 16)),
        (date(2026, 11, 1), None, date(2026, 11, 16)),
        (date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 16)),
        (date(2026, 11, 10), None, date(2026, 11, 17)),
        # Late against a day owed before publication, yet never earlier than the plain due day.
        (date(2026, 11, 5), date(2026, 11, 2), date(2026, 11, 16)),
        # The day before it takes effect binds the vendor no more.
        (date(2026, 11, 19), None, date(2026, 11, 26)),
    ],
)
def test_what_a_late_course_moves(delivered: date, owed: date | None, until: date) -> None:
    said = change(delivered={"HOTLINE": delivered}, owed_on=owed)
    assert vendor_due(said, "HOTLINE", CN).day == until
    assert vendor_due(said, "CALM", CN).day == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("due_days", "day", "until"),
    [
        (DueDays(DueEvery.MONTH_END), date(2026, 11, 30), date(2026, 11, 30)),
        (DueDays(DueEvery.MONTH_END), date(2028, 2, 1), date(2028, 2, 29)),
        (DueDays(DueEvery.QUARTER_END), date(2026, 10, 1), date(2026, 12, 31)),
        (DueDays(DueEvery.QUARTER_END), date(2026, 6, 30), date(2026, 6, 30)),
        (DueDays(dates=(date(2026, 3, 1), date(2026, 9, 1))), date(2026, 3, 2), date(2026, 9, 1)),
        (DueDays(dates=(date(2026, 3, 1),)), date(2026, 3, 2), None),
    ],
)
def test_the_next_common_due_day(due_days: DueDays, day: date, until: date | None) -> None:
    assert next_due(due_days, day) == until

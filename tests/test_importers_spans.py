"""What a file speaks for where nobody says it: holes in it must not take out what others reported."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.period import Period, calendar_month
from importers.draft import Choice, Directory, Known
from importers.read import read
from importers.spans import Speaks
from tests.received_file import received

OCTOBER = calendar_month(2026, 10)
TODAY = date(2026, 11, 22)


def day(month: int, number: int) -> Period:
    first = date(2026, month, number)
    return Period(first, first + timedelta(days=1))


def every(first: Period, last: Period, step: int = 1) -> tuple[Period, ...]:
    count = (last.start - first.start).days // step + 1
    starts = [first.start + timedelta(days=i * step) for i in range(count)]
    return tuple(Period(start, start + timedelta(days=1)) for start in starts)


STRETCHES = {
    # The case: two rows of January and November say nothing about the months between.
    "two days far apart": (Speaks(days=(day(1, 3), day(11, 21))), [day(1, 3), day(11, 21)]),
    "three days of a month sent again": (
        Speaks(days=(day(10, 5), day(10, 6), day(10, 25))),
        [Period(date(2026, 10, 5), date(2026, 10, 7)), day(10, 25)],
    ),
    # A month with some days missing is still the report of the month: a row taken out leaves the sums.
    "a month with holes": (
        Speaks(days=(*every(day(10, 1), day(10, 9)), *every(day(10, 14), day(10, 31)))),
        [OCTOBER],
    ),
    "working days only": (
        Speaks(days=tuple(d for d in every(day(10, 1), day(10, 30)) if d.start.weekday() < 5)),
        [Period(date(2026, 10, 1), date(2026, 10, 31))],
    ),
    "every Monday of a year": (
        Speaks(days=every(day(1, 5), day(10, 26), 7)),
        [Period(date(2026, 1, 5), date(2026, 10, 27))],
    ),
    "two months, one between left out": (
        Speaks(days=(*every(day(8, 1), day(8, 31)), *every(day(10, 1), day(10, 31)))),
        [calendar_month(2026, 8), OCTOBER],
    ),
    "a period that is said": (Speaks((OCTOBER,), (day(10, 5),)), [OCTOBER]),
    "a stray date beside the title's month": (
        Speaks(days=every(day(10, 1), day(10, 31)), strays=(day(11, 20),)),
        [OCTOBER, day(11, 20)],
    ),
    "a settlement month under a title of a calendar month": (
        Speaks(days=every(day(10, 1), day(10, 25)), strays=every(day(9, 26), day(9, 30))),
        [Period(date(2026, 9, 26), date(2026, 10, 26))],
    ),
}


@pytest.mark.parametrize(("speaks", "stretches"), STRETCHES.values(), ids=STRETCHES)
def test_scattered_rows_speak_for_their_own_days(speaks, stretches):
    assert speaks.stretches(daily=True) == stretches


def test_a_sample_speaks_for_the_days_between():
    """Audits and classes are held when there is one."""
    scattered = Speaks(days=(day(10, 5), day(10, 20)))
    assert scattered.stretches(daily=False) == [Period(date(2026, 10, 5), date(2026, 10, 21))]


def reading(name: str, text: str, **choice):
    with received(name, text.encode()) as file:
        return read(file, Choice(vendor="HX", **choice), Directory(vendors=(Known("HX"),)), TODAY)


TWO_DAYS = "日期,人工请求量,人工接通量\n2026-01-03,100,90\n2026-11-21,100,90\n"


def test_each_stretch_is_a_draft_of_its_own():
    drafts = reading("日报.csv", TWO_DAYS).drafts
    assert [(draft.coverage.period, draft.frame.height) for draft in drafts] == [
        (day(1, 3), 1),
        (day(11, 21), 1),
    ]


def test_a_chosen_period_is_spoken_for_as_a_whole():
    text = "日期,人工请求量,人工接通量\n2026-10-03,100,90\n2026-10-30,100,90\n"
    (draft,) = reading("日报.csv", text, period=OCTOBER).drafts
    assert draft.coverage.period == OCTOBER

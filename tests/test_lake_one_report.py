"""A list of calls beside figures of the same month: per day and place one speaks, whichever came first."""

from __future__ import annotations

from datetime import date

import pytest
from lake_facts import APRIL, draft, imported

from core.batch import Dataset, Grain, Source
from core.period import Period
from core.scope import Scope
from store.lake.lake import Lake
from store.lake.rows import fact_rows
from store.lake.source import LakeSource

YUNDA = Scope("YUNDA")
ANSWER, TALK = ("offered", "answered"), ("answered", "talk_s")


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def span(first: int, last: int) -> Period:
    return Period(date(2025, 4, first), date.fromordinal(date(2025, 4, last).toordinal() + 1))


def calls(first: int, last: int, **more):
    """Ten calls a day, nine answered, each answered one of 200 seconds."""
    rows = [
        {"on": date(2025, 4, n), "item": f"C{n}-{i}", "offered": 1, "answered": int(i > 0),
         "talk_s": 200 * (i > 0), **more}
        for n in range(first, last + 1) for i in range(10)
    ]  # fmt: skip
    measures = ("offered", "answered", "talk_s")
    return draft(rows, span(first, last), grain=Grain.CALL, dataset=Dataset.CALLS, measures=measures)


def days(first: int, last: int, talk: int | None = None, answered: int | None = 100, **more):
    """A hundred answered of 110 a day, and perhaps their talk."""
    measures = ("offered", "answered", *(["talk_s"] if talk else []))
    rows = [
        {"on": date(2025, 4, n), "offered": 110, "answered": answered, "talk_s": talk, **more}
        for n in range(first, last + 1)
    ]
    return draft(rows, span(first, last), measures=measures)


def month(offered: int, answered: int, talk: int | None = None):
    measures = ("offered", "answered", *(["talk_s"] if talk else []))
    row = {"on": date(2025, 4, 1), "days": 30, "offered": offered, "answered": answered, "talk_s": talk}
    return draft([row], grain=Grain.MONTH, measures=measures)


#: What came → counts asked for, their sums, days that count.
CASES = {
    "both of the same days: what a person states": ((calls(1, 30), days(1, 30)), ANSWER, (3300, 3000), 30),
    "the list alone has the talk, and its answered": ((calls(1, 30), days(1, 30)), TALK, (270, 54_000), 30),
    "days, then calls": ((days(1, 15), calls(16, 30)), ANSWER, (1650 + 150, 1500 + 135), 30),
    "they overlap on six days": ((days(1, 20), calls(15, 30)), ANSWER, (2200 + 100, 2000 + 90), 30),
    "talk of the list's days only": ((days(1, 30), calls(1, 15)), TALK, (135, 27_000), 15),
    "figures with talk, then a list": ((days(1, 20, 9_000), calls(15, 30)), TALK, (2090, 198_000), 30),
    "neither has the last days": ((days(1, 15), calls(10, 20)), ANSWER, (1650 + 50, 1500 + 45), 20),
    "a cell is empty, the list has the day": (
        (days(1, 10), days(11, 11, answered=None), days(12, 30), calls(11, 11)),
        ANSWER, (29 * 110 + 10, 2909), 30,
    ),
    "a cell is empty, and no list": (
        (days(1, 29), days(30, 30, answered=None), calls(1, 5)), ANSWER, (3190, 2900), 29,
    ),
    "a month and a list of twenty days": ((month(3300, 3000), calls(1, 20)), ANSWER, (3300, 3000), 30),
    "a month without talk and a list of twenty days": (
        (month(3300, 3000), calls(1, 20)), TALK, (180, 36_000), 20,
    ),
    "a month with talk and a list": ((month(3300, 3000, 600_000), calls(1, 30)), TALK, (3000, 600_000), 30),
    "other sites": (
        (days(1, 30, site="S1"), calls(1, 30, site="S2")), ANSWER, (3300 + 300, 3000 + 270), 30,
    ),
    "the whole beside calls by site": (
        (days(1, 30), calls(1, 30, site="S2")), ANSWER, (3300, 3000), 30,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("came", "counts", "sums", "have"), CASES.values(), ids=CASES)
def test_each_day_is_counted_once_whatever_came_first(database, lake, came, counts, sums, have):
    for each in came:
        imported(database, lake, each)
    assert told(database, lake, counts) == (sums, have)


@pytest.mark.parametrize(("came", "counts", "sums", "have"), CASES.values(), ids=CASES)
def test_and_the_other_way_round(database, lake, came, counts, sums, have):
    for each in reversed(came):
        imported(database, lake, each)
    assert told(database, lake, counts) == (sums, have)


@pytest.mark.parametrize(("came", "counts", "sums", "have"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("turned", [False, True])
def test_the_rows_that_are_shown_add_up_to_the_figure(database, lake, came, counts, sums, have, turned):
    for each in reversed(came) if turned else came:
        imported(database, lake, each)
    rows = shown(database, lake, counts)
    assert tuple(sum(row.values[name] or 0 for row in rows) for name in counts) == sums
    assert len({day for row in rows for day in Period(row.day, row.day_end).each_day()}) == have
    assert all(any(value is not None for value in row.values.values()) for row in rows)


def shown(database, lake, counts):
    with database.read() as uow:
        source = LakeSource.prepare(uow, lake, Source.VENDOR, (APRIL,), counts)
        summed = source.summed(counts, YUNDA, APRIL, date(2025, 6, 15))
        page = fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, counts, summed=summed, limit=9999)
    assert page.total == len(page.rows)
    return page.rows


def told(database, lake, counts):
    with database.read() as uow:
        source = LakeSource.prepare(uow, lake, Source.VENDOR, (APRIL,), counts)
    (found,) = source.tallies(counts, YUNDA, APRIL, date(2025, 6, 15))
    return tuple(found.totals[name] for name in counts), found.coverage.have

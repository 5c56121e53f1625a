"""Who answered how many contacts on which day: one source a day, and a call once."""

from __future__ import annotations

from datetime import date

import pytest
from lake_facts import APRIL, draft, imported

from core.batch import Dataset, Grain, Source
from core.period import Period
from store.database import Database
from store.lake.agent_contacts import agent_contacts
from store.lake.lake import Lake


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def call(day: int, agent: str | None, number: str, answered: int | None = 1, slot: int = 540) -> dict:
    at = {"on": date(2025, 4, day), "slot": slot, "agent": agent, "item": number}
    return {**at, "offered": 1, "answered": answered}


def told(day: int, agent: str | None, answered: int | None, **place: str) -> dict:
    return {"on": date(2025, 4, day), "agent": agent, "offered": answered, "answered": answered, **place}


CALLS = draft(
    [
        call(1, "0012", "1"),
        call(1, "0012", "2"),
        # Passed on to 0014: its further row counts nothing.
        call(1, "0013", "3"),
        call(1, "0014", "3", answered=0, slot=545),
        # Nobody is named, and one was lost.
        call(1, None, "4"),
        call(2, "0012", "5", answered=0),
    ],
    Period(date(2025, 4, 1), date(2025, 4, 3)),
    grain=Grain.CALL,
    dataset=Dataset.CALLS,
)


def asked(database: Database, lake: Lake, period: Period = APRIL) -> list[tuple[str, int, int]]:
    with database.read() as uow:
        return [(agent, day.day, n) for agent, day, n in agent_contacts(uow, lake, "YUNDA", period)]


def test_calls_count_at_who_answered_them_first(database: Database, lake: Lake) -> None:
    imported(database, lake, CALLS)
    assert asked(database, lake) == [("0012", 1, 2), ("0013", 1, 1)]


def test_a_day_without_a_call_list_is_told_by_the_agents_rows(database: Database, lake: Lake) -> None:
    rows = [told(1, "0012", 90), told(2, "0012", 80), told(3, "0012", 70), told(3, "0015", 0)]
    imported(database, lake, CALLS)
    imported(database, lake, draft(rows))
    # The list speaks for the 1st and for the 2nd, on which it names an agent who answered nothing.
    assert asked(database, lake) == [("0012", 1, 2), ("0013", 1, 1), ("0012", 3, 70)]


def test_breakdowns_of_one_day_are_not_added(database: Database, lake: Lake) -> None:
    rows = [told(3, "0012", 70), told(3, "0012", 40, queue="Q1"), told(3, "0012", 30, queue="Q2")]
    imported(database, lake, draft(rows))
    assert asked(database, lake) == [("0012", 3, 70)]


def test_rows_without_an_agent_and_rows_of_weeks_name_nobody(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([told(3, None, 500), {**told(7, "0012", 300), "days": 7}]))
    assert asked(database, lake) == []


def test_only_what_the_vendor_told_of_these_days(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([told(3, "0012", 70), told(4, "0012", 60)]))
    imported(database, lake, draft([told(5, "0012", 9)], source=Source.CLIENT))
    assert asked(database, lake, Period(date(2025, 4, 4), date(2025, 4, 6))) == [("0012", 4, 60)]

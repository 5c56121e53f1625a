"""Which calls are followed by another of the same caller: the same on every engine, to the second."""

from __future__ import annotations

import sqlite3
from datetime import date

import duckdb
import polars as pl
import pytest

from core.period import Period, calendar_month
from store.lake.repeats import from_callers, months_with_window, window_after

COLUMNS = ("vendor", "project", "role", "caller", "item", "offered", "answered", "came_at_s")
#: Vendor, project, role, caller, item, offered, answered, the second.
CALLS = [
    ("A", None, "facts", "x", "1", 1, 1, 0),
    ("A", None, "facts", "x", "2", 1, 1, 3600),
    ("A", None, "facts", "x", "3", 1, 0, 7201),
    ("A", None, "facts", "x", "4", 0, 0, 7300),  # ended in the voice menu: asked for nobody
    ("A", None, "facts", "y", "5", 1, 1, 50),
    ("A", None, "check", "y", "6", 1, 1, 60),  # only checks
    ("A", "P", "facts", "y", "7", 1, 1, 70),  # another project
    ("B", None, "facts", "y", "8", 1, 1, 80),  # another vendor
    ("A", None, "facts", None, "9", 1, 1, 90),
    ("A", None, "facts", "z", "10", 1, 1, None),
]
#: count → (sum, how many calls say it)
EXPECTED = {
    "repeat_calls_within_3600": (1, 8),
    "repeat_calls_within_3601": (2, 8),
    "repeat_calls_within_3599": (0, 8),
}


@pytest.mark.parametrize(("name", "figures"), EXPECTED.items())
def test_any_window_gives_the_same_on_duckdb_and_sqlite(name, figures):
    made = from_callers(name, COLUMNS)
    asked = f"SELECT SUM(again), COUNT(again) FROM (SELECT {made} AS again FROM calls) AS every"
    calls = pl.DataFrame(CALLS, schema=COLUMNS, orient="row")  # noqa: F841
    assert duckdb.sql(asked).fetchall() == [figures]
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE calls ({', '.join(COLUMNS)})")
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)", CALLS)
        assert connection.execute(asked).fetchone() == figures


@pytest.mark.parametrize("lacks", ["came_at_s", "answered", "offered"])
def test_a_list_that_lacks_what_it_takes_says_nothing(lacks):
    assert from_callers("repeat_calls_within_3600", set(COLUMNS) - {lacks}) is None
    assert from_callers("answered_within_20", COLUMNS) is None


def test_a_window_reaches_over_the_end_of_the_month():
    september, week = calendar_month(2026, 9), ["answered", "repeat_calls_within_604800"]
    assert window_after(september, week) == Period(date(2026, 10, 1), date(2026, 10, 8))
    assert months_with_window(september, week) == ["2026-09", "2026-10"]
    assert window_after(september, ["answered"]) is None
    assert months_with_window(september, ["answered_within_20"]) == ["2026-09"]

"""Counts within any number of seconds out of single calls: the same on every engine, and home to the cell."""

from __future__ import annotations

import sqlite3
from datetime import date

import duckdb
import polars as pl
import pytest
from sqlalchemy import create_engine, text

from core.batch import Dataset, Grain, Source
from core.scope import Scope
from store.database import Database
from store.lake.lake import Lake
from store.lake.rows import fact_rows
from store.lake.source import LakeSource
from store.lake.waits import from_waits
from tests.lake_facts import APRIL, day_sums, draft, imported

LATER, YUNDA = date(2025, 6, 15), Scope("YUNDA")

COLUMNS = ("answered", "abandoned", "wait_ms")
#: (answered, abandoned, wait in thousandths of a second)
CALLS = [
    (1, 0, 0),
    (1, 0, 19_999),
    (1, 0, 20_000),  # within 20 s, not under 20 s
    (1, 0, 20_001),
    (1, 0, 20_400),  # a whole second would have said 20
    (1, 0, None),  # answered, but nobody knows when
    (0, 1, 4_000),
    (0, 1, 31_000),
    (0, 1, None),
    (0, 0, None),  # ended in the voice menu
]
#: count → (sum, how many calls say it)
EXPECTED = {
    "answered_within_20": (3, 9),
    "answered_under_20": (2, 9),
    "answered_within_21": (5, 9),
    "answered_within_0": (1, 9),
    "abandoned_within_5": (1, 9),
    "abandoned_after_30": (1, 9),
}


def asked(name: str) -> str:
    made = from_waits(name, COLUMNS)
    return f"SELECT SUM({made}), COUNT({made}) FROM calls"


@pytest.mark.parametrize(("name", "figures"), EXPECTED.items())
def test_any_threshold_gives_the_same_on_duckdb_and_sqlite(name, figures):
    calls = pl.DataFrame(CALLS, schema=dict.fromkeys(COLUMNS, pl.Int64), orient="row")  # noqa: F841
    assert duckdb.sql(asked(name)).fetchall() == [figures]
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE calls (answered, abandoned, wait_ms)")
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?)", CALLS)
        assert connection.execute(asked(name)).fetchone() == figures


@pytest.mark.postgres
@pytest.mark.parametrize(("name", "figures"), EXPECTED.items())
def test_any_threshold_gives_the_same_on_postgresql(name, figures, postgres_url):
    database = create_engine(postgres_url)
    with database.begin() as connection:
        connection.execute(
            text("CREATE TEMP TABLE calls (answered BIGINT, abandoned BIGINT, wait_ms BIGINT)")
        )
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in CALLS]
        connection.execute(text("INSERT INTO calls VALUES (:answered, :abandoned, :wait_ms)"), rows)
        assert tuple(map(int, connection.execute(text(asked(name))).one())) == figures
    database.dispose()


@pytest.mark.parametrize("name", ["offered", "talk_s", "repeat_calls_within_7200"])
def test_what_is_no_count_of_waits_is_not_made_up(name):
    assert from_waits(name, COLUMNS) is None


def test_without_the_waits_a_count_stays_unknown():
    assert from_waits("answered_within_20", ("answered", "offered")) is None


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


@pytest.fixture
def calls(database: Database, lake: Lake) -> None:
    """Three calls of one April day, none of them with a column for any threshold."""
    rows = [
        {"on": APRIL.start, "item": f"C{i}", "offered": 1, "answered": 1, "abandoned": 0, "wait_ms": wait}
        for i, wait in enumerate((5_000, 20_000, 45_000))
    ]
    imported(
        database,
        lake,
        draft(
            rows,
            grain=Grain.CALL,
            dataset=Dataset.CALLS,
            measures=("offered", "answered", "abandoned", "wait_ms"),
        ),
    )


def test_a_clause_finds_its_own_threshold_in_calls_that_carry_none(database, lake, calls):
    names = ["answered_within_20", "answered_under_20", "answered_within_45", "offered"]
    with database.read() as uow:
        source = LakeSource.prepare(uow, lake, Source.VENDOR, [APRIL], names)
        (sums,) = source.tallies(names, YUNDA, APRIL, LATER)
        assert sums.totals == dict(zip(names, (2, 1, 3, 3), strict=True))
        (alone,) = source.tallies(["answered_within_20"], YUNDA, APRIL, LATER)
        assert alone.origins == sums.origins != ()
        (totals,) = day_sums(uow, lake, YUNDA, names).values()
        assert totals == sums.totals
        page = fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, ["answered_within_20"])
        assert [row.values["answered_within_20"] for row in page.rows] == [1, 1, 0]

"""A row that lacks one of an indicator's counts counts in none of them, on every engine alike."""

from __future__ import annotations

import sqlite3
from datetime import date

import polars as pl
import pytest
from lake_facts import APRIL, draft, facts, imported
from sqlalchemy import create_engine, text

from core.batch import Dataset, Grain, Source
from core.period import Period
from core.scope import Scope
from core.tally import Flag, Have
from sla.judging.tally import form_tally
from sla.load import catalogue
from sla.terms.indicator import formula
from store.database import Database
from store.lake import engine
from store.lake.cube import Bit
from store.lake.lake import Lake
from store.lake.source import LakeSource
from store.lake.whole_rows import lines_sql
from store.records import LakeFileRecord

YUNDA = Scope("YUNDA")
LATER = date(2025, 6, 15)
COUNTS = ("offered", "answered")
OPENING = Bit("opening", hours=(9, 18))


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def day(number: int, offered: int | None, answered: int | None, **more) -> dict:
    return {"on": date(2025, 4, number), "offered": offered, "answered": answered, **more}


def asked(database: Database, lake: Lake, *, by_site: bool = False, counts=COUNTS):
    with database.read() as uow:
        source = LakeSource.prepare(uow, lake, Source.VENDOR, (APRIL,), counts, dims=("site",))
    source = source.by("site") if by_site else source
    return source.tallies(counts, YUNDA, APRIL, LATER)


# Rows → sums of offered and answered, days that count, whether the rest is provisional.
MONTHS = {
    "all whole": ([day(1, 100, 85), day(2, 100, 85)], (200, 170), 30, False),
    # The case: 85 of 100 on every day, one day's answered an error. 170 / 300 would be a miss.
    "an answered is missing": ([day(1, 100, 85), day(2, 100, None), day(3, 100, 85)], (200, 170), 29, True),
    # The other way round the numerator would be fed by a day the denominator lacks.
    "an offered is missing": ([day(1, 100, 85), day(2, None, 85), day(3, 100, 85)], (200, 170), 29, True),
    "one interval of a day": (
        [day(1, 50, 40, slot=540), day(1, 50, None, slot=570), day(2, 50, 40, slot=540)],
        (100, 80),
        29,
        True,
    ),
    "one site of a day": (
        [day(1, 60, 50, site="S1"), day(1, 40, None, site="S2"), day(2, 40, 30, site="S2")],
        (100, 80),
        29,
        True,
    ),
    "a zero is a figure": ([day(1, 100, 85), day(2, 0, 0)], (100, 85), 30, False),
}


@pytest.mark.parametrize(("rows", "sums", "have", "provisional"), MONTHS.values(), ids=MONTHS)
def test_only_whole_rows_are_summed(
    database: Database, lake: Lake, rows, sums, have: int, provisional: bool
) -> None:
    imported(database, lake, draft(rows, grain=Grain.INTERVAL if "slot" in rows[0] else Grain.DAY))
    found = asked(database, lake)[0]
    tally = form_tally(formula(catalogue()["ANSWER_RATE"]), found)
    assert (tally.denominator, tally.numerator) == sums
    assert (Flag.PROVISIONAL in tally.flags) is provisional
    # The other days of the month have no row, and say so as gaps; what is missing here comes on top.
    gaps = 30 - len({row["on"] for row in rows})
    assert found.coverage == Have(have - gaps, 30)


def test_each_site_is_summed_over_its_own_whole_rows(database: Database, lake: Lake) -> None:
    rows = [day(1, 60, 50, site="S1"), day(2, 60, 50, site="S1"), day(1, 40, None, site="S2")]
    imported(database, lake, draft([*rows, day(2, 40, 30, site="S2")]))
    found = asked(database, lake, by_site=True)
    assert [(s.scope.site, s.totals["offered"], s.totals["answered"]) for s in found] == [
        ("S1", 120, 100),
        ("S2", 40, 30),
    ]


def test_rows_of_another_kind_lack_nothing(database: Database, lake: Lake) -> None:
    """Surveys by the month and calls by the day: neither is a gap in the other."""
    imported(database, lake, draft([day(n, 10, 9) for n in range(1, 31)]))
    monthly = {"on": date(2025, 4, 1), "days": 30, "survey_replied": 50}
    imported(database, lake, draft([monthly], grain=Grain.MONTH, measures=("survey_replied",)))
    found = asked(database, lake, counts=("answered", "survey_replied"))[0]
    assert (dict(found.totals), found.coverage) == ({"answered": 270, "survey_replied": 50}, Have(30, 30))


def surveys(*days: tuple[int, int], **more) -> list[dict]:
    return [{"on": date(2025, 4, n), "survey_replied": replied, **more} for n, replied in days]


#: Rows of the calls, rows of the surveys → answered and replied, days that count, whether provisional.
REPORTS = {
    "of the same days": (
        [day(n, 100, 90) for n in range(1, 31)],
        surveys(*((n, 50) for n in range(1, 31))),
        (2700, 1500, 30, False),
    ),
    # The calls of the 3rd have no surveys, the surveys of the 4th no calls: as many rows, other days.
    "of other days": (
        [day(1, 100, 90), day(2, 100, 90), day(3, 100, 90)],
        surveys((1, 50), (2, 50), (4, 50)),
        (180, 100, 2, True),
    ),
    "one without a site": (
        [day(1, 100, 90, site="S1"), day(1, 100, 70, site="S2"), day(2, 100, 90, site="S1")],
        surveys((1, 50), (2, 50), site="S1"),
        (180, 100, 1, True),
    ),
    "one with an error": (
        [day(1, 100, 90), day(2, 100, None), day(3, 100, 90)],
        surveys((1, 50), (2, 50), (3, 50)),
        (180, 100, 2, True),
    ),
}


@pytest.mark.parametrize(("calls", "replies", "wanted"), REPORTS.values(), ids=REPORTS)
def test_an_indicator_over_two_reports_rests_on_what_both_are_about(
    database: Database, lake: Lake, calls, replies, wanted
) -> None:
    imported(database, lake, draft(calls))
    imported(database, lake, draft(replies, measures=("survey_replied",)))
    found = asked(database, lake, counts=("answered", "survey_replied"))[0]
    sums = (found.totals["answered"], found.totals["survey_replied"])
    assert (*sums, found.coverage.have, found.uneven) == wanted


def test_figures_by_agent_and_by_day_rest_on_the_days_of_both(database: Database, lake: Lake) -> None:
    """Calls by the day and talk by the agent in one report: the 3rd has no agents, and does not count."""
    calls = [{"on": date(2025, 4, n), "answered": 90} for n in (1, 2, 3)]
    talk = [
        {"on": date(2025, 4, n), "agent": agent, "talk_s": 4_000}
        for n in (1, 2)
        for agent in ("1001", "1002")
    ]
    imported(database, lake, draft([*calls, *talk], measures=("answered", "talk_s")))
    found = asked(database, lake, counts=("answered", "talk_s"))[0]
    assert (dict(found.totals), found.coverage.have) == ({"answered": 180, "talk_s": 16_000}, 2)
    assert found.uneven


OTHER_KINDS = {
    # The month's talk cannot be parted: the days without calls are missing.
    "a month beside 21 days": (
        [{"on": date(2025, 4, 1), "days": 30, "talk_s": 9_000}],
        21,
        (1890, 9_000, 21),
    ),
    "agents without a site beside sites": (
        [{"on": date(2025, 4, n), "agent": "1001", "talk_s": 100} for n in (1, 2)],
        3,
        (180, 200, 2),
    ),
}


@pytest.mark.parametrize(("talk", "days", "wanted"), OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_days_of_which_only_some_of_the_counts_are_told_are_missing(
    database: Database, lake: Lake, talk, days: int, wanted
) -> None:
    calls = [{"on": date(2025, 4, n), "answered": 90, "site": "S1"} for n in range(1, days + 1)]
    grain = Grain.MONTH if "days" in talk[0] else Grain.DAY
    imported(database, lake, draft(calls, measures=("answered",)))
    imported(database, lake, draft(talk, grain=grain, measures=("talk_s",)))
    found = asked(database, lake, counts=("answered", "talk_s"))[0]
    assert (found.totals["answered"], found.totals["talk_s"], found.coverage.have) == wanted
    assert found.uneven


def test_a_day_on_which_all_of_an_indicators_counts_are_empty_is_missing(
    database: Database, lake: Lake
) -> None:
    rows = [day(n, 100, 90, survey_replied=50 if n == 1 else None) for n in (1, 2, 3)]
    imported(database, lake, draft(rows, measures=("offered", "answered", "survey_replied")))
    found = asked(database, lake, counts=("survey_replied",))[0]
    assert (found.totals["survey_replied"], found.coverage.have, found.uneven) == (50, 1, True)


SITES = {
    # The 2nd has figures of the south only: a file of one site says nothing of another's days.
    "a file for each site": ([("S1",), ("S2",)], [(1, 3), (1, 2, 3)], 2),
    # The north was closed on the 2nd: files of both go on from each other.
    "files of both, day by day": ([("S1", "S2"), ("S2",), ("S1", "S2")], [(1,), (2,), (3,)], 3),
}


@pytest.mark.parametrize(("sites", "days", "have"), SITES.values(), ids=SITES)
def test_a_day_counts_where_every_sites_files_have_it(
    database: Database, lake: Lake, sites, days, have: int
) -> None:
    for names, numbers in zip(sites, days, strict=True):
        rows = [day(n, 100, 90, site=site) for n in numbers for site in names]
        first, last = min(numbers), max(numbers)
        span = APRIL if len(numbers) > 1 else Period(date(2025, 4, first), date(2025, 4, last + 1))
        scopes = frozenset((name, None, None, None, None) for name in names)
        imported(database, lake, draft(rows, span, scopes=scopes))
    assert asked(database, lake)[0].coverage.have == have


def test_call_records_do_not_stand_in_for_a_days_missing_figure(database: Database, lake: Lake) -> None:
    calls = [{"on": date(2025, 4, 2), "item": f"C{i}", "answered": 1} for i in range(3)]
    imported(database, lake, draft([day(1, 100, 85), day(2, 100, None)]))
    more = {"grain": Grain.CALL, "dataset": Dataset.CALLS, "measures": ("answered",)}
    imported(database, lake, draft(calls, **more))
    assert dict(asked(database, lake)[0].totals) == {"offered": 100, "answered": 85}


# ------------------------------------------------------------------ one text, three engines

TRAPS = [
    {"vendor": vendor, "grain": "interval", "role": role, "slot": slot, "site": site, **each}
    for vendor, role in (("YUNDA", "facts"), ("YUNDA", "check"), ("IT'S", "facts"))
    for slot, site in ((540, "S1"), (1080, None), (None, "S1"))
    for each in (day(1, 10, 9), day(2, 10, None), day(3, None, None), day(30, 10, 9, days=2))
]
WISHES = [
    (YUNDA, APRIL, COUNTS, None),
    (Scope("IT'S", site="S1"), APRIL, COUNTS, OPENING),
    (YUNDA, APRIL, ("answered",), None),
]


def frame() -> pl.DataFrame:
    roles = pl.Series("role", [row["role"] for row in TRAPS])
    batches = pl.Series("batch", [("A", "B")[at % 2] for at in range(len(TRAPS))])
    return facts(TRAPS).with_columns(roles, batches)


def figures(rows) -> set[tuple]:
    return {tuple(v if v is None or isinstance(v, str) else int(v) for v in row) for row in rows}


def on_duckdb(lake: Lake, wish) -> set[tuple]:
    lake.path("lake").mkdir(exist_ok=True)
    frame().write_parquet(lake.path("lake/x.parquet"))
    named = {"vendor": "YUNDA", "dataset": Dataset.TRAFFIC, "source": Source.VENDOR, "month": "2025-04"}
    kept = {"path": "lake/x.parquet", "sha256": "", "rows": len(TRAPS), "measures": COUNTS, "batches": {}}
    file = LakeFileRecord(**named, **kept, batch_id="", written_at=None)
    return figures(engine.query(engine.over(lake, [file], COUNTS) + lines_sql(*wish)).rows())


@pytest.mark.parametrize("wish", WISHES)
def test_the_same_text_gives_the_same_figures_on_duckdb_and_sqlite(lake: Lake, wish) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE facts ({', '.join(frame().columns)})")
        marks = ", ".join("?" for _ in frame().columns)
        connection.executemany(f"INSERT INTO facts VALUES ({marks})", frame().rows())
        found = figures(connection.execute(lines_sql(*wish)).fetchall())
    assert found == on_duckdb(lake, wish)
    assert found


@pytest.mark.postgres
@pytest.mark.parametrize("wish", WISHES)
def test_the_same_text_gives_the_same_figures_on_postgresql(lake: Lake, wish, postgres_url) -> None:
    kinds = {n: "TEXT" if t == pl.String else "BIGINT" for n, t in frame().schema.items()}
    database = create_engine(postgres_url)
    with database.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS facts"))
        connection.execute(text(f"CREATE TABLE facts ({', '.join(f'{n} {k}' for n, k in kinds.items())})"))
        values = ", ".join(f":{name}" for name in frame().columns)
        connection.execute(text(f"INSERT INTO facts VALUES ({values})"), frame().to_dicts())
        found = figures(connection.execute(text(lines_sql(*wish))).all())
    database.dispose()
    assert found == on_duckdb(lake, wish)

"""The one query gives equal figures on DuckDB, SQLite and PostgreSQL; sources answer from it exactly."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import product

import polars as pl
import pytest
from lake_facts import APRIL, MAY, day_sums, draft, facts, imported
from sqlalchemy import create_engine, text

from core.batch import Dataset, Grain, Role, Source
from core.counts import plain_counts
from core.errors import WrongInputError
from core.period import MonthRule, Period, PeriodKind, calendar_month
from core.scope import Scope
from core.tally import Flag, Have
from store.database import Database
from store.lake import engine
from store.lake.cube import Bit, CubeWish, cube_sql, layers, period_keys
from store.lake.lake import Lake
from store.lake.rows import fact_rows
from store.lake.source import LakeSource
from store.records import LakeFileRecord

YUNDA = Scope("YUNDA")
LATER = date(2025, 6, 15)
MARCH = calendar_month(2025, 3)
SETTLEMENT = MonthRule(PeriodKind.SETTLEMENT, 26)
OPENING = Bit("opening", hours=(9, 18), weekdays=(1, 2, 3, 4, 5))
VOICE = Bit("voice", equal=(("channel", ("VOICE", "IT'S")),))


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def prepared(database: Database, lake: Lake, periods=(APRIL,), counts=("offered", "answered"), **more):
    with database.read() as uow:
        return LakeSource.prepare(uow, lake, more.pop("source", Source.VENDOR), periods, counts, **more)


# ------------------------------------------------------------------ one text, three engines


def trap_rows() -> list[dict]:
    """Missing figures, missing dimensions, rows without an hour, a row that runs past its month."""
    rows = [
        {
            "vendor": vendor,
            "channel": channel,
            "site": site,
            "on": on,
            "slot": slot,
            "offered": None if slot is None else 10 + slot,
            "answered": None if site is None else 9,
            "role": "check" if site == "S2" else "facts",
            "grain": "interval",
        }
        for vendor, channel, site, on, slot in product(
            ("YUNDA", "HUAXIN"),
            ("VOICE", "CHAT", None, "IT'S"),
            ("S1", "S2", None),
            (date(2025, 3, 31), date(2025, 4, 25), date(2025, 4, 26), date(2025, 12, 31)),
            (540, 1079, 1080, None),
        )
    ]
    late = {"vendor": "YUNDA", "on": date(2025, 4, 26), "days": 30, "offered": 1, "role": "facts"}
    return [*rows, late]


WISHES = {
    "calendar months": CubeWish(
        ("offered", "answered"),
        ("vendor", "site"),
        (MARCH, APRIL, calendar_month(2025, 12)),
        (VOICE, OPENING),
    ),
    "26th to 25th": CubeWish(
        ("answered", "offered"),
        ("vendor",),
        (SETTLEMENT.month("2025-04"), SETTLEMENT.month("2025-05")),
        (OPENING,),
    ),
    "one vendor": CubeWish(("offered",), ("vendor", "channel"), (APRIL,), vendors=("YUNDA",)),
}


def rows_with_role() -> list[tuple]:
    frame = facts(trap_rows())
    return [(*row, spec["role"]) for row, spec in zip(frame.rows(), trap_rows(), strict=True)]


COLUMNS = [*facts([]).columns, "role"]


def as_figures(rows) -> set[tuple]:
    return {tuple(None if v is None else v if isinstance(v, str) else int(v) for v in row) for row in rows}


def on_duckdb(lake: Lake, wish: CubeWish) -> set[tuple]:
    specs = trap_rows()
    frame = facts(specs).with_columns(pl.Series("role", [spec["role"] for spec in specs]))
    lake.path("lake").mkdir(exist_ok=True)
    frame.write_parquet(lake.path("lake/x.parquet"))
    file = LakeFileRecord(
        vendor="YUNDA",
        dataset=Dataset.TRAFFIC,
        source=Source.VENDOR,
        month="2025-04",
        path="lake/x.parquet",
        sha256="",
        rows=frame.height,
        measures=("answered", "offered"),
        batches={},
        batch_id="",
        written_at=None,
    )
    return as_figures(engine.cube(lake, [file], wish).rows())


def on_sqlite(wish: CubeWish) -> set[tuple]:
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE facts ({', '.join(COLUMNS)})")
        marks = ", ".join("?" for _ in COLUMNS)
        connection.executemany(f"INSERT INTO facts VALUES ({marks})", rows_with_role())
        return as_figures(connection.execute(cube_sql(wish)).fetchall())


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
def test_the_same_text_gives_the_same_figures_on_duckdb_and_sqlite(lake: Lake, wish: CubeWish) -> None:
    found = on_duckdb(lake, wish)
    assert found == on_sqlite(wish)
    assert len(found) > 3


@pytest.mark.postgres
@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
def test_the_same_text_gives_the_same_figures_on_postgresql(lake: Lake, wish: CubeWish, postgres_url) -> None:
    frame = facts([])
    kinds = {n: "TEXT" if str(t) == "String" else "BIGINT" for n, t in frame.schema.items()} | {
        "role": "TEXT"
    }
    database = create_engine(postgres_url)
    with database.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS facts"))
        connection.execute(text(f"CREATE TABLE facts ({', '.join(f'{n} {k}' for n, k in kinds.items())})"))
        values = ", ".join(f":{name}" for name in COLUMNS)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_with_role()]
        connection.execute(text(f"INSERT INTO facts VALUES ({values})"), rows)
        found = as_figures(connection.execute(text(cube_sql(wish).replace(":", "\\:"))).all())
    database.dispose()
    assert found == on_duckdb(lake, wish)


def test_a_figure_missing_on_every_row_is_null_and_counted_zero(lake: Lake) -> None:
    """HUAXIN's rows without an hour carry no offered: the sum is missing, not 0."""
    found = on_duckdb(lake, CubeWish(("offered",), ("vendor",), (APRIL,), (Bit("night", hours=(0, 5)),)))
    assert {row[2] for row in found} == {0}
    alone = on_duckdb(lake, CubeWish(("wait_s",), ("vendor",), (APRIL,)))
    assert {(row[2], row[3]) for row in alone} == {(None, 0)}


@pytest.mark.parametrize("wish", [CubeWish(("offered; DROP",), (), (APRIL,)), CubeWish((), ("1",), (APRIL,))])
def test_only_names_of_the_house_go_into_the_text(wish: CubeWish) -> None:
    with pytest.raises(WrongInputError):
        cube_sql(wish)


def test_overlapping_periods_are_parted() -> None:
    settlement = SETTLEMENT.month("2025-04")
    assert [len(layer) for layer in layers([APRIL, MAY, settlement])] == [2, 1]


def test_calendar_months_are_keyed_by_year_and_month() -> None:
    assert period_keys((APRIL, MAY)) == {APRIL: 202504, MAY: 202505}


# ------------------------------------------------------------------ the tally source


def spring(site: str, offered: int) -> list[dict]:
    days = [date(2025, 4, n) for n in range(1, 31)] + [date(2025, 5, n) for n in range(1, 32)]
    return [{"on": on, "offered": offered, "answered": offered - 5, "site": site} for on in days]


BOTH = Period(APRIL.start, MAY.end)


def test_sums_are_exact_whole_numbers_with_the_rows_that_carry_them(database: Database, lake: Lake) -> None:
    (batch,) = imported(database, lake, draft(spring("S1", 100), BOTH))
    (sums,) = prepared(database, lake).tallies(["offered", "answered"], YUNDA, APRIL, LATER)
    assert sums.totals == {"offered": 3000, "answered": 2850}
    assert sums.rows == {"offered": 30, "answered": 30}
    assert (sums.coverage, sums.origins, sums.flags) == (Have(30, 30), (batch,), frozenset())


def test_a_count_nobody_reported_is_absent_not_zero(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    source = prepared(database, lake, counts=("offered", "talk_s"))
    (sums,) = source.tallies(["offered", "talk_s"], YUNDA, APRIL, LATER)
    assert dict(sums.totals) == {"offered": 3000}


def test_nothing_received_is_an_empty_answer(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    source = prepared(database, lake, periods=(MARCH, APRIL))
    assert source.tallies(["offered"], YUNDA, MARCH, LATER) == []
    assert source.tallies(["offered"], Scope("HUAXIN"), APRIL, LATER) == []
    assert prepared(database, lake, source=Source.CLIENT).tallies(["offered"], YUNDA, APRIL, LATER) == []


def test_a_settlement_month_reads_two_files(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    may = SETTLEMENT.month("2025-05")
    (sums,) = prepared(database, lake, (may,)).tallies(["offered"], YUNDA, may, LATER)
    assert (sums.totals["offered"], sums.coverage) == (3000, Have(30, 30))


def test_a_monthly_row_is_in_no_settlement_month(database: Database, lake: Lake) -> None:
    row = {"on": date(2025, 4, 1), "days": 30, "offered": 3000, "answered": 2850}
    imported(database, lake, draft([row], grain=Grain.MONTH))
    may = SETTLEMENT.month("2025-05")
    (sums,) = prepared(database, lake, (may,)).tallies(["offered"], YUNDA, may, LATER)
    assert sums.totals == {}
    assert not sums.coverage.complete


def test_any_other_period_can_be_asked_for_later(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    week = Period(date(2025, 4, 28), date(2025, 5, 5))
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, week, LATER)
    assert (sums.totals["offered"], sums.coverage) == (700, Have(7, 7))


def test_a_source_answers_from_the_state_it_was_prepared_in(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    source = prepared(database, lake)
    imported(database, lake, draft(spring("S1", 1), BOTH))
    assert source.tallies(["offered"], YUNDA, MAY, LATER)[0].totals == {"offered": 3100}
    assert prepared(database, lake).tallies(["offered"], YUNDA, MAY, LATER)[0].totals == {"offered": 31}


def test_a_scope_narrows_and_a_split_gives_one_entry_each(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100) + spring("S2", 10), BOTH))
    source = prepared(database, lake, dims=("site",))
    assert source.tallies(["offered"], YUNDA, APRIL, LATER)[0].totals == {"offered": 3300}
    assert source.tallies(["offered"], Scope("YUNDA", site="S2"), APRIL, LATER)[0].totals == {"offered": 300}
    split = source.by("site").tallies(["offered"], YUNDA, APRIL, LATER)
    assert [(s.scope.site, s.totals["offered"]) for s in split] == [("S1", 3000), ("S2", 300)]


def test_a_dimension_the_cube_was_not_made_for_is_refused(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    with pytest.raises(WrongInputError):
        prepared(database, lake).tallies(["offered"], Scope("YUNDA", site="S1"), APRIL, LATER)


def test_opening_hours_count_only_rows_that_say_their_hour(database: Database, lake: Lake) -> None:
    tuesday = date(2025, 4, 1)
    rows = [
        {"on": tuesday, "slot": slot, "slot_end": slot + 30, "offered": n, "answered": n}
        for slot, n in ((510, 1), (540, 10), (1050, 100), (1080, 1000))  # 8:30, 9:00, 17:30, 18:00
    ]
    sunday = {"on": date(2025, 4, 6), "slot": 600, "slot_end": 630, "offered": 7, "answered": 7}
    imported(database, lake, draft([*rows, sunday], grain=Grain.INTERVAL))
    source = prepared(database, lake, bits=(OPENING,))
    assert source.tallies(["offered"], YUNDA, APRIL, LATER)[0].totals == {"offered": 1118}
    inside = source.where("opening").tallies(["offered"], YUNDA, APRIL, LATER)
    assert inside[0].totals == {"offered": 110}


def test_the_days_of_certain_hours_add_up_to_what_the_cube_says_of_them(
    database: Database, lake: Lake
) -> None:
    """A clause for opening hours has its days too: the same condition, day by day, down to the rows."""
    rows = [
        {"on": date(2025, 4, day), "slot": slot, "slot_end": slot + 30, "offered": n, "answered": n}
        for day in (1, 2, 5)  # 5 April is a Saturday
        for slot, n in ((510, 1), (540, 10), (1050, 100), (1080, 1000))
    ]
    imported(database, lake, draft(rows, grain=Grain.INTERVAL))
    with database.read() as uow:
        days = day_sums(uow, lake, YUNDA, ["offered"], OPENING)
        page = fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, ["offered"], bit=OPENING)
    inside = prepared(database, lake, bits=(OPENING,)).where("opening")
    assert [(day.day, totals["offered"]) for day, totals in days.items()] == [(1, 110), (2, 110)]
    assert inside.tallies(["offered"], YUNDA, APRIL, LATER)[0].totals == {"offered": 220}
    assert page.total == 4


def test_a_day_that_does_not_say_its_hours_has_none_for_certain_hours(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    with database.read() as uow:
        assert day_sums(uow, lake, YUNDA, ["offered"], OPENING) == {}


def test_check_values_never_feed_a_sum(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    row = {"on": date(2025, 4, 1), "days": 30, "offered": 9999, "answered": 1}
    imported(database, lake, draft([row], grain=Grain.MONTH), decision=Role.CHECK)
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, LATER)
    assert sums.totals == {"offered": 3000}


def test_days_that_lost_their_facts_are_not_reported_any_more(database: Database, lake: Lake) -> None:
    """Ten daily files taken as facts leave the monthly row a check value: 10 of 30 days are there."""
    row = {"on": date(2025, 4, 1), "days": 30, "offered": 3000, "answered": 2850}
    imported(database, lake, draft([row], grain=Grain.MONTH))
    ten = Period(date(2025, 4, 1), date(2025, 4, 11))
    imported(database, lake, draft(spring("S1", 100)[:10], ten), decision=Role.FACTS)
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, LATER)
    assert (sums.totals["offered"], sums.coverage) == (1000, Have(10, 30))


def test_a_month_in_progress_expects_the_days_so_far(database: Database, lake: Lake) -> None:
    ten = Period(date(2025, 4, 1), date(2025, 4, 11))
    imported(database, lake, draft(spring("S1", 100)[:10], ten))
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, date(2025, 4, 10))
    assert (sums.coverage, sums.flags) == (Have(10, 10), {Flag.IN_PROGRESS})


def test_rejected_rows_make_the_figures_provisional(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100)[:29], rejected=("row 33",)))
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, LATER)
    assert (sums.coverage, sums.flags) == (Have(29, 30), {Flag.PROVISIONAL})


def test_a_vendor_has_reported_a_day_when_all_its_projects_have(database: Database, lake: Lake) -> None:
    half = Period(date(2025, 4, 1), date(2025, 4, 16))
    rows = spring("S1", 100)
    imported(database, lake, draft(rows[:30], project="P1"), draft(rows[:15], half, project="P2"))
    source = prepared(database, lake, dims=("project",))
    assert source.tallies(["offered"], YUNDA, APRIL, LATER)[0].coverage == Have(15, 30)
    assert source.tallies(["offered"], Scope("YUNDA", "P1"), APRIL, LATER)[0].coverage == Have(30, 30)


def test_call_records_are_not_added_to_the_traffic_they_repeat(database: Database, lake: Lake) -> None:
    imported(
        database,
        lake,
        draft(spring("S1", 100), BOTH),
        draft(spring("S1", 40), BOTH, dataset=Dataset.CHAT),
        draft(spring("S1", 99), BOTH, dataset=Dataset.CALLS, grain=Grain.CALL),
    )
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, LATER)
    assert sums.totals == {"offered": 4200}


# ------------------------------------------------------------------ following a number home


def test_the_rows_behind_a_figure_say_where_they_stand(database: Database, lake: Lake) -> None:
    (batch,) = imported(database, lake, draft(spring("S1", 100), BOTH))
    with database.read() as uow:
        page = fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, ["answered"], limit=2, offset=1)
        offsets = uow.batches.get(batch).offsets
    assert page.total == 30
    row = page.rows[0]
    assert (row.day, row.sheet, row.row, row.values) == (date(2025, 4, 2), "日报", 4, {"answered": 95})
    assert f"{row.sheet}!{offsets[row.sheet]['answered']}{row.row}" == "日报!D4"
    assert (row.batch, row.role) == (batch, Role.FACTS)


def test_the_rows_behind_a_figure_add_up_to_it(database: Database, lake: Lake) -> None:
    imported(
        database, lake, draft(spring("S1", 100), BOTH), draft(spring("S1", 1), BOTH, dataset=Dataset.CHAT)
    )
    (sums,) = prepared(database, lake).tallies(["offered"], YUNDA, APRIL, LATER)
    with database.read() as uow:
        page = fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, ["offered"], limit=1000)
        days = day_sums(uow, lake, YUNDA, ["offered"])
    assert sum(row.values["offered"] for row in page.rows) == sums.totals["offered"] == 3030
    assert sum(totals["offered"] for totals in days.values()) == 3030
    assert days[APRIL.start] == {"offered": 101}


def test_a_monthly_figure_has_no_daily_series(database: Database, lake: Lake) -> None:
    row = {"on": date(2025, 4, 1), "days": 30, "offered": 3000, "answered": 2850}
    imported(database, lake, draft([row], grain=Grain.MONTH))
    with database.read() as uow:
        assert day_sums(uow, lake, YUNDA, ["offered"]) == {}


def test_no_rows_where_nothing_was_received(database: Database, lake: Lake) -> None:
    with database.read() as uow:
        assert fact_rows(uow, lake, Source.VENDOR, YUNDA, APRIL, ["offered"]).total == 0
        assert day_sums(uow, lake, YUNDA, ["offered"]) == {}


def test_every_base_count_can_be_asked_for(database: Database, lake: Lake) -> None:
    imported(database, lake, draft(spring("S1", 100), BOTH))
    names = [count.name for count in plain_counts()] + ["answered_within_20"]
    (sums,) = prepared(database, lake, counts=names).tallies(names, YUNDA, APRIL, LATER)
    assert set(sums.totals) == {"offered", "answered"}

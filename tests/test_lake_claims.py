"""Claims beside the lake: they come and go with their batch, and never touch a committed row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from core.batch import Coverage, Source
from core.finding import Place
from core.period import Period
from core.scope import Scope
from importers.draft import Asserted
from store.database import Database
from store.lake.lake import Lake
from tests.lake_facts import APRIL, LI, draft, imported, month, staged, withdraw


@pytest.fixture
def lake(database: Database, data_folder) -> Lake:
    return Lake(data_folder)


def claiming(value: str, day: int | None = None, *rows: dict, site: str | None = None):
    """A draft that claims April's answer rate, or a day's; with `rows`, beside counts of its own."""
    span = Period(date(2025, 4, day), date(2025, 4, day + 1)) if day else APRIL
    place = Place("日报.xlsx", "日报", 2, "B")
    whose = Scope("YUNDA", site=site)
    claim = Asserted(span.start, span.end, whose, "answer_rate", "ANSWER_RATE", {}, Fraction(value), place)
    scopes = frozenset({(site, None, None, None, None)}) if site else frozenset()
    made = draft(list(rows), span, scopes=scopes, measures=("offered", "answered") if rows else ())
    return replace(made, asserted=(claim,), content_hash=value)


def held(database: Database) -> list[str]:
    with database.read(LI) as uow:
        return [str(claim.value) for claim, _ in uow.asserted.holding(["YUNDA"], APRIL)]


def counted(number: int, offered: int = 100) -> dict:
    return {"on": date(2025, 4, number), "offered": offered, "answered": 95}


def test_a_staged_claim_does_not_hold(database: Database, lake: Lake) -> None:
    staged(database, lake, claiming("19/20"))
    assert held(database) == []
    with database.read() as uow:
        assert uow.settings.data_version() == 0


def test_a_committed_claim_holds_digit_for_digit_and_the_figures_have_changed(
    database: Database, lake: Lake
) -> None:
    imported(database, lake, claiming("12345678901234567891/12345678901234567890"))
    assert held(database) == ["12345678901234567891/12345678901234567890"]
    with database.read() as uow:
        assert uow.settings.data_version() == 1 and uow.lake_files.current() == []


def test_claims_alone_leave_every_committed_row_where_it_is(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([counted(1), counted(2)]))
    before = month(database, lake)
    (batch,) = imported(database, lake, claiming("19/20"))
    assert month(database, lake) == before
    withdraw(database, lake, [batch])
    assert month(database, lake) == before and held(database) == []


def test_taking_counts_back_folds_over_claims_of_the_same_key(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([counted(1)]))
    (second,) = imported(database, lake, draft([counted(1, 200)]))
    imported(database, lake, claiming("19/20"))
    withdraw(database, lake, [second])
    assert [row[3] for row in month(database, lake)] == [100] and held(database) == ["19/20"]


@pytest.mark.parametrize(
    ("later", "holding"),
    [
        (claiming("18/20", 1), ["17/20", "9/10"]),  # the same day, claimed anew
        (claiming("1/2", 1, site="HF"), ["19/20", "17/20", "1/2"]),  # a site beside the whole
        (draft([counted(1)], Period(date(2025, 4, 1), date(2025, 4, 2))), ["17/20"]),  # counts instead
        (draft([counted(1)], source=Source.CLIENT), ["19/20", "17/20"]),  # another source
    ],
)
def test_a_later_batch_of_the_key_replaces_the_claims_it_covers(database, lake, later, holding) -> None:
    imported(database, lake, claiming("19/20", 1))
    imported(database, lake, claiming("17/20", 2))
    (batch,) = imported(database, lake, later)
    assert held(database) == holding
    withdraw(database, lake, [batch])
    assert held(database) == ["19/20", "17/20"]


def test_a_day_that_is_only_claimed_is_reported_where_nothing_is_counted(database, lake) -> None:
    (alone,) = imported(database, lake, claiming("19/20", 3))
    (beside,) = imported(database, lake, replace(claiming("9/10", 4, counted(5)), coverage=Coverage(APRIL)))
    with database.read() as uow:
        assert uow.batches.get(alone).gaps == ()
        assert "2025-04-04" in uow.batches.get(beside).gaps  # its counts are still missing


def test_the_database_holds_a_claim_to_its_batch(database: Database, lake: Lake) -> None:
    (batch,) = imported(database, lake, claiming("19/20"))
    with database.read(LI) as uow:
        (claim,) = uow.asserted.of_batch(batch)
    assert (claim.scope, claim.period, claim.cell) == (
        Scope("YUNDA"),
        Period(APRIL.start, APRIL.end),
        "B2",
    )

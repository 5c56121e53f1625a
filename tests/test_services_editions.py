"""A corrected edition beside the one it corrects: what moved, and by how much it is trued up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from core.batch import Source
from core.month import MonthState
from core.period import MonthRule
from core.verdict import Verdict
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess
from services.months.month import set_state
from services.reports.import_report import commit, stage
from services.results.editions import against_edition_before
from tests.services_example import Cast, empty_house
from tests.test_services_year_score import HEAD, TERMS

CODE, APRIL = "LINE", "2026-04"


@pytest.fixture
def cast(data_folder, database_url) -> Iterator[Cast]:
    """April at 95 % of 1,000 calls, closed."""
    cast = empty_house(data_folder, database_url)
    load_contract(cast.house, cast.manager, TERMS % "mean", "line.yaml")
    reported(cast, 1000, 950)
    close(cast)
    yield cast
    cast.house.close()


def reported(cast: Cast, calls: int, quick: int) -> None:
    said = Choice("YUNHE", None, Source.VENDOR, MonthRule().month(APRIL))
    rest = "".join(f"2026-04-{day:02},0,0,0,0\n" for day in range(2, 31))
    file = f"{HEAD}2026-04-01,{calls},{calls},0,{quick}\n{rest}".encode()
    commit(cast.house, cast.manager, stage(cast.house, cast.manager, "四月.csv", file, said).file.id)
    assess(cast.house, cast.manager, [APRIL])


def close(cast: Cast) -> None:
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)


def test_a_month_never_corrected_has_no_edition_before(cast):
    assert against_edition_before(cast.house, cast.viewer, CODE, APRIL) is None
    assert against_edition_before(cast.house, cast.viewer, CODE, "2026-06") is None


def test_what_a_correction_moves_is_told_while_it_is_open_and_after(cast):
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "漏报一批来电")
    reported(cast, 1200, 960)
    for closing in (False, True):
        if closing:
            close(cast)
        found = against_edition_before(cast.house, cast.viewer, CODE, APRIL)
        assert found is not None and found.is_final is closing
        assert (found.total_before, found.total_after) == (Decimal("95.00"), Decimal("80.00"))
        # Two yuan a call: 1,000 calls were settled, 1,200 are.
        assert found.payable_after.cents - found.payable_before.cents == 40_000
        (clause,) = found.moved
        assert clause.verdicts == (Verdict.MET, Verdict.MISSED)


def test_each_edition_stands_against_the_one_right_before_it(cast):
    for calls, quick in ((1200, 960), (1200, 1080)):
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "又漏报")
        reported(cast, calls, quick)
        close(cast)
    found = against_edition_before(cast.house, cast.viewer, CODE, APRIL)
    assert (found.total_before, found.total_after) == (Decimal("80.00"), Decimal("90.00"))
    assert found.payable_after == found.payable_before

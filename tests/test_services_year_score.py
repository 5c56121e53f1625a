"""A contract's quarter and year of its months' totals; months without one, or still open, are named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from core.batch import Source
from core.month import MonthState
from core.period import MonthRule
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess
from services.months.month import set_state
from services.reports.import_report import commit, stage
from services.results.year_score import year_scores
from tests.services_example import Cast, empty_house

CODE = "LINE"
TERMS = """
contract:
  code: LINE
  version: '1'
  name: 热线
  effective: {from: 2026-02-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: 云禾}]
  full_mark: 100
  year: {combine: %s, grades: [{grade: 优, value: 90}, {grade: 合格, value: 60}, {grade: 差, value: 0}]}
clauses:
  - {code: SL, name: 接通率, indicator: SL, variant: SL-1, target: 90, weight: 100,
     curve: [[0, 0], [100, 100]]}
settlement:
  fee: {kind: per_call, amount: 2, volume: answered}
"""
HEAD = "日期,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"


@pytest.fixture
def cast(data_folder, database_url) -> Iterator[Cast]:
    cast = empty_house(data_folder, database_url)
    yield cast
    cast.house.close()


def lived(cast: Cast, combine: str) -> None:
    """February 80 points on 900 calls, March 95 on 100; February is closed. April has nothing yet."""
    load_contract(cast.house, cast.manager, TERMS % combine, "line.yaml")
    for label, offered, quick in (("2026-02", 900, 720), ("2026-03", 100, 95)):
        said = Choice("YUNHE", None, Source.VENDOR, MonthRule().month(label))
        days = "".join(f"{day},{offered if day.day == 1 else 0},{offered if day.day == 1 else 0},0,"
                       f"{quick if day.day == 1 else 0}\n" for day in said.period.each_day())  # fmt: skip
        staged = stage(cast.house, cast.manager, f"{label}.csv", f"{HEAD}{days}".encode(), said)
        commit(cast.house, cast.manager, staged.file.id)
        assess(cast.house, cast.manager, [label])
    set_state(cast.house, cast.approver, CODE, "2026-02", MonthState.FINAL)


@pytest.mark.parametrize(
    ("combine", "total", "grade"),
    [
        ("mean", "87.50", "合格"),
        # (80 × 900 + 95 × 100) ÷ 1000
        ("volume", "81.50", "合格"),
        ("worst", "80.00", "合格"),
    ],
)
def test_the_year_is_put_together_as_the_contract_says(cast, combine, total, grade):
    lived(cast, combine)
    quarter, year = year_scores(cast.house, cast.viewer, CODE, "2026-03")
    assert (quarter.name, year.name) == ("2026-Q1", "2026")
    assert year.score.total == quarter.score.total == Decimal(total)
    assert year.score.grade == grade


def test_months_without_a_total_or_still_open_are_named_and_make_it_provisional(cast):
    lived(cast, "mean")
    quarter, year = year_scores(cast.house, cast.viewer, CODE, "2026-04")
    # January lies before the contract: it is nobody's missing month.
    assert year.months == ("2026-02", "2026-03", "2026-04")
    assert (year.missing, year.open) == (("2026-04",), ("2026-03", "2026-04"))
    assert year.is_provisional and year.score.total == Decimal("87.50")
    assert quarter.name == "2026-Q2" and quarter.score is None
    (first, _) = year_scores(cast.house, cast.viewer, CODE, "2026-02")
    assert not first.is_provisional and first.score.total == Decimal("80.00")


def test_a_contract_that_says_nothing_of_years_has_none(cast):
    plain = "\n".join(line for line in TERMS.splitlines() if "year:" not in line)
    load_contract(cast.house, cast.manager, plain, "line.yaml")
    assert year_scores(cast.house, cast.viewer, CODE, "2026-03") == ()

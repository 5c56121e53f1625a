"""What falls due is provisional while its records are on their way, and a change moves no common due day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.period import calendar_month
from core.text import Text
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from services.training import board, changes
from services.training.changes import EnteredChange
from services.training.count_rows import compliance_rows
from tests.compliance_example import OCTOBER, examined, with_matrix
from tests.rosters_example import VENDOR, taken_in
from tests.services_example import Cast, empty_house

NOVEMBER, DUE = calendar_month(2026, 11), date(2026, 11, 30)
MONTHLY = Rule("R1", RuleKind.PERIODIC, Where(), ("HOTLINE",), OCTOBER, due=DueDays(DueEvery.MONTH_END))


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """HOTLINE is due at the end of each month; one exam of 10 November, told on the 12th."""
    found = empty_house(tmp_path / "data", database_url)
    with_matrix(found, MONTHLY)
    taken_in(found)
    at(found, 12)
    examined(found, "0001,2026-11-10,90,合格\n")
    yield found
    found.house.close()


def at(cast: Cast, day: int, month: int = 11, year: int = 2026) -> None:
    cast.clock.at = datetime(year, month, day, 2, tzinfo=UTC)


def shown(cast: Cast) -> board.TrainingBoard:
    return board.board(cast.house, cast.manager, VENDOR, NOVEMBER)


def test_a_due_day_that_no_list_reaches_is_provisional_until_one_does(cast: Cast) -> None:
    at(cast, 2, 12)
    found = shown(cast)
    assert (found.waiting, found.pooled()) == ((DUE,), (5, 1))
    at(cast, 3, 12)
    examined(cast, "0002,2026-11-20,90,合格\n")
    found = shown(cast)
    assert (found.waiting, found.pooled()) == ((), (5, 2))


def test_it_is_waited_for_35_days_and_no_longer(cast: Cast) -> None:
    at(cast, 4, 1, 2027)
    assert shown(cast).waiting == (DUE,)
    at(cast, 5, 1, 2027)
    assert shown(cast).waiting == ()


def test_the_rows_that_clauses_take_say_it(cast: Cast) -> None:
    at(cast, 2, 12)
    with cast.house.database.read(cast.manager) as uow:
        rows = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 12, 2))
    assert [row.provisional for row in rows if "agents_in_scope" in row.counts] == [True]


@pytest.mark.parametrize(
    ("published", "effective", "why"),
    [(25, 20, "due after the month's end"), (13, 3, "due before it")],
)
def test_a_change_beside_a_common_due_day_does_not_take_its_row_away(
    cast: Cast, published: int, effective: int, why: str
) -> None:
    """Until the change is due a pass from before it meets the calendar; afterwards only a new one holds."""
    at(cast, published)
    changes.enter_change(
        cast.house,
        cast.manager,
        EnteredChange(
            Text("促销", "Promotion"), "PROMO", cast.clock.at, date(2026, 12, effective), ("HOTLINE",)
        ),
        why,
    )
    at(cast, 3, 12)
    examined(cast, "0002,2026-11-28,90,合格\n")
    of, ok = shown(cast).pooled()
    assert (of, ok) == ((5, 2) if published == 25 else (5, 1))

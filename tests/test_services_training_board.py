"""The board of training: the judge's own figures, names with their reason, as issued and as known now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.principal import Principal, Role
from core.text import Text
from qa.training.matrix import Rule, RuleKind, Where
from qa.training.record import Lack
from services.judging.assess_month import current
from services.training import board as boards
from services.training import changes, due_snapshots
from services.training.board import TrainingBoard
from services.training.count_rows import compliance_rows
from tests.compliance_example import OCTOBER, examined, with_matrix
from tests.rosters_example import DUE, NOVEMBER, VENDOR, corrected, taken_in
from tests.services_example import Cast, empty_house
from tests.test_services_compliance import house_of_november

_DECEMBER = datetime(2026, 12, 2, 1, tzinfo=UTC)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data", database_url)
    yield found
    found.house.close()


def seen(cast: Cast, known: datetime | None = None) -> TrainingBoard:
    return boards.board(cast.house, cast.manager, VENDOR, NOVEMBER, known)


def test_the_board_shows_what_the_clauses_are_judged_on(cast: Cast) -> None:
    house_of_november(cast)
    cast.clock.at = _DECEMBER
    month = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    assert month is not None
    judged = {line.clause.code: line.judgement.value for line in month.lines}
    found = seen(cast)
    of, ok = found.pooled()
    live, certified = found.certified()
    assert (
        (Fraction(100 * ok, of), Fraction(100 * certified, live))
        == (judged["COV"], judged["CERT"])
        == (80, 80)
    )
    assert (found.worst(), len(found.expired)) == (("A", 5, 4), judged["EXP"])
    assert found.cells == {("A", "HOTLINE"): (5, 5), ("A", "PRIVACY"): (5, 4)}


def test_the_board_sums_the_rows_clauses_take(cast: Cast) -> None:
    house_of_november(cast)
    corrected(cast)
    cast.clock.at = _DECEMBER
    found = seen(cast)
    with cast.house.database.read(cast.manager) as uow:
        rows = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 12, 2))
    live = [
        (row.day, row.scope.site, row.counts["agents_live"], row.counts["agents_certified"])
        for row in rows
        if "agents_live" in row.counts
    ]
    told = [(day, site, *counts) for day, sites in found.days.items() for site, counts in sites.items()]
    assert sorted(told) == sorted(live)
    due = {
        row.scope.site: (row.counts["agents_in_scope"], row.counts["agents_trained"])
        for row in rows
        if "agents_in_scope" in row.counts
    }
    assert found.due == due == {"A": (3, 3), "B": (1, 1)}


def test_a_cell_opens_to_the_names_that_lack_it_each_with_its_reason(cast: Cast) -> None:
    house_of_november(cast)
    cast.clock.at = datetime(2026, 11, 21, 1, tzinfo=UTC)
    examined(cast, "0005,2026-11-20,40,不合格\n", "PRIVACY")
    cast.clock.at = _DECEMBER
    found = seen(cast)
    [one] = boards.lacking(cast.house, cast.viewer, VENDOR, found.day, ("A", "PRIVACY"))
    assert (one.spell.agent, one.lack, one.until) == ("0005", Lack.FAILED, None)
    assert boards.lacking(cast.house, cast.viewer, VENDOR, found.day, ("A", "HOTLINE")) == []
    assert boards.lacking(cast.house, cast.viewer, VENDOR, found.day, ("B", "PRIVACY")) == []


def test_every_cell_opens_to_as_many_names_as_it_lacks(cast: Cast) -> None:
    house_of_november(cast)
    corrected(cast)
    cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    found = seen(cast)
    for cell, (of, ok) in found.cells.items():
        assert len(boards.lacking(cast.house, cast.manager, VENDOR, found.day, cell)) == of - ok


def test_an_expired_compliance_course_is_named_and_nothing_is_green(cast: Cast) -> None:
    """Everybody else holds it; one whose year ended yesterday blocks the whole board."""
    with_matrix(cast, Rule("R2", RuleKind.ENTRY, Where(), ("PRIVACY",), OCTOBER, valid_days=30))
    taken_in(cast)
    cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    held = "".join(f"000{n},2026-11-1{n},90,合格\n" for n in range(1, 5))
    examined(cast, f"{held}0005,2026-10-26,90,合格\n", "PRIVACY")
    found = seen(cast)
    assert [(each.spell.agent, each.last_day) for each in found.expired] == [("0005", date(2026, 11, 24))]
    assert found.cells == {("A", "PRIVACY"): (5, 4)}
    assert found.ending(30) == 4 and found.ending(7) == 0
    [one] = boards.lacking(cast.house, cast.manager, VENDOR, found.day, ("A", "PRIVACY"))
    assert (one.lack, one.until) == (Lack.EXPIRED, date(2026, 11, 24))


def test_as_issued_stays_when_the_roster_is_put_right(cast: Cast) -> None:
    """Must-show 1 on the board: known now 4 of 4, as issued 4 of 5."""
    house_of_november(cast)
    given = changes.EnteredChange(
        name=Text("促销", "Promotion"), product="PROMO", published=datetime(2026, 11, 9, 1, tzinfo=UTC),
        effective=date(2026, 11, 20), courses=("HOTLINE",), vendor=VENDOR,
    )  # fmt: skip
    key = changes.enter_change(cast.house, cast.manager, given, "新规").id
    cast.clock.at = datetime(2026, 11, 19, 1, tzinfo=UTC)
    due_snapshots.take_due(cast.house)
    of_month = due_snapshots.issued_of(cast.house, cast.manager, VENDOR, NOVEMBER)
    assert [(each.subject, each.in_scope, each.trained) for each in of_month] == [
        ("PRIVACY", 5, 4),
        (key, 5, 0),
    ]
    issued = max(each.known_at for each in of_month)
    cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    corrected(cast)
    cast.clock.at = _DECEMBER
    assert seen(cast).pooled() == (4, 4)
    assert seen(cast, issued).pooled() == (5, 4)
    [change] = seen(cast, issued).changes
    assert (change.whole().in_scope, change.whole().trained) == (5, 0)


def test_records_in_up_to_takes_no_roster_for_a_list_of_records(cast: Cast) -> None:
    with_matrix(cast)
    taken_in(cast)
    cast.clock.at = datetime(2026, 11, 18, 1, tzinfo=UTC)
    assert seen(cast).records_until is None
    examined(cast, "0001,2026-11-12,90,合格\n", day=date(2026, 11, 12))
    cast.clock.at = _DECEMBER
    assert seen(cast).records_until == date(2026, 11, 12)
    assert boards.months_told(cast.house, cast.manager, VENDOR) == ["2026-12", "2026-11"]


def test_a_board_is_of_a_vendor_one_may_see(cast: Cast) -> None:
    house_of_november(cast)
    other = Principal("01JANDA", "安达专员", Role.MANAGER, "zh", frozenset({"ANDA"}))
    for act in (
        lambda: boards.board(cast.house, other, VENDOR, NOVEMBER),
        lambda: boards.lacking(cast.house, other, VENDOR, DUE, ("A", "PRIVACY")),
        lambda: boards.months_told(cast.house, other, VENDOR),
    ):
        with pytest.raises(NotAllowedError):
            act()

"""What was issued of due days, of changes and of courses: when, as known then, and that nothing moves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.canonical import content_hash
from core.text import Text
from qa.tallies import CountRow
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from services.roster import lists
from services.training import changes, due_snapshots
from services.training.count_rows import compliance_rows
from services.training.courses import publish_course
from services.training.due_snapshots import Issued
from services.training.matrix import publish
from store.records.training_changes import DueSnapshotRecord, SnapshotKind
from tests.changes_example import HOTLINE, at, entered, exams
from tests.compliance_example import OCTOBER, examined
from tests.rosters_example import DUE, NOVEMBER, VENDOR, corrected, taken_in, with_sites
from tests.services_example import Cast, empty_house

FOUR = ((1, 11), (2, 11), (3, 13), (4, 16))
COMMON = Rule(
    "R1", RuleKind.PERIODIC, Where(), ("HOTLINE",), OCTOBER, due=DueDays(dates=(DUE,)), grace_days=2
)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """One course and no list yet, on 2 November; over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    at(found, 2)
    with_sites(found)
    publish_course(found.house, found.manager, HOTLINE, "首版")
    yield found
    found.house.close()


def change_of(cast: Cast, key: str, due: date = DUE) -> Issued | None:
    due_snapshots.take_due(cast.house)
    return due_snapshots.issued(cast.house, cast.viewer, key, VENDOR, due)


def course_of(cast: Cast, due: date = DUE) -> Issued | None:
    due_snapshots.take_due(cast.house)
    return due_snapshots.issued(cast.house, cast.viewer, "HOTLINE", VENDOR, due, SnapshotKind.COVERAGE)


def figure(found: Issued | None) -> tuple[int, int] | None:
    return found and (found.trained, found.in_scope)


def asking(cast: Cast, *rules: Rule) -> None:
    publish(cast.house, cast.manager, rules or (COMMON,), OCTOBER, "首版")


def test_late_lists_are_waited_for(cast: Cast) -> None:
    """The roster comes two months after the due day and the exams an hour after it: 4 of 5, never 0 of 5."""
    key = entered(cast).id
    asking(cast)
    cast.clock.at = datetime(2027, 1, 15, 2, tzinfo=UTC)
    taken_in(cast)
    assert (change_of(cast, key), course_of(cast)) == (None, None)
    cast.clock.at = datetime(2027, 1, 15, 3, tzinfo=UTC)
    exams(cast, *FOUR, (5, 17))
    for found in (change_of(cast, key), course_of(cast)):
        assert found and (figure(found), found.agents) == ((4, 5), ("0005",))
        assert found.known_at == datetime(2027, 1, 15, 3, tzinfo=UTC)


def test_what_was_written_down_before_grace_was_counted_is_read(cast: Cast) -> None:
    key = entered(cast).id
    body = {"sites": [["A", 5, 4, 1]], "lacking": [{"mark": "m5", "agent": "0005", "site": "A"}]}
    first = DueSnapshotRecord(
        kind=SnapshotKind.CHANGE, subject=key, vendor=VENDOR, due=DUE, known_at=cast.house.clock.now(),
        body=body, hash=content_hash(body), taken_at=cast.house.clock.now(),
    )  # fmt: skip
    with cast.house.database.write() as uow:
        uow.changes.snapshots.add(first)
        uow.commit()
    found = due_snapshots.issued(cast.house, cast.viewer, key, VENDOR, DUE)
    assert found and (figure(found), found.agents) == ((4, 5), ("0005",))
    assert [(one.site, one.grace, one.excused) for one in found.sites] == [("A", 4, 1)]


def test_where_records_stay_out_a_change_is_issued_after_35_days(cast: Cast) -> None:
    """Due 16 November; the roster of it came on the 20th: 25 December. A course nobody ever told of has no
    figure: silence is not zero."""
    key = entered(cast).id
    asking(cast)
    at(cast, 20)
    taken_in(cast)
    at(cast, 25, hour=1, month=12)
    assert (change_of(cast, key), course_of(cast)) == (None, None)
    at(cast, 25, hour=3, month=12)
    found = change_of(cast, key)
    assert found and (figure(found), found.known_at) == ((0, 5), datetime(2026, 12, 25, 2, tzinfo=UTC))
    assert course_of(cast) is None
    at(cast, 28, month=12)
    exams(cast, *FOUR)
    assert figure(course_of(cast)) == (4, 5)
    assert figure(change_of(cast, key)) == (0, 5)


def test_every_course_of_a_change_has_to_be_told_of(cast: Cast) -> None:
    second = replace(HOTLINE, code="CALM", name=Text("情绪安抚", "Calm"), teaches=())
    publish_course(cast.house, cast.manager, second, "首版")
    taken_in(cast)
    key = entered(cast, courses=("HOTLINE", "CALM")).id
    at(cast, 17)
    exams(cast, *FOUR)
    assert change_of(cast, key) is None
    at(cast, 18)
    examined(cast, "".join(f"000{n},2026-11-1{n},90,合格\n" for n in (1, 2, 3, 6)), "CALM")
    assert figure(change_of(cast, key)) == (3, 5)


def test_coverage_is_issued_and_a_corrected_roster_changes_only_what_is_known_now(cast: Cast) -> None:
    """Due 16 November with two days of grace: issued on the 19th 4 of 5, with grace 5; from the 25th known
    now 4 of 4, A 3 of 3 and B 1 of 1. The same whoever looks first."""
    asking(cast)
    taken_in(cast)
    at(cast, 18)
    exams(cast, *FOUR, (5, 18))
    assert course_of(cast) is None
    at(cast, 18, hour=17)  # the 19th in Beijing: the grace is over
    at(cast, 25)
    corrected(cast)
    found = course_of(cast)
    assert found and [(each.site, each.trained, each.grace, each.in_scope) for each in found.sites] == [
        ("A", 4, 5, 5)
    ]
    assert (found.agents, found.known_at) == (("0005",), datetime(2026, 11, 18, 16, tzinfo=UTC))
    assert due_snapshots.issued_of(cast.house, cast.viewer, VENDOR, NOVEMBER) == [found]
    assert due_snapshots.take_due(cast.house) == 0
    with cast.house.database.read(cast.viewer) as uow:
        then = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 11, 25), found.known_at)
        now = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 11, 25))
    assert _covered(then) == {("A", 4, 5, 5)}
    assert _covered(now) == {("A", 3, 3, 3), ("B", 1, 1, 1)}


def _covered(rows: list[CountRow]) -> set[tuple[str | None, int, int, int]]:
    names = ("agents_trained", "agents_trained_grace", "agents_in_scope")
    return {
        (row.scope.site, *(row.counts[name] for name in names))
        for row in rows
        if "agents_in_scope" in row.counts
    }


def test_a_list_taken_in_wrongly_and_withdrawn_does_not_move_what_was_issued(cast: Cast) -> None:
    asking(cast)
    taken_in(cast)
    at(cast, 19)
    exams(cast, *FOUR)
    at(cast, 20)
    with cast.house.database.read(cast.manager) as uow:
        (list_id,) = [
            each.id for each in uow.people_lists.all(vendor=VENDOR) if each.name.startswith("exams")
        ]
    lists.withdraw(cast.house, cast.manager, list_id, "发错文件")
    assert figure(course_of(cast)) == (4, 5)


def test_month_ends_are_issued_one_by_one_and_what_nobody_had_to_pass_is_settled(cast: Cast) -> None:
    """From October on: the roster of November speaks from 2 November on, nobody knows of 31 October."""
    asking(
        cast, Rule("R1", RuleKind.PERIODIC, Where(), ("HOTLINE",), OCTOBER, due=DueDays(DueEvery.MONTH_END))
    )
    taken_in(cast)
    at(cast, 2, month=12)
    exams(cast, *FOUR, (5, 30))
    assert figure(course_of(cast, date(2026, 11, 30))) == (5, 5)
    assert course_of(cast, date(2026, 10, 31)) is None
    assert due_snapshots.take_due(cast.house) == 0


def test_a_due_day_that_a_late_course_moved_is_issued_on_its_own_day(cast: Cast) -> None:
    """Handed over on the 13th, noted on the 13th: due on the 20th, nothing is issued of the 16th. Noted only
    on the 18th: of the 16th stands what was known until then, whoever looks first."""
    taken_in(cast)
    in_time, later = entered(cast).id, entered(cast).id
    at(cast, 13)
    changes.deliver(cast.house, cast.manager, in_time, "HOTLINE", date(2026, 11, 13))
    at(cast, 17)
    exams(cast, *FOUR)
    at(cast, 18)
    changes.deliver(cast.house, cast.manager, later, "HOTLINE", date(2026, 11, 13))
    at(cast, 23)
    exams(cast, (5, 20))
    moved = date(2026, 11, 20)
    assert (figure(change_of(cast, in_time)), figure(change_of(cast, in_time, moved))) == (None, (5, 5))
    assert (figure(change_of(cast, later)), figure(change_of(cast, later, moved))) == ((4, 5), (5, 5))

"""Certificates that go with a person to another vendor: only where the course says so, never from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.people_lists import ListKind
from core.principal import Principal, Role
from core.text import Text
from importers.people.id_numbers import eighteen
from importers.people.said import ListSaid
from qa.training.matrix import Rule, RuleKind, Where
from services.known import directory
from services.roster import lists
from services.training import records
from services.training.agent_file import agent_file, mark_of
from services.training.compliance import TrainingBooks, books_in
from services.training.courses import publish_course
from services.training.held_month import month_in
from services.training.matrix import publish
from services.training.record_lists import stage_records
from tests.compliance_example import HOTLINE, OCTOBER, PRIVACY
from tests.rosters_example import NOVEMBER, VENDOR, with_sites
from tests.services_example import Cast, empty_house

DUE = date(2026, 11, 16)
SAME = eighteen("110101900307123")
ANDA = Principal("x", "甲", Role.MANAGER, vendors=frozenset({"ANDA"}))


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """One person at YUNHE as 0002 and at ANDA as A77; both courses passed at YUNHE, PRIVACY carries over."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 17, 1, tzinfo=UTC)
    with_sites(found)
    directory.save_vendor(found.house, found.manager, "ANDA", Text("安达", "Anda"))
    for course in (replace(PRIVACY, carries_over=True), HOTLINE):
        publish_course(found.house, found.manager, course, "首版")
    rule = Rule("R1", RuleKind.ENTRY, Where(), ("PRIVACY", "HOTLINE"), OCTOBER)
    publish(found.house, found.manager, (rule,), OCTOBER, "首版")
    for vendor, code in ((VENDOR, "0002"), ("ANDA", "A77")):
        text = f"工号,身份证号,职场\n{code},{SAME},\n"
        staged = lists.stage(
            found.house, found.manager, "花名册.csv", text.encode(), ListSaid(vendor, days=NOVEMBER)
        )
        assert staged.record
        lists.commit(found.house, found.manager, staged.record.id)
    yield found
    found.house.close()


def examined(cast: Cast, course: str) -> str:
    text = "工号,考试日期,成绩,是否合格\n0002,2026-11-10,90,合格\n"
    said = ListSaid(VENDOR, ListKind.EXAMS, days=NOVEMBER, course=course)
    staged = stage_records(cast.house, cast.manager, f"{course}.csv", text.encode(), said)
    assert staged.record
    return lists.commit(cast.house, cast.manager, staged.record.id).id


def books(cast: Cast, who: Principal = ANDA) -> TrainingBooks:
    with cast.house.database.read(who) as uow:
        return books_in(uow, cast.house, "ANDA", NOVEMBER)


def held(found: TrainingBooks) -> dict[str, bool]:
    """Course → held on the due day by the one agent of ANDA."""
    (spell,) = found.roster(DUE).values()
    return {need.course: found.holds(spell.mark, need, DUE) for need in found.needs(spell, DUE)}


def test_carries_over_only_where_the_course_says(cast: Cast) -> None:
    assert held(books(cast)) == {"PRIVACY": False, "HOTLINE": False}
    examined(cast, "PRIVACY")
    examined(cast, "HOTLINE")
    assert held(books(cast)) == {"PRIVACY": True, "HOTLINE": False}
    assert held(books(cast, cast.manager)) == held(books(cast)), "whoever asks"


def test_the_other_vendor_is_named_nowhere(cast: Cast) -> None:
    taken = [examined(cast, course) for course in ("PRIVACY", "HOTLINE")]
    mark = mark_of(cast.house, ANDA, "ANDA", "A77")
    file = agent_file(cast.house, ANDA, "ANDA", mark, DUE)
    (privacy,) = (one for one in file.asked if one.need.course == "PRIVACY")
    assert privacy.held is not None and privacy.held.elsewhere
    told = str(file) + str(books(cast).records) + str(records.records_of(cast.house, ANDA, "ANDA", "A77"))
    for word in (VENDOR, "云禾", "Yunhe", "0002", SAME, *taken):
        assert word not in told, word


def test_a_list_withdrawn_there_carries_nothing_any_more(cast: Cast) -> None:
    id = examined(cast, "PRIVACY")
    lists.withdraw(cast.house, cast.manager, id, "发错了")
    assert held(books(cast))["PRIVACY"] is False


def test_what_was_done_elsewhere_tells_nothing_of_how_far_lists_are_in(cast: Cast) -> None:
    examined(cast, "PRIVACY")
    assert books(cast).records_until({"PRIVACY"}) is None


def test_a_month_at_once_says_the_same(cast: Cast) -> None:
    """What the board and the judge reckon with is what the agent's file shows."""
    for course in ("PRIVACY", "HOTLINE"):
        examined(cast, course)
    with cast.house.database.read(ANDA) as uow:
        month = month_in(uow, cast.house, "ANDA", NOVEMBER)
    (mark,) = month.books.roster(DUE)
    days = {need.course: month.of(mark, need).held for need in month.terms}
    assert (days["PRIVACY"] >> DUE.day - 1) & 1 == 1 and not days.get("HOTLINE")

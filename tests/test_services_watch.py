"""Rosters of a house beside the contacts of its lake: ghosts, zombies, linked codes, shared logins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lake_facts import draft, imported

from core.batch import Dataset, Grain
from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from core.period import Period
from core.principal import Principal, Role
from importers.people.id_numbers import eighteen
from services.roster import agent_links, watch
from services.roster.agent_links import Linked
from tests.rosters_example import NOVEMBER, VENDOR, corrected, taken_in, with_sites
from tests.services_example import Cast, empty_house

CALLS_DAYS = Period(date(2026, 11, 16), date(2026, 11, 19))


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """25 November 2026; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    with_sites(found)
    yield found
    found.house.close()


def called(cast: Cast, *calls: tuple[int, str, int, str]) -> None:
    """Answered calls: day, agent, minute of the day, site."""
    rows = [
        {"on": date(2026, 11, day), "slot": slot, "agent": agent, "site": site, "item": str(n), "answered": 1}
        for n, (day, agent, slot, site) in enumerate(calls)
    ]
    calls_of = draft(rows, CALLS_DAYS, grain=Grain.CALL, vendor=VENDOR, dataset=Dataset.CALLS)
    imported(cast.house.database, cast.house.lake, calls_of)


def found(cast: Cast, code: str = "") -> list[dict[str, object]]:
    seen = watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER).findings
    return [dict(one.facts) for one in seen if code in ("", one.code)]


def test_agent_ids_of_calls_not_on_the_roster(cast: Cast) -> None:
    taken_in(cast)
    called(cast, (16, "1", 540, "A"), (16, "0095", 540, "A"), (18, "0095", 550, "A"), (17, "0096", 540, "B"))
    assert found(cast) == [
        {"agent": "0095", "n": 2, "days": "2026-11-16–2026-11-18"},
        {"agent": "0096", "n": 1, "days": "2026-11-17"},
    ], "0001 of the roster is 1 of the calls"


def test_zombie_took_calls_after_the_last_day(cast: Cast) -> None:
    taken_in(cast)
    cast.clock.at += timedelta(days=1)
    corrected(cast)
    called(cast, (16, "0005", 540, "A"), (18, "0005", 540, "A"), (18, "0004", 540, "B"))
    told = {"agent": "0005", "n": 2, "left": "2026-11-13", "day": "2026-11-18"}
    assert found(cast, "agent_zombie") == [told] and len(found(cast)) == 1


def test_what_was_known_then_shows_no_zombie(cast: Cast) -> None:
    taken_in(cast)
    then = cast.clock.at
    cast.clock.at = datetime(2026, 11, 26, tzinfo=UTC)
    corrected(cast)
    called(cast, (18, "0005", 540, "A"))
    asked = (cast.house, cast.manager, VENDOR, NOVEMBER)
    assert watch.watched(*asked, known=then).findings == ()
    assert [one.code for one in watch.watched(*asked).findings] == ["agent_zombie"]


def test_without_contacts_or_without_a_roster_nothing_is_said(cast: Cast) -> None:
    taken_in(cast, days=None, name="花名册_2026-11-17.csv")
    assert watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER) == watch.Watched((), None, 0)
    called(cast, (16, "0095", 540, "A"), (18, "0001", 540, "A"))
    seen = watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER)
    assert (seen.findings, seen.contacts_until, seen.without_roster) == ((), date(2026, 11, 18), 1)


def test_a_linked_code_is_no_ghost_from_its_first_day_on(cast: Cast) -> None:
    taken_in(cast)
    called(cast, (16, "0095", 540, "A"), (18, "0095", 540, "A"))
    said = Linked("0095", "0003", date(2026, 11, 17))
    kept = agent_links.link(cast.house, cast.manager, VENDOR, said, "换号")
    assert [(one["days"], one["n"]) for one in found(cast)] == [("2026-11-16", 1)]
    agent_links.unlink(cast.house, cast.manager, kept.id, "录错")
    assert [one["n"] for one in found(cast)] == [2] and agent_links.links(*_who(cast), VENDOR) == []
    assert cast.journal()[-2:] == ["agents_linked", "agents_unlinked"]


def _who(cast: Cast) -> tuple[object, Principal]:
    return cast.house, cast.manager


REFUSED = {
    "one code": (Linked("0012", "12", date(2026, 11, 1)), "同一人", "link_same_code"),
    "no code": (Linked(" ", "12", date(2026, 11, 1)), "同一人", "needed"),
    "days the wrong way": (
        Linked("1", "2", date(2026, 11, 2), date(2026, 11, 1)), "同一人", "period_order",
    ),
    "no reason": (Linked("1", "2", date(2026, 11, 2)), " ", "reason_needed"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "why", "code"), REFUSED.values(), ids=REFUSED)
def test_a_link_that_says_nothing_is_refused(cast: Cast, given: Linked, why: str, code: str) -> None:
    with pytest.raises(WrongInputError) as refused:
        agent_links.link(cast.house, cast.manager, VENDOR, given, why)
    assert refused.value.reason == code


def test_a_link_is_taken_back_once_and_by_who_may(cast: Cast) -> None:
    said = Linked("0095", "0003", date(2026, 11, 17))
    with pytest.raises(NotAllowedError):
        agent_links.link(cast.house, Principal("x", "看", Role.VIEWER), VENDOR, said, "换号")
    kept = agent_links.link(cast.house, cast.manager, VENDOR, said, "换号")
    agent_links.unlink(cast.house, cast.manager, kept.id, "录错")
    with pytest.raises(ConflictError):
        agent_links.unlink(cast.house, cast.manager, kept.id, "录错")


def test_a_code_at_two_sites_within_half_an_hour_is_said(cast: Cast) -> None:
    taken_in(cast)
    called(
        cast,
        (16, "0001", 541, "A"), (16, "0001", 565, "B"), (17, "0001", 541, "A"), (17, "0001", 550, "B"),
        # A move at noon, and the same half hour of another day: one person can do that.
        (16, "0002", 541, "A"), (16, "0002", 720, "B"), (17, "0002", 720, "A"),
    )  # fmt: skip
    told = {"agent": "0001", "sites": "A, B", "day": "2026-11-16", "at": "09:00", "n": 2}
    assert found(cast) == [told]


def test_two_codes_with_one_id_number_are_said_until_somebody_links_them(cast: Cast) -> None:
    number = eighteen("110101900307123")
    head = "工号,身份证号,职场\n"
    taken_in(cast, head + f"0001,{number},甲职场\n0007,,甲职场\n")
    taken_in(cast, head + f"0107,{number},乙职场\n", "二项目.csv", project="P2")
    assert [set(one.values()) for one in found(cast, "roster_person_twice")] == [{"0001", "0107"}]
    agent_links.link(cast.house, cast.manager, VENDOR, Linked("0107", "0001", date(2026, 11, 1)), "两项目")
    assert found(cast) == []


def test_who_sees_another_vendor_only_is_refused(cast: Cast) -> None:
    other = Principal("x", "甲", Role.MANAGER, vendors=frozenset({"ANDA"}))
    said = Linked("0095", "0003", date(2026, 11, 17))
    kept = agent_links.link(cast.house, cast.manager, VENDOR, said, "换号")
    for ask in (
        lambda: watch.watched(cast.house, other, VENDOR, NOVEMBER),
        lambda: watch.watched_month(cast.house, other, VENDOR, date(2026, 11, 20)),
        lambda: agent_links.links(cast.house, other, VENDOR),
        lambda: agent_links.link(cast.house, other, VENDOR, said, "换号"),
        lambda: agent_links.unlink(cast.house, other, kept.id, "换号"),
    ):
        with pytest.raises((NotAllowedError, NotFoundError)):
            ask()

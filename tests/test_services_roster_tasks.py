"""The overview calls somebody to mind who may not work here and stands on a roster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.principal import Principal, Role
from core.text import Text
from importers.people.id_numbers import eighteen
from services.known import directory
from services.results.overview import needs_me
from services.results.roster_tasks import roster_tasks
from services.roster import cleared_out
from services.roster.cleared_out import Cleared
from services.vendors.tasks import TaskKind
from tests.rosters_example import VENDOR, taken_in, with_sites
from tests.services_example import Cast, empty_house

GONE, GOOD = eighteen("110101900307123"), eighteen("110101910307125")
FROM = date(2026, 11, 10)
TEXT = f"工号,身份证号,职场,离职日期\n0001,{GOOD},甲职场,\n0002,{GONE},甲职场,\n"


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """20 November 2026; both vendors have the same person on their roster, under other codes."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    with_sites(found)
    directory.save_vendor(found.house, found.manager, "ANDA", Text("安达", "Anda"))
    directory.save_site(found.house, found.manager, "ANDA", "CD", Text("成都", "Chengdu"))
    taken_in(found, TEXT)
    taken_in(found, TEXT.replace("0002", "7702").replace("甲职场", "成都"), vendor="ANDA")
    yield found
    found.house.close()


def tasks(cast: Cast, who: Principal | None = None) -> list[tuple[str, str, int]]:
    found = roster_tasks(cast.house, who or cast.viewer, cast.house.today())
    return [(each.vendor, each.subject.en, each.count) for each in found]


def test_one_line_a_vendor_until_the_person_has_left_or_the_clearing_is_lifted(cast: Cast) -> None:
    assert tasks(cast) == []
    kept = cleared_out.clear_out(cast.house, cast.manager, Cleared(FROM, GONE), "泄露客户信息")
    assert tasks(cast) == [("ANDA", "7702", 1), (VENDOR, "0002", 1)]
    assert TaskKind.CLEARED_ON_ROSTER in {each.kind for each in needs_me(cast.house, cast.viewer)}
    cast.clock.at += timedelta(days=1)
    taken_in(cast, TEXT.replace(f"{GONE},甲职场,", f"{GONE},甲职场,2026-11-20"))
    assert tasks(cast) == [("ANDA", "7702", 1)]
    cleared_out.lift(cast.house, cast.manager, kept.id, "查明无责")
    assert tasks(cast) == []


def test_who_sees_one_vendor_learns_of_its_own_code_alone(cast: Cast) -> None:
    cleared_out.clear_out(cast.house, cast.manager, Cleared(FROM, GONE), "泄露客户信息")
    anda = Principal("x", "甲", Role.VIEWER, vendors=frozenset({"ANDA"}))
    assert tasks(cast, anda) == [("ANDA", "7702", 1)]

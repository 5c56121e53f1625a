"""The list of who may not work here any more: known at every vendor, and told of none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import ConflictError, NotAllowedError, WrongInputError
from core.principal import Principal, Role
from core.text import Text
from importers.people.id_numbers import eighteen
from services.known import directory
from services.roster import cleared_out, lists, watch
from services.roster.cleared_out import Cleared
from services.roster.lists import ListSaid, StagedList
from tests.rosters_example import NOVEMBER, VENDOR, said, taken_in, with_sites
from tests.services_example import Cast, empty_house

GONE, GOOD = eighteen("110101900307123"), eighteen("110101910307125")
HEAD = "工号,身份证号,职场,离职日期\n"
FROM = date(2026, 11, 10)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """20 November 2026, two vendors; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    with_sites(found)
    directory.save_vendor(found.house, found.manager, "ANDA", Text("安达", "Anda"))
    yield found
    found.house.close()


def staged(cast: Cast, text: str, **more: object) -> StagedList:
    return lists.stage(cast.house, cast.manager, "花名册.csv", (HEAD + text).encode(), said(**more))


def told(staged: StagedList) -> list[tuple[object, int | None]]:
    """The codes that may not work here, with their rows."""
    return [
        (one.facts["agent"], one.place.row if one.place else None)
        for one in staged.findings
        if one.code == "roster_person_cleared"
    ]


def test_a_roster_with_somebody_cleared_out_says_so_and_keeps_the_line(cast: Cast) -> None:
    cleared_out.clear_out(cast.house, cast.manager, Cleared(FROM, GONE), "泄露客户信息")
    found = staged(cast, f"0001,{GOOD},甲职场,\n0002,{GONE},甲职场,\n0003,{GONE},甲职场,2026-11-09\n")
    # Whoever had left before the day is nobody's worry.
    assert told(found) == [("0002", 3)] and found.record and found.record.rows == 3
    assert told(lists.staged_again(cast.house, cast.manager, found.record.id)) == [("0002", 3)]


def test_it_is_the_same_person_at_another_vendor_and_nothing_says_where(cast: Cast) -> None:
    anda = Principal("x", "甲", Role.MANAGER, vendors=frozenset({"ANDA"}))
    taken_in(cast, HEAD + f"0002,{GONE},甲职场,\n")
    why, given = "在云禾泄露客户信息", Cleared(FROM, vendor=VENDOR, agent="2")
    cleared_out.clear_out(cast.house, cast.manager, given, why)
    text = (HEAD + f"A77,{GONE},,\n").encode()
    found = lists.stage(cast.house, anda, "名单.csv", text, ListSaid("ANDA", days=NOVEMBER))
    assert told(found) == [("A77", 2)]
    words = [one.sentence(lang) for one in found.findings for lang in ("zh", "en")]
    lists.commit(cast.house, anda, found.record.id if found.record else "")
    words += [str(watch.watched(cast.house, anda, "ANDA", NOVEMBER))]
    for named in (VENDOR, "云禾", "Yunhe", "0002", why, GONE):
        assert not [each for each in words if named in each], named
    assert "A77" in words[-1]


def test_who_was_cleared_after_the_roster_came_in_is_on_the_watch(cast: Cast) -> None:
    taken_in(cast, HEAD + f"0002,{GONE},甲职场,\n")
    kept = cleared_out.clear_out(
        cast.house, cast.manager, Cleared(FROM, GONE), "冒名顶替", ("通知.pdf", b"x")
    )
    seen = watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER).findings
    assert [(one.code, one.facts["agent"]) for one in seen] == [("roster_person_cleared", "0002")]
    assert kept.evidence_name == "通知.pdf" and GONE not in str(kept)
    cleared_out.lift(cast.house, cast.manager, kept.id, "查无实据")
    assert watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER).findings == ()
    assert [one.lifted_why for one in cleared_out.cleared(cast.house, cast.manager)] == ["查无实据"]
    with pytest.raises(ConflictError):
        cleared_out.lift(cast.house, cast.manager, kept.id, "再次")
    assert cast.journal()[-2:] == ["cleared_out", "clearing_lifted"]


def test_a_list_before_the_day_says_nothing(cast: Cast) -> None:
    cleared_out.clear_out(cast.house, cast.manager, Cleared(date(2026, 12, 1), GONE), "合同约定")
    assert told(staged(cast, f"0002,{GONE},甲职场,\n")) == []


REFUSED = {
    "a number that was cut": (Cleared(FROM, "110101199003070000"), "因", "id_number_unread"),
    "a code no roster tells": (Cleared(FROM, vendor=VENDOR, agent="0099"), "因", "person_untold"),
    "a code without a number": (Cleared(FROM, vendor=VENDOR, agent="0008"), "因", "person_untold"),
    "no reason": (Cleared(FROM, GONE), " ", "reason_needed"),
}


@pytest.mark.parametrize(("given", "why", "code"), REFUSED.values(), ids=REFUSED)
def test_nobody_is_put_on_it_by_guess(cast: Cast, given: Cleared, why: str, code: str) -> None:
    taken_in(cast, HEAD + "0008,,甲职场,\n")
    with pytest.raises(WrongInputError) as refused:
        cleared_out.clear_out(cast.house, cast.manager, given, why)
    assert refused.value.reason == code


def test_nobody_is_put_on_it_twice_and_only_by_who_sees_every_vendor(cast: Cast) -> None:
    cleared_out.clear_out(cast.house, cast.manager, Cleared(FROM, GONE), "因")
    with pytest.raises(ConflictError):
        cleared_out.clear_out(cast.house, cast.manager, Cleared(FROM + timedelta(1), GONE), "因")
    one_vendor = Principal("x", "甲", Role.MANAGER, vendors=frozenset({VENDOR}))
    for ask in (
        lambda: cleared_out.cleared(cast.house, one_vendor),
        lambda: cleared_out.clear_out(cast.house, one_vendor, Cleared(FROM, GOOD), "因"),
        lambda: cleared_out.cleared(cast.house, cast.auditor),
    ):
        with pytest.raises(NotAllowedError):
            ask()

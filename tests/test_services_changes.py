"""Changes at vendors: from specifications and typed in, breached by the clock, as issued and as known now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import NotAllowedError, PlumblineError
from core.principal import Principal, Role
from core.text import Text
from qa.training.change import ChangeState
from services.known.directory import save_vendor
from services.specifications import specification_drafts, specification_publishing
from services.training import change_board, changes, due_snapshots
from services.training.change_board import ChangeAtVendor
from services.training.due_snapshots import Issued
from tests.changes_example import VENDOR, at, entered, exams, with_roster
from tests.rosters_example import corrected
from tests.services_example import Cast, empty_house

ROOT = Path(__file__).resolve().parent.parent
FIRST = (ROOT / "qa" / "specification" / "examples" / "hotline.yaml").read_bytes()
SECOND = (ROOT / "sample_data" / "specifications" / "hotline_2.yaml").read_bytes()
DUE = date(2026, 11, 16)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """Five agents at A, one course; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    with_roster(found)
    yield found
    found.house.close()


def stands(cast: Cast, key: str, known: datetime | None = None) -> ChangeAtVendor:
    return change_board.change_board(cast.house, cast.manager, key, VENDOR, known)[0]


def figure(found: ChangeAtVendor) -> tuple[int, int]:
    return found.whole().trained, found.whole().in_scope


def codes(found: ChangeAtVendor) -> list[str]:
    return [each.spell.agent for each in found.lacking]


def issued(cast: Cast, key: str) -> Issued | None:
    due_snapshots.take_due(cast.house)
    return due_snapshots.issued(cast.house, cast.viewer, key, VENDOR, DUE)


def publish(cast: Cast, data: bytes, day: date) -> None:
    draft = specification_drafts.start_from_file(cast.house, cast.manager, data, "规范.yaml")
    specification_publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, day, "业务变更")


def test_a_second_version_of_a_specification_is_a_change_and_the_first_is_none(cast: Cast) -> None:
    publish(cast, FIRST, date(2026, 11, 2))
    assert changes.changes(cast.house, cast.viewer) == []
    at(cast, 9)
    publish(cast, SECOND, date(2026, 11, 20))
    (found,) = changes.changes(cast.house, cast.viewer)
    assert (found.change.key, found.change.courses) == ("HOTLINE-CALL/2", ("HOTLINE",))
    told = stands(cast, "HOTLINE-CALL/2")
    assert told.due and (told.due.day, figure(told), codes(told)) == (
        DUE, (0, 5), ["0001", "0002", "0003", "0004", "0005"],
    )  # fmt: skip
    changes.call_off(cast.house, cast.manager, "HOTLINE-CALL/2", "只改措辞")
    told = stands(cast, "HOTLINE-CALL/2")
    assert told.standing and told.standing.state is ChangeState.CALLED_OFF


def test_it_is_breached_the_day_after_the_due_and_not_on_it(cast: Cast) -> None:
    key = entered(cast).id
    at(cast, 16, 10)
    exams(cast, (1, 11), (2, 11), (3, 13), (4, 16))
    told = stands(cast, key)
    assert told.standing and told.standing.state is ChangeState.RUNNING and codes(told) == ["0005"]
    at(cast, 16, 16)  # midnight in Beijing
    told = stands(cast, key)
    assert told.standing and (told.standing.state, told.standing.provisional) == (ChangeState.BREACHED, False)
    assert figure(told) == (4, 5)


def test_without_records_of_the_due_day_it_is_provisional(cast: Cast) -> None:
    key = entered(cast).id
    at(cast, 13)
    exams(cast, (1, 11), (2, 13))
    at(cast, 18)
    told = stands(cast, key)
    assert told.standing and told.standing.provisional and told.records_until == date(2026, 11, 13)
    assert issued(cast, key) is None


def test_roster_corrected_later(cast: Cast) -> None:
    """Known now changes, what was issued does not: 4/5, then 4/4, A 3/3 and B 1/1."""
    key = entered(cast).id
    at(cast, 17)
    exams(cast, (1, 11), (2, 11), (3, 13), (4, 16))
    first = issued(cast, key)
    assert first and (first.trained, first.in_scope, first.agents) == (4, 5, ("0005",))
    at(cast, 25)
    corrected(cast)
    told = stands(cast, key)
    assert figure(told) == (4, 4) and told.standing and told.standing.state is ChangeState.MET
    assert [(each.site, each.trained, each.in_scope) for each in told.sites] == [("A", 3, 3), ("B", 1, 1)]
    assert figure(stands(cast, key, datetime(2026, 11, 20, tzinfo=UTC))) == (4, 5)
    assert issued(cast, key) == first


def test_who_looks_first_does_not_matter_to_what_was_issued(cast: Cast) -> None:
    """Nobody looked before the roster was corrected."""
    key = entered(cast).id
    at(cast, 17)
    exams(cast, (1, 11), (2, 11), (3, 13), (4, 16))
    at(cast, 25)
    corrected(cast)
    first = issued(cast, key)
    assert first and (first.trained, first.in_scope, first.agents) == (4, 5, ("0005",))
    assert due_snapshots.take_due(cast.house) == 0


def test_client_late_course_excuses(cast: Cast) -> None:
    """Owed on the 9th, handed over on the 13th: due on the 20th; trained on the 18th is on time, excused."""
    key = entered(cast).id
    at(cast, 13)
    changes.deliver(cast.house, cast.manager, key, "HOTLINE", date(2026, 11, 13))
    at(cast, 23)
    exams(cast, (1, 11), (2, 18), (3, 20), (4, 23))
    told = stands(cast, key)
    assert told.due and told.due.day == date(2026, 11, 20)
    assert (figure(told), told.whole().excused, codes(told)) == ((3, 5), 2, ["0004", "0005"])
    assert [(each.course, each.days) for each in told.late] == [("HOTLINE", 4)]
    assert [each.later for each in told.lacking] == [date(2026, 11, 23), None]


def test_urgent_is_24_hours(cast: Cast) -> None:
    """In effect on the day of publication: until 09:00 the next day."""
    key = entered(cast, effective=date(2026, 11, 9)).id
    told = stands(cast, key)
    assert told.due and told.due.at == datetime(2026, 11, 10, 1, tzinfo=UTC)
    at(cast, 10, 2)
    told = stands(cast, key)
    assert told.standing and told.standing.state is ChangeState.BREACHED


def test_a_line_is_drawn_day_by_day_until_today(cast: Cast) -> None:
    key = entered(cast).id
    at(cast, 13)
    exams(cast, (1, 11), (2, 11), (3, 13))
    burn = change_board.change_board(cast.house, cast.manager, key, VENDOR)[1]
    assert burn and [each.remaining for each in burn.days] == [5, 5, 3, 3, 2, None, None, None]


def test_where_nothing_can_be_told_nothing_is(cast: Cast) -> None:
    """No roster of the day, or no course linked to it: neither met nor breached."""
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    key = entered(cast, published=datetime(2026, 9, 1, tzinfo=UTC), effective=date(2026, 9, 20)).id
    told = stands(cast, key)
    assert told.standing is None and not told.has_roster
    key = entered(cast, vendor="ANDA").id
    assert change_board.change_board(cast.house, cast.manager, key, "ANDA")[0].standing is None
    assert [each.vendor for each in change_board.standings(cast.house, cast.viewer)] == [VENDOR]


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    key = entered(cast).id
    for act, reason in (
        (lambda: entered(cast, courses=()), "needed"),
        (lambda: entered(cast, courses=("NONE",)), "not_found"),
        (lambda: entered(cast, published=datetime(2026, 12, 1, tzinfo=UTC)), "future"),
        (lambda: changes.deliver(cast.house, cast.manager, key, "PRIVACY", DUE), "not_found"),
        (lambda: changes.deliver(cast.house, cast.manager, key, "HOTLINE", date(2026, 12, 1)), "future"),
        (lambda: changes.call_off(cast.house, cast.manager, key, " "), "reason_needed"),
    ):
        with pytest.raises(PlumblineError) as found:
            act()
        assert found.value.reason == reason
    changes.call_off(cast.house, cast.manager, key, "活动取消")
    with pytest.raises(PlumblineError):
        changes.call_off(cast.house, cast.manager, key, "再来")


def test_another_vendors_manager_sees_its_own_changes_and_may_enter_none_for_all(cast: Cast) -> None:
    key = entered(cast, vendor=VENDOR).id
    other = Principal("01JANDA", "安达专员", Role.MANAGER, "zh", frozenset({"ANDA"}))
    assert changes.changes(cast.house, other) == [] and change_board.standings(cast.house, other) == []
    own = replace(other, vendors=frozenset({VENDOR}))
    assert [each.change.key for each in changes.changes(cast.house, own)] == [key]
    with pytest.raises(NotAllowedError):
        changes.enter_change(cast.house, own, _for_all(), "促销")
    with pytest.raises(NotAllowedError):
        change_board.change_board(cast.house, other, key, VENDOR)


def _for_all() -> changes.EnteredChange:
    day = datetime(2026, 11, 9, tzinfo=UTC)
    return changes.EnteredChange(Text("促销", "Promo"), "PROMO", day, DUE, ("HOTLINE",))

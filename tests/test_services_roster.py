"""Rosters through the services: read, looked at, taken in, withdrawn; who was at work, as known when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import NotAllowedError, NotFoundError, PlumblineError, StaleBatchError
from core.people_lists import ListKind, ListState
from core.privacy import AgentRule
from core.text import Text
from qa.roster.spell import Standing
from services.known import directory
from services.roster import lists, roster
from store.lake.verify import orphans, verify
from tests.rosters_example import DUE, FIRST, HEAD, NOVEMBER, VENDOR, corrected, said, taken_in, with_sites
from tests.services_example import Cast, empty_house


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """2 November 2026; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 2, 2, tzinfo=UTC)
    with_sites(found)
    yield found
    found.house.close()


def at_work(cast: Cast, day: date = DUE, known: datetime | None = None) -> dict[str, str | None]:
    """Code → site of everybody live."""
    found = roster.day_of(cast.house, cast.manager, VENDOR, day, known)
    live = [one for one in found.spells.values() if one.standing(day) is Standing.LIVE]
    return {one.agent: one.site for one in sorted(live, key=lambda one: one.agent)}


def later(cast: Cast, day: int) -> None:
    cast.clock.at = datetime(2026, 11, day, 2, tzinfo=UTC)


def test_roster_corrected_later(cast: Cast) -> None:
    """A correction taken in on the 25th changes what is known now, not what was known on the 20th."""
    taken_in(cast)
    issued = dict.fromkeys(("0001", "0002", "0003", "0004", "0005"), "A")
    assert at_work(cast) == issued
    later(cast, 25)
    corrected(cast)
    assert at_work(cast) == {"0001": "A", "0002": "A", "0003": "A", "0004": "B"}
    assert at_work(cast, known=datetime(2026, 11, 20, tzinfo=UTC)) == issued
    assert at_work(cast, date(2026, 11, 9)) == issued, "where they were that day"


def test_a_list_counts_once_it_is_taken_in(cast: Cast) -> None:
    staged = lists.stage(cast.house, cast.manager, "花名册.csv", FIRST.encode(), said())
    assert staged.record and staged.record.rows == 5 and at_work(cast) == {}
    done = lists.commit(cast.house, cast.manager, staged.record.id)
    assert (done.state, done.committed_by, len(at_work(cast))) == (ListState.COMMITTED, "王经理", 5)
    with cast.house.database.read() as uow:
        assert verify(uow, cast.house.lake) == [] == orphans(uow, cast.house.lake)


def test_the_same_bytes_with_the_same_answers_come_in_once(cast: Cast) -> None:
    record = taken_in(cast)
    again = lists.stage(cast.house, cast.manager, "又一份.csv", FIRST.encode(), said())
    assert again.record is None and again.same_as and again.same_as.id == record.id
    other = lists.stage(cast.house, cast.manager, "又一份.csv", FIRST.encode(), said(project="X"))
    assert other.record is not None


def test_a_list_let_go_leaves_nothing(cast: Cast) -> None:
    staged = lists.stage(cast.house, cast.manager, "花名册.csv", FIRST.encode(), said())
    assert staged.record
    lists.discard(cast.house, cast.manager, staged.record.id)
    assert at_work(cast) == {} and lists.listed(cast.house, cast.manager) == []
    with pytest.raises(PlumblineError) as refused:
        lists.commit(cast.house, cast.manager, staged.record.id)
    assert refused.value.reason == "already_state"


def test_a_withdrawn_list_was_known_until_then(cast: Cast) -> None:
    record = taken_in(cast)
    later(cast, 10)
    with pytest.raises(PlumblineError) as refused:
        lists.withdraw(cast.house, cast.manager, record.id, " ")
    assert refused.value.reason == "reason_needed"
    lists.withdraw(cast.house, cast.manager, record.id, "发错了")
    assert at_work(cast) == {}
    assert len(at_work(cast, known=datetime(2026, 11, 9, tzinfo=UTC))) == 5
    assert [one.state for one in lists.listed(cast.house, cast.manager)] == [ListState.WITHDRAWN]


def test_a_list_read_before_another_came_in_has_to_be_read_again(cast: Cast) -> None:
    """Else it would replace what nobody had seen when it was looked at."""
    staged = lists.stage(cast.house, cast.manager, "花名册.csv", FIRST.encode(), said())
    later(cast, 3)
    taken_in(cast, FIRST.replace("0005", "0006"), "另一份.csv")
    assert staged.record
    with pytest.raises(StaleBatchError):
        lists.commit(cast.house, cast.manager, staged.record.id)


def test_a_second_roster_of_the_same_days_says_what_it_changes(cast: Cast) -> None:
    """0005 gone, 0006 and 0007 new, 0004 at B."""
    taken_in(cast)
    later(cast, 19)
    new = FIRST.replace("0005", "0006").replace("0004,王4,甲", "0004,王4,乙")
    new += "0007,王7,甲职场,热线坐席,2026-11-09,2026-11-16,\n"
    staged = lists.stage(cast.house, cast.manager, "更正.csv", new.encode(), said())
    assert staged.record
    found = roster.overlapping(cast.house, cast.manager, staged.record.id)
    assert found and found.sentence("en") == (
        "2026-11-01–2026-11-30 were told by 花名册.csv already: 2 more, 1 fewer, 1 elsewhere. This "
        "later list counts; what was known before stays known."
    )
    lists.commit(cast.house, cast.manager, staged.record.id)
    assert at_work(cast).keys() == {"0001", "0002", "0003", "0004", "0006", "0007"}


def test_a_list_that_waits_is_shown_again_after_a_reload(cast: Cast) -> None:
    text = FIRST + ",无工号,甲职场,热线坐席,,,\n"
    staged = lists.stage(cast.house, cast.manager, "花名册.csv", text.encode(), said())
    assert staged.record and staged.record.rejected == 1
    again = lists.staged_again(cast.house, cast.manager, staged.record.id)
    assert again.rejected == staged.rejected and again.reading.frame.equals(staged.reading.frame)


def test_a_roster_carried_forward_says_how_old_it_is(cast: Cast) -> None:
    taken_in(cast)
    found = roster.day_of(cast.house, cast.manager, VENDOR, date(2027, 1, 10))
    assert (found.carried_days, [each.code for each in found.findings]) == (41, ["roster_carried"])
    found = roster.day_of(cast.house, cast.manager, VENDOR, date(2027, 1, 4))
    assert (found.carried_days, found.findings) == (35, ())


def test_a_site_entered_later_names_the_rows_that_are_kept(cast: Cast) -> None:
    """Names are kept as said: nothing has to be taken in again."""
    taken_in(cast, FIRST.replace("甲职场", "丙职场"))
    assert set(at_work(cast).values()) == {"丙职场"}
    directory.save_site(cast.house, cast.manager, VENDOR, "C", Text("丙职场", "Site C"))
    assert set(at_work(cast).values()) == {"C"}


@pytest.mark.parametrize(
    ("rule", "kept", "named"),
    [(AgentRule.KEEP, "0001", "王*"), (AgentRule.CODE, "0001", ""), (AgentRule.HASH, "~", "")],
)
def test_what_is_kept_of_an_agent_is_the_sites_rule(
    cast: Cast, rule: AgentRule, kept: str, named: str
) -> None:
    directory.save_site(cast.house, cast.manager, VENDOR, "A", Text("甲职场", "Site A"), 1, agents=rule)
    taken_in(cast)
    spells = roster.day_of(cast.house, cast.manager, VENDOR, DUE).spells.values()
    assert len(spells) == 5
    assert sorted(one.agent for one in spells)[0].startswith(kept) and {one.named for one in spells} == {
        named
    }


def test_history_of_an_agent(cast: Cast) -> None:
    first = taken_in(cast)
    later(cast, 25)
    second = corrected(cast)
    spells = roster.day_of(cast.house, cast.manager, VENDOR, DUE).spells
    mark = next(mark for mark, one in spells.items() if one.agent == "0004")
    told = roster.history(cast.house, cast.manager, VENDOR, mark)
    assert [(one.first_day, one.last_day, one.spell.site, one.list_id) for one in told] == [
        (date(2026, 11, 1), date(2026, 11, 9), "A", first.id),
        (date(2026, 11, 10), None, "B", second.id),
    ]


def test_rows_of_other_months_are_not_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 24 months' rosters a day rests on one."""
    for month in range(1, 11):
        days = replace(NOVEMBER, start=date(2026, month, 1), end=date(2026, month + 1, 1), label="")
        taken_in(cast, HEAD + "0001,王,甲职场,坐席,,,\n", f"{month}.csv", days=days)
    read: list[str] = []
    kept = roster.people_rows.rows_of
    monkeypatch.setattr(
        roster.people_rows, "rows_of", lambda lake, one: (read.append(one.name), kept(lake, one))[1]
    )
    assert at_work(cast, date(2026, 6, 15)) == {"0001": "A"}
    assert at_work(cast, date(2026, 12, 15)) == {"0001": "A"}
    assert read == ["6.csv", "10.csv"] or sorted(read) == ["10.csv", "5.csv", "6.csv"]


def test_another_vendors_rosters_are_nobodys(cast: Cast) -> None:
    record = taken_in(cast)
    directory.save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    other = replace(cast.manager, vendors=frozenset({"ANDA"}))
    assert lists.listed(cast.house, other) == []
    for act in (
        lambda: roster.day_of(cast.house, other, VENDOR, DUE),
        lambda: lists.stage(cast.house, other, "花名册.csv", FIRST.encode(), said()),
        lambda: lists.withdraw(cast.house, other, record.id, "不"),
        lambda: lists.commit(cast.house, other, record.id),
    ):
        with pytest.raises((NotAllowedError, NotFoundError)):
            act()


def test_only_who_may_import_takes_a_list_in(cast: Cast) -> None:
    for who in (cast.viewer, cast.approver):
        with pytest.raises(NotAllowedError):
            lists.stage(cast.house, who, "花名册.csv", FIRST.encode(), said())


def test_a_list_of_a_vendor_nobody_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        lists.stage(cast.house, cast.manager, "花名册.csv", FIRST.encode(), said(vendor="NOBODY"))


def test_a_list_that_says_nothing_is_not_kept(cast: Cast) -> None:
    staged = lists.stage(cast.house, cast.manager, "表.csv", b"a,b\n1,2\n", said())
    assert staged.record is None and [one.code for one in staged.findings] == ["list_kind_unclear"]
    assert lists.listed(cast.house, cast.manager) == []


def test_the_kind_of_list_is_told_by_its_columns(cast: Cast) -> None:
    assert taken_in(cast).kind is ListKind.ROSTER
    assert corrected(cast).kind is ListKind.CHANGES
    assert len(lists.listed(cast.house, cast.manager, VENDOR)) == 2

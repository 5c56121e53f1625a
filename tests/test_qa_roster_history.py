"""Who was on the roster on a day, as it was known when: rosters, changes, corrections, withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people_lists import AgentRole, ListKind, RosterEvent
from core.period import Period
from qa.roster.history import RosterChange, RosterList, carried_days, history_of, roster_on
from qa.roster.spell import UNTOLD, Spell, Standing

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
DUE = date(2026, 11, 16)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def spell(mark: str, **more) -> Spell:
    said = {
        "vendor": "ANDA",
        "agent": mark,
        "person": None,
        "site": "A",
        "project": None,
        "role": AgentRole.L1,
    }
    return Spell(mark=mark, **{**said, **more})


def roster(id: str, known: datetime, *lines: Spell, days: Period = NOVEMBER, **more) -> RosterList:
    kept = tuple(replace(line, list_id=id) for line in lines)
    return RosterList(id, ListKind.ROSTER, "ANDA", more.pop("project", None), days, known, None, kept)


def changes(id: str, known: datetime, *lines: RosterChange) -> RosterList:
    return RosterList(id, ListKind.CHANGES, "ANDA", None, NOVEMBER, known, None, lines)


def line(mark: str, event: RosterEvent, day: date, **more) -> RosterChange:
    return RosterChange(day, event, spell(mark, **{"site": None, "role": AgentRole.OTHER, **more}))


def live(lists: Iterable[RosterList], day: date, known: datetime | None = None) -> dict[str, str | None]:
    """Mark → site of everybody live on the day."""
    found = roster_on(lists, day, known)
    return {mark: one.site for mark, one in sorted(found.items()) if one.standing(day) is Standing.LIVE}


def test_roster_corrected_later() -> None:
    """What was issued stands: 4 of 5; known now: 5 had left, 4 had moved to B; asked as of then, 4 of 5."""
    first = roster("L1", at(2), *(spell(mark) for mark in "12345"))
    second = changes(
        "L2",
        at(25),
        line("5", RosterEvent.LEFT, date(2026, 11, 13)),
        line("4", RosterEvent.MOVED, date(2026, 11, 10), site="B"),
    )
    passed = set("1234")
    issued = live([first], DUE)
    assert (len(passed & issued.keys()), len(issued)) == (4, 5)
    now = live([first, second], DUE)
    assert now == {"1": "A", "2": "A", "3": "A", "4": "B"} and now.keys() == passed
    assert live([first, second], DUE, at(20)) == issued
    # Where they were that day: before the move 4 is in scope at A, and 5 still is.
    assert live([first, second], date(2026, 11, 9)) == dict.fromkeys("12345", "A")


def test_a_corrected_roster_of_the_same_days_counts_and_the_earlier_stays_known() -> None:
    first, second = roster("L1", at(2), spell("1"), spell("2")), roster("L2", at(19), spell("1"))
    assert live([first, second], DUE) == {"1": "A"}
    assert live([first, second], DUE, at(18)) == {"1": "A", "2": "A"}


@pytest.mark.parametrize(
    ("left", "standing"), [(DUE, Standing.LIVE), (DUE - timedelta(days=1), Standing.LEFT)]
)
def test_left_on_the_due_day(left: date, standing: Standing) -> None:
    """The last working day is one."""
    assert roster_on([roster("L", at(2), spell("1", left=left))], DUE)["1"].standing(DUE) is standing


@pytest.mark.parametrize(
    ("last", "standing"),
    [(date(2026, 11, 18), Standing.LIVE), (date(2026, 11, 19), Standing.ON_LEAVE)],
    ids=["30 days: in scope", "31 days: out"],
)
def test_long_leave_boundary(last: date, standing: Standing) -> None:
    leave = Period(date(2026, 10, 20), last + timedelta(days=1))
    assert spell("1", leaves=(leave,)).standing(DUE) is standing


@pytest.mark.parametrize(
    ("day", "standing"), [(date(2026, 11, 18), Standing.LIVE), (date(2026, 11, 19), Standing.ON_LEAVE)]
)
def test_a_leave_without_an_end_is_as_long_as_it_has_lasted(day: date, standing: Standing) -> None:
    assert spell("1", leaves=(Period(date(2026, 10, 20), UNTOLD),)).standing(day) is standing


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({}, Standing.LIVE),  # nothing told: always
        ({"joined": DUE}, Standing.LIVE),
        ({"joined": DUE + timedelta(days=1)}, Standing.NOT_YET),
        ({"joined": date(2026, 11, 2), "live": date(2026, 11, 18)}, Standing.NOT_LIVE),  # T28
        ({"live": DUE}, Standing.LIVE),
        ({"joined": date(2026, 11, 2), "left": date(2026, 11, 2)}, Standing.LEFT),
    ],
)
def test_the_days_a_line_tells_decide(said: dict[str, date], standing: Standing) -> None:
    assert spell("1", **said).standing(DUE) is standing


def test_the_last_roster_holds_until_the_next_and_says_how_old_it_is() -> None:
    october = roster("L", at(2, 10), spell("1"), days=Period(date(2026, 10, 1), date(2026, 11, 1)))
    assert live([october], DUE) == {"1": "A"} and carried_days([october], DUE) == 16
    assert live([october], date(2026, 9, 30)) == {}, "before the first roster nobody is known"
    later = roster("M", at(2), spell("2"))
    assert live([october, later], DUE) == {"2": "A"} and carried_days([october, later], DUE) == 0
    assert live([october, later], date(2026, 10, 31)) == {"1": "A"}


def test_a_change_a_roster_may_have_known_of_is_not_made_twice() -> None:
    """2 moved to B on the 3rd; the roster known on the 10th has them at C: it is the later word. Known after
    it, the same line would count; so does one of a day the roster is not of."""
    moved = line("2", RosterEvent.MOVED, date(2026, 11, 3), site="B")
    base = roster("L", at(10), spell("2", site="C"))
    assert live([changes("E", at(4), moved), base], DUE) == {"2": "C"}
    assert live([base, changes("E", at(11), moved)], DUE) == {"2": "B"}
    december = line("2", RosterEvent.MOVED, date(2026, 12, 1), site="D")
    assert live([changes("E", at(4), december), base], date(2026, 12, 2)) == {"2": "D"}


def test_changes_alone_make_a_roster() -> None:
    told = changes(
        "E",
        at(2),
        line("7", RosterEvent.JOINED, date(2026, 11, 3), site="A", live=date(2026, 11, 9)),
        line("7", RosterEvent.LEFT, date(2026, 11, 20)),
    )
    found = {day: roster_on([told], date(2026, 11, day)).get("7") for day in (2, 3, 9, 20, 21)}
    assert {day: one and one.standing(date(2026, 11, day)) for day, one in found.items()} == {
        2: None, 3: Standing.NOT_LIVE, 9: Standing.LIVE, 20: Standing.LIVE, 21: Standing.LEFT,
    }  # fmt: skip


def test_leave_and_return_by_a_list_of_changes() -> None:
    told = changes(
        "E",
        at(2, 12),
        line("1", RosterEvent.LEAVE, date(2026, 10, 1)),
        line("1", RosterEvent.RETURNED, date(2026, 11, 20)),
    )
    lists = [roster("L", at(2), spell("1")), told]
    assert live(lists, date(2026, 11, 19)) == {}
    assert live(lists, date(2026, 11, 20)) == {"1": "A"}
    assert roster_on(lists, date(2026, 11, 20))["1"].leaves == (
        Period(date(2026, 10, 1), date(2026, 11, 20)),
    )


def test_a_rehire_stands_on_two_lines() -> None:
    first = spell("1", joined=date(2026, 1, 5), left=date(2026, 11, 5))
    again = spell("1", site="B", joined=date(2026, 11, 18))
    lists = [roster("L", at(2), again, first)]
    days = {day: live(lists, date(2026, 11, day)) for day in (5, 6, 17, 18)}
    assert days == {5: {"1": "A"}, 6: {}, 17: {}, 18: {"1": "B"}}
    assert [(one.first_day, one.last_day, one.spell.site) for one in history_of(lists, "1")] == [
        (date(2026, 11, 1), date(2026, 11, 5), "A"),
        (date(2026, 11, 18), None, "B"),
    ]


def test_a_withdrawn_list_still_was_known_until_then() -> None:
    gone = replace(roster("L", at(2), spell("1")), withdrawn=at(10))
    assert live([gone], DUE) == {} == live([gone], DUE, at(10))
    assert live([gone], DUE, at(9)) == {"1": "A"} and live([gone], DUE, at(1)) == {}


def test_of_two_projects_the_one_that_has_somebody_at_work_holds() -> None:
    """1 left P, whose roster came last, and works for Q."""
    q = roster("L", at(2), spell("1", site="Q"), project="Q")
    p = roster("M", at(3), spell("1", site="P", left=date(2026, 11, 4)), project="P")
    assert live([q, p], DUE) == {"1": "Q"} == live([p, q], DUE)


def test_history_tells_each_stretch_with_its_list() -> None:
    lists = [
        roster("L1", at(2), spell("4")),
        changes("L2", at(25), line("4", RosterEvent.MOVED, date(2026, 11, 10), site="B", list_id="L2")),
    ]
    told = [
        (one.first_day, one.last_day, one.spell.site, one.list_id, one.known)
        for one in history_of(lists, "4")
    ]
    assert told == [
        (date(2026, 11, 1), date(2026, 11, 9), "A", "L1", at(2)),
        (date(2026, 11, 10), None, "B", "L2", at(25)),
    ]
    assert [one.spell.site for one in history_of(lists, "4", at(20))] == ["A"]
    assert history_of(lists, "nobody") == ()
    gone = [replace(one, withdrawn=at(28)) for one in lists]
    assert history_of(gone, "4") == () and history_of(gone, "4", at(27)) == history_of(lists, "4")


DAYS = st.integers(1, 12).map(lambda day: date(2026, 11, day))
KNOWN = st.integers(1, 20).map(at)
EVENTS = st.tuples(DAYS, st.sampled_from([RosterEvent.JOINED, RosterEvent.LEFT, RosterEvent.MOVED]))


@st.composite
def books(draw) -> list[RosterList]:
    """Rosters of single days or spans, and lists of changes, each known at an instant of its own."""
    made: list[RosterList] = []
    instants = draw(st.lists(KNOWN, min_size=1, max_size=5, unique=True))
    for number, known in enumerate(instants):
        first, days = draw(DAYS), draw(st.integers(1, 4))
        marks = draw(st.lists(st.sampled_from("123"), unique=True, max_size=3))
        gone = known + timedelta(days=3) if draw(st.booleans()) and number % 2 else None
        if draw(st.booleans()):
            lines = [spell(mark, site=f"s{number}") for mark in marks]
            span = Period(first, first + timedelta(days=days))
            made.append(replace(roster(f"R{number}", known, *lines, days=span), withdrawn=gone))
        else:
            told = [
                line(mark, *reversed(draw(EVENTS)), site=f"c{number}", row=at)
                for at, mark in enumerate(marks)
            ]
            made.append(replace(changes(f"C{number}", known, *told), withdrawn=gone))
    return made


def replayed(
    lists: list[RosterList], day: date, known: datetime | None
) -> dict[str, tuple[str | None, object]]:
    """The same found by walking back from the day to the first one with a roster, then line by line."""
    there = [
        one for one in lists
        if (one.withdrawn is None if known is None else one.known <= known < (one.withdrawn or at(28, 12)))
    ]  # fmt: skip
    base, looked = None, day
    while base is None and looked >= date(2026, 10, 1):
        on = [one for one in there if one.kind is ListKind.ROSTER and looked in one.days]
        if looked < day:
            on = [one for one in on if one.days.last_day == looked]
        base = max(on, key=lambda one: one.known) if on else None
        looked -= timedelta(days=1)
    state = {one.mark: (one.site, None) for one in base.lines} if base else {}
    for d in range(1, day.day + 1):
        for one in sorted((one for one in there if one.kind is ListKind.CHANGES), key=lambda one: one.known):
            for told in one.lines:
                late = base is None or one.known > base.known or told.day > base.days.last_day
                if told.day.day == d and late:
                    _site, left = state.get(told.after.mark, (None, None))
                    left = {RosterEvent.JOINED: None, RosterEvent.LEFT: told.day}.get(told.event, left)
                    state[told.after.mark] = (told.after.site, left)
    return state


@given(books(), DAYS, st.none() | KNOWN)
def test_roster_on_equals_a_replay_day_by_day(lists, day: date, known: datetime | None) -> None:
    found = {mark: (one.site, one.left) for mark, one in roster_on(lists, day, known).items()}
    assert found == replayed(lists, day, known)
    assert found == {m: (s.site, s.left) for m, s in roster_on(lists[::-1], day, known).items()}

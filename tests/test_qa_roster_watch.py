"""Ghosts, zombies, rosters that are told twice or too old, and one person under several codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.period import Period
from qa.roster.identity import Link, heads
from qa.roster.spell import Spell, Standing
from qa.roster.watch import Contacts, Differences, carried, differences, overlap, strangers
from tests.test_qa_roster_history import DUE, NOVEMBER, at, roster, spell

FIRST = date(2026, 11, 1)


def took(agent: str, day: int, n: int) -> Contacts:
    return Contacts(agent, agent, date(2026, 11, day), n)


def test_agent_ids_of_calls_not_on_the_roster() -> None:
    """95 is on none; 1 is; before the first roster nobody is a ghost, for nobody was told."""
    lists = [roster("L", at(2), spell("m1"), days=Period(date(2026, 11, 5), date(2026, 12, 1)))]
    found = strangers(
        lists, [took("1", 16, 4), took("95", 16, 10), took("95", 18, 21), took("9", 4, 7)], {"m1": "1"}
    )
    assert [(one.code, dict(one.facts)) for one in found] == [
        ("agent_ghost", {"agent": "95", "n": 31, "days": "2026-11-16–2026-11-18"})
    ]


def test_zombie_works_on_after_leaving() -> None:
    """Who left on the 12th may still work on the 12th; what comes after is counted."""
    lists = [roster("L", at(2), spell("m88", left=date(2026, 11, 12)))]
    contacts = [took("88", 12, 5), took("88", 16, 9), took("88", 18, 18)]
    found = strangers(lists, contacts, {"m88": "88"})
    assert [(one.code, dict(one.facts)) for one in found] == [
        ("agent_zombie", {"agent": "88", "n": 27, "left": "2026-11-12", "day": "2026-11-18"})
    ]


def test_asked_as_it_was_known_a_zombie_is_none_yet() -> None:
    first = roster("L", at(2), spell("m88"))
    second = roster("M", at(19), spell("m88", left=date(2026, 11, 12)))
    contacts = [took("88", 16, 9)]
    assert strangers([first, second], contacts, {"m88": "88"}, at(18)) == []
    assert [one.code for one in strangers([first, second], contacts, {"m88": "88"})] == ["agent_zombie"]


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        (spell("m1", live=date(2026, 11, 20)), Standing.NOT_LIVE),
        (spell("m1", joined=date(2026, 11, 18)), Standing.NOT_YET),
        (spell("m1", leaves=(Period(date(2026, 10, 1), date(2026, 12, 1)),)), Standing.ON_LEAVE),
    ],
)
def test_who_is_not_back_or_not_live_is_no_ghost_and_is_said(line: Spell, standing: Standing) -> None:
    """They are on the roster; nesting contacts are flagged (domain reference 5.1)."""
    found = strangers([roster("L", at(2), line)], [took("1", 16, 1), took("1", 17, 2)], {"m1": "1"})
    assert [(one.code, dict(one.facts)) for one in found] == [
        (
            "agent_not_at_work",
            {"agent": "1", "n": 3, "days": "2026-11-16–2026-11-17", "standing": standing},
        )
    ]
    assert standing.words.en in found[0].sentence("en")


def test_two_rosters_of_the_same_days_are_compared() -> None:
    before = {mark: spell(mark) for mark in "12345"}
    now = {mark: spell(mark) for mark in "1236"} | {"4": spell("4", site="B")}
    assert differences(before, now) == Differences(more=1, fewer=1, elsewhere=1)
    first, second = roster("L", at(2), *before.values()), roster("M", at(19), *now.values())
    found = overlap([first], second, {"L": "一.xlsx", "M": "二.xlsx"})
    assert found and found.code == "rosters_overlap"
    assert {**found.facts} == {
        "days": "2026-11-01–2026-11-30", "earlier": "一.xlsx", "more": 1, "fewer": 1, "elsewhere": 1,
    }  # fmt: skip
    december = replace(second, days=Period(NOVEMBER.end, date(2027, 1, 1)))
    assert overlap([first], december, {}) is None
    assert overlap([first], replace(second, project="P"), {}) is None
    assert overlap([replace(first, withdrawn=at(3))], second, {}) is None


@pytest.mark.parametrize(("days", "codes"), [(35, []), (36, ["roster_carried"])])
def test_a_roster_of_more_than_35_days_ago_is_too_old(days: int, codes: list[str]) -> None:
    lists = [roster("L", at(2), spell("1"))]
    assert [one.code for one in carried(lists, NOVEMBER.last_day + timedelta(days=days))] == codes


@pytest.mark.parametrize(
    ("persons", "links", "expected"),
    [
        ({"a": "P", "b": "P"}, [], {"b": "a"}),
        ({"a": "P", "b": "Q"}, [], {}),
        ({"a": None, "b": None}, [], {}),  # not told who they are: two
        ({"a": None, "b": None}, [("a", "b")], {"a": "b"}),
        ({"a": "P", "b": "P", "c": None}, [("a", "c")], {"a": "c", "b": "c"}),
        ({"a": None, "b": None, "c": None}, [("a", "b"), ("b", "c")], {"a": "c", "b": "c"}),
        ({"a": None}, [("a", "a")], {}),
    ],
)
def test_one_person_under_several_codes(
    persons: dict[str, str | None], links: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    spells = {mark: spell(mark, person=person) for mark, person in persons.items()}
    assert heads(spells, [Link(mark, same, FIRST) for mark, same in links], DUE) == expected


def test_a_link_holds_through_its_days_only() -> None:
    link = Link("a", "b", FIRST, date(2026, 11, 15))
    assert heads({}, [link], date(2026, 11, 15)) == {"a": "b"} and heads({}, [link], DUE) == {}


def test_the_same_number_at_two_vendors_is_two_heads() -> None:
    """Each vendor answers for its own agents."""
    spells = {"a": spell("a", person="P"), "b": replace(spell("b", person="P"), vendor="YUNHE")}
    assert heads(spells, [], DUE) == {}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_heads_are_counted_under_themselves(pairs: list[tuple[str, str]]) -> None:
    """However links run, round in circles too: one head a group, and no head has another."""
    found = heads({}, [Link(*pair, FIRST) for pair in pairs], DUE)
    assert not found.keys() & set(found.values())
    group = {mark: {mark} for mark in "abcdef"}
    for one, other in pairs:
        joint = group[one] | group[other]
        for mark in joint:
            group[mark] = joint
    assert len({found.get(mark, mark) for mark in "abcdef"}) == len(
        {frozenset(each) for each in group.values()}
    )
    assert all(found.get(one, one) == found.get(other, other) for one, other in pairs)

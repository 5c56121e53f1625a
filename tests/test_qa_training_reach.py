"""Rules of the matrix that are for nobody on the rosters, and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest

from core.people_lists import AgentRole
from qa.training.matrix import RuleKind, Where
from qa.training.profile import Profile, profile_of
from qa.training.reach import unmet
from tests.training_matrix_example import agent, rule

PHONE = profile_of(agent(channels=("热线",), languages=("zh",)))
CHAT = profile_of(agent(role=AgentRole.CHAT, channels=("在线",), site="AD-XA"))

CASES: list[tuple[Where, tuple[Profile, ...], tuple[Any, ...] | None]] = [
    (Where(), (PHONE, CHAT), None),
    (Where(channels=frozenset({"热线"})), (PHONE, CHAT), None),
    # The matrix says voice, the roster 热线: nobody would ever be asked.
    (Where(channels=frozenset({"voice"})), (PHONE, CHAT), ("channel", ["voice"], ["在线", "热线"])),
    # Without channels on the roster a rule is for everybody.
    (Where(channels=frozenset({"voice"})), (profile_of(agent()),), None),
    (Where(sites=frozenset({"AD-SZ"})), (PHONE, CHAT), ("site", ["AD-SZ"], ["AD-CD", "AD-XA"])),
    (Where(projects=frozenset({"REPAIR"})), (PHONE,), ("project", ["REPAIR"], ["HOTLINE"])),
    (Where(vendors=frozenset({"YUNHE"})), (PHONE,), ("vendor", ["YUNHE"], ["ANDA"])),
    (Where(roles=frozenset({AgentRole.QA})), (PHONE,), ("position", None, None)),
    # Each is met by somebody, both by nobody.
    (Where(roles=frozenset({AgentRole.L1}), sites=frozenset({"AD-XA"})), (PHONE, CHAT), ()),
    # Before the first roster there is nobody to be met by.
    (Where(channels=frozenset({"voice"})), (), None),
]


@pytest.mark.parametrize(("where", "profiles", "said"), CASES)
def test_a_rule_that_is_for_nobody_says_what_the_rosters_say_instead(
    where: Where, profiles: tuple[Profile, ...], said: tuple[Any, ...] | None
) -> None:
    found = unmet([rule(where=where)], profiles)
    assert bool(found) is (said is not None)
    for each in found:
        assert each.rule == "R1"
        assert (each.what.en if each.what else None) == (said[0] if said else None)
        if said and said[1] is not None:
            assert [one.en for one in each.asked] == said[1]
            assert [one.en for one in each.told] == said[2]


def test_trainers_are_asked_for_by_their_own_rules() -> None:
    [found] = unmet([rule("T1", RuleKind.TRAINER)], [PHONE])
    assert found.what and found.what.en == "position"
    assert unmet([rule("T1", RuleKind.TRAINER)], [profile_of(agent(role=AgentRole.TRAINER))]) == ()

"""The facts of the comparison with slo-generator: ours gets every one right, and the facts can tell."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.contract_facts import EDGES, facts
from benchmarks.verdicts import contract_text, is_wrong, plumbline
from sla.load import contract_of

CONTRACT = contract_of(contract_text())


def test_none_of_the_288_facts_is_judged_wrongly():
    year = facts()
    assert len(year) == 288
    assert [fact.name for fact in year if is_wrong(fact, plumbline(CONTRACT, fact))] == []


def test_the_facts_hold_misses_enough_to_tell():
    assert Counter(fact.answer for fact in facts())["missed"] > 40


@pytest.mark.parametrize("fact", EDGES, ids=[fact.name for fact in EDGES])
def test_the_edges_are_judged_as_they_are(fact):
    assert plumbline(CONTRACT, fact) == fact.answer


def test_a_wrong_answer_is_seen():
    fact = next(fact for fact in facts() if fact.answer == "missed")
    assert is_wrong(fact, "met") and is_wrong(fact, "refused")

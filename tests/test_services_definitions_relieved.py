"""The other definitions after relief: days are taken out of each, counts only of the contract's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from services.judging.assess_month import current
from services.judging.relief_terms import Cell, ReliefTerms
from services.results.other_definitions import other_definitions
from services.results.same_formula import Reference, same_formula
from sla.terms.relief import Counts, Mechanism
from tests.reports_example import bring, report
from tests.test_services_relief import LINE, OCTOBER, Office

#: Offered, answered, abandoned, within 20 s: a good day and a poor one.
GOOD, POOR = (1000, 950, 50, 900), (1000, 900, 100, 300)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    made = Office(tmp_path / "data", None)
    days = [(date(2026, 10, day), *(POOR if day == 3 else GOOD)) for day in range(1, 32)]
    bring(made.house, made.manager, report(days))
    yield made
    made.house.close()


def told(office: Office):
    found = other_definitions(office.house, office.manager, LINE, OCTOBER, "SL20")
    judged = current(office.house, office.manager, LINE, OCTOBER).line("SL20").judgement
    (own,) = [each for each in found if each.is_own]
    assert (own.value, own.verdict, own.target) == (judged.value, judged.verdict, judged.target)
    return {each.variant: each for each in found}


def test_days_that_were_taken_out_are_taken_out_of_every_definition(office):
    poor = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 3)),))
    assert told(office)["SL-1"].value == Fraction(30 * 900 + 300, 310)
    office.grant(office.ask(Mechanism.REMOVE_CELLS, poor))
    found = told(office)
    assert (found["SL-1"].value, found["SL-5"].value) == (90, Fraction(9000, 95))
    assert not any(each.is_unrelieved for each in found.values())


def test_contacts_taken_out_by_number_stay_in_the_others_and_that_is_said(office):
    office.grant(
        office.ask(
            Mechanism.REMOVE_CONTACTS, ReliefTerms(counts={"SL20": Counts(Fraction(300), Fraction(1000))})
        )
    )
    found = told(office)
    assert (found["SL-1"].value, found["SL-5"].value) == (90, Fraction(27_300 * 100, 30 * 950 + 900))
    assert (found["SL-1"].is_unrelieved, found["SL-5"].is_unrelieved) == (False, True)


def test_by_one_formula_the_figure_is_before_relief_and_that_is_said(office):
    poor = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 3)),))
    office.grant(office.ask(Mechanism.REMOVE_CELLS, poor))
    (found,) = same_formula(office.house, office.manager, OCTOBER, Reference("SL", "SL-1", {}))
    assert (found.own_value, found.value) == (90, Fraction(27_300, 310))
    assert [words.en for words in found.otherwise] == ["after relief"]

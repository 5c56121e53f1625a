"""Site visits: the checklist that ships, and answers of two places brought together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.form.kinds import FormKind
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.visit.merging import merged

S1 = next(form for form in shipped_forms() if form.code == "S1")
FULL = {item.code: Answer("full") for _section, item in S1.items() if item.choices} | {
    "SEATS_TAKEN": Answer(not_applicable=True)
}


def test_the_checklist_that_ships_is_worth_100_points_and_no_call_is_scored_on_it() -> None:
    assert S1.kind is FormKind.SITE and not S1.kind.is_of_calls
    assert sum(item.points for _section, item in S1.items()) == 100
    assert unanswered(S1, FULL) == []


@pytest.mark.parametrize(
    ("said", "total", "passed"),
    [
        ({}, 100, True),
        # Half of its 10 points.
        ({"ROSTER": Answer("partial")}, 95, True),
        # 4 and 6 points leave the base: 82 of 90.
        ({"DRILLED": Answer(not_applicable=True), "DEDICATED": Answer(not_applicable=True),
          "DESKS": Answer("none")}, "91.11", True),
        ({"ROSTER": Answer("none"), "DESKS": Answer("none")}, 82, False),
    ],
)  # fmt: skip
def test_a_visit_is_scored_by_the_one_engine(said: dict, total: object, passed: bool) -> None:
    found = score(S1, FULL | said)
    assert f"{float(found.total or 0):.2f}" == f"{float(str(total)):.2f}" and found.passed is passed


def test_customer_data_that_leaves_the_site_takes_everything() -> None:
    found = score(S1, FULL, {"DATA_OUT"})
    assert (found.total, found.arithmetic, found.passed) == (0, 100, False)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "found", "differing"),
    [
        ({}, {}, {"A": 1}, {"A": 1}, ()),  # answered on the road only
        ({"A": 1}, {"A": 2}, {"A": 1}, {"A": 2}, ()),  # changed in the app only
        ({"A": 1}, {"A": 2}, {"A": 2}, {"A": 2}, ()),  # both to the same
        ({"A": 1}, {"A": 2}, {"A": 3}, {"A": 2}, ("A",)),  # both, differently: ours stays, and is named
        ({}, {"A": 2}, {}, {"A": 2}, ()),  # left empty on the road
        ({"A": 1}, {"A": 1}, {}, {"A": 1}, ()),  # emptied on the road: nobody's silence takes away
    ],
)
def test_two_sides_of_a_form(base: dict, ours: dict, theirs: dict, found: dict, differing: tuple) -> None:
    done = merged(base, ours, theirs)
    assert (done.answers, done.differing) == (found, differing)


_SIDE = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 2))


@given(_SIDE, _SIDE, _SIDE)
def test_nothing_is_lost_in_silence(base: dict, ours: dict, theirs: dict) -> None:
    """Each answer of either side is what stands, stood there before, or is named."""
    done = merged(base, ours, theirs)
    for key, said in theirs.items():
        assert said in (done.answers.get(key), base.get(key)) or key in done.differing
    for key, said in ours.items():
        assert done.answers[key] == said or (said == base.get(key) and key in done.taken)

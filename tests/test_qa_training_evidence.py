"""The month's evidence sample: how many, which, what of them is looked at, and how it came out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.people_lists import RecordKind
from core.rounding import rounded
from qa.training.evidence import EvidenceFound, came_out, drawn_agents, looked_at, sample_size
from tests.training_oracle import a_record

OPEN, SUPPORTED = EvidenceFound.OPEN, EvidenceFound.SUPPORTED
UNSUPPORTED, RETEST_FAILED = EvidenceFound.UNSUPPORTED, EvidenceFound.RETEST_FAILED


@pytest.mark.parametrize(("agents", "size"), [(120, 10), (400, 20), (401, 21), (200, 10), (7, 7), (0, 0)])
def test_evidence_sample_size(agents: int, size: int) -> None:
    assert sample_size(agents) == size


def test_the_seed_alone_decides_and_the_order_of_the_list_does_not() -> None:
    marks = [f"m{n}" for n in range(300)]
    found = drawn_agents("seed", marks)
    assert len(found) == 15 == len(set(found))
    assert drawn_agents("seed", [*reversed(marks), "m1"]) == found
    assert drawn_agents("another", marks) != found


def test_of_each_course_the_last_record_that_can_make_it_held_is_looked_at() -> None:
    day = date(2026, 11, 2)
    records = [
        a_record("failed", day, passed=False),
        a_record("passed", day.replace(day=4), passed=True),
        # Later, and proves less than the pass.
        a_record("attended", day.replace(day=9), kind=RecordKind.ATTENDED),
        a_record("absent", day.replace(day=11), absent=True),
        a_record("revoked", day.replace(day=12), kind=RecordKind.REVOKED),
        a_record("other", day, course="CALM", kind=RecordKind.ATTENDED),
    ]
    assert [each.key for each in looked_at(records)] == ["other", "passed"]


def test_how_a_sample_came_out() -> None:
    found = came_out([SUPPORTED] * 8 + [UNSUPPORTED, RETEST_FAILED, OPEN])
    assert (found.open, found.supported, found.taken_away) == (1, 8, 2)
    assert found.share == Fraction(20)
    interval = found.interval()
    # Wilson, 95 %, 2 of 10.
    assert interval and [rounded(bound, 1) for bound in interval] == [Decimal("5.7"), Decimal("51.0")]
    assert came_out([OPEN]).share is None and came_out([OPEN]).interval() is None

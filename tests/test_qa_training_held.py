"""Held courses: the latest record that still holds wins, nothing is overwritten, and why one is not held."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.people_lists import RecordKind
from qa.training.held import held, held_on, lack, last_valid_day, passes
from qa.training.record import Lack, TrainingRecord
from tests.training_oracle import TODAY, a_need, a_record, export, oracle_held, oracle_last

CERTIFICATE, EXAM, ATTENDED, REVOKED = (
    RecordKind.CERTIFICATE,
    RecordKind.EXAM,
    RecordKind.ATTENDED,
    RecordKind.REVOKED,
)
LATER = datetime(2026, 11, 25, tzinfo=UTC)


def _on(records: list[TrainingRecord], day: date, **terms: object) -> str | None:
    span = held_on(held(records, a_need(**terms)), day)
    return span.record if span else None


def test_latest_valid_record_wins() -> None:
    records = [
        a_record("first", date(2026, 1, 10), passed=True),
        a_record("failed", date(2026, 10, 1), passed=False),
        a_record("second", date(2026, 11, 2), passed=True),
    ]
    assert _on(records, date(2026, 10, 15), valid_months=12) == "first"
    assert _on(records, date(2026, 11, 1), valid_months=12) == "first"
    assert _on(records, date(2026, 11, 2), valid_months=12) == "second"
    assert _on(records, date(2027, 3, 1), valid_months=12) == "second"
    spans = held(records, a_need(valid_months=12))
    assert [(s.record, s.first_day, s.last_day) for s in spans] == [
        ("first", date(2026, 1, 10), date(2027, 1, 9)),
        ("second", date(2026, 11, 2), date(2027, 11, 1)),
    ]


@pytest.mark.parametrize(
    ("first", "months", "days", "last"),
    [
        (date(2026, 6, 1), 6, None, date(2026, 11, 30)),
        # A month without that day ends it earlier: 28 February is the day it would begin again.
        (date(2026, 8, 31), 6, None, date(2027, 2, 27)),
        (date(2024, 2, 29), 12, None, date(2025, 2, 27)),
        (date(2026, 6, 1), None, 30, date(2026, 6, 30)),
        (date(2026, 6, 1), 1, 10, date(2026, 6, 10)),
        (date(2026, 6, 1), None, None, None),
    ],
)
def test_expiry_last_day_counts(first: date, months: int | None, days: int | None, last: date | None) -> None:
    assert last_valid_day(first, months, days) == last
    if last:
        records = [a_record("it", first, passed=True)]
        assert _on(records, last, valid_months=months, valid_days=days) == "it"
        assert _on(records, last + timedelta(days=1), valid_months=months, valid_days=days) is None


def test_the_earlier_of_the_told_expiry_and_our_validity_ends_it() -> None:
    told = [a_record("it", date(2026, 6, 1), kind=CERTIFICATE, expires=date(2027, 5, 31))]
    assert held(told, a_need(valid_months=6))[0].last_day == date(2026, 11, 30)
    assert held(told, a_need(valid_months=24))[0].last_day == date(2027, 5, 31)


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ({"score": Decimal("80")}, True),
        # Exactly, never rounded: 79.99 of 100 is not 80.
        ({"score": Decimal("79.99")}, False),
        ({"score": Decimal("96"), "full_mark": Decimal(120)}, True),
        ({"score": Decimal("95.9"), "full_mark": Decimal(120)}, False),
        ({"score": Decimal("60"), "passed": True}, True),
        ({"score": Decimal("90"), "passed": False}, False),
        ({"score": Decimal("90"), "absent": True}, False),
        # An exam without a result is no pass; a certificate is one by being there.
        ({}, False),
        ({"kind": CERTIFICATE}, True),
        ({"kind": ATTENDED}, False),
        ({"kind": REVOKED, "passed": True}, False),
    ],
)
def test_what_is_a_pass(said: dict[str, object], passed: bool) -> None:
    assert passes(a_record("it", TODAY, **said), a_need()) is passed


def test_attending_holds_only_where_the_rule_says_so() -> None:
    records = [a_record("it", TODAY, kind=ATTENDED)]
    assert _on(records, TODAY) is None
    assert _on(records, TODAY, holds_by=frozenset({ATTENDED})) == "it"


def test_a_revocation_ends_what_was_held_from_its_day_and_a_new_issue_holds_again() -> None:
    records = [
        a_record("old", date(2026, 1, 5), kind=CERTIFICATE, number="A1"),
        a_record("gone", date(2026, 6, 1), kind=REVOKED),
        a_record("new", date(2026, 7, 1), kind=CERTIFICATE, number="A2"),
    ]
    assert _on(records, date(2026, 5, 31)) == "old"
    assert _on(records, date(2026, 6, 1)) is None
    assert _on(records, date(2026, 7, 1)) == "new"
    assert lack(records, a_need(), date(2026, 6, 10)) is Lack.REVOKED


def test_a_revocation_of_another_certificate_ends_nothing() -> None:
    records = [
        a_record("it", date(2026, 1, 5), kind=CERTIFICATE, number="A1"),
        a_record("other", date(2026, 6, 1), kind=REVOKED, number="B7"),
    ]
    assert _on(records, TODAY) == "it"


def test_attempts_beyond_the_limit_do_not_count_until_one_is_entered_by_hand() -> None:
    days = [date(2026, 11, day) for day in (2, 3, 4, 5)]
    fails = [a_record(f"f{at}", day, passed=False) for at, day in enumerate(days[:2])]
    third = a_record("third", days[2], passed=True)
    assert _on([*fails, third], TODAY, attempts=3) == "third"
    assert _on([*fails, third], TODAY, attempts=2) is None
    assert lack([*fails, third], a_need(attempts=2), TODAY) is Lack.ATTEMPTS_OVER
    by_hand = a_record("hand", days[3], passed=True, list_id="")
    assert _on([*fails, third, by_hand], TODAY, attempts=2) == "hand"
    # Who did not come made no attempt, and what two lists tell alike is one.
    absent = a_record("away", days[0], absent=True)
    assert _on([absent, fails[1], third], TODAY, attempts=2) == "third"
    again = a_record("f0 again", days[0], passed=False, list_id="M")
    assert _on([fails[0], again, third], TODAY, attempts=2) == "third"
    # The number that is told goes before our count, and next year's attempts are counted anew.
    assert _on([a_record("told", days[0], passed=True, attempt=3)], TODAY, attempts=2) is None
    year_before = [a_record("before", date(2025, 11, 3), passed=True)]
    assert _on([*year_before, fails[0], a_record("now", days[1], passed=True)], TODAY, attempts=2) == "now"


def test_a_record_passes_the_version_by_its_own_else_by_its_day() -> None:
    told = a_record("v1", date(2026, 11, 12), passed=True, course_version=1)
    newer = a_record("v2", date(2026, 11, 8), passed=True, course_version=2)
    early = a_record("early", date(2026, 11, 8), passed=True)
    late = a_record("late", date(2026, 11, 9), passed=True)
    terms = {"min_version": 2, "not_before": date(2026, 11, 9)}
    assert [_on([each], TODAY, **terms) for each in (told, newer, early, late)] == [None, "v2", None, "late"]
    assert lack([early], a_need(**terms), TODAY) is Lack.TOO_OLD


def test_class_by_uncertified_trainer_does_not_count() -> None:
    """T5.8: twelve attended and passed; the trainer is certified for version 1, the class is on version 2."""
    day, certified = date(2026, 11, 12), {("T7", 1)}

    def is_certified(record: TrainingRecord) -> bool:
        return (record.trainer, record.course_version) in certified

    need = a_need(certified_trainer=True)
    passed = 0
    for agent in range(12):
        records = [
            a_record(f"c{agent}", day, kind=ATTENDED, trainer="T7", course_version=2),
            # The exam itself names no trainer: it is the end of that class.
            a_record(f"e{agent}", day + timedelta(days=1), passed=True),
        ]
        passed += bool(held(records, need, trainers=is_certified))
        assert lack(records, need, TODAY, trainers=is_certified) is Lack.TRAINER_UNCERTIFIED
        assert held(records, a_need())
    assert passed == 0
    certified.add(("T7", 2))
    assert held(records, need, trainers=is_certified)
    # Without any class on record nobody certified is shown.
    assert not held(records[1:], need, trainers=is_certified)


def test_an_unsupported_record_holds_nothing_nor_does_its_copy() -> None:
    records = [
        a_record("it", date(2026, 11, 2), passed=True),
        a_record("copy", date(2026, 11, 2), passed=True, list_id="M"),
    ]
    for key in ("it", "copy"):
        assert held(records, a_need(), unsupported={key}) == ()
        assert lack(records, a_need(), TODAY, unsupported={key}) is Lack.UNSUPPORTED
    other = a_record("other", date(2026, 11, 3), passed=True)
    assert held([*records, other], a_need(), unsupported={"it"})[0].record == "other"


def test_what_was_known_earlier_can_be_asked_for_again() -> None:
    early = datetime(2026, 11, 20, tzinfo=UTC)
    late = a_record("late list", date(2026, 11, 13), passed=True, known=LATER)
    gone = a_record("withdrawn", date(2026, 11, 12), passed=True, known=early, withdrawn=LATER)
    need = a_need()
    assert [s.record for s in held([late, gone], need)] == ["late list"]
    assert [s.record for s in held([late, gone], need, known=early)] == ["withdrawn"]
    assert held([late, gone], need, known=early - timedelta(seconds=1)) == ()
    # From the instant of its withdrawal it is as if it had never been told.
    assert [s.record for s in held([late, gone], need, known=LATER)] == ["late list"]


def test_a_record_of_another_vendor_is_said_to_be_from_elsewhere() -> None:
    assert held([a_record("it", TODAY, passed=True, vendor="")], a_need())[0].elsewhere


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([], Lack.NO_RECORD),
        ([a_record("x", TODAY, absent=True)], Lack.NO_RECORD),
        ([a_record("x", TODAY, kind=ATTENDED)], Lack.ATTENDED_ONLY),
        ([a_record("x", TODAY, score=Decimal(79))], Lack.FAILED),
        ([a_record("x", date(2025, 1, 1), passed=True)], Lack.EXPIRED),
        # What comes later does not count yet.
        ([a_record("x", TODAY + timedelta(days=1), passed=True)], Lack.NO_RECORD),
        # A course of another name is another course.
        ([a_record("x", TODAY, passed=True, course="CALM")], Lack.NO_RECORD),
        ([a_record("x", TODAY, passed=True)], Lack.NONE),
    ],
)
def test_why_it_is_not_held(records: list[TrainingRecord], why: Lack) -> None:
    assert lack(records, a_need(valid_months=12), TODAY) is why


EXPORT = export()
BY_AGENT: dict[tuple[str, str], list[TrainingRecord]] = defaultdict(list)
for _record in EXPORT:
    BY_AGENT[_record.mark, _record.course].append(_record)


def test_the_export_holds_what_it_is_for() -> None:
    assert len(EXPORT) == 3_000
    copies = len(EXPORT) - len({(r.mark, r.course, r.kind, r.day, r.score, r.expires) for r in EXPORT})
    ends = [r.expires for r in EXPORT if r.expires]
    assert copies > 100
    assert sum(end < TODAY for end in ends) > 100
    assert sum(TODAY <= end <= TODAY + timedelta(days=60) for end in ends) > 100
    assert sum(r.kind is REVOKED for r in EXPORT) > 50


@settings(max_examples=25, deadline=None)
@given(st.integers(-900, 400), st.sampled_from((None, 6, 12)))
def test_oracle_3000(ahead: int, months: int | None) -> None:
    """Held, expired and last day of every agent and course of the export equal the day-by-day reading."""
    today = TODAY + timedelta(days=ahead)
    for (_mark, course), records in BY_AGENT.items():
        need = a_need(course, valid_months=months)
        known = [each for each in records if each.day <= today]
        assert bool(held_on(held(known, need), today)) is oracle_held(known, need, today)
        why = lack(records, need, today)
        assert (why is Lack.NONE) is oracle_held(records, need, today)
        if why is Lack.EXPIRED:
            assert any(oracle_held(records, need, each.day) for each in known)


def test_oracle_soon_3000() -> None:
    """Until when each course is held, as of today: the certificates that run out soon."""
    soon: set[tuple[str, str]] = set()
    slow: set[tuple[str, str]] = set()
    edge = TODAY + timedelta(days=60)
    for key, records in BY_AGENT.items():
        need = a_need(key[1], valid_months=12)
        known = [each for each in records if each.day <= TODAY]
        holding = [s for s in held(known, need) if s.first_day <= TODAY <= (s.last_day or date.max)]
        last = max((s.last_day or date.max for s in holding), default=None)
        assert (last if last and last <= edge else None) == oracle_last(known, need, TODAY)
        soon |= {key} if last and last <= edge else set()
        slow |= {key} if (end := oracle_last(known, need, TODAY)) and end <= edge else set()
    assert soon == slow
    assert len(soon) > 50

"""A third-party style export of 3,000 certificate and exam rows, and a second, slower way to judge them.

The oracle knows no spans and sorts nothing: for one day it looks at every record of the agent and course
and asks, record by record, whether that one alone makes the course held on that day.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from core.people_lists import RecordKind
from qa.training.course import Provider
from qa.training.matrix import PASSING, RuleKind
from qa.training.record import TrainingRecord
from qa.training.requirement import Requirement

COURSES = ("PRIVACY", "HOTLINE", "CALM")
TODAY = date(2026, 11, 22)
KNOWN = datetime(2026, 11, 22, 9, tzinfo=UTC)


def a_need(course: str = "PRIVACY", **terms: object) -> Requirement:
    """A requirement of 80 % without an end, but for what is said."""
    said: dict[str, object] = {
        "rules": ("R1",),
        "kind": RuleKind.PERIODIC,
        "valid_months": None,
        "valid_days": None,
        "pass_mark": Decimal(80),
        "attempts": None,
        "grace_days": 0,
        "holds_by": PASSING,
        "min_version": None,
        "not_before": None,
        "certified_trainer": False,
        "compliance": False,
        "provider": Provider.VENDOR,
        "why": (),
    }
    return Requirement(course=course, **{**said, **terms})  # type: ignore[arg-type]


def a_record(key: str, day: date, **said: object) -> TrainingRecord:
    """An exam of agent 1 in PRIVACY that tells nothing but its day, but for what is said."""
    facts: dict[str, object] = {
        "vendor": "ANDA",
        "mark": "m1",
        "agent": "1",
        "person": None,
        "course": "PRIVACY",
        "course_version": None,
        "kind": RecordKind.EXAM,
        "at": None,
        "attempt": None,
        "score": None,
        "full_mark": None,
        "passed": None,
        "absent": False,
        "minutes": None,
        "expires": None,
        "number": "",
        "trainer": "",
        "material": "",
        "known": KNOWN,
        "withdrawn": None,
        "list_id": "L",
    }
    return TrainingRecord(key=key, day=day, **{**facts, **said})  # type: ignore[arg-type]


def export(rows: int = 3_000, seed: int = 6) -> list[TrainingRecord]:
    """So many rows of about 400 agents: passes, failures, re-issues, revocations, copies, told expiries."""
    chance = random.Random(seed)
    written: list[TrainingRecord] = []
    while len(written) < rows:
        if written and chance.random() < 0.1:
            written.append(_again(chance.choice(written), len(written)))
        else:
            written.append(_one(chance, len(written)))
    return written


def oracle_held(records: Iterable[TrainingRecord], need: Requirement, day: date) -> bool:
    """Whether any single record makes the course held on that day."""
    told = [each for each in records if each.course == need.course and each.day <= day]
    return any(_reaches(each, need, day) and not _cut(each, told) for each in told)


def oracle_last(
    records: Iterable[TrainingRecord], need: Requirement, day: date, most: int = 61
) -> date | None:
    """Until when the course is held: walked to, day by day; None: not held, or for more days than `most`."""
    told = list(records)
    if not oracle_held(told, need, day):
        return None
    for ahead in range(most):
        if not oracle_held(told, need, day + timedelta(days=ahead + 1)):
            return day + timedelta(days=ahead)
    return None


def _reaches(record: TrainingRecord, need: Requirement, day: date) -> bool:
    if record.kind not in need.holds_by or record.absent or not _good(record, need):
        return False
    if record.expires is not None and day > record.expires:
        return False
    return need.valid_months is None or day < same_day_later(record.day, need.valid_months)


def _good(record: TrainingRecord, need: Requirement) -> bool:
    if record.passed is not None:
        return record.passed
    return record.score / record.full_mark * 100 >= need.pass_mark  # type: ignore[operator]


def _cut(record: TrainingRecord, told: Sequence[TrainingRecord]) -> bool:
    """Whether a revocation on its day or later, in the order of the rows, is for this certificate or for all;
    a copy further down is no re-issue."""
    first = min(
        each.row or 0 for each in told if replace(each, key="", row=0) == replace(record, key="", row=0)
    )
    return any(
        each.kind is RecordKind.REVOKED
        and (each.day > record.day or (each.day == record.day and (each.row or 0) > first))
        and (not each.number or not record.number or each.number == record.number)
        for each in told
    )


def same_day_later(day: date, months: int) -> date:
    """The same number of the day so many months on, or the last day of a month that has none: by trying."""
    number = day.month - 1 + months
    for back in range(4):
        try:
            return date(day.year + number // 12, number % 12 + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError(day)


def _one(chance: random.Random, row: int) -> TrainingRecord:
    kind = chance.choices(
        (RecordKind.CERTIFICATE, RecordKind.EXAM, RecordKind.ATTENDED, RecordKind.REVOKED), (50, 35, 10, 5)
    )[0]
    day = TODAY - timedelta(days=chance.randrange(900))
    told = kind is RecordKind.CERTIFICATE
    passed = chance.choice((None, None, True, False)) if kind is RecordKind.EXAM else True if told else None
    # Some run out in these very days, some were given for a year, some tell nothing.
    expires = (TODAY + timedelta(days=chance.randint(-20, 70)), day + timedelta(days=364), None)
    return a_record(
        f"r{row}",
        day,
        mark=f"m{chance.randrange(400)}",
        course=chance.choice(COURSES),
        kind=kind,
        score=Decimal(chance.randint(0, 240)) / 2 if kind is RecordKind.EXAM else None,
        full_mark=Decimal(120) if kind is RecordKind.EXAM else None,
        passed=passed,
        absent=kind is RecordKind.EXAM and passed is None and chance.random() < 0.1,
        expires=chance.choice([end for end in expires if end is None or end >= day]) if told else None,
        number=f"C{chance.randrange(3)}" if kind is not RecordKind.EXAM and chance.random() < 0.5 else "",
        row=row,
    )


def _again(record: TrainingRecord, row: int) -> TrainingRecord:
    """The same row once more, as an export glued together from two has it."""
    return replace(record, key=f"r{row}", row=row)

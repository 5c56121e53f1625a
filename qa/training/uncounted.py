"""Passes that do not count and why, said once a class or a try; and registers that say otherwise than names.

A finding of the books as a whole: which list brought the record makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from core.finding import Finding
from core.people_lists import RecordKind
from core.period import Period
from core.text import Text
from qa.training.held import Refused
from qa.training.record import Lack, TrainingRecord
from qa.training.reported import ClassRecord
from qa.training.requirement import Requirement

_ATTENDED, _EXAMINED = Text("参训", "attended"), Text("参加考试", "took the exam")
_EXAMS = (RecordKind.EXAM, RecordKind.CERTIFICATE)


def uncounted(found: Iterable[tuple[Refused, Requirement]], days: Period) -> list[Finding]:
    """Of the passes of some days: classes by whoever was not certified, once each with how many people; and
    every try beyond those that are allowed."""
    told = [(each, need) for each, need in found if each.record.day in days]
    return [
        *_classes(each for each, _need in told if each.why is Lack.TRAINER_UNCERTIFIED),
        *_tries((each, need) for each, need in told if each.why is Lack.ATTEMPTS_OVER),
    ]


def against_register(
    classes: Iterable[ClassRecord], records: Sequence[TrainingRecord], days: Period
) -> list[Finding]:
    """Where a register says so many came, and the lists by name of that course and day say another number.

    A class of which no list by name is in says nothing, and neither does a figure that was not reported.
    """
    said: dict[tuple[str, date], list[ClassRecord]] = {}
    for each in classes:
        if each.day in days:
            said.setdefault((each.course, each.day), []).append(each)
    return [finding for key in sorted(said) for finding in _differs(*key, said[key], records)]


def _classes(found: Iterable[Refused]) -> Iterator[Finding]:
    people: dict[tuple[date, str, int, str], set[str]] = {}
    for each in found:
        by = each.given_by or each.record
        key = by.day, by.course, by.course_version or 0, by.trainer if each.given_by else ""
        people.setdefault(key, set()).add(each.record.mark)
    for (day, course, version, trainer), marks in sorted(people.items()):
        taught = f"{course} v{version}" if version else course
        facts = {"course": taught, "day": day, "n": len(marks)}
        if trainer:
            yield Finding("trainer_uncertified", facts={**facts, "trainer": trainer})
        else:
            yield Finding("trainer_unnamed", facts=facts)


def _tries(found: Iterable[tuple[Refused, Requirement]]) -> Iterator[Finding]:
    once = {
        (each.record.agent, each.record.course, each.record.day, each.attempt): need.attempts
        for each, need in found
    }
    for (agent, course, day, attempt), most in sorted(once.items(), key=lambda each: each[0]):
        facts = {"agent": agent, "course": course, "day": day, "attempt": attempt, "most": most}
        yield Finding("attempts_over", facts=facts)


def _differs(
    course: str, day: date, said: Sequence[ClassRecord], records: Sequence[TrainingRecord]
) -> Iterator[Finding]:
    mine = [each for each in records if (each.course, each.day) == (course, day) and not each.absent]
    figures: Mapping[Text, tuple[list[int | None], set[str]]] = {
        _ATTENDED: (
            [each.attended for each in said],
            {each.mark for each in mine if each.kind is RecordKind.ATTENDED},
        ),
        _EXAMINED: (
            [each.exam_taken for each in said],
            {each.mark for each in mine if each.kind in _EXAMS},
        ),
    }
    for what, (told, names) in figures.items():
        whole = None if None in told else sum(each or 0 for each in told)
        if names and whole is not None and whole != len(names):
            facts = {"course": course, "day": day, "what": what, "said": whole, "n": len(names)}
            yield Finding("register_differs", facts=facts)

"""Results that look made up 虚高: everybody with the full mark, everybody in the same second, far too fast.

They are for somebody to look at: nothing is ever taken away because of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from core.finding import Finding
from core.people_lists import RecordKind
from qa.training.record import TrainingRecord

#: From how many people on all the same is odd, and how many in one second are.
_MANY, _AT_ONCE = 10, 3
_FULL_MARK = Decimal(100)


def inflated(records: Iterable[TrainingRecord], least: Mapping[str, int] | None = None) -> list[Finding]:
    """What looks made up in the exams of one list, or of all lists of a month, by course; `least`: course →
    minutes it takes at least. A result that two lists tell counts once."""
    exams = [each for each in records if each.kind is RecordKind.EXAM and not each.absent]
    by_class: dict[tuple[str, date], dict[str, TrainingRecord]] = defaultdict(dict)
    for exam in exams:
        by_class[exam.course, exam.day][exam.mark] = exam
    found = [each for held in sorted(by_class) for each in _all_alike(*held, by_class[held])]
    by_course: dict[str, dict[date, dict[str, TrainingRecord]]] = defaultdict(dict)
    for (course, day), held in by_class.items():
        by_course[course][day] = held
    spread = [each for course in sorted(by_course) for each in _over_days(course, by_course[course])]
    return [*found, *spread, *_at_once(exams), *_too_fast(exams, least or {})]


def _all_alike(course: str, day: date, last: Mapping[str, TrainingRecord]) -> Iterator[Finding]:
    """Each person's last result of the day."""
    scored = [each for each in last.values() if each.score is not None]
    if len(scored) < _MANY:
        return
    facts = {"course": course, "day": day, "n": len(scored)}
    if all(each.score == (each.full_mark or _FULL_MARK) for each in scored):
        yield Finding("scores_all_full", facts=facts)
    elif len({(each.score, each.full_mark) for each in scored}) == 1:
        yield Finding("scores_all_same", facts={**facts, "score": scored[0].score})


def _at_once(exams: Iterable[TrainingRecord]) -> Iterator[Finding]:
    """Where every time is a whole minute nobody wrote down seconds: then nothing is said."""
    people: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    for exam in exams:
        if exam.at:
            people[exam.course, exam.at.replace(microsecond=0)].add(exam.mark)
    to_the_second = any(at.second for _course, at in people)
    for (course, at), marks in sorted(people.items()):
        if to_the_second and len(marks) >= _AT_ONCE:
            yield Finding(
                "finished_same_second",
                facts={"course": course, "at": f"{at:%Y-%m-%d %H:%M:%S}", "n": len(marks)},
            )


def _too_fast(exams: Iterable[TrainingRecord], least: Mapping[str, int]) -> Iterator[Finding]:
    fast: dict[str, set[str]] = defaultdict(set)
    for exam in exams:
        if exam.minutes is not None and exam.minutes * 2 < least.get(exam.course, 0):
            fast[exam.course].add(exam.mark)
    for course, marks in sorted(fast.items()):
        yield Finding("too_fast", facts={"course": course, "least": least[course], "n": len(marks)})


def _over_days(course: str, classes: Mapping[date, Mapping[str, TrainingRecord]]) -> Iterator[Finding]:
    """Everybody who took a course with the full mark, though no day has enough of them to say so alone."""
    scored = [each for held in classes.values() for each in held.values() if each.score is not None]
    if len(classes) < 2 or any(_n_scored(held) >= _MANY for held in classes.values()):
        return
    people = {each.mark for each in scored}
    if len(people) >= _MANY and all(each.score == (each.full_mark or _FULL_MARK) for each in scored):
        facts = {"course": course, "first": min(classes), "last": max(classes), "n": len(people)}
        yield Finding("scores_all_full_days", facts=facts)


def _n_scored(held: Mapping[str, TrainingRecord]) -> int:
    return sum(each.score is not None for each in held.values())

"""Pass rates 考核合格率: over those required, who stayed away included; first attempts; retakes in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.people_lists import RecordKind
from qa.training.held import passes
from qa.training.record import TrainingRecord, in_order
from qa.training.requirement import Requirement


@dataclass(frozen=True)
class Passing:
    """People, not sheets of paper: each is counted once in each figure."""

    required: int
    attended: int
    #: Sat an exam by the due day; absent: did not come to any.
    examined: int
    absent: int
    #: Passed by the due day, retakes included; and within grace.
    passed: int
    passed_grace: int
    #: Sat a first attempt, and passed it.
    first: int
    passed_first: int

    @property
    def of_required(self) -> Fraction | None:
        """TRAIN_PASS: passed by the due day of those required, in percent."""
        return _percent(self.passed, self.required)

    @property
    def of_examined(self) -> Fraction | None:
        """The same of those examined: it forgives who stayed away, so it is never the figure that counts."""
        return _percent(self.passed, self.examined)

    @property
    def with_grace(self) -> Fraction | None:
        """Passed within grace of those required."""
        return _percent(self.passed_grace, self.required)

    @property
    def at_first(self) -> Fraction | None:
        """Passed at the first attempt of those who made one."""
        return _percent(self.passed_first, self.first)


def passing(
    need: Requirement,
    due: date,
    required: Collection[str],
    records: Mapping[str, Sequence[TrainingRecord]],
) -> Passing:
    """The figures of a course at its due day, of the people required."""
    told = [_Part(need, due, records.get(mark, ())) for mark in required]
    return Passing(
        required=len(told),
        attended=sum(part.attended for part in told),
        examined=sum(bool(part.exams) for part in told),
        absent=sum(part.absent and not part.exams for part in told),
        passed=sum(part.passed_by(due) for part in told),
        passed_grace=sum(part.passed_by(part.grace) for part in told),
        first=sum(bool(part.exams) for part in told),
        passed_first=sum(part.passed_first for part in told),
    )


class _Part:
    """One person's part in a course."""

    def __init__(self, need: Requirement, due: date, records: Sequence[TrainingRecord]) -> None:
        self.need = need
        self.grace = due + timedelta(days=0 if need.compliance else need.grace_days)
        since = need.not_before or date.min
        mine = [each for each in records if each.course == need.course and since <= each.day <= self.grace]
        self.mine = mine
        sat = [each for each in mine if each.kind is RecordKind.EXAM and each.day <= due]
        # Two of one day: the one told to be the first attempt is.
        sat.sort(key=lambda each: (each.day, each.attempt or 1, in_order(each)))
        self.exams = [each for each in sat if not each.absent]
        self.absent = any(each.absent for each in sat)
        self.attended = any(not each.absent and each.day <= due for each in self.mine)

    def passed_by(self, day: date) -> bool:
        return any(passes(each, self.need) for each in self.mine if each.day <= day)

    @property
    def passed_first(self) -> bool:
        """The attempt that is told to be the first, else the earliest."""
        if not self.exams:
            return False
        first = self.exams[0]
        return (first.attempt or 1) == 1 and passes(first, self.need)


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None

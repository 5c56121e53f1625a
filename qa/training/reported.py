"""Training as counts: by class as the vendor reports it, or by agent, and how far a course has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.scope import Scope
from qa.tallies import CountRow

_COUNTS = ("trainees_required", "trainees_attended", "exam_taken", "trainees_passed")


@dataclass(frozen=True)
class ClassRecord:
    """One class held: people required, attended, examined, passed. None where nobody said."""

    scope: Scope
    day: date
    course: str
    required: int
    attended: int | None = None
    exam_taken: int | None = None
    passed: int | None = None


@dataclass(frozen=True)
class AgentRecord:
    """One agent's part in one course."""

    scope: Scope
    day: date
    course: str
    agent: str
    attended: bool
    exam_taken: bool = False
    passed: bool = False


@dataclass(frozen=True)
class Compliance:
    """How far a course has come; each rate is exact, None where nobody was required or reported."""

    course: str
    required: int
    attended: int | None
    passed: int | None

    @property
    def attendance(self) -> Fraction | None:
        """Attended of required, in percent (培训覆盖率)."""
        return _percent(self.attended, self.required)

    @property
    def passing(self) -> Fraction | None:
        """Passed of required, in percent: who stayed away has not passed."""
        return _percent(self.passed, self.required)


def class_counts(record: ClassRecord) -> dict[str, int]:
    """The base counts of a class; what was not reported is absent, not 0."""
    values = (record.required, record.attended, record.exam_taken, record.passed)
    return {name: value for name, value in zip(_COUNTS, values, strict=True) if value is not None}


def class_row(record: ClassRecord, origin: str = "") -> CountRow:
    """A class as a row of counts on its day."""
    return CountRow(record.scope, record.day, class_counts(record), origin)


def classes_of(agents: Iterable[AgentRecord]) -> list[ClassRecord]:
    """The classes that a list of agents amounts to: everybody listed was required to attend."""
    grouped: dict[tuple[date, str, Scope], list[AgentRecord]] = {}
    for record in agents:
        grouped.setdefault((record.day, record.course, record.scope), []).append(record)
    return [_class_of(*key, grouped[key]) for key in sorted(grouped, key=lambda k: (k[0], k[1], str(k[2])))]


def compliance(records: Sequence[ClassRecord]) -> list[Compliance]:
    """Required, attended and passed by course, over every class held. A course with a class that did not
    report a figure has no such figure (silence is not zero)."""
    courses = sorted({record.course for record in records})
    return [_compliance(course, [r for r in records if r.course == course]) for course in courses]


def _compliance(course: str, records: Sequence[ClassRecord]) -> Compliance:
    return Compliance(
        course,
        sum(record.required for record in records),
        _summed([record.attended for record in records]),
        _summed([record.passed for record in records]),
    )


def _class_of(day: date, course: str, scope: Scope, agents: Sequence[AgentRecord]) -> ClassRecord:
    return ClassRecord(
        scope,
        day,
        course,
        len(agents),
        sum(agent.attended for agent in agents),
        sum(agent.exam_taken for agent in agents),
        sum(agent.passed for agent in agents),
    )


def _summed(values: Sequence[int | None]) -> int | None:
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def _percent(part: int | None, whole: int) -> Fraction | None:
    return Fraction(part * 100, whole) if part is not None and whole else None

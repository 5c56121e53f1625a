"""What proves that a training was held; the month's random sample 佐证抽查, and what looking at it found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.chance import wilson
from core.people_lists import RecordKind
from core.text import Text
from qa.sampling.draw import rank
from qa.training.record import TrainingRecord, in_order

#: Agents looked at in a month: so many of a hundred, and never fewer than this (domain reference 5.3).
_OF_TWENTY, _LEAST = 20, 10


class EvidenceKind(StrEnum):
    """A paper that can be kept with a course and a day (domain reference 5.3)."""

    ATTENDANCE = "attendance"
    MATERIAL = "material"
    QUIZ = "quiz"
    SIGN_OFF = "sign_off"
    LMS_EXPORT = "lms_export"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _KINDS[self]


class EvidenceFound(StrEnum):
    """What was found of one sampled record; a failed re-test counts as unsupported."""

    OPEN = "open"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    RETEST_FAILED = "retest_failed"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _FOUND[self]

    @property
    def takes_away(self) -> bool:
        """Whether the record no longer makes anything held."""
        return self in (EvidenceFound.UNSUPPORTED, EvidenceFound.RETEST_FAILED)


@dataclass(frozen=True)
class Looked:
    """How a sample came out, by records."""

    open: int
    supported: int
    taken_away: int

    @property
    def share(self) -> Fraction | None:
        """Taken away, in percent of what was looked at; None before anything was."""
        n = self.supported + self.taken_away
        return Fraction(100 * self.taken_away, n) if n else None

    def interval(self) -> tuple[Decimal, Decimal] | None:
        """What that share may be of all records of the month, in percent (Wilson, 95 %)."""
        n = self.supported + self.taken_away
        if not n:
            return None
        low, high = wilson(Fraction(self.taken_away, n), n)
        return low * 100, high * 100


def sample_size(population: int) -> int:
    """5 % of the agents, at least 10, and never more than there are."""
    return min(population, max(_LEAST, -(-population // _OF_TWENTY)))


def drawn_agents(seed: str, marks: Iterable[str]) -> list[str]:
    """The agents a seed draws; with the list and the seed anybody draws the same again."""
    turn = sorted(set(marks), key=lambda mark: rank(seed, mark))
    return turn[: sample_size(len(turn))]


def looked_at(records: Iterable[TrainingRecord]) -> list[TrainingRecord]:
    """What is looked at of one agent's records of a month: of each course the last that can make it held,
    else the last there is; absences and revocations prove nothing."""
    found: dict[str, TrainingRecord] = {}
    for record in sorted(records, key=in_order):
        if record.absent or record.kind is RecordKind.REVOKED:
            continue
        last = found.get(record.course)
        if last is None or not _can_hold(last) or _can_hold(record):
            found[record.course] = record
    return [found[course] for course in sorted(found)]


def came_out(found: Iterable[EvidenceFound]) -> Looked:
    """How a sample came out so far."""
    told = list(found)
    taken = sum(each.takes_away for each in told)
    return Looked(told.count(EvidenceFound.OPEN), told.count(EvidenceFound.SUPPORTED), taken)


def _can_hold(record: TrainingRecord) -> bool:
    return record.kind is not RecordKind.ATTENDED and record.passed is not False


_KINDS: dict[EvidenceKind, Text] = {
    EvidenceKind.ATTENDANCE: Text("签到表", "Attendance sheet with times"),
    EvidenceKind.MATERIAL: Text("培训教材", "Training material"),
    EvidenceKind.QUIZ: Text("答卷", "Answers to the quiz"),
    EvidenceKind.SIGN_OFF: Text("签字确认", "Sign-off"),
    EvidenceKind.LMS_EXPORT: Text("学习平台导出", "Export of the learning platform"),
}
_FOUND: dict[EvidenceFound, Text] = {
    EvidenceFound.OPEN: Text("待核", "Open"),
    EvidenceFound.SUPPORTED: Text("有佐证", "Supported"),
    EvidenceFound.UNSUPPORTED: Text("无佐证", "Unsupported"),
    EvidenceFound.RETEST_FAILED: Text("复测未通过", "Failed the re-test"),
}

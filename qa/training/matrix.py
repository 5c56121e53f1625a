"""The training matrix 培训矩阵: which courses whom, until when, how well; its rules 矩阵行 from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.people_lists import AgentRole, RecordKind
from core.text import Text
from qa.training.course import Delivery
from qa.training.evidence import EvidenceKind


class RuleKind(StrEnum):
    """What a rule is triggered by."""

    ENTRY = "entry"
    PERIODIC = "periodic"
    CHANGE = "change"
    RETURN = "return"
    TRAINER = "trainer"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _RULES[self]


class DueEvery(StrEnum):
    """A day that comes round."""

    MONTH_END = "month_end"
    QUARTER_END = "quarter_end"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _DUES[self]


_RULES: dict[RuleKind, Text] = {
    RuleKind.ENTRY: Text("上岗前", "Before the first contact"),
    RuleKind.PERIODIC: Text("定期", "Periodic"),
    RuleKind.CHANGE: Text("变更触发", "At every change"),
    RuleKind.RETURN: Text("返岗", "Return to work"),
    RuleKind.TRAINER: Text("讲师认证", "Certification of trainers"),
}
_DUES: dict[DueEvery, Text] = {
    DueEvery.MONTH_END: Text("月末", "The end of the month"),
    DueEvery.QUARTER_END: Text("季末", "The end of the quarter"),
}


@dataclass(frozen=True)
class DueDays:
    """The days a periodic rule is due for all alike: ones that come round, or single dates."""

    every: DueEvery | None = None
    dates: tuple[date, ...] = ()


@dataclass(frozen=True)
class Where:
    """Whom a rule is for; an empty set means any."""

    roles: frozenset[AgentRole] = frozenset()
    projects: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()
    #: A process specification's code: the rule holds from the day this version of it takes effect.
    product: str | None = None
    product_version: int | None = None


#: Attending is no proof of having understood.
PASSING = frozenset({RecordKind.EXAM, RecordKind.CERTIFICATE})


@dataclass(frozen=True)
class Rule:
    """One row of the matrix."""

    code: str
    kind: RuleKind
    where: Where
    courses: tuple[str, ...]
    first_day: date
    #: None: until a later version leaves it out.
    last_day: date | None = None
    #: How long passing holds; both None: without an end.
    valid_months: int | None = None
    valid_days: int | None = None
    #: Percent of the full mark.
    pass_mark: Decimal = Decimal(80)
    #: Most attempts that count; None: any number.
    attempts: int | None = None
    #: Empty: any.
    delivery: frozenset[Delivery] = frozenset()
    #: What has to be kept beside it; missing papers are said, and lower nothing.
    evidence: frozenset[EvidenceKind] = frozenset()
    grace_days: int = 0
    #: Of PERIODIC: again after so many days, or on these days.
    every_days: int | None = None
    due: DueDays | None = None
    #: Of CHANGE: working days after publication, and whether the day before it takes effect bounds them.
    within: int | None = None
    before_effective: bool = True
    #: A leave of more days than this is a long one.
    long_leave: int = 30
    #: How long the course takes at least.
    minutes: int | None = None
    #: Whether a class counts only where its trainer was certified on the day.
    certified_trainer: bool = False
    #: By which records it is held.
    holds_by: frozenset[RecordKind] = PASSING
    #: Course → the version of it asked for, where records tell versions.
    min_version: Mapping[str, int] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        """Whether it is one of its days, both ends included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Matrix:
    """A version of the matrix as published: never edited, only followed by another."""

    #: 1 first.
    number: int
    effective: date
    rules: tuple[Rule, ...]
    why: str


def matrix_on(versions: Iterable[Matrix], day: date) -> Matrix | None:
    """The version that holds on a day: of those that have taken effect, the last; None before the first.

    Two that take effect on the same day: the one published later holds.
    """
    begun = [version for version in versions if version.effective <= day]
    return max(begun, key=lambda version: (version.effective, version.number), default=None)

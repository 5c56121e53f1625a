"""What an agent has to hold on a day, and why (应训要求); and the changes that ask for training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from core.people_lists import RecordKind
from core.text import Text
from qa.training.course import Provider
from qa.training.matrix import RuleKind, Where


@dataclass(frozen=True)
class Requirement:
    """One course somebody has to hold; of several rules the stricter of each term."""

    course: str
    #: Codes of the rules that ask for it.
    rules: tuple[str, ...]
    kind: RuleKind
    valid_months: int | None
    valid_days: int | None
    #: Percent of the full mark.
    pass_mark: Decimal
    attempts: int | None
    grace_days: int
    holds_by: frozenset[RecordKind]
    min_version: int | None
    #: Records of earlier days do not count: the day a change was published.
    not_before: date | None
    certified_trainer: bool
    #: Of the course: whether it is one without grace.
    compliance: bool
    provider: Provider
    #: One sentence for each rule.
    why: tuple[Text, ...]
    #: Last day to pass it in time; None: it has to be held from the first day on.
    due: date | None = None

    def is_owed(self, day: date) -> bool:
        """Whether who does not hold it on that day lacks it; until its due day it is only asked for."""
        return self.due is None or self.due < day


@dataclass(frozen=True)
class Change:
    """A change 变更 of a product or specification that agents are to be trained in before it takes effect."""

    key: str
    name: Text
    #: None: every vendor's, every project's.
    vendor: str | None
    project: str | None
    published: datetime
    effective: date
    #: Code of the specification or product, and its version.
    product: str
    number: int
    courses: tuple[str, ...]
    #: Working days after publication.
    within: int
    #: Takes effect on the day it is published, or before: 24 hours to read and pass.
    urgent: bool
    where: Where
    #: Course → the day the client handed it over, of those the client gives.
    delivered: Mapping[str, date] = field(default_factory=dict)
    #: When the client owed them; None: on the day of publication.
    owed_on: date | None = None

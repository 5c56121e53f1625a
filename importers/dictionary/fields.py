"""What a column can hold: a field of the dictionary, one of a family with a number, or one of several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.batch import Dataset
from core.counts import is_greatest
from importers.form_items import FormItem


class GroupKind(StrEnum):
    """What the figures of a group of columns are of: a dimension of facts, or a part of the day."""

    CHANNEL = "channel"
    SITE = "site"
    QUEUE = "queue"
    SEGMENT = "segment"
    #: 上午 | 下午, 白班 | 夜班: all of them come to the day.
    PART = "part"


@dataclass(frozen=True)
class Group:
    """A group of columns over the same figures as others."""

    kind: GroupKind
    #: As the vendor writes it.
    name: str


@dataclass(frozen=True)
class Field:
    """What a column holds: a base count, a dimension, a printed rate, or nothing we keep."""

    code: str
    kind: str
    count: str | None = None
    role: str | None = None
    dataset: Dataset = Dataset.TRAFFIC
    unit: str = ""
    format: str = ""
    #: An average of this count; `times` is the count it is an average over.
    average_of: str | None = None
    times: str | None = None
    #: A printed rate: `of` over `to`, recomputed where both are there.
    of: str | None = None
    to: str | None = None
    #: A flag that is only written where it says yes: blanks beside such marks say no.
    marker: bool = False
    #: A printed rate that any member of this family explains: 服务水平 beside answered_within_20.
    of_any: str | None = None
    #: What it claims where its counts are not there: an indicator, with what the header says of it.
    indicator: str = ""
    params: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: 10,000 for a rate that is written as so many in ten thousand.
    per: int | None = None
    #: A count that is 1 where a score stands, 0 where it says absent.
    marks: str | None = None
    #: The customer group whose figures these are, where the header names one (VIP20秒接通量).
    segment: str = ""
    #: Whose figures these are, where a group of columns names it (在线渠道, 合肥, 夜班).
    group: Group | None = None
    #: What its words stand for where a person has said so: a call's outcome as the vendor writes it.
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Why it is kept out: a code of the dictionary's reasons.
    why: str = ""
    #: The item of an audit form whose answers it holds.
    item: FormItem | None = None

    @property
    def measure(self) -> str | None:
        """The base count its figures become, derived ones included."""
        return self.count or self.average_of

    @property
    def tells(self) -> bool:
        """Whether it holds figures at all: counts, or what is claimed without them."""
        return bool(self.measure or self.marks or self.kind in ("rate", "score") or self.is_alone)

    @property
    def is_alone(self) -> bool:
        """Whether it is a time that no counts make, such as a percentile: taken as claimed only."""
        return self.kind == "duration" and not self.measure

    @property
    def is_of_one(self) -> bool:
        """Whether its cells are times of one case (an average, a percentile, the longest), not totals."""
        return bool(self.average_of or self.is_alone or (self.count and is_greatest(self.count)))


@dataclass(frozen=True)
class Family:
    """Headers that carry a number, such as 20秒接通量: one field for each number."""

    match: re.Pattern[str]
    field: Field
    #: What one of the number is in seconds.
    unit_s: int = 1

    def spelled(self, spelling: str) -> Field | None:
        """The member a header's spelling names."""
        found = self.match.fullmatch(spelling)
        return self._member(_number(found[1]) * self.unit_s) if found else None

    def coded(self, code: str) -> Field | None:
        """The member of that code."""
        found = re.fullmatch(_code_of(self.field).replace("{t}", r"(\d+)"), code)
        return self._member(int(found[1])) if found else None

    def _member(self, seconds: int) -> Field:
        count, of = (n and n.replace("{t}", str(seconds)) for n in (self.field.count, self.field.of))
        params = {name: value.replace("{t}", str(seconds)) for name, value in self.field.params.items()}
        code = _code_of(self.field).replace("{t}", str(seconds))
        return replace(self.field, code=code, count=count, of=of, params=params)


@dataclass(frozen=True)
class Ambiguity:
    """A header that means one thing here and another there."""

    #: Field code → words that point to it when they stand near.
    choices: Mapping[str, tuple[str, ...]]
    #: Whether the column's own cells decide: dates or times of day.
    by_values: bool = False


def _code_of(field: Field) -> str:
    """A member of a family goes by its count; a rate by the count it is the share of; else by its kind."""
    return field.count or (f"{field.of}_rate" if field.of else f"{field.kind}_{{t}}")


def _number(digits: str) -> int:
    return 2 if digits == "二" else int(digits)

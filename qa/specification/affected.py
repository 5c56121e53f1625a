"""What points at a clause of a specification, and whether a later version asks for another look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import Text
from qa.specification.difference import ClauseChange, difference
from qa.specification.terms import SpecVersion


class ReferenceKind(StrEnum):
    """What points at a clause."""

    FORM_ITEM = "form_item"
    #: Of a mystery call's brief: the model answer to one of its questions.
    ANSWER_KEY = "answer_key"
    TRAINING = "training"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _REFERENCES[self]


_REFERENCES: dict[ReferenceKind, Text] = {
    ReferenceKind.FORM_ITEM: Text("评分表项目", "form item"),
    ReferenceKind.ANSWER_KEY: Text("拨测标准答案", "answer key"),
    ReferenceKind.TRAINING: Text("培训课程", "training course"),
}


@dataclass(frozen=True)
class Reference:
    """One thing that rests on a specification: an item of a form, an answer key of a brief, a course."""

    kind: ReferenceKind
    #: Of the form, the brief or the course.
    source: str
    #: What it is called.
    name: Text
    specification: str
    #: The version it was written against; None for a course, which teaches the specification as it stands.
    version: int | None = None
    #: The version of the form or brief; empty for a course.
    source_version: str = ""
    #: The item within it, or the number of the question; empty for a course.
    item: str = ""
    #: Whose agents take the course; empty for a form or brief.
    vendor: str = ""
    #: The clause's code; empty for a course, which teaches all of them.
    clause: str = ""
    #: The last day the course was held, as far as it was reported.
    last_held: date | None = None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """By what a confirmation finds it again: one of another version of the form is another."""
        return (self.kind.value, self.source, self.source_version, self.item or self.vendor, self.clause)


class Standing(StrEnum):
    """Where a reference stands to the version in force."""

    #: It names the version in force, or a coming one.
    CURRENT = "current"
    #: It names an earlier version; for a course: not held since the version was published.
    TO_REVIEW = "to_review"
    #: A named person looked and found it unaffected by the version in force.
    CONFIRMED = "confirmed"
    #: The clause or version it names is not there.
    BROKEN = "broken"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STANDINGS[self]


_STANDINGS: dict[Standing, Text] = {
    Standing.CURRENT: Text("与现行版本一致", "as in force"),
    Standing.TO_REVIEW: Text("待复核", "to review"),
    Standing.CONFIRMED: Text("已确认不受影响", "confirmed as unaffected"),
    Standing.BROKEN: Text("引用无效", "points at nothing"),
}


@dataclass(frozen=True)
class Affected:
    """A reference, where it stands, and what became of its clause since the version it names."""

    reference: Reference
    standing: Standing
    #: The version it is held against; None before the first takes effect.
    against: int | None
    #: What became of its clause in between; none where it is word for word the same.
    change: ClauseChange | None = None

    @property
    def is_same_words(self) -> bool:
        """Whether it waits for a look although its clause asks for the very same as before."""
        waits = self.standing is Standing.TO_REVIEW and self.reference.clause != ""
        return waits and (self.change is None or not self.change.is_of_substance)


#: Key of a reference → the versions against which it was confirmed.
Confirmed = Mapping[tuple[str, str, str, str, str], frozenset[int]]


def affected(
    versions: Sequence[SpecVersion],
    against: SpecVersion | None,
    published: date | None,
    references: Iterable[Reference],
    confirmed: Confirmed,
) -> list[Affected]:
    """Each reference held against one version, those that wait first.

    `versions`: all of the specification; `published`: the day `against` was, from which courses count.
    """
    found = [_one(versions, against, published, each, confirmed) for each in references]
    order = (Standing.BROKEN, Standing.TO_REVIEW, Standing.CONFIRMED, Standing.CURRENT)
    return sorted(found, key=lambda each: (order.index(each.standing), each.reference.key))


def _one(
    versions: Sequence[SpecVersion],
    against: SpecVersion | None,
    published: date | None,
    reference: Reference,
    confirmed: Confirmed,
) -> Affected:
    number = against.number if against else None
    if reference.kind is ReferenceKind.TRAINING:
        waits = against is not None and against.number > 1 and _held_before(reference, published)
        return Affected(reference, _or_confirmed(reference, waits, number, confirmed), number)
    named = next((version for version in versions if version.number == reference.version), None)
    if named is None or named.specification.clause(reference.clause) is None:
        return Affected(reference, Standing.BROKEN, number)
    if against is None or named.number >= against.number:
        return Affected(reference, Standing.CURRENT, number)
    change = difference(named.specification, against.specification).change(reference.clause)
    return Affected(reference, _or_confirmed(reference, True, number, confirmed), number, change)


def _held_before(reference: Reference, published: date | None) -> bool:
    """Whether the course was not held since the version was published (S2-19: train whenever it changes)."""
    return published is not None and (reference.last_held is None or reference.last_held < published)


def _or_confirmed(reference: Reference, waits: bool, number: int | None, confirmed: Confirmed) -> Standing:
    if not waits:
        return Standing.CURRENT
    known = confirmed.get(reference.key, frozenset())
    return Standing.CONFIRMED if number in known else Standing.TO_REVIEW

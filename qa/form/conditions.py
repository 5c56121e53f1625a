"""When an item is asked: tests of earlier answers, joined by AND or OR, by the items' own codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Comparator(StrEnum):
    """How an answer is held against the values of a test."""

    #: One of the chosen codes is among the values.
    IN = "is"
    NOT_IN = "is_not"
    #: All the values are chosen.
    ALL_IN = "has_all"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"

    @property
    def is_of_number(self) -> bool:
        """Whether it compares a number."""
        return self not in (Comparator.IN, Comparator.NOT_IN, Comparator.ALL_IN)


class Joined(StrEnum):
    """Whether all the parts must hold, or any."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Test:
    """One answer held against values: codes of choices, or one number. Never true of what is not answered."""

    #: A test of forms, not one for pytest to collect.
    __test__ = False

    item: str
    comparator: Comparator
    values: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """Tests and conditions joined; an empty one always holds."""

    joined: Joined
    parts: tuple[Test | Condition, ...]

    def tests(self) -> Iterator[Test]:
        """Every test in it, those of its parts included."""
        for part in self.parts:
            if isinstance(part, Test):
                yield part
            else:
                yield from part.tests()


@dataclass(frozen=True)
class Given:
    """What an earlier item was answered with, as far as conditions ask: chosen codes and a number."""

    chosen: frozenset[str] = frozenset()
    number: Fraction | None = None


def holds(condition: Condition | None, given: Mapping[str, Given]) -> bool:
    """Whether the condition is met; `given` holds the items that are shown and answered."""
    if condition is None or not condition.parts:
        return True
    found = (_part_holds(part, given) for part in condition.parts)
    return all(found) if condition.joined is Joined.ALL else any(found)


def _part_holds(part: Test | Condition, given: Mapping[str, Given]) -> bool:
    if isinstance(part, Condition):
        return holds(part, given)
    known = given.get(part.item)
    if known is None:
        return False
    if part.comparator.is_of_number:
        return known.number is not None and _compares(part.comparator, known.number, Fraction(part.values[0]))
    if part.comparator is Comparator.ALL_IN:
        return known.chosen.issuperset(part.values)
    return known.chosen.isdisjoint(part.values) is (part.comparator is Comparator.NOT_IN)


def _compares(comparator: Comparator, number: Fraction, value: Fraction) -> bool:
    return {
        Comparator.ABOVE: number > value,
        Comparator.AT_LEAST: number >= value,
        Comparator.BELOW: number < value,
        Comparator.AT_MOST: number <= value,
    }[comparator]

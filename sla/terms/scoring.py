"""How a clause earns its points: the methods a contract can choose from, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from sla.terms.grades import Grade


class Method(StrEnum):
    """How a clause earns its points."""

    FULL_OR_ZERO = "full_or_zero"
    LINEAR = "linear"
    STEP = "step"
    PER_EVENT = "per_event"
    MANUAL = "manual"
    TIERS = "tiers"
    GRADES = "grades"


class Partial(StrEnum):
    """What a begun step counts as: a whole one (不足1按1), none, or its exact part."""

    CEIL = "ceil"
    FLOOR = "floor"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True)
class CapIf:
    """Where a second figure lies below a limit, at most `cap` points are given; they are not rescaled."""

    indicator: str
    below: Fraction
    cap: Fraction
    variant: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FullOrZero:
    """All points where the target is met, else none."""


@dataclass(frozen=True)
class Linear:
    """Points interpolated on a curve of (value, points), the end points' outside it."""

    points: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Step:
    """Every `unit` short of the target costs `deduct` points, down to `min_score`."""

    unit: Fraction
    deduct: Fraction
    partial: Partial = Partial.CEIL
    min_score: Fraction = Fraction(0)


@dataclass(frozen=True)
class PerEvent:
    """Every event costs `deduct` points, `cap` at most, down to `min_score`."""

    deduct: Fraction
    min_score: Fraction = Fraction(0)
    cap: Fraction | None = None


@dataclass(frozen=True)
class Manual:
    """A person gives the points, with evidence."""


@dataclass(frozen=True)
class Tiers:
    """Points by bands of (value, points), best first; beyond the last band `otherwise` points."""

    bands: tuple[tuple[Fraction, Fraction], ...]
    otherwise: Fraction = Fraction(0)
    #: Values that do not reach their own band 不含界值: a figure exactly there is in the next; None for none.
    open_at: tuple[Fraction, ...] | None = None


@dataclass(frozen=True)
class Grades:
    """Points by grade, best first; beyond the last value the last grade."""

    grades: tuple[Grade, ...]
    #: As of tiers.
    open_at: tuple[Fraction, ...] | None = None


Score = FullOrZero | Linear | Step | PerEvent | Manual | Tiers | Grades


def method_of(score: Score) -> Method:
    """The word a contract uses for it."""
    return _METHODS[type(score)]


_METHODS: dict[type, Method] = {
    FullOrZero: Method.FULL_OR_ZERO,
    Linear: Method.LINEAR,
    Step: Method.STEP,
    PerEvent: Method.PER_EVENT,
    Manual: Method.MANUAL,
    Tiers: Method.TIERS,
    Grades: Method.GRADES,
}

"""From what a contract file says of points to terms: methods, their caps, grades."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sla.contract_file.shape import Got
from sla.terms.grades import Grade
from sla.terms.scoring import (
    CapIf,
    FullOrZero,
    Grades,
    Linear,
    Manual,
    Method,
    Partial,
    PerEvent,
    Score,
    Step,
    Tiers,
)


def build_method(score: Got) -> Score:
    """The method a clause is scored by."""
    least = score.get("min_score", Fraction(0))
    match score.get("method"):
        case Method.LINEAR:
            return Linear(tuple(score.get("points")))
        case Method.STEP:
            partial = score.get("partial", Partial.CEIL)
            return Step(score.get("unit"), score.get("deduct"), partial, least)
        case Method.PER_EVENT:
            return PerEvent(score.get("deduct"), least, score.get("cap"))
        case Method.MANUAL:
            return Manual()
        case Method.TIERS:
            return Tiers(tuple(score.get("bands")), score.get("otherwise", Fraction(0)), open_at_of(score))
        case Method.GRADES:
            return Grades(build_grades(score.get("grades")), open_at_of(score))
        case _:
            return FullOrZero()


def open_at_of(got: Got, key: str = "open_at") -> tuple[Fraction, ...] | None:
    """The values that do not reach their own tier; None where every one does."""
    return tuple(got.get(key, ())) or None


def build_grades(items: Sequence[Got]) -> tuple[Grade, ...]:
    """Grades, best first."""
    return tuple(Grade(item.get("grade"), item.get("value"), item.get("points")) for item in items)


def build_cap_if(score: Got | None) -> CapIf | None:
    """The limit that another figure sets; None where there is none."""
    got: Got | None = score.get("cap_if") if score else None
    if got is None:
        return None
    return CapIf(
        got.get("indicator"), got.get("below"), got.get("cap"), got.get("variant"), got.get("params", {})
    )

"""Grades from values: A from 90 on, B from 80 on; what a total is called, or what an item earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Grade:
    """From this value on this grade; best grade first, the best one has no upper end."""

    grade: str
    value: Fraction
    #: What it earns, where an item is scored by grades.
    points: Fraction | None = None


def grade_at(
    grades: Sequence[Grade],
    value: Fraction,
    *,
    less_is_better: bool = False,
    open_at: Sequence[Fraction] | None = None,
) -> Grade | None:
    """The first grade whose value is reached; the last one where none is, None where there are no grades."""
    kept = (grade for grade in grades if reaches(value, grade.value, less_is_better, open_at))
    return next(kept, grades[-1] if grades else None)


def reaches(
    value: Fraction, end: Fraction, less_is_better: bool = False, open_at: Sequence[Fraction] | None = None
) -> bool:
    """Whether a figure is in the band that begins at `end`; exactly there only where the end is closed."""
    if value == end:
        return end not in (open_at or ())
    return value < end if less_is_better else value > end


def worse_of(grades: Sequence[Grade], one: str, other: str) -> str:
    """The worse of two grades, as the list has them."""
    order = [grade.grade for grade in grades]
    return max(one, other, key=order.index)

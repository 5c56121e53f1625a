"""The bounds a figure is held against: as the clause states them, else as its points curve gives them."""

from __future__ import annotations

from fractions import Fraction

from sla.terms.contract import Clause
from sla.terms.scoring import Linear


def target_of(clause: Clause) -> Fraction | None:
    """The target as stated, else the value at which the curve gives full points."""
    if clause.target is not None or not isinstance(clause.score, Linear):
        return clause.target
    return _x_at(clause.score, highest=True)


def minimum_of(clause: Clause) -> Fraction | None:
    """The minimum as stated, else the value at which a curve without a stated target gives least."""
    if clause.minimum is not None or clause.target is not None or not isinstance(clause.score, Linear):
        return clause.minimum
    return _x_at(clause.score, highest=False)


def _x_at(curve: Linear, *, highest: bool) -> Fraction:
    """The value where the curve first reaches its highest (lowest) points, seen from the other end."""
    every = [points for _, points in curve.points]
    mark = max(every) if highest else min(every)
    at = [x for x, points in curve.points if points == mark]
    rising = every[-1] >= every[0]
    return min(at) if rising is highest else max(at)

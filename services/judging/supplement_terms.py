"""What a supplementary agreement holds: days, target, points or amount; to and from its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.judging.relief_terms import Cell, ReliefTerms, terms_as_dict, terms_of
from sla.exact import exact_text


@dataclass(frozen=True)
class SupplementTerms:
    """Everything an effect may need; each uses its own part."""

    #: leave_out: these days only; other_target: it holds on these days only. Empty: the whole months.
    cells: tuple[Cell, ...] = ()
    #: other_target, in the clause's unit.
    target: Fraction | None = None
    minimum: Fraction | None = None
    #: points: for each month; below 0 takes.
    points: Fraction | None = None
    #: amount: cents for each month; below 0 takes off.
    cents: int | None = None


def supplement_as_dict(terms: SupplementTerms) -> dict[str, Any]:
    """As the record keeps them: exact numbers as text, nothing that is empty."""
    found = terms_as_dict(ReliefTerms(cells=terms.cells, target=terms.target, minimum=terms.minimum))
    points = {} if terms.points is None else {"points": exact_text(terms.points)}
    return {**found, **points, **({} if terms.cents is None else {"cents": terms.cents})}


def supplement_of(stored: Mapping[str, Any]) -> SupplementTerms:
    """The terms a record keeps."""
    found, points = terms_of(stored), stored.get("points")
    return SupplementTerms(
        found.cells,
        found.target,
        found.minimum,
        None if points is None else Fraction(points),
        stored.get("cents"),
    )

"""Krippendorff's α: any number of raters, gaps allowed, every level (audits_and_scoring 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.rounding import rounded


class Level(StrEnum):
    """What the answers are: names, an order, or a scale with even steps."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def krippendorff_alpha(ratings: Sequence[Sequence[int | None]], level: Level) -> Decimal | None:
    """α to six decimals; a row a rater, a column a thing, None where the rater did not answer.

    None where nothing was answered twice, or everybody gave one and the same answer: then it is not defined.
    """
    answers = sorted({answer for row in ratings for answer in row if answer is not None})
    counts = [[column.count(answer) for answer in answers] for column in zip(*ratings, strict=True)]
    paired = [row for row in counts if sum(row) > 1]
    if sum(any(column) for column in zip(*paired, strict=True)) < 2:
        return None
    # Takes a moment and thirty megabytes: only where it is asked for.
    from krippendorff import alpha

    found = alpha(value_counts=paired, value_domain=answers, level_of_measurement=level.value)
    return rounded(Fraction(found), 6)

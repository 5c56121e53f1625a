"""Agreement on total scores: the intraclass correlation, two-way random, absolute agreement; exact.

Shrout and Fleiss, Psychological Bulletin 86 (1979): ICC(2,1) of one rater, ICC(2,k) of the panel's mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Intraclass:
    """How far a score says something of the call rather than of who scored it."""

    #: Of one rater's score.
    single: Fraction
    #: Of the mean of all raters.
    panel: Fraction


def intraclass(scores: Sequence[Sequence[Fraction]]) -> Intraclass | None:
    """A row a call, a column a rater, all of them filled. None below two calls or raters, or where all scores
    are the same: then it is not defined.
    """
    n, k = len(scores), len(scores[0]) if scores else 0
    if n < 2 or k < 2:
        return None
    between, raters, rest = _mean_squares([[Fraction(s) for s in row] for row in scores], n, k)
    one = between + (k - 1) * rest + k * (raters - rest) / n
    panel = between + (raters - rest) / n
    if not one or not panel:
        return None
    return Intraclass((between - rest) / one, (between - rest) / panel)


def _mean_squares(scores: list[list[Fraction]], n: int, k: int) -> tuple[Fraction, Fraction, Fraction]:
    """Between calls, between raters, and what neither explains."""
    zero = Fraction(0)
    mean = sum((sum(row, zero) for row in scores), zero) / (n * k)
    calls = k * sum((_squared(sum(row, zero) / k - mean) for row in scores), zero)
    columns = zip(*scores, strict=True)
    raters = n * sum((_squared(sum(column, zero) / n - mean) for column in columns), zero)
    every = sum((_squared(score - mean) for row in scores for score in row), zero)
    rest = every - calls - raters
    return calls / (n - 1), raters / (k - 1), rest / ((n - 1) * (k - 1))


def _squared(value: Fraction) -> Fraction:
    # A power of a fraction may be a float, for all the type knows.
    return value * value

"""Agreement on answers beyond chance: Cohen's κ, PABAK, Gwet's AC1, Fleiss' κ (audits_and_scoring 4.1).

All of them are exact fractions. κ is None where everybody gave one and the same answer to everything: chance
explains all of it, and 0 / 0 is no figure. The plain share that agrees is shown beside it, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

#: Rows are the first rater's answers, columns the second's, in the same order.
Table = Sequence[Sequence[int]]


class Weights(StrEnum):
    """How much a near miss counts where answers have an order."""

    #: A miss is a miss.
    PLAIN = "plain"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def table_of(one: Sequence[str], other: Sequence[str], answers: Sequence[str]) -> list[list[int]]:
    """The table of two raters' answers to the same things; refused where one of them is no known answer."""
    place = {answer: at for at, answer in enumerate(answers)}
    table = [[0] * len(answers) for _ in answers]
    for mine, theirs in zip(one, other, strict=True):
        table[place[mine]][place[theirs]] += 1
    return table


def agreed(table: Table) -> Fraction | None:
    """The share of things both gave the same answer to; None where there is nothing."""
    n = _all(table)
    return Fraction(sum(table[i][i] for i in range(len(table))), n) if n else None


def by_chance(table: Table) -> Fraction:
    """The share two raters with these habits would agree on by chance alone."""
    rows, columns = _sums(table)
    return Fraction(sum(r * c for r, c in zip(rows, columns, strict=True)), _all(table) ** 2)


def cohen(table: Table, weights: Weights = Weights.PLAIN) -> Fraction | None:
    """Cohen's κ = 1 − Σwo / Σwe; with plain weights (po − pe)/(1 − pe). None where it is not defined."""
    n, (rows, columns) = _all(table), _sums(table)
    cells = [(i, j) for i in range(len(table)) for j in range(len(table))]
    seen = sum(_distance(i, j, weights) * table[i][j] * n for i, j in cells)
    by_habit = sum(_distance(i, j, weights) * rows[i] * columns[j] for i, j in cells)
    return 1 - Fraction(seen, by_habit) if by_habit else None


def pabak(table: Table) -> Fraction | None:
    """Prevalence- and bias-adjusted κ, 2·po − 1: κ were both answers as common. Of two answers."""
    share = agreed(table)
    return None if share is None else 2 * share - 1


def gwet(table: Table) -> Fraction | None:
    """Gwet's AC1: chance agreement reckoned from how mixed the answers are, so rare faults do not sink it.

    None where there is nothing, or only one answer there could be.
    """
    share, n, answers = agreed(table), _all(table), len(table)
    if share is None or answers < 2:
        return None
    rows, columns = _sums(table)
    held = [Fraction(r + c, 2 * n) for r, c in zip(rows, columns, strict=True)]
    chance = sum((part * (1 - part) for part in held), Fraction(0)) / (answers - 1)
    return (share - chance) / (1 - chance)


def fleiss(counts: Table) -> Fraction | None:
    """Fleiss' κ of three raters or more: a row a thing, a column an answer, how many gave it.

    Refused (ValueError) where not everybody answered everything: Krippendorff's α allows gaps. None where it
    is not defined.
    """
    raters = {sum(row) for row in counts}
    if len(raters) != 1 or min(raters) < 2:
        raise ValueError("not everybody answered everything")
    (m,) = raters
    alike = [Fraction(sum(c * (c - 1) for c in row), m * (m - 1)) for row in counts]
    held = [Fraction(sum(column), m * len(counts)) for column in zip(*counts, strict=True)]
    chance = sum((part * part for part in held), Fraction(0))
    return (sum(alike, Fraction(0)) / len(alike) - chance) / (1 - chance) if chance != 1 else None


def _distance(i: int, j: int, weights: Weights) -> int:
    if weights is Weights.PLAIN:
        return int(i != j)
    return abs(i - j) if weights is Weights.LINEAR else (i - j) ** 2


def _all(table: Table) -> int:
    return sum(map(sum, table))


def _sums(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]

"""What a sample without a fault shows, and how likely a rare fault is found (audits_and_scoring 4.2)."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from core.chance import USUAL


def found_chance(population: int, faulty: int, n: int) -> Fraction:
    """How likely `n` calls of all hold at least one of the `faulty`: 1 − C(N−D, n)/C(N, n), exact."""
    if not 0 <= faulty <= population or not 0 <= n <= population:
        raise ValueError(f"{n} of {population} with {faulty}")
    return 1 - Fraction(comb(population - faulty, n), comb(population, n))


def calls_to_find(population: int, faulty: int, confidence: Fraction = USUAL) -> int:
    """The smallest sample that finds one of the `faulty` so surely; refused where there is none to find."""
    if not 0 < faulty <= population:
        raise ValueError(f"{faulty} of {population}")
    missed, n = Fraction(1), 0
    while missed > 1 - confidence:
        missed *= Fraction(population - faulty - n, population - n)
        n += 1
    return n


def most_unseen(n: int) -> Fraction:
    """No fault in `n` calls: the rate is at most about 3/n, 95 times in 100 (rule of three); 1 at most."""
    if n <= 0:
        raise ValueError(f"{n} calls")
    return min(Fraction(3, n), Fraction(1))

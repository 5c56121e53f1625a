"""Figures of which only numerator and denominator are known: typed by hand, or of a month taken over."""

from __future__ import annotations

from fractions import Fraction

from core.errors import WrongInputError
from core.tally import Flag, Have, Tally
from sla.judging.tally import Measured
from sla.terms.indicator import Formula


def typed_in(
    formula: Formula, numerator: Fraction, denominator: Fraction | None, *, origins: tuple[str, ...] = ()
) -> Measured:
    """A figure typed by hand, in the reader's units; flagged as such, with nothing missing from it."""
    top = Fraction(numerator) * formula.numerator_per
    below = Fraction(1) if denominator is None else Fraction(denominator) * formula.denominator_per
    if formula.is_count:
        below = Fraction(1)
    if top.denominator != 1 or below.denominator != 1:
        raise WrongInputError("finer_than_kept", numerator=str(numerator), denominator=str(denominator))
    n = numerator if formula.is_count else Fraction(denominator or 0)
    flags = frozenset({Flag.BY_HAND})
    tally = Tally(int(top), int(below), formula.tally_scale, int(n), Have(1, 1), flags, origins)
    return Measured(formula, tally, formula.value_of(tally))


def spread(formula: Formula, numerator: Fraction, denominator: Fraction) -> dict[str, int] | None:
    """Totals of the formula's base counts that give exactly this numerator and denominator, in the reader's
    units: for months of which only these two are known. None where no whole counts do.

    The numerator stands in its first count; what the denominator has beyond it in its first other one.
    """
    weights = (*formula.numerator.values(), *formula.denominator.values())
    top, below = numerator * formula.numerator_per, denominator * formula.denominator_per
    if any(weight != 1 for weight in weights) or top.denominator != 1 or below.denominator != 1:
        return None
    totals = dict.fromkeys(formula.base_counts, 0)
    totals[next(iter(formula.numerator))] = int(top)
    others = [name for name in formula.denominator if name not in formula.numerator]
    rest = int(below) - sum(totals[name] for name in formula.denominator)
    if rest < 0 or (rest and not others):
        return None
    return {**totals, others[0]: rest} if others else totals

"""Cells for exact figures: results, bounds, numerators, points."""

from __future__ import annotations

from fractions import Fraction

from exports import units
from exports.book import NOTHING, Book, Cell, number
from exports.month_report import Ratio


def numerator(ratio: Ratio | None) -> Cell:
    """The numerator in its own unit: calls, a duration, an amount."""
    return NOTHING if ratio is None else number(units.amount(ratio.numerator, ratio.numerator_unit))


def denominator(ratio: Ratio | None) -> Cell:
    """The denominator in its own unit."""
    return NOTHING if ratio is None else number(units.amount(ratio.denominator, ratio.denominator_unit))


def result(value: Fraction | None, unit: str, *bounds: Fraction | None) -> Cell:
    """The figure, with as many digits as it takes to tell it from the bound it comes closest to."""
    if value is None:
        return NOTHING
    known = [bound for bound in bounds if bound is not None]
    nearest = min(known, key=lambda bound: abs(bound - value), default=None)
    return number(units.shown(value, unit, nearest))


def bound(value: Fraction | None, unit: str, comparison: str) -> Cell:
    """A target or minimum, its comparison sign in the number format."""
    return NOTHING if value is None else number(units.bound(value, unit, comparison))


def points(value: Fraction | None) -> Cell:
    """Points with two decimals."""
    return NOTHING if value is None else number(units.points(value))


def unit_words(book: Book, unit: str) -> str:
    """The unit as the unit column names it."""
    return book.word(units.UNIT_WORDS.get(unit, unit))


def change(book: Book, value: Fraction | None, unit: str) -> Cell:
    """A difference with its sign: percentage points, seconds, or the unit's own."""
    if value is None:
        return NOTHING
    return number(units.change(value, unit, book.word(units.CHANGE_WORDS.get(unit, ""))))

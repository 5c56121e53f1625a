"""Cells for exact figures: results, bounds, numerators, points."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from exports import units
from exports.book import NOTHING, Book, Cell, number
from exports.month_report import Ratio


class Promise(Protocol):
    """A line that carries bounds: of the scorecard, or of a miss."""

    @property
    def unit(self) -> str: ...
    @property
    def comparison(self) -> str: ...
    @property
    def target(self) -> Fraction | None: ...
    @property
    def minimum(self) -> Fraction | None: ...
    @property
    def target_high(self) -> Fraction | None: ...
    @property
    def minimum_high(self) -> Fraction | None: ...


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


def target(line: Promise) -> Cell:
    """The target, its comparison sign in the number format."""
    return _bound(line, line.target, line.target_high)


def minimum(line: Promise) -> Cell:
    """The minimum, its comparison sign in the number format."""
    return _bound(line, line.minimum, line.minimum_high)


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


def _bound(line: Promise, value: Fraction | None, high: Fraction | None) -> Cell:
    return NOTHING if value is None else number(units.bound(value, line.unit, line.comparison, high))

"""Exact numbers as text, for files, traces and sentences."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.rounding import rounded


def exact_text(number: Fraction | Decimal | int) -> str:
    """The number as a decimal where its decimals end within twelve, else as a fraction: 0.85, 95, 1/3."""
    value = Fraction(number)
    for digits in range(13):
        decimal = rounded(value, digits)
        if Fraction(decimal) == value:
            return str(decimal)
    return f"{value.numerator}/{value.denominator}"


def shown_text(number: Fraction | Decimal | int, digits: int = 4) -> str:
    """The number with at most so many decimals, for a sentence; the trailing zeros are left out."""
    text = str(rounded(Fraction(number), digits))
    return text.rstrip("0").rstrip(".") if "." in text else text

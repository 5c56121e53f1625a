"""What a supplementary agreement holds, as people type it; refused in words where it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from core.errors import WrongInputError
from services.decisions.relief_typed import cell_of, number_of
from services.judging.supplement_terms import SupplementTerms


def typed_terms(
    cells: Iterable[str], target: str = "", minimum: str = "", points: str = "", amount: str = ""
) -> SupplementTerms:
    """Days as '2026-10-03..2026-10-05@9-12@site=SHA', the numbers as typed; empty ones are left out."""
    money = signed(amount) * 100 if amount.strip() else None
    return SupplementTerms(
        tuple(map(cell_of, cells)),
        number_of(target) if target.strip() else None,
        number_of(minimum) if minimum.strip() else None,
        signed(points) if points.strip() else None,
        None if money is None else _whole(money, amount),
    )


def signed(words: str) -> Fraction:
    """A number with an optional sign in front, exact."""
    text = words.strip().replace("−", "-").replace("－", "-").replace("＋", "+")
    size = number_of(text.removeprefix("-").removeprefix("+"))
    return -size if text.startswith("-") else size


def _whole(cents: Fraction, words: str) -> int:
    if cents.denominator != 1:
        raise WrongInputError("number", value=words)
    return int(cents)

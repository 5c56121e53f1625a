"""Numbers as people type them: full-width digits, separators, a sign; exact, never a float."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from core.errors import WrongInputError


def plain(words: str | None) -> str:
    """The number's text as services read it: `１，２３４` and `1,234` become `1234`."""
    return normalize("NFKC", words or "").replace(",", "").replace("−", "-").strip()


def decimal(words: str | None) -> Decimal | None:
    """The exact number; None where nothing is typed; refused where it is no number."""
    text = plain(words)
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise WrongInputError("number", value=text) from None
    if not number.is_finite():
        raise WrongInputError("number", value=text)
    return number


def cents(words: str | None) -> int | None:
    """An amount of money in cents; None where nothing is typed; refused with more than two decimals."""
    amount = decimal(words)
    if amount is None:
        return None
    if amount != amount.quantize(Decimal("0.01")):
        raise WrongInputError("number", value=plain(words))
    return int(amount * 100)

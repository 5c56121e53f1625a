"""Citizens' id numbers 身份证号: the 18 digits one stands for, or why it cannot be trusted.

GB 11643-1999: six digits of a place, the birthday, three of an order, a check digit; before it 15 digits with
a two-digit year (19xx) and no check digit. A spreadsheet that takes one for a number loses its last digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.privacy import Privacy, is_citizen_number
from importers.containers.celltoken import Cell

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CUT = re.compile(r"\d{15}000|\d(\.\d+)?E\+\d+")


class IdTrouble(StrEnum):
    """Why a number does not tell who somebody is."""

    CUT = "cut"
    ODD = "odd"


@dataclass(frozen=True)
class IdSaid:
    """What a cell says: the 18 digits, or the trouble; neither where nothing stands there."""

    digits: str | None = None
    trouble: IdTrouble | None = None


def read_id(cell: Cell) -> IdSaid:
    """The number however it is written: full width, spaced, a small x, 15 digits."""
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell or "")
    text = re.sub(r"[\s'=\"-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not text:
        return IdSaid()
    whole = eighteen(text) if len(text) == 15 and text.isdecimal() else text
    if len(whole) == 18 and is_citizen_number(whole) and check_digit(whole) == whole[17]:
        return IdSaid(whole)
    return IdSaid(trouble=IdTrouble.CUT if _CUT.fullmatch(text) else IdTrouble.ODD)


def eighteen(short: str) -> str:
    """The 18 digits of an old number of 15."""
    whole = f"{short[:6]}19{short[6:]}"
    return whole + check_digit(whole)


def check_digit(number: str) -> str:
    """The last digit of a number by its first 17 (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


def person_mark(privacy: Privacy, digits: str) -> str:
    """What is kept of it: the same at every vendor, and nobody's number."""
    return privacy.mark(f"person/{digits}")

"""One spelling for a telephone number, however a switchboard writes it: 0138…, +86 138…, 9138… are 138….

Mainland China: mobile numbers have 11 digits from 13 to 19; a town's code is 10 (Beijing), 2x or three digits
from 3 on, dialled behind a 0, before eight digits, or seven in smaller towns; 400 and 800 are nobody's town.
A number from abroad is one that begins with + or 00: bare digits are a number of this country.
"""

from __future__ import annotations

import re

_WIDE = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("＋"): "+"}
_MOBILE = r"1[3-9]\d{9}"
#: A town's code without its 0, and a number there.
_TOWN = r"(?:10|2\d)\d{8}|(?!400|800)[3-9]\d{2}\d{7,8}"
#: The country's code, or 9 for an outside line; the 0 is that of another town.
_CALLED_MOBILE = re.compile(rf"(?:86|9)?0?({_MOBILE})")
_CALLED_TOWN = re.compile(rf"(?:(?:86|9)?0|86)({_TOWN})")
_AT_HOME = re.compile(rf"0?(?:({_MOBILE})|({_TOWN}))")
#: How a program writes a number of many digits: 13800138000.0.
_DECIMALS = re.compile(r"(?<=\d)\.0+$")


def national(number: str) -> str:
    """The digits of a number as one dials them within the country, a town's with its 0; '' where it has none.

    What may be two numbers stays as it is written: 00138… may be one of North America, 5511234567 may lack
    the 0 of its town, or something else.
    """
    text = _DECIMALS.sub("", number.translate(_WIDE).strip())
    digits = re.sub(r"\D", "", text)
    if "+" in text or digits.startswith("00"):
        abroad = digits.removeprefix("00")
        return _at_home(abroad[2:]) if abroad.startswith("86") else f"00{abroad}" if abroad else ""
    if match := _CALLED_MOBILE.fullmatch(digits):
        return match[1]
    match = _CALLED_TOWN.fullmatch(digits)
    return f"0{match[1]}" if match else digits


def _at_home(digits: str) -> str:
    """A number behind the country's code."""
    match = _AT_HOME.fullmatch(digits)
    return (match[1] or f"0{match[2]}") if match else digits

"""No other vendor's name leaves with this vendor's workbook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.errors import WrongInputError

#: A name of one character stands in too many words to be looked for.
SHORTEST = 2


class Guard:
    """Knows the names that must not appear, and the own names that may contain one of them."""

    def __init__(self, forbidden: Iterable[str], own: Iterable[str]) -> None:
        self._own = [folded for name in own if (folded := _folded(name))]
        names = {name: _folded(name) for name in forbidden}
        self._patterns = {
            name: _pattern(folded)
            for name, folded in names.items()
            if len(folded) >= SHORTEST and folded not in self._own
        }

    def check(self, text: str, place: str) -> None:
        """Refuse (WrongInputError other_vendor_named) where `text` names another vendor."""
        if not self._patterns:
            return
        rest = _folded(text)
        for own in self._own:
            rest = rest.replace(own, "\n")
        for name, pattern in self._patterns.items():
            if pattern.search(rest):
                raise WrongInputError("other_vendor_named", name=name, place=place)


def _pattern(folded: str) -> re.Pattern[str]:
    """A Latin name as a whole word ('CALL' is not in 'recall'); a Chinese name anywhere."""
    if folded.isascii():
        return re.compile(rf"(?<![a-z0-9]){re.escape(folded)}(?![a-z0-9])")
    return re.compile(re.escape(folded))


def _folded(text: str) -> str:
    """Full width and half width, capitals and small letters, one space or several: the same name."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()

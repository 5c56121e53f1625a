"""Days and volumes of a relief as people type or paste them; refused in words where one cannot be read."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from unicodedata import normalize

from core.errors import WrongInputError
from core.scope import DIMENSIONS
from services.judging.relief_terms import Cell
from sla.terms.relief import Counts, Excess

#: '2026-10-03..2026-10-05@9-12@site=SHA'; hours and dimensions may be left out.
_CELL = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?:@(\d{1,2})-(\d{1,2}))?((?:@\w+=[\w-]+)*)")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def cell_of(words: str) -> Cell:
    """Days, hours and scope from '2026-10-03..2026-10-05@9-12@site=SHA'."""
    found = _CELL.fullmatch(words.strip())
    if found is None:
        raise WrongInputError("relief_cell_unread", value=words)
    first, last, start, end, scope = found.groups()
    hours = (int(start), int(end)) if start else None
    if hours and not 0 <= hours[0] < hours[1] <= 24:
        raise WrongInputError("relief_cell_unread", value=words)
    within = dict(_pairs(scope))
    if not within.keys() <= set(DIMENSIONS):
        raise WrongInputError("relief_cell_unread", value=words)
    return Cell(_day(first), _day(last or first), hours, within)


def counts_of(words: str) -> tuple[str, Counts]:
    """A clause and what is taken off it from 'SL20=310/1400'; '/1400' takes nothing from the numerator."""
    clause, _equals, pair = words.partition("=")
    top, slash, below = pair.partition("/")
    if not clause or not slash:
        raise WrongInputError("relief_counts_unread", value=words)
    return clause.strip(), Counts(number_of(top or "0"), number_of(below or "0"))


def excess_of(lines: str) -> tuple[Excess, ...]:
    """One interval a line, its columns parted by tabs, semicolons or two spaces, as copied from Excel."""
    return tuple(_excess(line) for line in lines.splitlines() if line.strip())


def number_of(words: str) -> Fraction:
    """A number that is not negative, exact; thousands separators and full-width digits are read."""
    text = normalize("NFKC", words).replace(",", "").strip()
    if not _NUMBER.fullmatch(text):
        raise WrongInputError("number", value=words)
    return Fraction(text)


def _excess(line: str) -> Excess:
    parts = [part.strip() for part in re.split(r"\t|;|；|\s{2,}", line.strip()) if part.strip()]
    if len(parts) != 5:
        raise WrongInputError("relief_excess_unread", value=line.strip())
    where, *numbers = parts
    forecast, offered, top, below = map(number_of, numbers)
    return Excess(where, forecast, offered, Counts(top, below))


def _pairs(words: str) -> list[tuple[str, str]]:
    return [(name, value) for part in words.split("@") if part for name, value in [part.split("=", 1)]]


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise WrongInputError("relief_cell_unread", value=words) from None

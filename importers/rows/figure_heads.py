"""What the headers of a table's figures say beside the figure: in brackets behind it, or over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from core.text import Text
from importers.dictionary.headers import synonyms
from importers.dictionary.qualifiers import is_qualifier
from importers.dictionary.spelling import bracketed, unit_alone
from importers.layouts.grid import Column
from importers.layouts.recognise import Table

#: Where they stand, as a sentence says it.
HEADERS = Text("列名", "headers")
_BETWEEN = re.compile(r"[、，,;；|]")
#: Fewer figures with the same words in their brackets are no table of somebody.
_FIGURES = 2
_LONGEST = 12


def in_brackets(table: Table) -> tuple[str, ...]:
    """What the headers say in brackets, units aside, each once; those of groups of columns are parted."""
    return tuple(dict.fromkeys(word for column in _columns(table) for word in _bracketed(column)))


def over_all(table: Table) -> tuple[str, ...]:
    """The headings that stand over every figure of the sheet's table, also over those not read."""
    return _shared([at.path[:-1] for at in table.grid.columns if _is_figure(at.path[-1:])])


def strange(table: Table) -> str:
    """The one name in the brackets of every count that nobody knows: of whom they are, or whose; '' for none.

    A word that says how they were counted, or that but some of them have, names nobody.
    """
    said = [_bracketed(column) for column in _columns(table, counts=True)]
    names = [word for word in _shared(said) if len(word) <= _LONGEST and not is_qualifier(word)]
    return names[0] if len(names) == 1 and len(said) >= _FIGURES else ""


def of_every_count(table: Table) -> tuple[str, ...]:
    """What the brackets of every count say, or the headings over all of them, but for qualifiers."""
    said = _shared([_bracketed(column) for column in _columns(table, counts=True)])
    return tuple(word for word in (*said, *over_all(table)) if not is_qualifier(word))


def _columns(table: Table, counts: bool = False) -> Iterator[Column]:
    for at, fld in table.columns:
        if fld.tells and not at.parted and (fld.kind == "count" or not counts):
            yield at


def _is_figure(path: tuple[str, ...]) -> bool:
    found = synonyms().field_of(path)
    return found.tells if found else synonyms().question_of(path) is not None


def _bracketed(column: Column) -> tuple[str, ...]:
    said = [text for part in column.path for text in bracketed(part)[1:]]
    words = (word.strip() for text in said for word in _BETWEEN.split(text))
    return tuple(word for word in words if word and not unit_alone(word))


def _shared(said: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """The words that all of them have, in the order of the first."""
    common = reduce(set.intersection, (set(each) for each in said[1:]), set(said[0]) if said else set())
    return tuple(dict.fromkeys(word for word in (said[0] if said else ()) if word in common))

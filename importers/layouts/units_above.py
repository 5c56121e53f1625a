"""The unit a sheet names once above its header, 单位：万通: for the columns that name none of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.counts import CountUnit, base_count
from importers.containers.celltoken import SIGNS_END, shown
from importers.containers.sheet_rows import Row
from importers.dictionary.headers import Field, Synonyms
from importers.dictionary.spelling import header, unit_alone

#: The unit stands right above the header; further up it may belong to something else.
_ROWS = 3
_SAID = re.compile(r"(?:单位|units?)\s*[:：]\s*([^\s()（）,，、;；。]+)", re.IGNORECASE)
_BRACKETED = re.compile(r"^\s*[(（][^()（）]+[)）]\s*$")
#: What a multiplier of such a word counts: money and people are no contacts.
_OF = {"元": CountUnit.CENTS, "人": CountUnit.MILLI}


def unit_above(rows: Sequence[Row]) -> str:
    """The unit in words that one of the rows above a header names, '万通'; '' where none does."""
    for row in reversed(rows[-_ROWS:]):
        for cell in row:
            if cell and cell[0] > SIGNS_END and (unit := _unit(shown(cell))):
                return unit
    return ""


def with_unit(path: tuple[str, ...], unit: str, words: Synonyms) -> tuple[str, ...]:
    """A column's path with the sheet's unit below its name, as if a line of units stood there.

    Only where its header names none of its own, and it holds what the unit counts.
    """
    if not unit or any(unit_alone(part) or _names_unit(part) for part in path):
        return path
    field = _field(path, words)
    meant = header(f"x({unit})").unit
    if field is None or field.unit or not meant or meant not in _fitting(field, unit):
        return path
    return (*path, f"({unit})")


def _field(path: tuple[str, ...], words: Synonyms) -> Field | None:
    """What it holds; of several things it may hold, one will do: they are counted alike."""
    if found := words.field_of(path):
        return found
    question = words.question_of(path)
    return words.coded(next(iter(question.choices))) if question and question.choices else None


def _unit(text: str) -> str:
    said = _SAID.search(text)
    if said:
        return unit_alone(said[1])
    return unit_alone(text) if _BRACKETED.match(text) else ""


def _names_unit(part: str) -> bool:
    """Whether a header ends in a unit in brackets, 通 as well as 万通."""
    text = part.rstrip()
    return text.endswith((")", "）")) and bool(unit_alone(re.split(r"[(（]", text)[-1]))


def _fitting(field: Field, unit: str) -> frozenset[str]:
    if field.kind == "duration":
        return frozenset({"s", "min", "h"})
    if field.kind == "rate":
        return frozenset({"%", "‰"})
    counted = base_count(field.count) if field.count else None
    counts = counted.unit if counted else None
    return frozenset({"万", "千", "亿"}) if counts is _OF.get(unit[-1], CountUnit.COUNT) else frozenset()

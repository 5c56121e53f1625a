"""Columns of a foreign sheet of audits that are headed by the items of an audit form in use.

A heading is an item's where it says the same words, or its code; numbers before them and points behind do not
count (1.开头语（5分）). Of several forms the one with the most of its items on the sheet is taken, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from core.finding import Finding, Place
from importers.dictionary.fields import Field
from importers.dictionary.headers import header
from importers.draft import Choice
from importers.form_items import FormItem
from importers.layouts.answers import answered, of_item
from importers.layouts.grid import Column, Grid

_POINTS = re.compile(r"[(（][^()（）]*[)）]$|[:：]$")
_NUMBER = re.compile(r"^(?:q|item|第)?\d+(?:\.\d+)*(?:[题项条.、:)）-]|\s)+", re.IGNORECASE)

Pair = tuple[Column, Field]


def with_items(
    name: str, grid: Grid, pairs: Sequence[Pair], choice: Choice
) -> tuple[list[Pair], list[Finding]]:
    """The columns with those that answer items; and which form they were taken to be of."""
    if not choice.items:
        return list(pairs), []
    taken = {at.index for at, _ in pairs}
    said = {field.item.code for _, field in pairs if field.item}
    free = [at for at in grid.columns if at.index not in taken and answered(at, grid.columns, choice) is None]
    found = _likeliest(free, [item for item in choice.items if item.code not in said])
    if not found:
        return list(pairs), []
    first, item = next(iter(found.items()))
    place = Place(name, grid.sheet, None, first.letters)
    facts = {"form": item.form_name, "code": item.form, "n": len(found)}
    more = [(column, of_item(each)) for column, each in found.items()]
    return [*pairs, *more], [Finding("form_recognised", place, facts)]


def _likeliest(columns: Sequence[Column], items: Iterable[FormItem]) -> Mapping[Column, FormItem]:
    """Column → item, of the form of which most items head a column; the first by code of several."""
    by_form: dict[str, dict[str, FormItem]] = {}
    for item in items:
        words = by_form.setdefault(item.form, {})
        for text in (item.name.zh, item.name.en, item.item):
            words.setdefault(_folded(text), item)
    best: dict[Column, FormItem] = {}
    for form in sorted(by_form):
        found = _headed(columns, by_form[form])
        best = found if len(found) > len(best) else best
    return best


def _headed(columns: Sequence[Column], words: Mapping[str, FormItem]) -> dict[Column, FormItem]:
    """Each item once: a second column of the same words (its remarks, say) is nobody's."""
    found: dict[Column, FormItem] = {}
    for column in columns:
        item = words.get(_folded(column.path[-1]))
        if item and item not in found.values():
            found[column] = item
    return found


def _folded(text: str) -> str:
    """A heading or an item in one spelling."""
    plain = _NUMBER.sub("", header(text).spelling)
    return "".join(_POINTS.sub("", plain).split())

"""What a person said a column holds, this time or when its sheet was confirmed before."""

from __future__ import annotations

import re
from dataclasses import replace

from core.batch import Dataset
from core.counts import EXTRA, base_count
from importers.dictionary.headers import Field, header, synonyms
from importers.draft import Choice, Said
from importers.form_items import FormItem, is_item
from importers.layouts.grid import Column
from importers.layouts.signature import column_keys, signature

#: Read by nobody.
_IGNORED = Field("remark", "ignore")
_LONGEST = 40
_KINDS = {"s": "duration"}


def answered(column: Column, columns: tuple[Column, ...], choice: Choice) -> Field | None:
    """The field a person gave the column; None where nobody said anything about it."""
    said = _said(column, columns, choice)
    if said is None:
        return None
    field = _item_coded(said.field, choice) or field_coded(said.field)
    segment = synonyms().segment_of(column.path) if field.tells else ""
    return replace(field, unit=said.unit or _unit(column) or field.unit, segment=segment, words=said.words)


def field_coded(code: str) -> Field:
    """The field of a code: the dictionary's, one of a family, a measure kept under its own name, or none."""
    if not code:
        return _IGNORED
    if code.startswith(EXTRA) and (count := base_count(code)):
        return Field(code, _KINDS.get(count.unit, "count"), code)
    words = synonyms()
    return words.coded(code) or words.field_of((code,)) or _IGNORED


def of_item(item: FormItem) -> Field:
    """The field of a column that holds the answers to an item of an audit form."""
    return Field(item.code, "answer", dataset=Dataset.QA, item=item)


def is_field(code: str) -> bool:
    """Whether a person can say that a column holds it."""
    extra = code.startswith(EXTRA) and base_count(code) is not None
    return extra or is_item(code) or synonyms().coded(code) is not None


def extra_code(written: str, kind: str = "") -> str:
    """The name under which a column nobody knows is kept: its own header, and how it is counted.

    `kind`: '' for whole numbers, 's' for durations, 'milli' for figures with decimals.
    """
    name = re.sub(r"\W+", "_", header(written.split(" > ")[-1]).spelling).strip("_")
    return f"{EXTRA}{name[:_LONGEST]}{f'_{kind}' if kind else ''}"


def _said(column: Column, columns: tuple[Column, ...], choice: Choice) -> Said | None:
    """What was said about this very question comes before what was said about the sheet."""
    if column.written in choice.columns:
        return Said(choice.columns[column.written])
    keys = column_keys(columns)
    sheet = choice.sheets.get(signature(keys), {}) if choice.sheets else {}
    return next((sheet.get(key) for at, key in zip(columns, keys, strict=True) if at is column), None)


def _item_coded(code: str, choice: Choice) -> Field | None:
    """The field of an item that is still in use; of one that no longer is the column is left out."""
    return next((of_item(item) for item in choice.items if item.code == code), None)


def _unit(column: Column) -> str:
    return next((unit for part in reversed(column.path) if (unit := header(part).unit)), "")

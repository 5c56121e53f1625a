"""How one field's value is said in a row of the template, and read again: by its choices, its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from core.text import Lang, Text
from exports.formula_words import formula_words, read_formula
from exports.setting import Setting
from exports.template_cells import Written, folded
from services.contracts.term_fields.field import TermField
from services.contracts.term_fields.typed import typed_text, value_of
from sla.contract_file.baseline import Month
from sla.contract_file.shape import ListOf
from sla.contract_file.values import Day, Kind, Number

_BETWEEN = re.compile(r"[;；]")
_Said = Callable[[Any, Lang], str | None]
_Read = Callable[[Written], Any]


def words_of(field: TermField, kind: Kind) -> Setting:
    """The field as a row of the sheet; its path is the row's."""
    said, read = _ways(field, kind)
    return Setting(field.path, field.label, field.hint, said, read, field.choices)


def _ways(field: TermField, kind: Kind) -> tuple[_Said, _Read]:
    if field.offers == "formula":
        return _formula_said, lambda cell: read_formula(cell.text)
    if field.choices and isinstance(kind, ListOf):
        return _several_said(field.choices), _several_read(field.choices)
    if field.choices:
        return _one_said(field.choices), lambda cell: _code(field.choices, cell.text)
    if isinstance(kind, Day):
        return _typed(kind), lambda cell: cell.date
    if isinstance(kind, Month):
        return _typed(kind), lambda cell: cell.month
    if isinstance(kind, Number):
        return _typed(kind), lambda cell: cell.number
    return _typed(kind), lambda cell: value_of(kind, cell.text)


def _formula_said(value: Any, lang: Lang) -> str | None:
    whole = isinstance(value, Mapping) and all(_is_whole(each) for each in value.values())
    return formula_words(value, lang) if whole else None


def _is_whole(value: Any) -> bool:
    return bool(re.fullmatch(r"-?[1-9]\d*", str(value)))


def _one_said(choices: Mapping[str, Text]) -> _Said:
    def said(value: Any, lang: Lang) -> str | None:
        plain = str(value).lower() if isinstance(value, bool) else value
        if not isinstance(plain, str):
            return None
        return choices[plain].in_(lang) if plain in choices else plain

    return said


def _several_said(choices: Mapping[str, Text]) -> _Said:
    def said(value: Any, lang: Lang) -> str | None:
        if not isinstance(value, list):
            return None
        words = [choices[str(each)].in_(lang) if str(each) in choices else str(each) for each in value]
        return ("；" if lang == "zh" else "; ").join(words)

    return said


def _several_read(choices: Mapping[str, Text]) -> _Read:
    def read(cell: Written) -> list[str]:
        parts = [part.strip() for part in _BETWEEN.split(cell.text) if part.strip()]
        if len(parts) == 1 and _code(choices, parts[0]) not in choices:
            parts = [part.strip() for part in re.split(r"[,，、]", parts[0]) if part.strip()]
        return [_code(choices, part) for part in parts]

    return read


def _code(choices: Mapping[str, Text], words: str) -> str:
    """The code of a word in either language; what nobody knows stays as it is, for the loader to name."""
    for code, each in choices.items():
        if folded(words) in (folded(code), folded(each.zh), folded(each.en)):
            return code
    return words


def _typed(kind: Kind) -> _Said:
    def said(value: Any, _lang: Lang) -> str | None:
        plain = [str(each) for each in value] if _is_plain_list(value) else value
        return typed_text(kind, plain if isinstance(plain, str | list | dict) else str(plain))

    return said


def _is_plain_list(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, list | dict) for each in value)

"""What no column of the template has taken of a contract's record, as rows in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.finding import Place
from core.text import Lang
from exports.setting import Setting
from exports.setting_shapes import spread
from exports.template_cells import Written
from sla.contract_file.node import plain_node, written


@dataclass(frozen=True)
class SettingRow:
    """One value; without a setting it is what no words can stand for, as JSON."""

    setting: Setting | None
    #: Which entry of a list it is said of, counted from 1; two numbers in a list within a list.
    numbers: tuple[int, ...]
    text: str


def setting_rows(record: Mapping[str, Any], settings: Sequence[Setting], lang: Lang) -> list[SettingRow]:
    """Every value of the record, lists entry by entry; nothing is left out.

    A value is said in words where these words are read as the very same value; what is left of a draft that
    is not well formed stands as JSON in a last row."""
    plain = spread(record)
    rows, left = _said(plain, settings, lang)
    broken = {name for name in _lists(settings) if _at(left, name) not in (None, [])}
    if broken:
        kept = [setting for setting in settings if setting.list_path not in broken]
        rows, left = _said(plain, kept, lang)
    rows.sort(key=lambda row: _order(row, settings))
    return rows if left in (None, {}) else [*rows, SettingRow(None, (), json.dumps(left, ensure_ascii=False))]


def _said(record: Mapping[str, Any], settings: Sequence[Setting], lang: Lang) -> tuple[list[SettingRow], Any]:
    """The rows, and the record without what they say."""
    rows: list[SettingRow] = []
    taken: set[tuple[str | int, ...]] = set()
    for setting in settings:
        for numbers, place, value in _values(record, setting.steps):
            if any(place[:n] in taken for n in range(len(place))):
                continue  # said as a whole
            text = setting.said(value, lang)
            if text and _comes_back(setting, text, value):
                rows.append(SettingRow(setting, numbers, text))
                taken.add(place)
    return rows, _without(record, taken, ())


def _comes_back(setting: Setting, text: str, value: Any) -> bool:
    read = setting.read(Written(text, "@", Place()))
    return bool(written(plain_node(read)) == written(plain_node(value)))


_Found = tuple[tuple[int, ...], tuple[str | int, ...], Any]


def _values(value: Any, steps: Sequence[str]) -> Iterator[_Found]:
    """Its numbers, its place and itself, for each value at the end of a path."""
    if not steps:
        if value not in (None, "", [], {}):
            yield (), (), value
        return
    name = steps[0].removesuffix("[]")
    inner = value.get(name) if isinstance(value, Mapping) else None
    if not steps[0].endswith("[]"):
        for numbers, place, found in _values(inner, steps[1:]):
            yield numbers, (name, *place), found
        return
    for n, each in enumerate(inner if isinstance(inner, list) else (), start=1):
        for numbers, place, found in _values(each, steps[1:]):
            yield (n, *numbers), (name, n, *place), found


def _without(value: Any, taken: set[tuple[str | int, ...]], place: tuple[str | int, ...]) -> Any:
    """What was not taken; None for nothing."""
    if place in taken:
        return None
    if isinstance(value, Mapping):
        kept = {key: _without(each, taken, (*place, key)) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", {}, [])} or None
    if isinstance(value, list):
        left = [_without(each, taken, (*place, n)) for n, each in enumerate(value, start=1)]
        return value if any(each not in (None, "", {}, []) for each in left) else None
    return value


def _lists(settings: Sequence[Setting]) -> set[str]:
    return {setting.list_path for setting in settings if setting.lists}


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _order(row: SettingRow, settings: Sequence[Setting]) -> tuple[int, tuple[int, ...], int]:
    """As the settings stand, the entries of a list one after the other."""
    own = settings.index(row.setting) if row.setting else len(settings)
    within = row.setting.list_path if row.setting else ""
    first = next((n for n, each in enumerate(settings) if within and each.list_path == within), own)
    return first, row.numbers, own

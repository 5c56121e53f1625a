"""One key of a contract's record, found and changed by its path; what is not named stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.contracts.term_fields.field import is_required, kind_of
from sla.contract_file.shape import Record
from sla.contract_file.values import Choice

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """What stands there; None for nothing."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def with_value(layout: Record, record: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The record with that value there; nothing takes the key away, and what is empty without it.

    Where the key chooses what its record is about (which test of the sample, which kind of fee), taking it
    away takes the record with it, and whatever cannot be without that record.
    """
    if value in _EMPTY and "." in path and _carries(layout, path):
        return with_value(layout, record, path.rpartition(".")[0], None)
    return _put(record, path.split("."), value)


def _carries(layout: Record, path: str) -> bool:
    kind = kind_of(layout, path)
    return is_required(layout, path) and isinstance(kind, Choice | Record)


def _put(record: Mapping[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    name, *rest = path
    inner = record.get(name)
    new = _put(inner if isinstance(inner, Mapping) else {}, rest, value) if rest else value
    changed = {**record, name: new}
    return {key: each for key, each in changed.items() if key != name or each not in _EMPTY}

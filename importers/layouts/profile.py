"""Layout profiles: what a file of a known kind looks like, and which columns mean what."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from core.batch import Dataset, Grain, Source
from core.finding import Severity
from core.text import Text, text_of
from importers.dictionary.headers import Field, field_for_count, header, synonyms

PROFILES = Path(__file__).resolve().parent / "profiles"


@dataclass(frozen=True)
class Identity:
    """Counts that must not exceed others: the sum of `left` ≤ the sum of `right`, where all are reported."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: Severity
    #: Instead of `left`: every member of a family that the table carries (answered_within_T). Without
    #: `right` each member must not exceed the next.
    family: str = ""
    #: Added to the left where they are reported.
    also: tuple[str, ...] = ()
    #: Whether both sides must be the same.
    equal: bool = False
    #: So much of the right side may be missing on the left, over the whole table.
    per_mille: int | None = None


@dataclass(frozen=True)
class TableLayout:
    """One table of a layout: how its sheet is recognised and read."""

    code: str
    name: Text
    grain: Grain
    dataset: Dataset | None = None
    #: Part of the sheet's name; '' for any sheet.
    sheet: str = ""
    #: Spelling of a header → field. Empty where headers are looked up in the dictionary.
    columns: Mapping[str, Field] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    #: Field codes for tables read through the dictionary.
    needs: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    #: Base counts that are 1 on every row of a list.
    each_row: tuple[str, ...] = ()
    #: Field code → base count, where this table means something else by it.
    renamed: Mapping[str, str] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    #: Whether each row is a call with its times and outcome, from which its counts follow.
    calls: bool = False


@dataclass(frozen=True)
class Layout:
    """A kind of file: the containers it comes in, its tables, and a version that is the hash of its text."""

    code: str
    name: Text
    version: str
    tables: tuple[TableLayout, ...]
    kinds: frozenset[str] = frozenset()
    source: Source | None = None
    #: Only considered where no other layout fits.
    fallback: bool = False


def load_layout(text: str) -> Layout:
    """A layout from its YAML text."""
    raw = YAML(typ="safe").load(text)
    groups = {name: tuple(map(_identity, items)) for name, items in raw.get("identities", {}).items()}
    return Layout(
        raw["layout"],
        text_of(raw["name"]),
        hashlib.sha256((text + synonyms().version).encode()).hexdigest()[:12],
        tuple(_table(spec, groups) for spec in raw["tables"]),
        frozenset(raw.get("kinds", ())),
        Source(raw["source"]) if "source" in raw else None,
        bool(raw.get("fallback", False)),
    )


@lru_cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with the project, by code."""
    return tuple(load_layout(path.read_text(encoding="utf-8")) for path in sorted(PROFILES.glob("*.yaml")))


def _table(spec: Mapping[str, Any], groups: Mapping[str, tuple[Identity, ...]]) -> TableLayout:
    columns: Mapping[str, Mapping[str, Any]] = spec.get("columns", {})
    fields = {header(name).spelling: _column(column) for name, column in columns.items()}
    required = frozenset(n for n, column in columns.items() if not column.get("optional"))
    return TableLayout(
        str(spec["code"]),
        text_of(spec["name"]),
        Grain(spec["grain"]),
        Dataset(spec["dataset"]) if "dataset" in spec else None,
        str(spec.get("sheet", "")),
        fields,
        required,
        frozenset(spec.get("needs", ())),
        frozenset(spec.get("any_of", ())),
        frozenset(spec.get("without", ())),
        each_row=tuple(spec.get("each_row", ())),
        renamed=dict(spec.get("as", {})),
        calls=bool(spec.get("calls", False)),
        identities=tuple(i for name in spec.get("identities", ()) for i in groups[name]),
    )


def _column(spec: Mapping[str, Any]) -> Field:
    """A column a layout names itself: a dimension, a base count, or an average with its count."""
    unit, pattern = str(spec.get("unit", "")), str(spec.get("format", ""))
    if "role" in spec:
        role = str(spec["role"])
        return replace(synonyms().fields[role], unit=unit, format=pattern)
    if "average_of" in spec:
        total, times = str(spec["average_of"]), str(spec["times"])
        return Field(f"avg_{total}", "duration", average_of=total, times=times, unit=unit)
    found = field_for_count(str(spec["count"]))
    return replace(found, code=str(spec["count"]), unit=unit or found.unit)


def _identity(spec: Mapping[str, Any]) -> Identity:
    left, right, also = (tuple(spec.get(name, ())) for name in ("left", "right", "also"))
    family, equal, severity = str(spec.get("family", "")), bool(spec.get("equal")), Severity(spec["severity"])
    return Identity(left, right, severity, family, also, equal, spec.get("per_mille"))

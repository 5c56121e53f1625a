"""How a contract file is made up: pairs, lists, mappings and records of values, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from core.finding import Place
from sla.contract_file.node import Node, Report
from sla.contract_file.values import Kind, Number, wrong
from sla.exact import exact_text


@dataclass(frozen=True)
class NumberOrPair:
    """A number, or two of them for a band."""

    def read(self, node: Node, report: Report, key: str) -> tuple[Fraction, Fraction | None] | None:
        """Lower and upper end; the upper is None for a single number."""
        number = Number(percent=True)
        if node.items is None:
            single = number.read(node, report, key)
            return None if single is None else (single, None)
        pair = Pair(number).read(node, report, key)
        if pair and pair[0] > pair[1]:
            report.add(
                "contract_band_reversed",
                node.place,
                key=key,
                low=exact_text(pair[0]),
                high=exact_text(pair[1]),
            )
            return None
        return pair

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [Number().schema(), Pair(Number()).schema()]}


@dataclass(frozen=True)
class Pair:
    """A list of exactly two."""

    kind: Kind

    def read(self, node: Node, report: Report, key: str) -> tuple[Any, Any] | None:
        """Both, or None."""
        if node.items is None or len(node.items) != 2:
            return wrong(report, node, key, "pair")
        both = [self.kind.read(item, report, key) for item in node.items]
        return None if None in both else (both[0], both[1])

    def schema(self) -> dict[str, Any]:
        """An array of two."""
        return {"type": "array", "items": self.kind.schema(), "minItems": 2, "maxItems": 2}


@dataclass(frozen=True)
class ListOf:
    """A list of one kind; entries with trouble are left out."""

    kind: Kind

    def read(self, node: Node, report: Report, key: str) -> list[Any] | None:
        """The good entries."""
        if node.items is None:
            return wrong(report, node, key, "list")
        read = [self.kind.read(item, report, key) for item in node.items]
        return [value for value in read if value is not None]

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.kind.schema()}


@dataclass(frozen=True)
class MapOf:
    """A mapping with free keys and one kind of value."""

    kind: Kind

    def read(self, node: Node, report: Report, key: str) -> dict[str, Any] | None:
        """The good entries."""
        if node.entries is None:
            return wrong(report, node, key, "mapping")
        read = {name: self.kind.read(item, report, name) for name, item in node.entries.items()}
        return {name: value for name, value in read.items() if value is not None}

    def schema(self) -> dict[str, Any]:
        """An object."""
        return {"type": "object", "additionalProperties": self.kind.schema()}


@dataclass(frozen=True)
class Key:
    """One key of a record: its kind, whether it must be there, what it means."""

    kind: Kind
    required: bool = False
    meaning: str = ""


@dataclass
class Got:
    """A record as read: its good values, where each stands, and which keys were written at all."""

    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    #: Whether a required key is missing or unreadable: nothing can be built from it.
    broken: bool = False

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value, or `otherwise` where it was not written or not readable."""
        return self.values.get(key, otherwise)

    def at(self, key: str) -> Place:
        """Where the key's value stands, or the record where it was not written."""
        return self.places.get(key, self.place)


@dataclass(frozen=True)
class Record:
    """A mapping with known keys."""

    keys: Mapping[str, Key]

    def read(self, node: Node, report: Report, key: str) -> Got | None:
        """What could be read; unknown, missing and bad keys are findings."""
        if node.entries is None:
            return wrong(report, node, key, "mapping")
        got = Got(node.place)
        for name, child in node.entries.items():
            if name in self.keys:
                self._read_key(name, child, got, report)
            else:
                self._unknown(name, child, report)
        self._missing(got, report, key)
        return got

    def schema(self) -> dict[str, Any]:
        """A closed object."""
        properties = {
            name: {**item.kind.schema(), **({"description": item.meaning} if item.meaning else {})}
            for name, item in self.keys.items()
        }
        required = [name for name, item in self.keys.items() if item.required]
        shape = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**shape, "required": required} if required else shape

    def _read_key(self, name: str, child: Node, got: Got, report: Report) -> None:
        got.places[name] = child.place
        if child.value is None and not self.keys[name].required:
            return
        value = self.keys[name].kind.read(child, report, name)
        if value is not None:
            got.values[name] = value
        elif self.keys[name].required:
            got.broken = True

    def _unknown(self, name: str, child: Node, report: Report) -> None:
        close = get_close_matches(name, list(self.keys), 1, 0.6)
        known = close or list(self.keys)
        report.add("contract_unknown_key", child.place, key=name, known=known)

    def _missing(self, got: Got, report: Report, key: str) -> None:
        for name, item in self.keys.items():
            if item.required and name not in got.places:
                got.broken = True
                report.add("contract_missing_key", got.place, key=name, record=key)

"""What may stand where in a contract file: read with every problem reported, described as JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from core.finding import Place
from core.scope import is_code
from core.text import Text
from sla.exact import exact_text
from sla.node import Node, Report

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_CODE_PATTERN = "^[A-Z0-9][A-Z0-9_-]{0,31}$"
_NUMBER_PATTERN = r"^\s*[+-]?\d+(\.\d+)?\s*%?\s*$"
_WORDS = {
    "mapping": Text("一组“名称: 值”", "a mapping of names to values"),
    "list": Text("一个列表", "a list"),
    "text": Text("一段文字", "a text"),
    "pair": Text("两个数的列表", "a list of two numbers"),
    "names": Text("文字，或 {zh, en}", "a text, or {zh, en}"),
}


class Kind(Protocol):
    """A kind of value: how it is read (None after a finding), and its JSON Schema."""

    def read(self, node: Node, report: Report, key: str) -> Any:
        """The value, or None with a finding in the report."""
        ...

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        ...


@dataclass(frozen=True)
class Words:
    """A text, not empty."""

    def read(self, node: Node, report: Report, key: str) -> str | None:
        """The text."""
        return node.text or _wrong(report, node, key, "text")

    def schema(self) -> dict[str, Any]:
        """A string."""
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class Code:
    """A code: capitals, digits, '_' and '-'."""

    def read(self, node: Node, report: Report, key: str) -> str | None:
        """The code."""
        if node.text is None:
            return _wrong(report, node, key, "text")
        if not is_code(node.text):
            report.add("contract_bad_code", node.place, key=key, value=node.text)
            return None
        return node.text

    def schema(self) -> dict[str, Any]:
        """A string of that pattern (digits alone may look like a number)."""
        return {"type": ["string", "integer"], "pattern": _CODE_PATTERN}


@dataclass(frozen=True)
class Number:
    """An exact number, read from its text; full-width digits are taken as digits."""

    whole: bool = False
    least: int | None = None
    most: int | None = None
    #: Whether a percent sign may follow ('95 %' is 95).
    percent: bool = False

    def read(self, node: Node, report: Report, key: str) -> Fraction | None:
        """The number."""
        text = unicodedata.normalize("NFKC", node.text or "")
        text = text.removesuffix("%").rstrip() if self.percent else text
        if not _NUMBER.fullmatch(text) or (self.whole and "." in text):
            report.add("contract_bad_number", node.place, key=key, value=_written(node))
            return None
        number = Fraction(text)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            report.add("contract_number_outside", node.place, key=key, value=text, range=self._range())
            return None
        return number

    def schema(self) -> dict[str, Any]:
        """A number, or the text of one."""
        if not self.whole:
            return {"type": ["number", "string"], "pattern": _NUMBER_PATTERN}
        limits = {"minimum": self.least, "maximum": self.most}
        return {"type": "integer", **{name: value for name, value in limits.items() if value is not None}}

    def _range(self) -> str:
        if self.most is None:
            return f"≥ {self.least}"
        return f"≤ {self.most}" if self.least is None else f"{self.least}–{self.most}"


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
            return _wrong(report, node, key, "pair")
        both = [self.kind.read(item, report, key) for item in node.items]
        return None if None in both else (both[0], both[1])

    def schema(self) -> dict[str, Any]:
        """An array of two."""
        return {"type": "array", "items": self.kind.schema(), "minItems": 2, "maxItems": 2}


@dataclass(frozen=True)
class Day:
    """A date, 2026-01-31."""

    def read(self, node: Node, report: Report, key: str) -> date | None:
        """The date."""
        try:
            return date.fromisoformat(node.text or "")
        except ValueError:
            report.add("contract_bad_date", node.place, key=key, value=_written(node))
            return None

    def schema(self) -> dict[str, Any]:
        """A date."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class YesNo:
    """true or false."""

    def read(self, node: Node, report: Report, key: str) -> bool | None:
        """The answer."""
        if node.text not in ("true", "false"):
            report.add(
                "contract_bad_choice", node.place, key=key, value=_written(node), choices=["true", "false"]
            )
            return None
        return node.text == "true"

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice:
    """One of the words of an enumeration."""

    words: type[StrEnum]

    def read(self, node: Node, report: Report, key: str) -> StrEnum | None:
        """The member."""
        known = [word.value for word in self.words]
        if node.text in known:
            return self.words(node.text)
        report.add("contract_bad_choice", node.place, key=key, value=_written(node), choices=known)
        return None

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": [word.value for word in self.words]}


@dataclass(frozen=True)
class Names:
    """A name: one text for both languages, or {zh, en}."""

    def read(self, node: Node, report: Report, key: str) -> Text | None:
        """The name."""
        if node.text:
            return Text(node.text, node.text)
        entries = node.entries
        if not entries or not set(entries) <= {"zh", "en"} or not all(e.text for e in entries.values()):
            return _wrong(report, node, key, "names")
        words = {lang: entry.text or "" for lang, entry in entries.items()}
        return Text(words.get("zh", words.get("en", "")), words.get("en", words.get("zh", "")))

    def schema(self) -> dict[str, Any]:
        """A string or both languages."""
        both = {"zh": {"type": "string"}, "en": {"type": "string"}}
        return {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": both, "additionalProperties": False},
            ]
        }


@dataclass(frozen=True)
class ListOf:
    """A list of one kind; entries with trouble are left out."""

    kind: Kind

    def read(self, node: Node, report: Report, key: str) -> list[Any] | None:
        """The good entries."""
        if node.items is None:
            return _wrong(report, node, key, "list")
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
            return _wrong(report, node, key, "mapping")
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
            return _wrong(report, node, key, "mapping")
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


def _wrong(report: Report, node: Node, key: str, expected: str) -> Any:
    """Report it and give None, so that a reader can return what it makes of a wrong node."""
    report.add("contract_wrong_shape", node.place, key=key, expected=_WORDS[expected])
    return None


def _written(node: Node) -> str:
    return node.text if node.text is not None else "…"

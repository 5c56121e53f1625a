"""Single values of a contract file: each kind with its reader and its JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from core.scope import is_code
from core.text import Text
from sla.contract_file.node import Node, Report

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
        return node.text or wrong(report, node, key, "text")

    def schema(self) -> dict[str, Any]:
        """A string."""
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class Code:
    """A code: capitals, digits, '_' and '-'."""

    def read(self, node: Node, report: Report, key: str) -> str | None:
        """The code."""
        if node.text is None:
            return wrong(report, node, key, "text")
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
            report.add("contract_bad_number", node.place, key=key, value=written(node))
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
class Day:
    """A date, 2026-01-31."""

    def read(self, node: Node, report: Report, key: str) -> date | None:
        """The date."""
        try:
            return date.fromisoformat(node.text or "")
        except ValueError:
            report.add("contract_bad_date", node.place, key=key, value=written(node))
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
                "contract_bad_choice", node.place, key=key, value=written(node), choices=["true", "false"]
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
        report.add("contract_bad_choice", node.place, key=key, value=written(node), choices=known)
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
            return wrong(report, node, key, "names")
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


def wrong(report: Report, node: Node, key: str, expected: str) -> Any:
    """Report it and give None, so that a reader can return what it makes of a wrong node."""
    report.add("contract_wrong_shape", node.place, key=key, expected=_WORDS[expected])
    return None


def written(node: Node) -> str:
    """What stands there, for a finding."""
    return node.text if node.text is not None else "…"

"""The nodes of a form's file, read one by one: what cannot be used becomes a finding with its row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.finding import Finding, Place
from core.scope import is_code
from core.text import Text

E = TypeVar("E", bound=StrEnum)
#: Numbers in a form are never larger.
_MOST = 10_000


@dataclass
class Nodes:
    """Reads values of one file and gathers findings; every value it cannot use becomes a stand-in."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    #: Code → where it stands, of everything that has one.
    places: dict[str, Place] = field(default_factory=dict)
    #: Read back as it was published: rules that came later refuse nothing of it.
    kept: bool = False

    def text(self, node: Node | None, name: str) -> Text:
        """Words in one language or both; they have to be there."""
        found = self.text_or_none(node, name)
        if found is None:
            self.missing(node, name)
        return found or Text("", "")

    def text_or_none(self, node: Node | None, name: str) -> Text | None:
        """The same where they may be left out."""
        value = get(node, name)
        if isinstance(value, MappingNode):
            self.only(value, ("zh", "en"))
            words = {key: scalar(part) or "" for key, part in pairs(value)}
            found = Text(words.get("zh", ""), words.get("en", ""))
        else:
            written = scalar(value)
            found = Text(written or "", written or "")
            if written is None:
                return None
        return found if self.kept or found.in_("zh").strip() else None

    def number(self, node: Node | None, name: str, low: int = 0, high: int = _MOST) -> Fraction:
        """A number, read as text and kept exact; it has to be there."""
        found = self.number_or_none(node, name, low, high)
        if found is None:
            self.missing(node, name)
        return Fraction(low) if found is None else found

    def number_or_none(
        self, node: Node | None, name: str, low: int = 0, high: int = _MOST
    ) -> Fraction | None:
        """The same where it may be left out."""
        value = get(node, name)
        written = scalar(value)
        if written is None:
            return None
        try:
            number = Fraction(written)
        except (ValueError, ZeroDivisionError):
            number = Fraction(low - 1)
        if not low <= number <= high:
            self.wrong(value, name, written, [f"{low}–{high}"])
        return number

    def whole(self, node: Node | None, name: str, low: int = 1) -> int | None:
        """A whole number that may be left out."""
        found = self.number_or_none(node, name, low)
        if found is not None and found.denominator != 1:
            self.wrong(get(node, name), name, str(found), [f"{low}–{_MOST}"])
        return None if found is None else int(found)

    def one_of(self, node: Node | None, name: str, kind: type[E]) -> E:
        """One of the words of `kind`; it has to be there."""
        if get(node, name) is None:
            self.missing(node, name)
        return self.one_or(node, name, next(iter(kind)))

    def one_or(self, node: Node | None, name: str, usual: E) -> E:
        """One of the words, `usual` where it is left out."""
        kind = type(usual)
        written = scalar(get(node, name))
        allowed = [each.value for each in kind]
        if written is not None and written not in allowed:
            self.wrong(get(node, name), name, written, allowed)
        return kind(written) if written in allowed else usual

    def one_or_none(self, node: Node | None, name: str, kind: type[E]) -> E | None:
        """One of the words, None where it is left out."""
        return None if get(node, name) is None else self.one_or(node, name, next(iter(kind)))

    def flag(self, node: Node | None, name: str) -> bool:
        """true or false, false where it is left out."""
        return self.flag_or_none(node, name) or False

    def flag_or_none(self, node: Node | None, name: str) -> bool | None:
        """true, false, or None where it is left out."""
        written = scalar(get(node, name))
        if written not in (None, "true", "false"):
            self.wrong(get(node, name), name, str(written), ["true", "false"])
        return None if written is None else written == "true"

    def listed(self, node: Node | None, name: str) -> list[Node]:
        """The entries of a list that has to be there."""
        found = entries(get(node, name))
        if not found:
            self.missing(node, name)
        return found

    def unique_code(self, node: Node) -> str:
        """A code nothing else in the file has."""
        code = self.code(node)
        if code in self.places:
            self.found("form_code_twice", node, code=code)
        self.places.setdefault(code, self.place_of(node))
        return code

    def code(self, node: Node | None) -> str:
        """A code as the house writes them."""
        written = scalar(get(node, "code"))
        if written is None:
            self.missing(node, "code")
        elif not is_code(written):
            self.wrong(get(node, "code"), "code", written, ["A–Z 0–9 _ -"])
        return written or ""

    def only(self, node: Node | None, allowed: Collection[str]) -> None:
        """Nothing in it but these keys: a misspelt key would be passed over in silence."""
        said = [key for key, _value in pairs(node)]
        for key in said:
            if key not in allowed:
                self.found("form_key_unknown", node, key=key, allowed=sorted(allowed))
        for key in dict.fromkeys(said):
            if said.count(key) > 1 and not self.kept:
                self.found("form_key_twice", node, key=key)

    def distinct(self, nodes: Sequence[Node]) -> None:
        """Every entry of a list of answers, causes or bands has a code, and one of its own."""
        seen: set[str] = set()
        for node in () if self.kept else nodes:
            code = (scalar(get(node, "code")) or "").strip()
            if not code:
                self.missing(node, "code")
            elif code in seen:
                self.found("form_code_twice", node, code=code)
            seen.add(code)

    def missing(self, node: Node | None, name: str) -> None:
        """A finding: the field is not there."""
        self.found("form_field_missing", node, field=name)

    def wrong(self, node: Node | None, name: str, value: str, allowed: Collection[str]) -> None:
        """A finding: the field cannot be that."""
        self.found("form_value", node, field=name, value=value, allowed=list(allowed))

    def found(self, kind: str, node: Node | None, **facts: object) -> None:
        """A finding of that kind where the node stands."""
        self.findings.append(Finding(kind, self.place_of(node), facts))

    def place_of(self, node: Node | None) -> Place:
        """The row a node begins in, counted from 1; of what came from elsewhere, the place it brought."""
        mark = node.start_mark if node is not None else None
        if isinstance(mark, At):
            return mark.place
        return Place(self.file, row=mark.line + 1 if mark is not None else 1)


@dataclass(frozen=True)
class At:
    """Where a node stands that no YAML file said: a cell of a workbook, a part of the designer."""

    place: Place


def get(node: Node | None, name: str) -> Node | None:
    """The value under a key; None where there is none."""
    return next((value for key, value in pairs(node) if key == name), None)


def pairs(node: Node | None) -> list[tuple[str, Node]]:
    """Keys and values of a mapping; none of anything else."""
    return [(key.value, value) for key, value in node.value] if isinstance(node, MappingNode) else []


def entries(node: Node | None) -> list[Node]:
    """The entries of a list; none of anything else."""
    return list(node.value) if isinstance(node, SequenceNode) else []


def scalar(node: Node | None) -> str | None:
    """A single value as it is written; None for a list, a mapping or nothing."""
    return node.value if isinstance(node, ScalarNode) else None

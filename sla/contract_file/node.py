"""A contract file before it is understood: texts, lists and mappings, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.finding import Finding, Place


@dataclass(frozen=True)
class Node:
    """A text, a list, a mapping, or None where nothing was written; and where it stands.

    YAML makes them with line numbers, an Excel template with sheet, row and column: one reader for both.
    """

    value: str | tuple[Node, ...] | Mapping[str, Node] | None
    place: Place = field(default_factory=Place)

    @property
    def text(self) -> str | None:
        """The text, stripped; None where it is none."""
        return self.value.strip() if isinstance(self.value, str) else None

    @property
    def items(self) -> tuple[Node, ...] | None:
        """The entries of a list; None where it is none."""
        return self.value if isinstance(self.value, tuple) else None

    @property
    def entries(self) -> Mapping[str, Node] | None:
        """The entries of a mapping; None where it is none."""
        return self.value if isinstance(self.value, Mapping) else None


def plain_node(value: object, place: Place | None = None) -> Node:
    """Plain texts, numbers, lists and mappings as nodes that all stand in one place."""
    at = place or Place()
    if value is None:
        return Node(None, at)
    if isinstance(value, Mapping):
        return Node({str(key): plain_node(item, at) for key, item in value.items()}, at)
    if isinstance(value, list | tuple):
        return Node(tuple(plain_node(item, at) for item in value), at)
    if isinstance(value, bool):
        return Node("true" if value else "false", at)
    return Node(str(value), at)


def keyed_node(value: object, place: Place) -> Node:
    """The same, each knowing its key from there: `hours`, `sample.method`, `vendors.0.code`."""
    if isinstance(value, Mapping):
        return Node({str(key): keyed_node(item, _at(place, str(key))) for key, item in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node(tuple(keyed_node(item, _at(place, str(n))) for n, item in enumerate(value)), place)
    return plain_node(value, place)


def _at(place: Place, key: str) -> Place:
    return replace(place, key=f"{place.key}.{key}" if place.key else key)


def written(node: Node) -> Any:
    """A node's texts, lists and mappings, places left behind."""
    if node.entries is not None:
        return {key: written(child) for key, child in node.entries.items()}
    return [written(child) for child in node.items] if node.items is not None else node.text


class Report:
    """Collects every finding of a file; reading goes on after each of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, code: str, place: Place, /, **facts: object) -> None:
        """Note one finding."""
        self.findings.append(Finding(code, place, facts))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

"""A form that a workbook or the designer says: the keys of a form's file, each value with where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.finding import Place
from qa.form.nodes import At


@dataclass(frozen=True)
class Written:
    """A text, a list or a mapping, and its place."""

    value: str | Sequence[Written] | Mapping[str, Written]
    place: Place


def node_of(tree: Written) -> Node:
    """The same as a node of a file, which the one reader of forms reads."""
    mark, value = At(tree.place), tree.value
    if isinstance(value, str):
        return ScalarNode("", value, mark)
    if isinstance(value, Mapping):
        return MappingNode("", [(ScalarNode("", key), node_of(each)) for key, each in value.items()], mark)
    return SequenceNode("", [node_of(each) for each in value], mark)


def placed(value: Any, place: Place) -> Written:
    """Plain data, all of it at one place; nothing is left out but None."""
    if isinstance(value, bool):
        return Written("true" if value else "false", place)
    if isinstance(value, Mapping):
        return Written({k: placed(each, place) for k, each in value.items() if each is not None}, place)
    if isinstance(value, list | tuple):
        return Written([placed(each, place) for each in value], place)
    return Written(str(value), place)

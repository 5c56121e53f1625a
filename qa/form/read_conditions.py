"""Conditions as a file writes them: one test, or tests under `all` or `any`."""

from __future__ import annotations

from ruamel.yaml.nodes import Node

from qa.form.conditions import Comparator, Condition, Joined, Test
from qa.form.nodes import Nodes, entries, get, pairs, scalar


def read_condition(read: Nodes, node: Node | None) -> Condition | None:
    """`{item: REFUND, is: full}`, or `{all: [...]}`, `{any: [...]}` with tests and conditions in them."""
    if node is None:
        return None
    for joined in Joined:
        if (inner := get(node, joined.value)) is not None:
            read.only(node, (joined.value,))
            return Condition(joined, tuple(_part(read, each) for each in entries(inner)))
    return Condition(Joined.ALL, (_test(read, node),))


def _part(read: Nodes, node: Node) -> Test | Condition:
    if any(get(node, joined.value) is not None for joined in Joined):
        found = read_condition(read, node)
        assert found is not None
        return found
    return _test(read, node)


def _test(read: Nodes, node: Node) -> Test:
    item = scalar(get(node, "item"))
    if item is None:
        read.missing(node, "item")
    read.only(node, ("item", *(each.value for each in Comparator)))
    named = [key for key, _value in pairs(node) if key in {each.value for each in Comparator}]
    if len(named) != 1:
        read.missing(node, "is")
        return Test(item or "", Comparator.IN, ())
    comparator = Comparator(named[0])
    if comparator.is_of_number:
        return Test(item or "", comparator, (str(read.number(node, named[0])),))
    value = get(node, named[0])
    one = scalar(value)
    values = (one,) if one is not None else tuple(scalar(each) or "" for each in entries(value))
    return Test(item or "", comparator, values)

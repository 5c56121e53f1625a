"""Conditions held against the form: they ask earlier items for what these can answer, and never in a loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from qa.form.conditions import Condition, Test
from qa.form.terms import AuditForm, Item


def conditions(form: AuditForm) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Kind, place and facts of everything wrong with the form's conditions; a loop is told once, alone."""
    items = {item.code: item for _section, item in form.items()}
    places = {code: place for place, code in enumerate(items)}
    looped = _loop(form)
    if looped:
        yield "form_condition_loop", looped[0], {"items": [items[code].text for code in looped]}
    for code, asked, condition in _conditioned(form):
        first = min((places[each] for each in asked), default=0)
        for test in condition.tests():
            known = items.get(test.item)
            if known is None:
                yield "form_condition_unknown", code, {"what": code, "asked": test.item}
            elif places[test.item] >= first and not looped:
                yield "form_condition_later", code, {"what": code, "asked": known.text}
            else:
                yield from _values(code, known, test)


def _conditioned(form: AuditForm) -> Iterator[tuple[str, list[str], Condition]]:
    """Whatever has a condition: its code, the items that are shown by it, the condition."""
    for section in form.all_sections():
        if section.condition is not None:
            yield section.code, [item.code for item in section.all_items()], section.condition
    for _section, item in form.items():
        if item.condition is not None:
            yield item.code, [item.code], item.condition


def _loop(form: AuditForm) -> list[str]:
    """The items of a loop of conditions, in order; none where there is none."""
    known = {item.code for _section, item in form.items()}
    graph: dict[str, set[str]] = {}
    for _code, shown, condition in _conditioned(form):
        for item in shown:
            graph.setdefault(item, set()).update(t.item for t in condition.tests() if t.item in known)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = list(error.args[1])[:-1]
        first = found.index(min(found))
        return found[first:] + found[:first]
    return []


def _values(code: str, item: Item, test: Test) -> Iterator[tuple[str, str, dict[str, object]]]:
    """A value the item cannot have been answered with."""
    if test.comparator.is_of_number:
        if not item.kind.is_measured:
            yield "form_condition_value", code, {"asked": item.text, "value": test.values[0]}
        return
    known: Mapping[str, object] = {choice.code: choice for choice in item.choices}
    for value in test.values:
        if value not in known:
            yield "form_condition_value", code, {"asked": item.text, "value": value}

"""Changes to a form that is being designed: its file as data in (qa.form.body), the changed data out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from core.errors import NotFoundError
from qa.form.kinds import ItemKind
from services.contracts.draft_edits import free_code, name_of

Plain = dict[str, Any]
#: What a new item of choices begins with.
_DONE: tuple[Plain, ...] = (
    {"code": "full", "text": {"zh": "做到", "en": "Done"}, "share": "1"},
    {"code": "none", "text": {"zh": "未做到", "en": "Not done"}, "share": "0"},
)
_STEPS: tuple[Plain, ...] = (
    {"code": "short", "text": {"zh": "20 以内", "en": "up to 20"}, "share": "1", "up_to": "20"},
    {"code": "long", "text": {"zh": "超过 20", "en": "over 20"}, "share": "0"},
)
_NEW = {
    "section": {"zh": "新大项", "en": "New section"},
    "item": {"zh": "新评分项", "en": "New item"},
    "fault": {"zh": "新致命行为", "en": "New fatal fault"},
}


def sections_of(body: Mapping[str, Any]) -> list[Plain]:
    """Every section, those within others after the one they are in."""
    found: list[Plain] = []
    for section in body.get("sections") or []:
        found += [section, *(section.get("sections") or [])]
    return found


def items_of(body: Mapping[str, Any]) -> list[Plain]:
    """Every item, in the form's order."""
    return [item for section in sections_of(body) for item in section.get("items") or []]


def faults_of(body: Mapping[str, Any]) -> list[Plain]:
    """The faults that are fatal without being items."""
    return list(body.get("fatal") or [])


def parts_of(body: Mapping[str, Any]) -> list[Plain]:
    """Everything that has a code: sections, items and faults."""
    return [each for siblings in _lists(body) for each in siblings]


def part_of(body: Mapping[str, Any], code: str) -> Plain:
    """The section, item or fault of that code; refused where there is none."""
    siblings, at = _found(body, code)
    found: Plain = siblings[at]
    return found


def section_with(body: Mapping[str, Any], code: str) -> Plain | None:
    """The section an item, or a section within another, stands in; None for what stands in none."""
    for section in sections_of(body):
        if any(each.get("code") == code for each in [*_items(section), *(section.get("sections") or [])]):
            return section
    return None


def with_part(body: Mapping[str, Any], code: str, part: Mapping[str, Any]) -> Plain:
    """That part as said; what names it by its code follows a new code."""
    changed = deepcopy(dict(body))
    siblings, at = _found(changed, code)
    siblings[at] = dict(part)
    new = str(part.get("code") or "")
    return _renamed(changed, code, new) if new and new != code else changed


def without_part(body: Mapping[str, Any], code: str) -> Plain:
    """Without it and all that is in it."""
    changed = deepcopy(dict(body))
    siblings, at = _found(changed, code)
    del siblings[at]
    return changed


def moved(body: Mapping[str, Any], code: str, step: int) -> Plain:
    """One place up (-1) or down (1); an item at its section's end goes on into the next one."""
    changed = deepcopy(dict(body))
    siblings, at = _found(changed, code)
    if 0 <= at + step < len(siblings):
        siblings[at], siblings[at + step] = siblings[at + step], siblings[at]
        return changed
    home = section_with(changed, code)
    homes = [each for each in sections_of(changed) if not each.get("sections")]
    if home is None or siblings is not home.get("items") or home not in homes:
        return changed
    place = homes.index(home) + step
    if 0 <= place < len(homes):
        return moved_into(changed, code, str(homes[place].get("code")), first=step > 0)
    return changed


def moved_into(body: Mapping[str, Any], code: str, section: str, *, first: bool = False) -> Plain:
    """An item into another section, as its last or its first."""
    changed = deepcopy(dict(body))
    siblings, at = _found(changed, code)
    item = siblings.pop(at)
    items = part_of(changed, section).setdefault("items", [])
    items.insert(0 if first else len(items), item)
    return changed


def with_new_section(body: Mapping[str, Any], within: str | None = None) -> tuple[Plain, str]:
    """A section at the end, with one item to write over, and its code."""
    changed = deepcopy(dict(body))
    code = free_code("SECTION", _codes(changed))
    section = {"code": code, "text": dict(_NEW["section"]), "items": []}
    home = changed if within is None else part_of(changed, within)
    home.setdefault("sections", []).append(section)
    return with_new_item(changed, code, ItemKind.SINGLE)[0], code


def with_new_item(body: Mapping[str, Any], section: str, kind: ItemKind) -> tuple[Plain, str]:
    """An item of that kind at the end of a section, with answers to write over, and its code."""
    changed = deepcopy(dict(body))
    code = free_code("ITEM", _codes(changed))
    item: Plain = {"code": code, "text": dict(_NEW["item"])}
    if kind is not ItemKind.SINGLE:
        item["kind"] = kind.value
    if not kind.is_written:
        item |= {"points": "10", "choices": deepcopy(list(_STEPS if kind.is_measured else _DONE))}
    part_of(changed, section).setdefault("items", []).append(item)
    return changed, code


def with_new_fault(body: Mapping[str, Any]) -> tuple[Plain, str]:
    """A fatal fault at the end, and its code."""
    changed = deepcopy(dict(body))
    code = free_code("FAULT", _codes(changed))
    changed.setdefault("fatal", []).append({"code": code, "text": dict(_NEW["fault"])})
    return changed, code


def answer_lists(body: Mapping[str, Any], kind: ItemKind) -> dict[str, list[Plain]]:
    """The answers other items of that kind have, by what they say: ready to be taken over."""
    found: dict[str, list[Plain]] = {}
    for item in items_of(body):
        choices = item.get("choices")
        if isinstance(choices, list) and (item.get("kind") or ItemKind.SINGLE) == kind:
            names = " / ".join(name_of({"name": each.get("text")}).zh or "?" for each in choices)
            found.setdefault(names, choices)
    return found


def asked_before(body: Mapping[str, Any], code: str) -> list[Plain]:
    """The items a condition of that part may look at: those asked before it."""
    found: list[Plain] = []
    for section in sections_of(body):
        if section.get("code") == code:
            break
        for item in _items(section):
            if item.get("code") == code:
                return found
            found.append(item)
    return found


def _items(section: Mapping[str, Any]) -> list[Plain]:
    return list(section.get("items") or [])


def _found(body: Mapping[str, Any], code: str) -> tuple[list[Any], int]:
    """The list a part stands in, and where."""
    for siblings in _lists(body):
        for at, each in enumerate(siblings):
            if each.get("code") == code:
                return siblings, at
    raise NotFoundError(entity="forms", code=code)


def _lists(body: Mapping[str, Any]) -> Iterator[list[Any]]:
    yield body.get("sections") or []
    for section in body.get("sections") or []:
        yield section.get("items") or []
        yield section.get("sections") or []
        for inner in section.get("sections") or []:
            yield inner.get("items") or []
    yield body.get("fatal") or []


def _codes(body: Mapping[str, Any]) -> set[Any]:
    return {each.get("code") for each in parts_of(body)}


def _renamed(body: Plain, old: str, new: str) -> Plain:
    """Conditions and costs that name a part follow its new code."""
    for part in [*sections_of(body), *items_of(body)]:
        if isinstance(part.get("when"), Mapping):
            part["when"] = _test_renamed(part["when"], old, new)
        if isinstance(part.get("fatal"), Mapping) and part["fatal"].get("section") == old:
            part["fatal"] = {**part["fatal"], "section": new}
    for fault in faults_of(body):
        if fault.get("section") == old:
            fault["section"] = new
    return body


def _test_renamed(when: Mapping[str, Any], old: str, new: str) -> Plain:
    if "item" in when:
        return {**when, "item": new if when["item"] == old else when["item"]}
    return {
        joined: [_test_renamed(each, old, new) if isinstance(each, Mapping) else each for each in parts]
        for joined, parts in when.items()
    }

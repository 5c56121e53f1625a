"""A form's file as data that may still be wrong: what the designer changes and writes back.

Every list stands in the items that have it, however the file shares them; reading it over names each part
by its code and each of its keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.finding import Finding, Place
from qa.form.in_words import in_words
from qa.form.load import load_tree
from qa.form.plain import Plain
from qa.form.terms import AuditForm
from qa.form.tree import Written
from qa.form.written import items_in

_LISTS = {"choices": "scales", "root_causes": "pick_lists", "behaviours": "pick_lists"}
#: Whose code names the place of what stands in it.
_PARTS = ("sections", "items", "fatal")


def body_of(text: str) -> Plain | None:
    """The file as data; None where it is no YAML mapping of a form's keys."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError:
        return None
    body = _data(root)
    if not isinstance(body, dict) or not isinstance(body.get("form"), dict):
        return None
    lists = {name: body.pop(name, None) or {} for name in ("scales", "pick_lists")}
    if not all(isinstance(each, dict) for each in (*lists.values(), *_listed(body))):
        return None
    _modern(body)
    for section in body.get("sections", []):
        for item in items_in(section):
            for key, name in _LISTS.items():
                if isinstance(item.get(key), str):
                    item[key] = lists[name].get(item[key], item[key])
            if item.get("fatal") in ("true", "false"):
                item["fatal"] = {"when": "ticked"} if item["fatal"] == "true" else None
    return body


def read_body(body: Mapping[str, Any]) -> tuple[AuditForm | None, list[Finding]]:
    """The form it makes, and everything wrong with it in the designer's words: a finding's sheet is the code
    of the part it is about, its key the field."""
    code = str((body.get("form") or {}).get("code") or "?")
    form, findings = load_tree(_placed(body, Place("", code)), code)
    return form, in_words(findings)


def _placed(value: Any, place: Place, key: str = "") -> Written:
    at = Place(place.file, place.sheet, key=key)
    if isinstance(value, Mapping):
        said = {name: each for name, each in value.items() if each not in (None, "", [], {})}
        return Written({name: _under(name, each, at) for name, each in said.items()}, at)
    if isinstance(value, list):
        return Written([_placed(each, place, f"{key}.{n}") for n, each in enumerate(value)], at)
    return Written("true" if value is True else "false" if value is False else str(value), at)


def _under(name: str, value: Any, at: Place) -> Written:
    """What stands under a key; of a list of parts each is a place of its own."""
    if name in _PARTS and isinstance(value, list):
        file = at.file or at.sheet
        parts = [_placed(each, Place(file, str(each.get("code") or "?"))) for each in value]
        return Written(parts, at)
    return _placed(value, at, f"{at.key}.{name}" if at.key else name)


def _modern(body: Plain) -> None:
    """What earlier files say of the scope of a fatal fault, as it is said now."""
    mode = body["form"].pop("fatal_mode", None)
    if mode == "section_zero":
        body["scoring"] = {**(body.get("scoring") or {}), "fatal_scope": "section"}


def _listed(body: Plain) -> list[Any]:
    """Everything that has to be a mapping for the designer to show it."""
    sections = body.get("sections") or []
    found = [*sections, *(body.get("fatal") or []), *(body.get("bands") or []), body.get("scoring") or {}]
    for section in sections:
        if isinstance(section, dict):
            inner = section.get("sections") or []
            found += [*inner, *(section.get("items") or [])]
            found += [each for sub in inner if isinstance(sub, dict) for each in sub.get("items") or []]
    return found


def _data(node: Node | None) -> Any:
    if isinstance(node, MappingNode):
        return {str(key.value): _data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_data(each) for each in node.value]
    return node.value if isinstance(node, ScalarNode) else None

"""A form written out as the YAML file that reads back as the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from qa.form.plain import Plain, as_plain
from qa.form.terms import AuditForm

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
_ORDER = ("form", "scoring", "bands", "scales", "pick_lists", "sections", "fatal")


def to_yaml(form: AuditForm) -> str:
    """The form as a file; what several items have alike stands once, in front."""
    plain = as_plain(form)
    items = [item for section in plain["sections"] for item in _items_in(section)]
    shared = {
        "scales": _shared([item for item in items if _is_by_share(item)], "choices", "scale"),
        "pick_lists": {
            **_shared(items, "root_causes", "causes"),
            **_shared(items, "behaviours", "behaviours"),
        },
    }
    whole = {**plain, **{key: lists for key, lists in shared.items() if lists}}
    yaml = YAML()
    yaml.allow_unicode, yaml.width = True, 110
    out = StringIO()
    yaml.dump({key: _laid_out(whole[key], depth=1) for key in _ORDER if key in whole}, out)
    return out.getvalue()


def _laid_out(value: Any, depth: int = 0) -> Any:
    """One line for what is small (a choice, an item without lists), a block for the rest; numbers bare."""
    if isinstance(value, list):
        return [_laid_out(each) for each in value]
    if isinstance(value, dict):
        laid = CommentedMap((key, _laid_out(each)) for key, each in value.items())
        if not depth and not any(isinstance(each, list) for each in value.values()):
            laid.fa.set_flow_style()
        return laid
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return int(value)
    return value


def _shared(items: Sequence[Plain], key: str, name: str) -> dict[str, Any]:
    """Lists under `key` that at least two items have alike, taken out of the items and named."""
    listed = [item for item in items if isinstance(item.get(key), list)]
    counted = Counter(repr(item[key]) for item in listed)
    names: dict[str, str] = {}
    found: dict[str, Any] = {}
    for item in listed:
        whole = repr(item[key])
        if counted[whole] < 2:
            continue
        if whole not in names:
            names[whole] = f"{name}_{len(names) + 1}"
            found[names[whole]] = item[key]
        item[key] = names[whole]
    return found


def _is_by_share(item: Plain) -> bool:
    """Whether its choices say the same of items worth any points."""
    return "points" in item and all("share" in choice for choice in item.get("choices", ()))


def _items_in(section: Plain) -> list[Plain]:
    inner = [item for each in section.get("sections", []) for item in _items_in(each)]
    return [*section.get("items", []), *inner]

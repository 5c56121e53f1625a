"""A form written out as the YAML file that reads back as the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
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
    return yaml_of(as_plain(form))


def yaml_of(plain: Mapping[str, Any]) -> str:
    """The same of what a file says, right or wrong: what is written in the designer is kept so."""
    whole = with_lists(plain)
    yaml = YAML()
    yaml.allow_unicode, yaml.width = True, 110
    out = StringIO()
    yaml.dump({key: _laid_out(whole[key], depth=1) for key in _ORDER if key in whole}, out)
    return out.getvalue()


def with_lists(plain: Mapping[str, Any]) -> Plain:
    """The same with every list that at least two items have alike taken out of them and named."""
    whole = deepcopy(dict(plain))
    items = [item for section in whole.get("sections", []) for item in items_in(section)]
    shared = {
        "scales": _shared(items, "choices", "scale"),
        "pick_lists": {
            **_shared(items, "root_causes", "causes"),
            **_shared(items, "behaviours", "behaviours"),
        },
    }
    return {**whole, **{key: lists for key, lists in shared.items() if lists}}


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


def items_in(section: Plain) -> list[Plain]:
    """The items of a section and of those within it, in order."""
    inner = [item for each in section.get("sections", []) for item in items_in(each)]
    return [*section.get("items", []), *inner]

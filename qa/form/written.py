"""A form written out as the YAML file that reads back as the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from qa.form.plain import Plain, as_plain
from qa.form.terms import AuditForm

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
_ORDER = ("form", "scoring", "bands", "scales", "sections", "fatal")


def to_yaml(form: AuditForm) -> str:
    """The form as a file; choices that several items have alike stand once, under `scales`."""
    plain = as_plain(form)
    scales = _shared_choices(plain)
    whole = {**plain, **({"scales": scales} if scales else {})}
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


def _shared_choices(plain: Plain) -> Mapping[str, Any]:
    """Choice lists by share that at least two items have, taken out of the items and named."""
    items = [item for section in plain["sections"] for item in _items_in(section) if item.get("choices")]
    by_share = [i for i in items if all("share" in c for c in i["choices"]) and "points" in i]
    counted = Counter(repr(item["choices"]) for item in by_share)
    names: dict[str, str] = {}
    scales: dict[str, Any] = {}
    for item in by_share:
        key = repr(item["choices"])
        if counted[key] < 2:
            continue
        if key not in names:
            names[key] = f"scale_{len(names) + 1}"
            scales[names[key]] = item["choices"]
        item["choices"] = names[key]
    return scales


def _items_in(section: Plain) -> list[Plain]:
    inner = [item for each in section.get("sections", []) for item in _items_in(each)]
    return [*section.get("items", []), *inner]

"""What a person may say a column holds: every field, and the units its figures may be written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from core.text import Text
from importers.confirmed.columns import field_name
from importers.dictionary.headers import synonyms
from importers.layouts.answers import extra_code, field_coded, is_field

#: Thresholds people are offered; a header may name any other.
_SECONDS = (5, 10, 15, 20, 30, 60)
_UNITS: Mapping[str, Mapping[str, Text]] = {
    "duration": {
        "": Text("单位按表头或写法", "unit as written"),
        "s": Text("秒", "seconds"),
        "min": Text("分钟", "minutes"),
        "h": Text("小时", "hours"),
    },
    "rate": {
        "": Text("写法按数值判断", "judged by its figures"),
        "%": Text("95.3 表示 95.3%", "95.3 means 95.3%"),
        "1": Text("0.953 表示 95.3%", "0.953 means 95.3%"),
    },
    "count": {
        "": Text("按原数", "as it stands"),
        "千": Text("以千计", "in thousands"),
        "万": Text("以万计", "in ten thousands"),
    },
}
_WAYS = {
    "": Text("保留为自有指标：整数", "Keep under its own name: whole numbers"),
    "s": Text("保留为自有指标：时长", "Keep under its own name: a duration"),
    "milli": Text("保留为自有指标：小数", "Keep under its own name: with decimals"),
}


@lru_cache
def field_choices() -> Mapping[str, Text]:
    """Code → name of every field a column may hold, what is left out on purpose aside."""
    plain = {code: field for code, field in synonyms().fields.items() if field.kind != "ignore"}
    families = [f"{name}_{t}" for name in ("answered_within", "abandoned_within") for t in _SECONDS]
    plain |= {code: field_coded(code) for code in families}
    names = {code: field_name(field) for code, field in plain.items()}
    doubled = [name.zh for name in names.values()]
    # Two fields of one name are told apart by what the dictionary calls them.
    return {
        code: synonyms().names.get(code, name) if doubled.count(name.zh) > 1 else name
        for code, name in names.items()
    }


def named(code: str) -> Text:
    """A field in words, a family's member of any number too: 45秒内接通量."""
    known = field_choices().get(code)
    return known or (field_name(field_coded(code)) if is_field(code) else Text(code, code))


def extra_choices(header: str) -> Mapping[str, Text]:
    """Code → words, of the ways to keep a column that nobody knows under its own name."""
    return {extra_code(header, kind): words for kind, words in _WAYS.items()}


def unit_choices(code: str) -> Mapping[str, Text]:
    """Unit → words, of what a field's figures may be written in; empty where there is no choice."""
    return _UNITS.get(field_coded(code).kind, {})

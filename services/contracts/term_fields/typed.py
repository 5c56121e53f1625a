"""A value of the contract file as it stands in a field to type in, and back again; nothing is lost.

target: [180, 220]            180–220
of: [3, 12]                   3/12
multipliers: [1, 2, 4]        1, 2, 4
tiers: [[95, 1], [90, 0.98]]  95:1 90:0.98
site_weights: {NJ: 60}        NJ:60
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from services.contracts.draft_words import pairs_of, pairs_said
from sla.contract_file.shape import ListOf, MapOf, NumberOrPair, Pair, Record
from sla.contract_file.values import Kind, Number

_DASHES = str.maketrans({"—": "–", "~": "–", "至": "–"})
_BETWEEN = re.compile(r"[\s,，;；、]+")


def typed_text(kind: Kind, value: Any) -> str | None:
    """The value as a person would type it; empty for none, None where no such text can stand for it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(kind, NumberOrPair) and _texts(value):
        return "–".join(value)
    if isinstance(kind, Pair) and _texts(value):
        return "/".join(value)
    if isinstance(kind, ListOf) and isinstance(kind.kind, Pair) and isinstance(value, list):
        return pairs_said(value)
    if isinstance(kind, ListOf) and not isinstance(kind.kind, Record) and _texts(value):
        return ("; " if not isinstance(kind.kind, Number) else ", ").join(value)
    if isinstance(kind, MapOf) and isinstance(value, Mapping):
        return " ".join(f"{name}:{each}" for name, each in value.items())
    return None


def value_of(kind: Kind, text: str) -> Any:
    """What was typed as the contract file has it; None for nothing. What cannot be read stays as it is, and
    reading the contract over complains of it."""
    plain = text.strip()
    if not plain:
        return None
    if isinstance(kind, NumberOrPair):
        return _band(plain)
    if isinstance(kind, Number):
        return plain.rstrip("%％").strip()
    if isinstance(kind, Pair):
        ends = [each for each in re.split(r"[/／,，\s]+", plain) if each]
        return ends if len(ends) == 2 else plain
    if isinstance(kind, ListOf) and isinstance(kind.kind, Pair):
        return pairs_of(plain)
    if isinstance(kind, ListOf):
        parts = _BETWEEN.split(plain) if isinstance(kind.kind, Number) else re.split(r"[;；]", plain)
        return [each.strip() for each in parts if each.strip()]
    if isinstance(kind, MapOf):
        return _mapping(plain)
    return plain


def _band(text: str) -> Any:
    """One number, or a band's two ends."""
    ends = [end.strip() for end in text.translate(_DASHES).split("–")]
    return ends if len(ends) == 2 and all(ends) else text.rstrip("%％").strip()


def _mapping(text: str) -> Any:
    parts = [each.partition(":") for each in _BETWEEN.split(text.replace("：", ":")) if each]
    return {name: value for name, _, value in parts} if all(value for _, _, value in parts) else text


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)

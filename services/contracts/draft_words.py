"""A clause that is being written, in words: what its file says so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.text import Text
from exports.scoring_text import pairs_text, read_pairs
from services.contracts.draft_edits import name_of
from services.contracts.term_words import NOTHING, value_words
from sla.load import catalogue
from sla.terms.indicator import Indicator

_BY_TABLE = Text("见目标表", "by the table")
#: With one of these a clause takes nothing from the table.
_OTHERWISE = frozenset({"baseline", "curve", "each"})


def indicator_of(clause: Mapping[str, Any]) -> Indicator | None:
    """What it measures; None for a contract's own definition."""
    return catalogue().get(str(clause.get("indicator")))


def clause_name(clause: Mapping[str, Any]) -> Text:
    """Its name, else its indicator's, else its code."""
    indicator = indicator_of(clause)
    return name_of(clause) if clause.get("name") or indicator is None else indicator.name


def target_words(clause: Mapping[str, Any], table: Sequence[Mapping[str, Any]] = ()) -> Text:
    """`≥ 95 %`; that it stands in the contract's `table` of targets; the dash where it has none."""
    words = value_words("target", clause.get("target"), _unit(clause))
    if words is NOTHING:
        shared = any(row.get("indicator") == clause.get("indicator") for row in table)
        return _BY_TABLE if shared and not _OTHERWISE & clause.keys() else words
    sign = value_words("comparison", clause.get("comparison"))
    return (
        words if clause.get("comparison") == "between" else Text(sign.zh + words.zh, f"{sign.en} {words.en}")
    )


def scoring_words(clause: Mapping[str, Any]) -> Text:
    """How it earns its points."""
    score = clause.get("score") or (
        {"method": "linear", "points": clause["curve"]} if clause.get("curve") else None
    )
    if not score or not score.get("method"):
        return NOTHING
    try:
        return value_words("score", score, _unit(clause))
    except (KeyError, TypeError, ValueError):  # half written
        return NOTHING


def pairs_of(text: str) -> list[list[str]]:
    """`75:0 80:8` as pairs; anything else as one wrong pair, which is complained of when read over."""
    return read_pairs(text) or ([[text]] if text.strip() else [])


def pairs_said(pairs: Any) -> str:
    """Pairs as they are typed; empty where there are none."""
    good = isinstance(pairs, list) and all(isinstance(each, list) and len(each) == 2 for each in pairs)
    return pairs_text(pairs) if good else " ".join(part for each in pairs or () for part in each)


def _unit(clause: Mapping[str, Any]) -> str:
    indicator = indicator_of(clause)
    return indicator.unit.value if indicator else ""

"""All figures of a run as one hash: what a month was closed with, and what it must always rebuild to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from core.canonical import content_hash
from store.records import ScoreRecord, VerdictRow

#: What names a row, not what it found.
_KEYS = frozenset({"id", "run_id"})
#: Where a score's record keeps the whole of it in words and steps: no figure of its own.
TOLD = "told"
#: Sentences kept with a verdict.
_WORDS = ("steps", "relief")


def figures_hash(rows: Sequence[VerdictRow], score: ScoreRecord | None) -> str:
    """SHA-256 of the canonical JSON of every figure, verdict, point and amount, in the contract's order."""
    ordered = sorted(rows, key=lambda row: (row.ordinal, row.clause))
    return content_hash(
        {"verdicts": [_found(row) for row in ordered], "score": _found(score) if score else None}
    )


def in_words_of(kept: Sequence[VerdictRow], found: Sequence[VerdictRow]) -> list[VerdictRow]:
    """What was found again, in the sentences of what is kept: they may be worded anew, figures may not."""
    said = {row.clause: row.detail for row in kept}
    return [replace(row, detail=_in_words(row.detail, said.get(row.clause, {}))) for row in found]


def _in_words(detail: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    bare = {key: value for key, value in detail.items() if key not in _WORDS}
    if raw := detail.get("raw"):
        bare["raw"] = _in_words(raw, said.get("raw", {}))
    return {**bare, **{key: said[key] for key in _WORDS if key in said}}


def _found(record: VerdictRow | ScoreRecord) -> dict[str, Any]:
    found = {name: value for name, value in asdict(record).items() if name not in _KEYS}
    # Its words follow from the figures and may be worded anew.
    return {**found, "detail": {key: value for key, value in found["detail"].items() if key != TOLD}}

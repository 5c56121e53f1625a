"""All figures of a run as one hash: what a month was closed with, and what it must always rebuild to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core.canonical import content_hash
from store.records import ScoreRecord, VerdictRow

#: What names a row, not what it found.
_KEYS = frozenset({"id", "run_id"})
#: Where a score's record keeps the whole of it in words and steps: no figure of its own.
TOLD = "told"


def figures_hash(rows: Sequence[VerdictRow], score: ScoreRecord | None) -> str:
    """SHA-256 of the canonical JSON of every figure, verdict, point and amount, in the contract's order."""
    ordered = sorted(rows, key=lambda row: (row.ordinal, row.clause))
    return content_hash(
        {"verdicts": [_found(row) for row in ordered], "score": _found(score) if score else None}
    )


def _found(record: VerdictRow | ScoreRecord) -> dict[str, Any]:
    found = {name: value for name, value in asdict(record).items() if name not in _KEYS}
    # Its words follow from the figures and may be worded anew.
    return {**found, "detail": {key: value for key, value in found["detail"].items() if key != TOLD}}

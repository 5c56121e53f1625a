"""A preview's changes as plain lines: what stood there, what stands there now, in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from core.facts import SCOPE_COLUMNS, date_of
from importers.preview.staging import Preview


@dataclass(frozen=True)
class Change:
    """One figure before → after; `before` or `after` is None where it was not or is no longer reported."""

    measure: str
    before: int | None
    after: int | None
    day: date
    #: The dimensions the row is split by, vendor included.
    scope: dict[str, str]
    sheet: str
    row: int
    #: Where its fact is anchored: with the batch's offsets, its cell (core/offsets.py).
    col: str = ""


@dataclass(frozen=True)
class GoneRow:
    """A committed row that is no longer in the file: committing takes it out of the sums."""

    day: date
    scope: dict[str, str]


def changes(preview: Preview, limit: int = 200) -> tuple[Change, ...]:
    """The first `limit` changed figures."""
    return tuple(_change(line) for line in preview.changes.head(limit).to_dicts())


def gone(preview: Preview, limit: int = 200) -> tuple[GoneRow, ...]:
    """The first `limit` rows that are no longer in the file."""
    return tuple(GoneRow(date_of(line["day"]), _scope(line)) for line in _head(preview.gone_rows, limit))


def _head(frame: pl.DataFrame, limit: int) -> list[dict[str, Any]]:
    return frame.head(limit).to_dicts()


def _change(line: dict[str, Any]) -> Change:
    return Change(
        line["measure"],
        line["before"],
        line["after"],
        date_of(line["day"]),
        _scope(line),
        line["sheet"],
        line["row"],
        line["col"] or "",
    )


def _scope(line: dict[str, Any]) -> dict[str, str]:
    return {name: line[name] for name in SCOPE_COLUMNS if line[name] is not None}

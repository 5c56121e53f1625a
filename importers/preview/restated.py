"""Committed figures that a file gives anew: said before it is taken in, with the first of them, old → new."""

from __future__ import annotations

import polars as pl

from core.facts import date_of
from core.finding import Finding, Place
from core.offsets import cell_of
from importers.claims.formulas import count_name
from importers.draft import Draft
from importers.preview.staging import Preview

#: The finding that marks a batch as one that changed what was in.
RESTATED = "figures_restated"


def restated(file: str, draft: Draft, preview: Preview) -> list[Finding]:
    """A finding where figures that are in become others; those that were missing before are no change.

    Its facts name the counts and days by their codes as well: verdicts that rest on them say 'restated'.
    """
    changed = preview.changes.filter(pl.col("before").is_not_null() & pl.col("measure").is_in(draft.measures))
    if changed.is_empty():
        return []
    first = changed.row(0, named=True)
    codes = sorted(changed["measure"].unique())
    facts = {
        "vendor": draft.key.vendor,
        "n": changed.height,
        "days": changed["day"].n_unique(),
        "counts": [count_name(name) for name in codes],
        "first": _day(changed["day"].min()),
        "last": _day(changed["day"].max()),
        "count": count_name(first["measure"]),
        "day": _day(first["day"]),
        "before": first["before"],
        "after": "–" if first["after"] is None else first["after"],
        "codes": codes,
    }
    at = first["sheet"], first["row"], first["col"]
    sheet, cell = cell_of(draft.offsets, *at, first["measure"], first["segment"])
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) if cell else first["row"]
    return [Finding(RESTATED, Place(file, sheet or first["sheet"], row, letters), facts)]


def _day(number: object) -> str:
    return date_of(number).isoformat()  # type: ignore[arg-type]

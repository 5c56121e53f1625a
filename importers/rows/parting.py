"""Parts a draft into the stretches of days it speaks for."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from core.batch import Coverage
from core.facts import day_number
from importers.columnar.in_order import picked
from importers.draft import Draft
from importers.rows.content import content_hash
from importers.spans import is_daily


def parted(draft: Draft) -> list[Draft]:
    """The draft in the stretches of days it speaks for; what was rejected stands with the first."""
    parts: list[Draft] = []
    for stretch in draft.speaks.stretches(daily=is_daily(draft.key)):
        start, end = day_number(stretch.start), day_number(stretch.end)
        frame = picked(draft.frame, (pl.col("day") >= start) & (pl.col("day") < end))
        claims = tuple(claim for claim in draft.asserted if stretch.start <= claim.day < stretch.end)
        if frame.is_empty() and not claims:
            continue
        # Claims alone take no counts out: such a part has no measure.
        measures = () if frame.is_empty() else draft.measures
        coverage = Coverage(stretch, draft.coverage.scopes)
        part = replace(draft, coverage=coverage, measures=measures, asserted=claims)
        part = replace(part, frame=frame.drop(set(draft.measures) - set(measures)))
        hashed = content_hash(part.key, coverage, part.frame, measures, claims)
        parts.append(replace(part, rejected=() if parts else draft.rejected, content_hash=hashed))
    return parts

"""Lays the sheets of a file together: one draft for each batch key and stretch of days they speak for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations

import polars as pl

from core.batch import BatchKey, Coverage
from core.facts import KEY_COLUMNS
from core.finding import Finding, Place
from core.offsets import sheets_of
from importers.columnar.coded import worded
from importers.columnar.in_order import doubled
from importers.draft import Draft
from importers.rows.answered_only import without_unknown
from importers.rows.call_numbers import numbered_by_content
from importers.rows.completing import completed
from importers.rows.finer_days import day_by_day
from importers.rows.part_sheets import without_sums
from importers.rows.parting import parted
from importers.spans import Speaks

_TOLD_APART_BY = ("site", "queue", "channel", "segment", "language", "agent", "item")


def join(file: str, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """One draft for each key and stretch of days; sheets that speak of the same figures twice block."""
    by_key: dict[BatchKey, list[Draft]] = {}
    for draft in drafts:
        by_key.setdefault(draft.key, []).append(draft)
    wholes: list[Draft] = []
    findings: list[Finding] = []
    for every in by_key.values():
        parts, said = without_sums(file, every)
        findings += said
        whole = numbered_by_content(_laid_together(parts))
        # One table has none: its doubled rows were found before.
        if len(parts) > 1 and (doubled(whole.frame, KEY_COLUMNS).any() or _meet(parts)):
            facts = {"sheets": sorted(sheets_of(whole.offsets))}
            findings.append(Finding("sheets_overlap", Place(file), facts))
        wholes.append(whole)
    known, unknown = without_unknown(file, wholes)
    joined = [part for whole in known for part in parted(whole)]
    return day_by_day(joined), [*findings, *unknown]


def _laid_together(parts: Sequence[Draft]) -> Draft:
    """Drafts of one key from several sheets as one; the rejected rows of all."""
    if len(parts) == 1:
        return parts[0]
    measures = tuple(sorted({name for part in parts for name in part.measures}))
    frame = pl.concat([worded(part.frame) for part in parts], how="diagonal")
    fixed = [name for name in parts[0].frame.columns if name not in parts[0].measures]
    whole = any(not part.coverage.scopes for part in parts)
    scopes = frozenset() if whole else frozenset().union(*(part.coverage.scopes for part in parts))
    return replace(
        parts[0],
        coverage=Coverage(parts[0].coverage.period, scopes),
        frame=completed(frame.select(*fixed, *measures), measures),
        measures=measures,
        offsets=_offsets(parts),
        rejected=tuple({row.place: row for part in parts for row in part.rejected}.values()),
        derived=frozenset().union(*(part.derived for part in parts)),
        speaks=reduce(Speaks.with_, (part.speaks for part in parts)),
        asserted=tuple(claim for part in parts for claim in part.asserted),
    )


def _offsets(parts: Sequence[Draft]) -> dict[str, dict[str, str]]:
    """Sheet → field → column; one sheet may be read once for each customer group."""
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for sheet, fields in part.offsets.items():
            found.setdefault(sheet, {}).update(fields)
    return found


def _meet(parts: Sequence[Draft]) -> bool:
    """Whether one sheet tells apart, by site or agent, what another gives as a whole for the same days."""
    return any(_pair_meets(one, other) for one, other in combinations(parts, 2))


def _pair_meets(one: Draft, other: Draft) -> bool:
    shared = sorted(set(one.measures) & set(other.measures))
    if not shared:
        return False
    carries = pl.any_horizontal([pl.col(name).is_not_null() for name in shared])
    mine, theirs = (_by_kind(draft.frame.filter(carries)) for draft in (one, other))
    for dims, rows in mine.items():
        for others, more in theirs.items():
            on = ["day", *(name for name in dims if name in others)]
            if dims != others and not rows.join(more, on=on, how="semi").is_empty():
                return True
    return False


def _by_kind(frame: pl.DataFrame) -> dict[tuple[str, ...], pl.DataFrame]:
    """The dimensions rows are told apart by → their days and dimensions."""
    named = [pl.col(name).is_not_null().alias(f"_{name}") for name in _TOLD_APART_BY]
    rows = frame.select("day", *_TOLD_APART_BY, *named).unique()
    kinds = rows.partition_by([f"_{name}" for name in _TOLD_APART_BY], as_dict=True)
    return {
        tuple(name for name, there in zip(_TOLD_APART_BY, flags, strict=True) if there): part
        for flags, part in kinds.items()
    }

"""Lays the sheets of a file together: one draft for each batch key and stretch of days they speak for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import polars as pl

from core.batch import BatchKey, Coverage
from core.facts import KEY_COLUMNS
from core.finding import Finding, Severity
from importers.columnar.coded import worded
from importers.columnar.in_order import doubled
from importers.draft import Choice, Draft, Question
from importers.rows.answered_only import without_unknown
from importers.rows.call_numbers import numbered_by_content
from importers.rows.calls_twice import without_copies
from importers.rows.completing import completed
from importers.rows.finer_days import day_by_day
from importers.rows.part_sheets import without_sums
from importers.rows.parting import parted
from importers.rows.sheets_overlap import meet, overlap
from importers.spans import Speaks


def join(
    file: str, drafts: Sequence[Draft], choice: Choice
) -> tuple[list[Draft], list[Finding], list[Question]]:
    """One draft for each key and stretch of days; which of the sheets that say the same twice count, a person
    says."""
    by_key: dict[BatchKey, list[Draft]] = {}
    for draft in drafts:
        by_key.setdefault(draft.key, []).append(draft)
    wholes: list[Draft] = []
    findings: list[Finding] = []
    questions: list[Question] = []
    for every in by_key.values():
        parts, said = without_sums(file, every)
        findings += said
        laid, copies = without_copies(file, _laid_together(parts))
        findings += copies
        whole = numbered_by_content(laid)
        # One table has none: its doubled rows were found before.
        if len(parts) > 1 and (doubled(whole.frame, KEY_COLUMNS).any() or meet(parts)):
            told = overlap(parts)
            left, found = told.settled(file, parts, choice)
            whole = numbered_by_content(_laid_together(left))
            findings.append(found)
            questions += [told.question()] if found.severity is Severity.BLOCKS else []
        wholes.append(whole)
    known, unknown = without_unknown(file, wholes)
    joined = [part for whole in known for part in parted(whole)]
    return day_by_day(joined), [*findings, *unknown], questions


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

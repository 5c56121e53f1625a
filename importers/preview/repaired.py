"""Of a marked copy that came back, only the rows that were turned away: those that can be taken now.

A row is known by its place, which is why the copy asks for rows to be neither inserted nor sorted. What was
changed elsewhere is said and left as it came in first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from core.batch import Coverage
from core.facts import KEY_COLUMNS, date_of
from core.finding import Finding, Place, Severity, worst_first
from core.offsets import anchor_of
from core.period import Period
from core.text import Text
from importers.draft import Draft, Reading, RejectedRow
from importers.rows.content import content_hash

_SCOPES = ("site", "queue", "channel", "segment", "language")
#: A row of a sheet, or a column where the days stand side by side.
Spot = tuple[str, int | str]
#: What makes a row itself; where it stands, and its figures.
Key = tuple[object, ...]
Row = tuple[Spot, dict[str, int]]
_CHANGED = Text("有改动", "was changed")
_ADDED = Text("是新增的", "was added")
_DELETED = Text("被删除", "was deleted")


def repaired(reading: Reading, original: Reading, file_id: str) -> Reading:
    """`reading` with nothing but the rows that were kept out of `original`, the received file `file_id`."""
    turned_away = {_spot_of(row) for row in original.rejected}
    before = _rows(original.drafts, turned_away)
    turned_away = _in_copy(turned_away, reading)
    drafts = [part for draft in reading.drafts if (part := _narrowed(draft, turned_away, before, file_id))]
    still_out = tuple(row for row in reading.rejected if _spot_of(row) in turned_away)
    kept = [finding for finding in reading.findings if _concerns(finding, turned_away)]
    kept = [finding for finding in kept if finding.code != "nothing_left"]
    came = {spot for draft in drafts for spot in _spots(draft.frame)}
    came |= {
        (claim.place.sheet, claim.place.row or claim.place.column) for d in drafts for claim in d.asserted
    }
    said = _said(reading, original, len(original.rejected), len(came & turned_away))
    findings = [*kept, said, *_left_alone(reading, before, turned_away)]
    return replace(
        reading,
        drafts=tuple(drafts),
        rejected=still_out,
        findings=tuple(worst_first(findings)),
        repairs=file_id,
    )


def _in_copy(turned_away: set[Spot], reading: Reading) -> set[Spot]:
    """The places in the copy: the only sheet of a text file, which has no name, has one in a workbook."""
    sheets = {column.sheet for column in reading.columns}
    return {(sheet, at) for name, at in turned_away for sheet in ([name] if name else sheets)}


def _narrowed(draft: Draft, turned_away: set[Spot], before: Mapping[Key, Row], file_id: str) -> Draft | None:
    """The draft with the rows put right, speaking for their days and scopes; None where there is none."""
    # Where rows were inserted all the same, another may stand in the place of one that was turned away.
    keys = draft.frame.select(KEY_COLUMNS).rows()
    wanted = [
        spot in turned_away and (draft.key, *key) not in before
        for spot, key in zip(_spots(draft.frame), keys, strict=True)
    ]
    frame = draft.frame.filter(pl.Series(wanted, dtype=pl.Boolean))
    claims = tuple(claim for claim in draft.asserted if _spots_meet(claim.place, turned_away))
    if frame.is_empty() and not claims:
        return None
    measures = draft.measures if frame.height else ()
    frame = frame.drop(set(draft.measures) - set(measures))
    coverage = Coverage(_period(frame, [(c.day, c.day_end) for c in claims]), _scopes(frame, draft))
    said = content_hash(draft.key, coverage, frame, measures, claims)
    return replace(
        draft,
        coverage=coverage,
        frame=frame,
        measures=measures,
        asserted=claims,
        rejected=tuple(row for row in draft.rejected if _spot_of(row) in turned_away),
        content_hash=hashlib.sha256(f"{file_id}{said}".encode()).hexdigest(),
        repairs=file_id,
    )


def _period(frame: pl.DataFrame, claimed: Sequence[tuple[date, date]]) -> Period:
    spans = frame.select("day", "day_end").unique().rows()
    every = [*((date_of(first), date_of(after)) for first, after in spans), *claimed]
    return Period(min(first for first, _ in every), max(after for _, after in every))


def _scopes(frame: pl.DataFrame, draft: Draft) -> frozenset[tuple[str | None, ...]]:
    if frame.is_empty() or not draft.coverage.scopes:
        return draft.coverage.scopes
    return frozenset(frame.select(_SCOPES).unique().iter_rows())


def _said(reading: Reading, original: Reading, asked: int, came: int) -> Finding:
    facts = {"original": original.file.name, "asked": asked, "came": came}
    code = "marked_copy_returned" if came else "nothing_repaired"
    return Finding(code, Place(reading.file.name), facts)


def _left_alone(reading: Reading, before: Mapping[Key, Row], turned_away: set[Spot]) -> Iterable[Finding]:
    """A finding for each row that was taken the first time and now says something else."""
    now = _rows(reading.drafts, turned_away)
    out = {_spot_of(row) for row in reading.rejected}
    said: dict[Spot, Text] = {}
    for key, (spot, figures) in now.items():
        if key not in before:
            said[spot] = _ADDED
        elif before[key][1] != figures:
            said[spot] = _CHANGED
    for spot in [spot for key, (spot, _figures) in before.items() if key not in now]:
        said[spot] = _CHANGED if spot in said or spot in out else _DELETED
    return [_not_asked(reading, spot, what) for spot, what in said.items()]


def _not_asked(reading: Reading, place: Spot, what: Text) -> Finding:
    sheet, at = place
    where = (
        Place(reading.file.name, sheet, at)
        if isinstance(at, int)
        else Place(reading.file.name, sheet, None, at)
    )
    return Finding("row_not_asked_for", where, {"what": what})


def _rows(drafts: Iterable[Draft], turned_away: set[Spot]) -> dict[Key, Row]:
    """Every row that was not turned away, where it stands and its figures."""
    found: dict[Key, Row] = {}
    for draft in drafts:
        keys, figures = draft.frame.select(KEY_COLUMNS).rows(), draft.frame.select(draft.measures)
        for spot, key, line in zip(_spots(draft.frame), keys, figures.iter_rows(named=True), strict=True):
            if spot not in turned_away:
                found[draft.key, *key] = (spot, {n: value for n, value in line.items() if value is not None})
    return found


def _spots(frame: pl.DataFrame) -> list[Spot]:
    """Where each fact stands."""
    places = frame.select("sheet", "row", "col", "orientation").rows()
    return [(sheet, anchor_of(col) if way == "column" else row) for sheet, row, col, way in places]


def _spot_of(row: RejectedRow) -> Spot:
    place = row.place
    return place.sheet, place.column if place.row is None else place.row


def _spots_meet(place: Place, turned_away: set[Spot]) -> bool:
    return (place.sheet, place.row) in turned_away or (place.sheet, place.column) in turned_away


def _concerns(finding: Finding, turned_away: set[Spot]) -> bool:
    """Whether a finding is about the file, a column, or a row that was turned away; a row that was taken the
    first time stands as it came in then."""
    at = finding.place
    if at.row is None:
        return finding.severity is not Severity.REJECTS or (at.sheet, at.column) in turned_away
    return _spots_meet(at, turned_away)

"""One row behind a figure: its counts, and the cells of the vendor's sheet they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.batch import Role
from core.counts import CAME_AT, WAIT, follows_from_callers, follows_from_waits
from core.offsets import added_cells, cell_of
from core.scope import Scope
from store.lake.correction import RowAt
from store.lake.rows import FactRow
from store.records import BatchRecord, BatchState, ReceivedFileRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FactLine:
    """One row behind a figure, with the cells of the received sheet its counts stand in."""

    file_id: str
    file_name: str
    received_at: datetime
    sheet: str
    row: int | None
    #: Base count → cell as Excel calls it, 'F7'; with its sheet where that is another one.
    cells: Mapping[str, str]
    #: The same of all cells of a count that the import added from several: 'F7 + H7'.
    added: Mapping[str, str]
    counts: Mapping[str, int]
    scope: Scope
    day: date
    #: The first day after it.
    day_end: date
    #: Minutes from midnight where it is an interval.
    slot: int | None = None
    agent: str | None = None
    item: str | None = None
    #: Whether the row only checks the sum instead of feeding it.
    is_check: bool = False
    #: Key of the batch that brought it.
    batch: str = ""
    #: The counts of it that the client set right (甲方更正).
    corrected: frozenset[str] = frozenset()


def corrected_counts(uow: UnitOfWork, row: FactRow, batch: BatchRecord) -> frozenset[str]:
    """The counts of a row that live corrections set right; a row of a report as it came has none."""
    if not batch.is_correction:
        return frozenset()
    where = RowAt(row.scope, row.day, row.day_end, row.slot, row.agent, row.item)
    return frozenset(
        record.measure
        for record in uow.corrections.of_row(row.scope.vendor, row.day, row.slot)
        if dict(record.split) == where.split
        and uow.batches.get(record.batch_id).state is BatchState.COMMITTED
    )


def line_of(
    row: FactRow, batch: BatchRecord, file: ReceivedFileRecord, corrected: frozenset[str]
) -> FactLine:
    """The row with its file and the cells of its counts."""
    counts = {name: value for name, value in row.values.items() if value is not None}
    homes = {name: _home(row, batch, name) for name in counts}
    cells = {
        name: cell if sheet == row.sheet else f"{sheet}!{cell}"
        for name, (sheet, cell) in homes.items()
        if cell
    }
    parts = {name: found for name in counts if (found := added_cells(row.col, name))}
    added = {
        name: " + ".join(cell if sheet == row.sheet else f"{sheet}!{cell}" for sheet, cell in found)
        for name, found in parts.items()
    }
    return FactLine(
        file.id,
        file.name,
        file.received_at,
        row.sheet,
        row.row,
        cells,
        added,
        counts,
        row.scope,
        row.day,
        row.day_end,
        row.slot,
        row.agent,
        row.item,
        row.role is Role.CHECK,
        batch.id,
        corrected,
    )


def _home(row: FactRow, batch: BatchRecord, name: str) -> tuple[str, str]:
    """(sheet, cell) of a count; of one that follows from a call's wait or moment, that cell."""
    segment = row.scope.segment
    own = cell_of(batch.offsets, row.sheet, row.row, row.col, name, segment)
    if own[1] or not (follows_from_waits(name) or follows_from_callers(name)):
        return own
    stands = WAIT if follows_from_waits(name) else CAME_AT
    return cell_of(batch.offsets, row.sheet, row.row, row.col, stands, segment)

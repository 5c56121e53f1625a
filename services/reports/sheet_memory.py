"""What the columns of sheets were confirmed to be: known when a file is read, kept when it is committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from importers.confirmed.mapping import SheetMapping
from importers.draft import Choice
from store.records import BatchRecord, BatchState, ReceivedFileRecord, SheetMappingRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def memory(house: House, who: Principal) -> tuple[SheetMapping, ...]:
    """Every sheet whose columns this person's vendors have confirmed, the newest first."""
    authorize(who, Action.IMPORT)
    with house.database.read(who) as uow:
        return tuple(mapping_of(record) for record in uow.mappings.known())


def as_read(file: ReceivedFileRecord, choice: Choice) -> Choice:
    """`choice` with what the file's columns were read as, so that it is read the same way again."""
    read = {mapping.signature: mapping.said() for mapping in read_as(file)}
    return replace(choice, sheets={**read, **choice.sheets})


def remember(uow: UnitOfWork, file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> None:
    """Keep what the file's columns were read as: the commit is the confirmation."""
    vendors = {batch.vendor for batch in batches}
    vendor = vendors.pop() if len(vendors) == 1 else None
    for mapping in read_as(file):
        newest = next(iter(uow.mappings.same(vendor, mapping.signature)), None)
        if newest and _says(mapping_of(newest)) == _says(mapping):
            continue
        record = _record(uow, file, mapping, vendor)
        uow.mappings.add(record)
        columns = {column.header: column.field for column in mapping.columns}
        uow.journal.note("columns_confirmed", "sheet_mapping", record.id, after=columns, vendor=vendor)


def unlearn(uow: UnitOfWork, file_id: str) -> None:
    """A file whose figures were all taken back confirms nothing any more."""
    if any(batch.state is BatchState.COMMITTED for batch in uow.batches.of_file(file_id)):
        return
    for record in uow.mappings.of_file(file_id):
        uow.mappings.end(record)
        uow.journal.note("columns_forgotten", "sheet_mapping", record.id, vendor=record.vendor)


def mapping_of(record: SheetMappingRecord) -> SheetMapping:
    """A kept mapping as the importers know it."""
    return SheetMapping.from_dict(
        {
            "signature": record.signature,
            "sheet": record.sheet,
            "table": record.table,
            "columns": record.columns,
            "vendor": record.vendor,
        }
    )


def read_as(file: ReceivedFileRecord) -> list[SheetMapping]:
    """What each sheet's columns were read as when the file came in."""
    return [SheetMapping.from_dict(sheet) for sheet in file.sheets or ()]


def _says(mapping: SheetMapping) -> set[tuple[str, ...]]:
    """What decides how the next file is read; how large the figures are does not."""
    return {
        (
            column.key,
            column.field,
            column.unit,
            column.shape,
            *(f"{word}={column.words[word]}" for word in sorted(column.words)),
        )
        for column in mapping.columns
    }


def _record(
    uow: UnitOfWork, file: ReceivedFileRecord, mapping: SheetMapping, vendor: str | None
) -> SheetMappingRecord:
    return SheetMappingRecord(
        vendor=vendor,
        signature=mapping.signature,
        sheet=mapping.sheet,
        table=mapping.table,
        columns=mapping.as_dict()["columns"],
        file_id=file.id,
        confirmed_at=uow.now,
        confirmed_by=uow.principal_name,
    )

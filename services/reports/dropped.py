"""A file is handed in: the same bytes that wait already lead to the entry they made then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from importers.draft import Choice
from services.house.file_access import is_theirs, vendors_of
from services.judging.assess_month import Progress
from services.reports.import_report import Staged, stage, staged
from store.records import BatchRecord, BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


def take(
    house: House,
    who: Principal,
    name: str,
    data: bytes | Path,
    choice: Choice,
    heard: Progress | None = None,
) -> Staged:
    """Read a file as `stage` does, unless these very bytes have been read and wait for a yes: then what was
    read and said of them stands, and that entry is given with `waited` set."""
    authorize(who, Action.IMPORT, choice.vendor)
    kept = house.files.keep(data)
    if first := _waiting(house, who, kept.sha256, choice.vendor):
        return replace(staged(house, who, first.id), waited=True)
    return stage(house, who, name, kept.path, choice, heard)


def _waiting(house: House, who: Principal, sha256: str, vendor: str | None) -> ReceivedFileRecord | None:
    """The first entry of these bytes that waits; where a vendor is said, only one of that vendor alone."""
    # Without the person's filter: whose a file is depends on all of its batches.
    with house.database.read() as uow:
        came = [(file, uow.batches.of_file(file.id)) for file in uow.files.with_hash(sha256)]
    waits = ((file, batches) for file, batches in came if any(map(_is_staged, batches)))
    return next((file for file, batches in waits if _is_meant(who, file, batches, vendor)), None)


def _is_meant(
    who: Principal, file: ReceivedFileRecord, batches: list[BatchRecord], vendor: str | None
) -> bool:
    return is_theirs(who, file, batches) and (vendor is None or vendors_of(file, batches) == {vendor})


def _is_staged(batch: BatchRecord) -> bool:
    return batch.state is BatchState.STAGED

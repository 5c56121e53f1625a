"""Whose a received file is: it is opened only by whoever may see every vendor it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.principal import Action, Principal, authorize
from importers.containers.received import sha256_of
from store.records import BatchRecord, BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House
    from store.unit_of_work import UnitOfWork


def opened(
    house: House, who: Principal, action: Action, file_id: str
) -> tuple[ReceivedFileRecord, list[BatchRecord]]:
    """The file with all of its batches; refused as unknown where it holds anything of another's vendor."""
    authorize(who, action)
    # Read without the person's filter: it would hide the very batches that decide.
    with house.database.read() as uow:
        file = uow.files.get(file_id)
        batches = uow.batches.of_file(file_id)
    if not is_theirs(who, file, batches):
        raise NotFoundError(entity="received_files", code=file_id)
    return file, batches


def file_named(house: House, who: Principal, named: str) -> str:
    """The key of the received file a person means: by its key, by that of one of its batches, or as a file
    that came in."""
    authorize(who, Action.IMPORT)
    with house.database.read() as uow:
        found = _key_of(uow, named)
    return opened(house, who, Action.IMPORT, found)[0].id


def is_theirs(who: Principal, file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> bool:
    """Whether this person may see everything in the file; `batches` are all it has, whoever asks.

    A file that nobody could name a vendor of is seen by whoever handed it in, and by who sees everything.
    """
    about = vendors_of(file, batches)
    if who.vendors is None:
        return True
    return about <= who.vendors if about else file.received_by == who.name


def vendors_of(file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> frozenset[str]:
    """The vendors it was said to be about, and those its figures are about."""
    chosen = {file.vendor_choice} if file.vendor_choice else set()
    return frozenset({batch.vendor for batch in batches} | chosen)


def _counts(uow: UnitOfWork, file: ReceivedFileRecord) -> bool:
    return any(batch.state is BatchState.COMMITTED for batch in uow.batches.of_file(file.id))


def _key_of(uow: UnitOfWork, named: str) -> str:
    path = Path(named)
    if path.is_file():
        same = uow.files.with_hash(sha256_of(path))
        if not same:
            raise NotFoundError(entity="received_files", code=path.name)
        return next((file for file in reversed(same) if _counts(uow, file)), same[-1]).id
    batch = uow.batches.find(id=named)
    return batch.file_id if batch else named

"""Calls that were passed on while one list of calls ended and the next began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import importers.claims.calls_over_files as claims
from core.batch import Dataset
from core.finding import Finding
from core.period import Period, partitions
from core.principal import Action, Principal, authorize
from importers.draft import Draft, Reading
from store.lake.seams import calls_at_seams
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House


def calls_over_files(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """The calls of which this file has one part and a list that is in has another: each counts one."""
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
    lists = [draft for draft in reading.drafts if draft.key.dataset is Dataset.CALLS and draft.measures]
    with house.database.read(who) as uow:
        return [found for draft in lists for found in _of(house, uow, reading.file.name, draft)]


def _of(house: House, uow: UnitOfWork, file: str, draft: Draft) -> Iterator[Finding]:
    days = draft.coverage.period
    around = Period(days.start - timedelta(days=1), days.end + timedelta(days=1))
    files = uow.lake_files.current([draft.key.vendor], Dataset.CALLS, draft.key.source, partitions(around))
    held = calls_at_seams(house.lake, files, draft.key, days)
    if held is not None and not held.is_empty():
        names = {key: uow.files.get(uow.batches.get(key).file_id).name for key in held["batch"].unique()}
        yield from claims.calls_over_files(file, draft, held, names)

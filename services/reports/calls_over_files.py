"""Calls that were passed on while one list of calls ended and the next began."""

from __future__ import annotations

from dataclasses import replace
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
    from services.house.bootstrap import House


def calls_over_files(house: House, who: Principal, reading: Reading) -> Reading:
    """The reading in which a call counts once of which it has one part and a list that is in has another."""
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
    drafts: list[Draft] = []
    said: list[Finding] = []
    with house.database.read(who) as uow:
        for draft in reading.drafts:
            lists = draft.key.dataset is Dataset.CALLS and draft.measures
            kept, found = _once(house, uow, reading.file.name, draft) if lists else (draft, [])
            drafts.append(kept)
            said += found
    return replace(reading, drafts=tuple(drafts), findings=(*reading.findings, *said))


def _once(house: House, uow: UnitOfWork, file: str, draft: Draft) -> tuple[Draft, list[Finding]]:
    days = draft.coverage.period
    around = Period(days.start - timedelta(days=1), days.end + timedelta(days=1))
    files = uow.lake_files.current([draft.key.vendor], Dataset.CALLS, draft.key.source, partitions(around))
    held = calls_at_seams(house.lake, files, draft.key, days)
    if held is None or held.is_empty():
        return draft, []
    names = {key: uow.files.get(uow.batches.get(key).file_id).name for key in held["batch"].unique()}
    return claims.calls_over_files(file, draft, held, names)

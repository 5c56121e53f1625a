"""What is committed beside a file's figures: the same days told finer or coarser, or by another source."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from core.batch import SOURCE_NAMES, BatchKey, Coverage, Grain, Source
from core.finding import Finding
from core.principal import Action, Principal, authorize
from importers.claims.grains import against_coarser, differences
from importers.claims.sources_differ import sources_differ
from importers.draft import Draft, Reading
from store.lake.stage import current_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House

_TOLD = (Grain.MONTH, Grain.DAY, Grain.INTERVAL)


def beside(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """Where what is in says otherwise: sums of another grain, and the other side's figures day by day."""
    found: list[Finding] = []
    counted = [draft for draft in reading.drafts if draft.measures and draft.key.grain in _TOLD]
    for draft in counted:
        authorize(who, Action.IMPORT, draft.key.vendor)
    with house.database.read(who) as uow:
        for draft in counted:
            brings = {
                other.key for other in reading.drafts if other.coverage.period.overlaps(draft.coverage.period)
            }
            found += _other_grains(house, uow, reading.file.name, draft, brings)
            found += _other_sources(house, uow, reading.file.name, draft)
    return found


def _other_grains(
    house: House, uow: UnitOfWork, file: str, draft: Draft, brings: Set[BatchKey]
) -> Iterator[Finding]:
    """What is in of the other grains, but for those the file brings anew itself (`brings`)."""
    for grain in _TOLD:
        if replace(draft.key, grain=grain) in brings:
            continue
        rows = current_rows(uow, house.lake, replace(draft.key, grain=grain), _all_scopes(draft))
        if rows is None:
            continue
        if _TOLD.index(grain) > _TOLD.index(draft.key.grain):
            yield from differences(file, draft, rows, grain)
        else:
            yield from against_coarser(file, draft, rows)


def _other_sources(house: House, uow: UnitOfWork, file: str, draft: Draft) -> Iterator[Finding]:
    """The vendor's figures against the client's, whichever of them came later."""
    other = {Source.VENDOR: Source.CLIENT, Source.CLIENT: Source.VENDOR}.get(draft.key.source)
    if other is None or draft.key.grain is Grain.MONTH:
        return
    for grain in _TOLD[1:]:
        key = replace(draft.key, source=other, grain=grain)
        rows = current_rows(uow, house.lake, key, _all_scopes(draft))
        if rows is not None:
            yield from sources_differ(file, draft, rows, SOURCE_NAMES[other])


def _all_scopes(draft: Draft) -> Coverage:
    return Coverage(draft.coverage.period)

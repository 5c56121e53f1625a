"""Figures of several months, some of which other figures tell finer or coarser: each part for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.batch import Coverage, Grain
from core.principal import Action, Principal, authorize
from importers.claims.only_checked import only_checked
from importers.draft import Draft, Reading
from importers.preview.months_met import OtherRows, months_parted
from store.lake.fold import projects_meet
from store.lake.stage import current_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TOLD = (Grain.MONTH, Grain.DAY, Grain.INTERVAL)


def months_apart(house: House, who: Principal, reading: Reading) -> Reading:
    """The reading with the months of a draft that others' figures meet apart from its other months: which of
    the two counts is decided where they meet, and the rest counts in any case. What only coarser figures hold
    that finer ones of the file take the place of is said."""
    for key in {draft.key.vendor for draft in reading.drafts}:
        authorize(who, Action.IMPORT, key)
    drafts: list[Draft] = []
    with house.database.read(who) as uow:
        for draft in reading.drafts:
            told = draft.key.grain in _TOLD and draft.measures and draft.repairs is None
            others = [*_others(house, uow, draft, reading.drafts)] if told else []
            drafts += months_parted(draft, others)
    said = only_checked(reading.file.name, drafts)
    return replace(reading, drafts=tuple(drafts), findings=(*reading.findings, *said))


def _others(house: House, uow: UnitOfWork, draft: Draft, drafts: Sequence[Draft]) -> Iterator[OtherRows]:
    """The rows of other grains about the same, of its file and committed."""
    days = Coverage(draft.coverage.period)
    for grain in _TOLD:
        key = replace(draft.key, grain=grain)
        if grain is draft.key.grain:
            continue
        yield from (
            other.frame
            for other in drafts
            if replace(other.key, project=key.project) == key
            and projects_meet(other.key.project, key.project)
        )
        if (rows := current_rows(uow, house.lake, key, days)) is not None:
            yield rows

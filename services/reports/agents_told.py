"""Whether the agents of one report are those of the other that an indicator divides their figures by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import importers.claims.agents_beside as claims
from core.batch import Coverage, Grain
from core.finding import Finding
from core.principal import Action, Principal, authorize
from importers.draft import Draft, Reading
from sla.load import catalogue
from store.lake.stage import current_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Figures of a month, a day and a half hour may be divided by each other; single calls have their agents.
_TOGETHER = (Grain.MONTH, Grain.DAY, Grain.INTERVAL)


def agents_told(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """What cannot be told, or is not so, of the agents in this file and in what is committed beside it."""
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
    with house.database.read(who) as uow:
        found = [
            said for draft in reading.drafts if draft.measures for said in _of(house, uow, reading, draft)
        ]
    # Two sheets of one file lie beside each other both ways.
    return list({(said.code, *map(str, said.facts.values())): said for said in found}.values())


def _of(house: House, uow: UnitOfWork, reading: Reading, draft: Draft) -> Iterator[Finding]:
    if draft.key.grain not in _TOGETHER:
        return
    keys = {replace(draft.key, grain=grain) for grain in _TOGETHER}
    mine = [other for other in reading.drafts if other.key in keys and other is not draft]
    days = Coverage(draft.coverage.period)
    committed = [current_rows(uow, house.lake, key, days) for key in keys]
    others = [*(other.frame for other in mine), *(rows for rows in committed if rows is not None)]
    yield from claims.agents_beside(reading.file.name, draft, others, _formulas())


def _formulas() -> Iterator[frozenset[str]]:
    """The counts of each ratio of the catalogue that asks for no threshold: what calls and people took."""
    for indicator in catalogue().values():
        for variant in indicator.variants:
            counts = frozenset((*variant.numerator, *variant.denominator))
            if variant.denominator and not any("{" in name for name in counts):
                yield counts

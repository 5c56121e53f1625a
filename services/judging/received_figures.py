"""The received figures some months need: one cube for each source, opened at one moment."""

from __future__ import annotations

from collections.abc import Sequence

from core.batch import Source
from services.contracts.asked import Asked, contracts_of, counts_of
from services.judging.cube_asked import sorted_bits
from services.judging.told_apart import ToldApart
from store.lake.frozen import Frozen
from store.lake.lake import Lake
from store.lake.planned import Planned
from store.lake.source import LakeSource
from store.unit_of_work import UnitOfWork


def received_figures(
    uow: UnitOfWork, lake: Lake, asked: Sequence[Asked], apart: ToldApart, other: Planned | Frozen | None
) -> dict[Source, LakeSource]:
    """Source → its figures; of another list of the lake than today's where one is given."""
    vendors = sorted({each.contract.vendor for each in asked})
    counts = {name for contract in contracts_of(asked) for name in counts_of(contract)}
    here = {file.source for file in uow.lake_files.current(vendors)}
    return {
        source: LakeSource.prepare(
            uow,
            lake,
            source,
            sorted(apart.periods),
            counts,
            vendors=vendors,
            dims=apart.dims,
            bits=sorted_bits(apart.bits),
            register=other.register(uow, vendors, source) if other else None,
        )
        for source in (other.held(here) if other else here)
    }

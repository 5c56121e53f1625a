"""Figures that stand only on a sheet which checks finer ones: they count nowhere, and that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.batch import Grain
from core.finding import Finding, Place
from core.offsets import sheets_of
from importers.claims.formulas import count_name
from importers.claims.grains import same_line
from importers.draft import Draft

_TOLD = (Grain.MONTH, Grain.DAY, Grain.INTERVAL)


def only_checked(file: str, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """The counts of a coarser draft, which gives way to finer ones of the same counts and days, that none of
    these has: the talk time of the agents' month beside days without it."""
    for draft in drafts:
        finer = [other for other in drafts if _takes_its_place(other, draft)]
        told = {name for other in finer for name in other.measures}
        lost = sorted(set(draft.measures) - told) if finer else []
        if lost:
            facts = {
                "vendor": draft.key.vendor,
                "counts": [count_name(name) for name in lost],
                "sheets": sorted(sheets_of(draft.offsets)),
                "others": sorted({sheet for other in finer for sheet in sheets_of(other.offsets)}),
            }
            yield Finding("only_checked", Place(file), facts)


def _takes_its_place(fine: Draft, coarse: Draft) -> bool:
    """Whether the finer draft of a file feeds the sums in place of the coarser one (store/lake/checks.py)."""
    if fine.key.grain not in _TOLD or coarse.key.grain not in _TOLD or not same_line(fine, coarse):
        return False
    finer = _TOLD.index(fine.key.grain) > _TOLD.index(coarse.key.grain)
    shared = set(fine.measures) & set(coarse.measures)
    return finer and bool(shared) and fine.coverage.period.overlaps(coarse.coverage.period)

"""Days and hours that decisions set apart: of granted reliefs, and of supplementary agreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.judging.relief_terms import Cell, terms_of
from services.judging.supplement_terms import supplement_of
from store.records import ReliefRecord, SupplementRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Cut:
    """Some days and hours of some clauses."""

    #: Key of the record that sets them apart.
    record: str
    clauses: tuple[str, ...]
    cells: tuple[Cell, ...]


def cuts_of(reliefs: Iterable[ReliefRecord], agreed: Iterable[SupplementRecord]) -> list[Cut]:
    """What these set apart; nothing of those that are not about days."""
    return [
        *(Cut(each.id, each.clauses, terms_of(each.in_force).cells) for each in reliefs),
        *(Cut(each.id, each.clauses, supplement_of(each.terms).cells) for each in agreed),
    ]


def cuts_in_force(uow: UnitOfWork, contract: str, label: str) -> list[Cut]:
    """What is set apart in a contract's month today."""
    key = (contract, label)
    return cuts_of(
        uow.reliefs.in_force([contract]).get(key, ()), uow.supplements.in_force([contract]).get(key, ())
    )

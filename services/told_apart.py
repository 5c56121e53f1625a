"""What a cube of received figures must tell apart for the cells of reliefs, beside the clauses themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.period import Period
from services.asked import Asked
from services.cube_asked import bit_of, dims_of
from services.relief_terms import terms_of
from store.lake.cube import Bit
from store.records import ReliefRecord


@dataclass(frozen=True)
class ToldApart:
    """What the sources must tell apart beside the clauses themselves."""

    bits: set[Bit] = field(default_factory=set)
    dims: set[str] = field(default_factory=set)
    periods: set[Period] = field(default_factory=set)


def told_apart(asked: Asked, granted: Iterable[ReliefRecord]) -> ToldApart:
    """The hours, dimensions and days of the cells that these reliefs remove."""
    found, contract = ToldApart(), asked.contract
    for record in granted:
        for cell in terms_of(record.in_force).cells:
            found.periods.update(cell.months(asked.periods()))
            for clause in contract.clauses:
                if clause.code in record.clauses and (inside := cell.within(clause)):
                    found.bits.update({bit} if (bit := bit_of(inside)) else ())
                    found.dims.update(dims_of(contract, inside))
    return found

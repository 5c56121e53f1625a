"""What a clause asks of a cube of sums: the dimensions it narrows by, its hours and weekdays as a bit."""

from __future__ import annotations

from collections.abc import Iterable

from sla.terms.contract import Aggregate, Clause, Contract
from store.lake.cube import Bit


def dims_of(contract: Contract, clause: Clause) -> set[str]:
    """The dimensions of the cube that a clause asks for: those it narrows by, and the site it tells apart."""
    parted = set() if clause.aggregate is Aggregate.POOLED else {"site"}
    return {*contract.scope, *clause.scope, *parted}


def bit_of(clause: Clause) -> Bit | None:
    """A clause's hours and weekdays as a bit of the cube."""
    if clause.hours is None and not clause.weekdays:
        return None
    start, end = clause.hours or (0, 24)
    days = "".join(str(day) for day in clause.weekdays) or "1234567"
    return Bit(f"h{start}_{end}_w{days}", hours=clause.hours, weekdays=clause.weekdays)


def sorted_bits(bits: Iterable[Bit]) -> list[Bit]:
    """Bits in the order of their names, so that the same question is the same query."""
    return sorted(bits, key=lambda bit: bit.name)

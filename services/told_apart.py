"""What a cube of received figures must tell apart: for the clauses, and for the days of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.period import Period
from services.asked import Asked
from services.cube_asked import bit_of, dims_of
from services.cuts import Cut
from store.lake.cube import Bit


@dataclass(frozen=True)
class ToldApart:
    """The hours and weekdays, the dimensions and the days that some question needs."""

    bits: set[Bit] = field(default_factory=set)
    dims: set[str] = field(default_factory=set)
    periods: set[Period] = field(default_factory=set)

    def add(self, other: ToldApart) -> None:
        """Take in what another question needs."""
        self.bits.update(other.bits)
        self.dims.update(other.dims)
        self.periods.update(other.periods)


def told_apart(asked: Sequence[Asked], cuts: Mapping[tuple[str, str], Sequence[Cut]]) -> ToldApart:
    """What these months need, with what decisions set apart in them by contract and month."""
    found = ToldApart()
    for each in asked:
        found.add(_of_clauses(each))
        found.add(_of_cuts(each, cuts.get((each.contract.code, each.label), ())))
    return found


def _of_clauses(asked: Asked) -> ToldApart:
    contract = asked.contract
    return ToldApart(
        {bit for clause in contract.clauses if (bit := bit_of(contract, clause))},
        {dim for clause in contract.clauses for dim in dims_of(contract, clause)},
        {*asked.periods(), *asked.days()},
    )


def _of_cuts(asked: Asked, cuts: Iterable[Cut]) -> ToldApart:
    """Their hours, dimensions and days."""
    found, contract = ToldApart(), asked.contract
    for cut in cuts:
        for cell in cut.cells:
            found.periods.update(cell.months(asked.periods()))
            for clause in contract.clauses:
                if clause.code in cut.clauses and (inside := cell.within(clause)):
                    found.bits.update({bit} if (bit := bit_of(contract, inside)) else ())
                    found.dims.update(dims_of(contract, inside))
    return found

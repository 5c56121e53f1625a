"""What a cube of received figures must tell apart: for the clauses, and for the days of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.period import Period
from services.contracts.asked import Asked
from services.judging.cube_asked import bits_of, dims_of
from services.judging.cuts import Cut
from sla.terms.contract import Contract, day_start_of
from sla.terms.cut import clauses_asked
from store.lake.cube import Bit
from store.lake.production_days import day_after


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
    clauses = list(clauses_asked(contract))
    return ToldApart(
        {bit for clause in clauses for bit in bits_of(contract, clause)},
        {dim for clause in clauses for dim in dims_of(contract, clause)},
        _with_nights(contract, {*asked.periods(), *asked.campaigns(), *asked.parts(), *asked.days()}),
    )


def _with_nights(contract: Contract, periods: set[Period]) -> set[Period]:
    """The same, and where days begin after midnight those in which their nights lie."""
    late = any(day_start_of(contract, clause) for clause in clauses_asked(contract))
    return periods | {day_after(each) for each in periods} if late else periods


def _of_cuts(asked: Asked, cuts: Iterable[Cut]) -> ToldApart:
    """Their hours, dimensions and days."""
    found, contract = ToldApart(), asked.contract
    for cut in cuts:
        for cell in cut.cells:
            found.periods.update(cell.months(asked.periods()))
            for clause in contract.clauses:
                if clause.code in cut.clauses and (inside := cell.within(clause)):
                    found.bits.update(bits_of(contract, inside))
                    found.dims.update(dims_of(contract, inside))
    return found

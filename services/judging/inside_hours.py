"""A clause's source inside its hours and days, part by part where the clause asks for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.period import Period
from core.scope import Scope
from core.tally import Sums
from qa.tallies import CountSource
from services.judging.cube_asked import bit_of, part_of, parts_of_days, unnamed_bits
from sla.terms.contract import Aggregate, Clause, Contract, day_start_of
from store.lake.production_days import ProductionDays
from store.lake.source import LakeSource
from store.lake.summed import Summed

#: Either kind answers as a core.tally.TallySource, and site by site.
Provider = LakeSource | CountSource


@dataclass(frozen=True)
class Parted:
    """A source part by part, and what names none of the parts as one more, of the whole's scope."""

    parts: Provider | ProductionDays
    unnamed: Provider | ProductionDays
    whole: Provider | ProductionDays

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """One entry for each part, one for the rest where there is any."""
        rest = self.unnamed.tallies(base_counts, scope, period, as_of)
        return [
            *self.parts.tallies(base_counts, scope, period, as_of),
            *(each for each in rest if each.totals),
        ]

    def summed(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> Summed:
        """The rows that `tallies` of the same question is the sum of."""
        assert not isinstance(self.whole, CountSource)
        return self.whole.summed(base_counts, scope, period, as_of)


def narrowed(provider: Provider, contract: Contract, clause: Clause) -> Provider | ProductionDays | Parted:
    """The provider inside the clause's hours, site by site (or part by part) where it asks for that."""
    within = inside(provider, contract, clause)
    if clause.aggregate is Aggregate.POOLED:
        return within
    return parted(provider, contract, clause) if clause.parts else within.by(part_of(clause))


def parted(provider: Provider, contract: Contract, clause: Clause) -> Parted:
    """The provider inside the clause's hours, part by part, with what names none of them."""
    within = inside(provider, contract, clause)
    apart = within.by(part_of(clause))
    if isinstance(provider, CountSource):
        return Parted(apart, provider.unnamed(part_of(clause)), within)
    found = [provider.where(bit.name) for bit in unnamed_bits(contract, clause)]
    return Parted(apart, ProductionDays(found[0], found[1]) if len(found) > 1 else found[0], within)


def inside(provider: Provider, contract: Contract, clause: Clause) -> Provider | ProductionDays:
    """The provider inside the clause's hours, in days that begin when the clause's do."""
    if not isinstance(provider, LakeSource):
        return provider
    if start := day_start_of(contract, clause):
        since, nights, _ = parts_of_days(contract, clause, start)
        return ProductionDays(provider.where(since.name), provider.where(nights.name))
    bit = bit_of(contract, clause)
    return provider.where(bit.name) if bit else provider

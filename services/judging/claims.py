"""Figures that reports claim without counts: which of them a clause may be judged by, and by none other.

A claim answers for exactly its scope, its days and its parameters. It is never added to another, never
rolled up, and gives way to counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.batch import Role, Source
from core.period import Period
from sla.load import catalogue, indicators_of
from sla.terms.contract import Aggregate, Clause, Contract, scope_of
from sla.terms.indicator import Indicator
from sla.terms.window import labels_in
from store.records import AssertedRecord, BatchRecord
from store.unit_of_work import UnitOfWork

#: The parameters a header can name. What else sets a variant apart, a report does not say.
_SAID = frozenset({"threshold_s", "window_s"})
Held = tuple[AssertedRecord, BatchRecord]


@dataclass(frozen=True)
class Claimed:
    """What a clause is judged by where nobody reported its counts."""

    #: In the indicator's unit, exact.
    value: Fraction
    #: The batches it comes from.
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Claims:
    """The claims of some vendors that hold at one moment, in the order they were committed."""

    held: Mapping[str, Sequence[Held]] = field(default_factory=dict)

    @staticmethod
    def of(uow: UnitOfWork, vendors: Sequence[str], span: Period) -> Claims:
        """Everything that is claimed about days of `span`."""
        found: dict[str, list[Held]] = {}
        for claim, batch in uow.asserted.holding(vendors, span):
            found.setdefault(claim.vendor, []).append((claim, batch))
        return Claims(found)

    def on(self, contract: Contract, label: str, clause: Clause, sources: Sequence[Source]) -> Claimed | None:
        """What the first of the clause's sources that claims anything claims last; None where none does."""
        mine = [
            (claim, batch)
            for claim, batch in self.held.get(contract.vendor, ())
            if batch.role is Role.FACTS and answers(claim, contract, label, clause)
        ]
        for source in sources:
            if said := [(claim, batch) for claim, batch in mine if batch.source is source]:
                claim, batch = said[-1]
                scale = indicators_of(contract)[clause.indicator].scale
                return Claimed(claim.value * scale, (batch.id,))
        return None


def answers(claim: AssertedRecord, contract: Contract, label: str, clause: Clause) -> bool:
    """Whether the clause asks for exactly this figure: its indicator, days, scope and parameters.

    No claim says at which hours it was measured, or which site is the worst.
    """
    indicator = indicators_of(contract)[clause.indicator]
    return (
        claim.indicator == clause.indicator
        and indicator == catalogue().get(clause.indicator)
        and claim.period.start == asked_days(contract, label, clause).start
        and claim.period.end == asked_days(contract, label, clause).end
        and claim.scope == scope_of(contract, clause)
        and clause.aggregate is Aggregate.POOLED
        and clause.hours is None
        and clause.opening is None
        and not clause.weekdays
        and dict(claim.params) == named_params(indicator, clause)
    )


def asked_days(contract: Contract, label: str, clause: Clause) -> Period:
    """The days the clause looks at when a month is judged: its whole window."""
    if clause.campaign and (spans := clause.campaign.looked_at(contract.month_rule.month(label))):
        return spans[-1]
    months = [contract.month_rule.month(each) for each in labels_in(clause.window, label)]
    return Period(months[0].start, months[-1].end)


def named_params(indicator: Indicator, clause: Clause) -> dict[str, str]:
    """The clause's parameters that a header can name, as far as its formula uses them."""
    variant = indicator.variant(clause.variant)
    names = (*variant.numerator, *variant.denominator) if variant else ()
    used = {name for each in names for name in re.findall(r"\{(\w+)\}", each)}
    values = {**indicator.params, **clause.params}
    return {name: str(values[name]) for name in sorted(used & _SAID)}

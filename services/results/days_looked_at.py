"""Whose days, which days and which target lie behind a clause's figure: as the judge decided it.

Of sites told apart the one that decided, of several campaigns that end in a month the worst, of targets by
scope the row that holds. What is shown day by day then adds up to the figure that was judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.period import Period
from services.contracts.asked import Asked, unit_of
from services.judging.baselines import Based, based
from services.judging.judging import before_relief
from services.judging.past import Past
from services.judging.relieving import with_relief
from services.judging.sources import Sources
from sla.judging.targets import held
from sla.rules import Rules
from sla.terms.contract import Aggregate, Clause, Contract, scope_of
from sla.terms.window import Window


@dataclass(frozen=True)
class LookedAt:
    """A clause as its days are looked at."""

    #: Against the target that holds, narrowed to the site or part that decided.
    clause: Clause
    #: The days of the month, of the campaign, or of the part that decided where the month is split.
    days: Period


@dataclass(frozen=True)
class DaysAsked:
    """The contract's clauses by the month alone, and beside them those whose window decides a site."""

    asked: Asked
    whole: Asked | None = None

    @staticmethod
    def of(contract: Contract, label: str, rules: Rules) -> DaysAsked:
        """Each clause as a single month of its own, whatever its window; a campaign keeps its days.

        `rules`: those the month is judged by.
        """
        alone = tuple(replace(each, window=Window.MONTH) for each in contract.clauses)
        asked = Asked(replace(contract, clauses=alone), label, rules)
        apart = tuple(each for each in contract.clauses if each.aggregate is Aggregate.WORST)
        # Sources tell contracts apart by their version.
        whole = Asked(replace(contract, clauses=apart, version=f"{contract.version} whole"), label, rules)
        return DaysAsked(asked, whole if apart else None)

    @property
    def every(self) -> list[Asked]:
        """What the sources are opened for."""
        return [self.asked, self.whole] if self.whole else [self.asked]

    def looked_at(self, sources: Sources) -> Mapping[str, LookedAt]:
        """Clause → what its days are of; without those no window of days of which runs in the month."""
        found, terms = {}, based(self.asked, sources)
        for clause in terms.asked.contract.clauses:
            if split := _split(terms, clause, sources):
                found[clause.code] = split
                continue
            days: Period | None = self.asked.period
            if clause.campaign:
                days = sources.measuring(self.asked, clause).days_of_campaign()
            if days is not None:
                found[clause.code] = LookedAt(self._decided(clause, sources), days)
        return found

    def _decided(self, clause: Clause, sources: Sources) -> Clause:
        """The clause of the site that decided, with the target row that holds."""
        whole = self.whole.contract.clause(clause.code) if self.whole else None
        measured = sources.measured(self.whole, whole) if self.whole and whole else None
        unit = unit_of(clause, self.asked.formula(clause))
        contract, label = self.asked.contract, self.asked.label
        by_gap = self.asked.rules.worst_by_gap
        near = held(contract, clause, label, scope_of(contract, clause), measured, unit, by_gap)
        decided = near.measured.scope.narrowed() if near.measured and near.measured.scope else {}
        if not decided.keys() - {*contract.scope, *clause.scope}:
            return near.clause
        return replace(near.clause, scope=decided, aggregate=Aggregate.POOLED, parts=None)


def _split(terms: Based, clause: Clause, sources: Sources) -> LookedAt | None:
    """Of a clause split by day the part that decided; None where it is judged on the month as a whole."""
    if clause.cut is None or not clause.cut.parts:
        return None
    line = with_relief(terms.asked, before_relief(terms, clause, sources, Past()), sources)
    if line.days is None:
        return None
    judged, scope = line.judgement, line.judgement.scope.narrowed() if line.judgement.scope else {}
    held = replace(line.clause, cut=None, target=judged.target, target_high=judged.target_high)
    if scope.keys() - {*terms.asked.contract.scope, *clause.scope}:
        held = replace(held, scope=scope, aggregate=Aggregate.POOLED, parts=None)
    return LookedAt(held, line.days)

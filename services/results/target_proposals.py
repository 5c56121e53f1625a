"""The targets continuous improvement proposes for the next version: from closed months, never by itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.month import FROZEN
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import formula_of, unit_of
from services.contracts.contract_versions import rebuilt
from services.judging.past import Past
from sla.judging.improvement import improved
from sla.judging.targets import bound
from sla.terms.contract import Aggregate, Contract, scope_of
from sla.terms.definition import Unit

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Months that were judged by one site's figure or another's lead to no single target.
_APART = Text(
    "各职场目标不同，逐月以差距最大的职场判定，不能据此提出单一目标：请按职场分设条款",
    "Its sites have targets of their own and the one furthest short decides each month: no single target "
    "follows; a clause for each site would",
)


@dataclass(frozen=True)
class Proposal:
    """A clause's present target and the one its best months lead to."""

    clause: str
    name: Text
    unit: Unit
    target: Fraction
    #: None while too few months are closed.
    proposed: Fraction | None
    steps: tuple[Text, ...]


def target_proposals(house: House, who: Principal, contract: str) -> tuple[Proposal, ...]:
    """A proposal for each clause of the newest version that says how its target improves.

    Only final months that were judged count, with the figure they were closed with: not those that showed how
    far a window had come. Of targets by scope the row the clause's figure falls under is improved. Nothing
    changes by it: a new version does.
    """
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        terms = rebuilt(uow.contracts.versions_of(contract)[-1])
        if not any(clause.improvement for clause in terms.clauses):
            return ()
        closed = sorted(m.period for m in uow.months.listed(contract=contract) if m.state in FROZEN)
        past = Past.of(uow, [contract])
    return tuple(_proposals(terms, past, closed))


def _proposals(terms: Contract, past: Past, closed: list[str]) -> list[Proposal]:
    found = []
    for clause in terms.clauses:
        rule, target = clause.improvement, bound(clause, scope_of(terms, clause)).target
        if rule is None or target is None:
            continue
        values = [(label, past.judged_in(terms.code, clause.code, label)) for label in closed]
        months = [(label, value) for label, value in values if value is not None]
        unit = unit_of(clause, formula_of(terms, clause))
        apart = bool(clause.targets) and clause.aggregate is Aggregate.WORST
        new = None if apart else improved(rule, clause.comparison, target, months, unit)
        steps = new.steps if new else (_APART if apart else _waiting(len(months), rule.among),)
        found.append(Proposal(clause.code, clause.name, unit, target, new.target if new else None, steps))
    return found


def _waiting(closed: int, among: int) -> Text:
    return Text(
        f"已有 {closed} 个定稿月，满 {among} 个月后提出建议",
        f"{closed} months are closed; a proposal follows from {among}",
    )

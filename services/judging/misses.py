"""Misses and breaches: opened, continued, recovered as months are judged; listed with their plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from core.verdict import Verdict
from services.contracts.asked import formula_of
from services.contracts.contract_versions import governs
from services.judging.miss_scribe import VOIDED, Scribe
from sla.follow_up.misses import MISS_STATE_NAMES, MissState, MonthVerdict, follow, follow_total
from sla.terms.contract import Contract
from sla.terms.indicator import Formula
from sla.terms.layer import ClauseLayer
from store.records import BreachRecord, MissRecord, PlanRecord, VerdictRow
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: The clause code under which the month's total is followed.
TOTAL = "TOTAL"
STATE_NAMES: dict[str, Text] = {
    **{state.value: name for state, name in MISS_STATE_NAMES.items()},
    VOIDED: Text("更正后撤销", "Voided by a correction"),
}
_TOTAL_NAME = Text("月度总分", "The month's total")
#: The verdicts a month can be missed or recovered with: one taken over has none of ours.
_JUDGED = (Verdict.MET, Verdict.BELOW_TARGET, Verdict.MISSED)
_STANDING = (MissState.OPEN.value, MissState.CONTINUED.value)


@dataclass(frozen=True)
class MissView:
    """A miss with what is said about it."""

    record: MissRecord
    contract: str
    contract_name: Text
    clause_name: Text
    state: Text
    #: What the contract's rule made of it; None while it is no breach.
    breach: BreachRecord | None
    plans: tuple[PlanRecord, ...]
    #: Months missed in a row.
    streak: int

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """The plans that answer it."""
        return tuple(plan.id for plan in self.plans)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be put right."""
        return self.record.state in _STANDING


@dataclass(frozen=True)
class BreachView:
    """A breach with the miss it grew from."""

    record: BreachRecord
    miss: MissRecord
    clause_name: Text


def misses(
    house: House,
    who: Principal,
    vendor: str | None = None,
    open_only: bool = False,
    contract: str | None = None,
) -> list[MissView]:
    """The misses this person may see, newest month first; voided ones are left out where only open ones are
    asked for."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = uow.misses.in_state(*(_STANDING if open_only else STATE_NAMES))
        return [
            _view(uow, record)
            for record in found
            if vendor in (None, record.vendor) and contract in (None, record.contract)
        ]


def last_figure(house: House, who: Principal, view: MissView) -> tuple[VerdictRow, Formula] | None:
    """What a missed clause came to in its last month, as it was judged then, and how it is formed.

    None for the month's total, for a month taken over, and where nothing is kept of it.
    """
    record = view.record
    authorize(who, Action.VIEW, record.vendor)
    with house.database.read(who) as uow:
        run = uow.runs.latest(record.contract, record.last_period)
        rows = uow.runs.verdicts_of(run.id) if run else []
        contract = governs(uow, record.contract, record.last_period)
    clause = contract.clause(record.clause) if contract else None
    row = next((row for row in rows if row.clause == record.clause and row.verdict in _JUDGED), None)
    return (row, formula_of(contract, clause)) if row and contract and clause else None


def breaches(
    house: House, who: Principal, vendor: str | None = None, label: str | None = None
) -> list[BreachView]:
    """The breaches that stand, newest month first; of one vendor or one month where named."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [
            BreachView(record, uow.misses.get(record.miss_id), _clause_name(uow, record))
            for record in uow.misses.breaches_of()
            if record.state != VOIDED and vendor in (None, record.vendor) and label in (None, record.period)
        ]


def record_misses(
    uow: UnitOfWork,
    who: Principal,
    contract: Contract,
    months: Mapping[str, Sequence[MonthVerdict]],
    run_id: str | None = None,
    totals: Sequence[tuple[str, Decimal | None]] = (),
) -> list[MissRecord]:
    """Bring the misses of a contract up to its judgements; gives the records that changed.

    `months` holds for each clause every month judged under the contract, oldest first, the new ones
    included; `totals` the months' totals, where the contract has a rule for them. The same judgements again
    change nothing, and a process specification opens none. A miss that a correction took back is voided,
    never deleted; what lies beyond the last month given is left alone.
    """
    followed = {
        clause.code: follow(clause.code, months[clause.code], clause.breach_rule, clause.breach_level)
        for clause in contract.clauses
        if months.get(clause.code) and clause.layer is not ClauseLayer.SPEC
    }
    spans = {code: months[code][-1].label for code in followed}
    rules = {clause.code: clause.breach_rule for clause in contract.clauses}
    if contract.total_rule and totals:
        followed[TOTAL] = follow_total(contract.total_rule, totals)
        spans[TOTAL], rules[TOTAL] = totals[-1][0], contract.total_rule.rule
    held: dict[str, list[MissRecord]] = {}
    for record in uow.misses.of_contract(contract.code):
        held.setdefault(record.clause, []).append(record)
    breached = {breach.miss_id: breach for breach in uow.misses.breaches_of(contract.code)}
    changed = []
    for code, found in followed.items():
        scribe = Scribe(uow, who, contract, code, rules[code], run_id, breached)
        changed += scribe.bring_up(found, spans[code], held.get(code, ()))
    return changed


def _view(uow: UnitOfWork, record: MissRecord) -> MissView:
    breach = next((b for b in uow.misses.breaches_of(miss_id=record.id) if b.state != VOIDED), None)
    return MissView(
        record=record,
        contract=record.contract,
        contract_name=uow.contracts.by_code(record.contract).name,
        clause_name=_clause_name(uow, record),
        state=STATE_NAMES[record.state],
        breach=breach,
        plans=tuple(uow.plans.of_miss(record.id)),
        streak=record.consecutive,
    )


def _clause_name(uow: UnitOfWork, record: MissRecord | BreachRecord) -> Text:
    """The clause's name in the version that governed its last month."""
    if record.clause == TOTAL:
        return _TOTAL_NAME
    label = record.last_period if isinstance(record, MissRecord) else record.period
    contract = governs(uow, record.contract, label)
    clause = contract.clause(record.clause) if contract else None
    return clause.name if clause else Text(record.clause, record.clause)

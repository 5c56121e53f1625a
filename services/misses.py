"""Misses and breaches: opened, continued, recovered as months are judged; listed with their plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.text import Text
from services.contract_versions import governs
from sla.contract import BreachRule, Contract
from sla.misses import MISS_STATE_NAMES, Miss, MissState, MonthVerdict, follow, follow_total
from sla.plain import plain
from store.records import BreachRecord, MissRecord, PlanRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House

#: A miss (or breach) that a corrected month took back; it stays on record.
VOIDED = "voided"
OPEN = "open"
#: The clause code under which the month's total is followed.
TOTAL = "TOTAL"
STATE_NAMES: dict[str, Text] = {
    **{state.value: name for state, name in MISS_STATE_NAMES.items()},
    VOIDED: Text("更正后撤销", "Voided by a correction"),
}
_TOTAL_NAME = Text("月度总分", "The month's total")
_CORRECTED = Text("数据更正后重新判定", "Judged anew after a correction")
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
    change nothing. A miss that a correction took back is voided, never deleted; what lies beyond the last
    month given is left alone.
    """
    followed = {
        clause.code: follow(clause.code, months[clause.code], clause.breach_rule, clause.breach_level)
        for clause in contract.clauses
        if months.get(clause.code)
    }
    spans = {code: months[code][-1].label for code in followed}
    rules = {clause.code: clause.breach_rule for clause in contract.clauses}
    if contract.total_rule and totals:
        followed[TOTAL] = follow_total(contract.total_rule, totals)
        spans[TOTAL], rules[TOTAL] = totals[-1][0], contract.total_rule.rule
    held: dict[str, list[MissRecord]] = {}
    for record in uow.misses.of_contract(contract.code):
        held.setdefault(record.clause, []).append(record)
    changed = []
    for code, found in followed.items():
        scribe = _Scribe(uow, who, contract, code, rules[code], run_id)
        changed += scribe.bring_up(found, spans[code], held.get(code, ()))
    return changed


@dataclass(frozen=True)
class _Scribe:
    """Writes what became of one clause's misses."""

    uow: UnitOfWork
    who: Principal
    contract: Contract
    clause: str
    rule: BreachRule | None
    run_id: str | None

    def bring_up(self, found: Iterable[Miss], last: str, known: Iterable[MissRecord]) -> list[MissRecord]:
        """Continue, correct, open and void until the records `known` of the clause say what was found."""
        held = [record for record in known if max(record.last_period, record.recovered_period or "") <= last]
        changed: list[MissRecord | None] = []
        for miss in found:
            record = _same(held, miss)
            if record is None:
                changed.append(self._open(miss))
            else:
                held.remove(record)
                changed.append(self._bring_up_one(record, miss))
        changed += [self._void(record) for record in held if record.state != VOIDED]
        return [record for record in changed if record is not None]

    def _open(self, miss: Miss) -> MissRecord:
        clause = self.contract.clause(self.clause)
        record = MissRecord(
            contract=self.contract.code,
            vendor=self.contract.vendor,
            clause=self.clause,
            scope=dict(clause.scope) if clause else {},
            opened_at=self.uow.now,
            run_id=self.run_id,
            **_facts(miss),
        )
        self.uow.misses.add(record)
        self._changes(record.id, miss, frozenset())
        self._note("miss_opened", record)
        self._breach(record, miss)
        return record

    def _bring_up_one(self, record: MissRecord, miss: Miss) -> MissRecord | None:
        breach_changed = self._breach(record, miss)
        after = replace(record, **_facts(miss))
        if after == record:
            return record if breach_changed else None
        seen = frozenset({*record.periods, record.recovered_period})
        if record.state == VOIDED or not self._changes(record.id, miss, seen):
            why = _CORRECTED.in_(self.who.lang)
            self.uow.journal.moved("miss", record.id, record.state, after.state, why)
        self._note("miss_changed", after)
        return self.uow.misses.update(replace(after, run_id=self.run_id))

    def _void(self, record: MissRecord) -> MissRecord:
        why = _CORRECTED.in_(self.who.lang)
        self.uow.journal.moved("miss", record.id, record.state, VOIDED, why)
        self._void_breach(self._breach_of(record))
        after = self.uow.misses.update(replace(record, state=VOIDED, run_id=self.run_id))
        self._note("miss_voided", after)
        return after

    def _changes(self, id: str, miss: Miss, seen: frozenset[str | None]) -> int:
        """Keep the changes of months not seen before; how many there were."""
        new = [change for change in miss.changes if change.what == "miss" and change.label not in seen]
        for change in new:
            why = f"{change.label} {change.why.in_(self.who.lang)}"
            self.uow.journal.moved("miss", id, change.before, change.after, why)
        return len(new)

    def _breach(self, record: MissRecord, miss: Miss) -> bool:
        """Bring the miss's breach up to the rule; whether anything changed."""
        known = self._breach_of(record)
        if miss.breach is None or miss.breached is None:
            return self._void_breach(known)
        if known is None:
            self._open_breach(record, miss)
            return True
        after = replace(known, level=miss.breach.value, period=miss.breached, state=OPEN)
        if after == known:
            return False
        self.uow.misses.breaches.update(after)
        self.uow.journal.moved("breach", known.id, known.state, OPEN, _CORRECTED.in_(self.who.lang))
        return True

    def _open_breach(self, record: MissRecord, miss: Miss) -> None:
        breach = BreachRecord(
            miss_id=record.id,
            contract=record.contract,
            vendor=record.vendor,
            clause=record.clause,
            period=str(miss.breached),
            level=str(miss.breach),
            rule=plain(self.rule) if self.rule else {},
            opened_at=self.uow.now,
        )
        self.uow.misses.breaches.add(breach)
        why = next(change.why for change in miss.changes if change.what == "breach")
        words = f"{miss.breached} {why.in_(self.who.lang)}"
        self.uow.journal.moved("breach", breach.id, None, OPEN, words)

    def _void_breach(self, breach: BreachRecord | None) -> bool:
        if breach is None or breach.state == VOIDED:
            return False
        self.uow.misses.breaches.update(replace(breach, state=VOIDED))
        self.uow.journal.moved("breach", breach.id, breach.state, VOIDED, _CORRECTED.in_(self.who.lang))
        return True

    def _breach_of(self, record: MissRecord) -> BreachRecord | None:
        found = self.uow.misses.breaches_of(miss_id=record.id)
        return found[0] if found else None

    def _note(self, action: str, record: MissRecord) -> None:
        after = {"clause": record.clause, "months": record.periods, "state": record.state}
        self.uow.journal.note(action, "miss", record.id, after=after, vendor=record.vendor)


def _facts(miss: Miss) -> dict[str, Any]:
    return {
        "first_period": miss.opened,
        "last_period": miss.months[-1],
        "consecutive": miss.consecutive,
        "periods": miss.months,
        "state": miss.state.value,
        "recovered_period": miss.recovered,
    }


def _same(held: Sequence[MissRecord], miss: Miss) -> MissRecord | None:
    """The record of this run of misses: the one that shares most of its months."""
    shared = [(len(set(record.periods) & set(miss.months)), record) for record in held]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


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

"""Writes what became of a clause's misses: opened, continued, voided; and the breaches of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.principal import Principal
from core.text import Text
from sla.contract_file.plain import plain
from sla.follow_up.misses import Miss
from sla.terms.contract import BreachRule, Contract
from store.records import BreachRecord, MissRecord
from store.unit_of_work import UnitOfWork

#: A miss (or breach) that a corrected month took back; it stays on record.
VOIDED = "voided"
OPEN = "open"
_CORRECTED = Text("数据更正后重新判定", "Judged anew after a correction")


@dataclass(frozen=True)
class Scribe:
    """Writes what became of one clause's misses."""

    uow: UnitOfWork
    who: Principal
    contract: Contract
    clause: str
    rule: BreachRule | None
    run_id: str | None
    #: The contract's breaches as they stood, by miss.
    breached: Mapping[str, BreachRecord]

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
        self._note("miss_opened", None, record)
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
        self._note("miss_changed", record, after)
        return self.uow.misses.update(replace(after, run_id=self.run_id))

    def _void(self, record: MissRecord) -> MissRecord:
        why = _CORRECTED.in_(self.who.lang)
        self.uow.journal.moved("miss", record.id, record.state, VOIDED, why)
        self._void_breach(self.breached.get(record.id))
        after = self.uow.misses.update(replace(record, state=VOIDED, run_id=self.run_id))
        self._note("miss_voided", record, after)
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
        known = self.breached.get(record.id)
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

    def _note(self, action: str, before: MissRecord | None, after: MissRecord) -> None:
        was = None if before is None else _said(before)
        self.uow.journal.note(action, "miss", after.id, before=was, after=_said(after), vendor=after.vendor)


def _facts(miss: Miss) -> dict[str, Any]:
    return {
        "first_period": miss.opened,
        "last_period": miss.months[-1],
        "consecutive": miss.consecutive,
        "periods": miss.months,
        "state": miss.state.value,
        "recovered_period": miss.recovered,
    }


def _said(record: MissRecord) -> dict[str, Any]:
    return {"clause": record.clause, "months": record.periods, "state": record.state}


def _same(held: Sequence[MissRecord], miss: Miss) -> MissRecord | None:
    """The record of this run of misses: the one that shares most of its months."""
    shared = [(len(set(record.periods) & set(miss.months)), record) for record in held]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None

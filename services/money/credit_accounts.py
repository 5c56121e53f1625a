"""The entries of a contract's ledger as they stand: rows, amounts, the clock of the claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.money import Money
from core.month import FROZEN
from core.text import Text
from core.verdict import Verdict
from core.workdays import DueDate, WorkCalendar
from services.contracts.asked import formula_of
from services.contracts.contract_versions import must_govern
from services.judging.past import Past
from sla.follow_up.misses import MonthVerdict
from sla.judging.inherited import has_minimum
from sla.money.deductions import LineKind
from sla.money.earn_back import earned_back, earned_words, reached_target
from sla.money.ledger import Account, CreditState, Move, claim_until, is_claimed
from sla.money.statement_lines import Standing
from sla.terms.contract import Clause, Contract
from sla.terms.credits import Credits, EarnBack
from store.records import CreditEntryRecord, CreditMoveRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class EntryView:
    """An entry with everything known of it."""

    record: CreditEntryRecord
    moves: tuple[CreditMoveRecord, ...]
    account: Account
    #: What statements took off for it so far.
    taken: Money
    #: The last day to claim it; None where no claim is needed.
    until: DueDate | None = None
    #: The month in which the contract's rule gives it back.
    comes_back: str | None = None
    #: By which months, and what they were held against.
    back_by: Text | None = None

    @property
    def name(self) -> Text:
        """What it is for."""
        return self.record.name

    @property
    def state(self) -> CreditState:
        """Where it stands."""
        return self.account.state

    @property
    def amount(self) -> Money:
        """What it comes to."""
        return self.account.amount

    @property
    def version(self) -> int:
        """The number of rows a person has seen."""
        return len(self.moves)

    @property
    def standing(self) -> Standing:
        """As a statement takes it."""
        record = self.record
        return Standing(
            record.id, record.kind, record.code, record.name, record.period, self.account, self.taken
        )

    def is_late(self, today: date) -> bool:
        """Whether the time to claim it is over and nobody has."""
        return self.state is CreditState.ACCRUED and self.until is not None and today > self.until.day


def entries_of(uow: UnitOfWork, contract: str) -> list[EntryView]:
    """A contract's entries, newest month first."""
    records = uow.ledger.of_contract(contract)
    if not records:
        return []
    moves = uow.ledger.moves_of(record.id for record in records)
    taken = uow.ledger.taken(record.id for record in records)
    terms = {period: must_govern(uow, contract, period) for period in {r.period for r in records}}
    back = _coming_back(uow, contract, terms)
    views = [
        _view(record, moves[record.id], taken.get(record.id, 0), terms[record.period], back)
        for record in records
    ]
    return sorted(views, key=lambda view: view.record.period, reverse=True)


def entry_of(uow: UnitOfWork, id: str) -> EntryView:
    """One entry; refused where this person may not see it."""
    record = uow.ledger.get(id)
    return next(view for view in entries_of(uow, record.contract) if view.record.id == id)


def _view(
    record: CreditEntryRecord,
    moves: Sequence[CreditMoveRecord],
    taken: int,
    terms: Contract,
    back: dict[tuple[str, str], _Back],
) -> EntryView:
    rules = _credits(terms)
    needed = is_claimed(rules, record.kind)
    rows = tuple(Move(m.state, Money(m.cents, record.currency), m.edition, m.disputed_cents) for m in moves)
    final_on = next(move.day for move in reversed(moves) if move.edition is not None)
    last_day = terms.month_rule.month(record.period).last_day
    until = claim_until(rules, final_on, last_day, WorkCalendar(terms.calendar)) if needed else None
    comes = back.get((record.code, record.period)) if record.kind is LineKind.CREDIT else None
    return EntryView(
        record,
        tuple(moves),
        Account(rows, needed),
        Money(taken, record.currency),
        until,
        comes.earned_in if comes else None,
        comes.words if comes else None,
    )


def _credits(terms: Contract) -> Credits | None:
    return terms.settlement.credits if terms.settlement else None


@dataclass(frozen=True)
class _Back:
    """The month that gives a credit back, and why."""

    earned_in: str
    words: Text


def _coming_back(uow: UnitOfWork, contract: str, terms: dict[str, Contract]) -> dict[tuple[str, str], _Back]:
    """(clause, month) → the month that brings its credit back, by the months that are final."""
    newest = terms[max(terms)]
    rules = _credits(newest)
    if rules is None or rules.earn_back is None:
        return {}
    final = {month.period for month in uow.months.listed(contract=contract) if month.state in FROZEN}
    past = Past.of(uow, [contract])
    found: dict[tuple[str, str], _Back] = {}
    for code, months in past.verdicts(contract, newest.counters).items():
        known = [month for month in months if month.label in final]
        if clause := newest.clause(code):
            values = {month.label: past.value_in(contract, code, month.label) for month in known}
            found |= _backs(newest, clause, rules.earn_back, known, values)
    return found


def _backs(
    terms: Contract,
    clause: Clause,
    rule: EarnBack,
    known: Sequence[MonthVerdict],
    values: Mapping[str, Fraction | None],
) -> dict[tuple[str, str], _Back]:
    """The credits of one clause that come back."""
    below = has_minimum(terms, clause)
    grave = frozenset(m.label for m in known if below and m.verdict is Verdict.MISSED)
    target = rule.target_of(clause.code)
    reached = None if target is None else reached_target(clause, target, values)
    unit = formula_of(terms, clause).unit
    return {
        (clause.code, each.credit_of): _Back(each.earned_in, earned_words(each, target, values, unit))
        for each in earned_back(known, rule, grave, reached)
    }

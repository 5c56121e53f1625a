"""The settlement statement 结算确认单 of a final month: as it would be today, issued, and paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.canonical import content_hash
from core.errors import ConflictError, WrongInputError
from core.money import Money
from core.month import FROZEN, MonthState
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import governs, must_govern
from services.house.writing import needed, reasoned, writing
from services.judging.agreed import cited
from services.judging.month_result import MonthResult
from services.known.vendor_names import name_in
from services.money.credit_accounts import entries_of
from services.money.credit_accrual import bring_up, final_months
from services.money.statement_kept import statement_kept, statement_read
from sla.money.ledger import CreditState
from sla.money.payments import PaymentKind, PaymentState, payment_state
from sla.money.statement import Before, Statement, statement_of
from sla.spoken import amount_words
from sla.terms.contract import Contract
from store.records import (
    CreditMoveRecord,
    MonthRecord,
    PaymentRecord,
    StatementRecord,
    StatementTakeRecord,
)
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_REFERENCE = Text("发票号或付款单号", "The number of the invoice or payment order")


@dataclass(frozen=True)
class StatementView:
    """A month's statement with what surrounds it."""

    contract: Contract
    label: str
    period: Period
    edition: int
    state: MonthState
    figures: Statement
    #: None while it only shows what would be issued today.
    issued: StatementRecord | None
    #: All payments about the month, by day.
    payments: tuple[PaymentRecord, ...]
    #: Payable on all issued editions of the month.
    due: Money
    #: What the vendor was called on the month's last day.
    vendor_name: Text
    #: The supplementary agreements its month rests on, each by its number.
    agreed: tuple[Text, ...] = ()

    @property
    def number(self) -> str:
        """JS-LINE-2026-202609-1: contract, month, edition."""
        return f"JS-{self.contract.code}-{self.label.replace('-', '')}-{self.edition}"

    @property
    def paid(self) -> Money:
        """What was paid on the month's statements."""
        cents = sum(each.cents for each in self.payments if each.kind is PaymentKind.PAID)
        return Money(cents, self.contract.currency)

    @property
    def paid_state(self) -> PaymentState | None:
        """How far it is paid; None while nothing is issued."""
        return payment_state(self.due, self.paid) if self.due.cents or self.issued else None

    @property
    def seen(self) -> str:
        """Hash of the figures a person has looked at."""
        return content_hash(statement_kept(self.figures))


def statement(house: House, who: Principal, contract: str, label: str) -> StatementView:
    """The statement of a month's present edition: as issued, else as it would be today.

    Refused where the month is not final, and where the contract settles nothing.
    """
    authorize(who, Action.VIEW)
    found = _standing(house, who, contract, label)
    if found:
        return found[0]
    with house.database.read(who) as uow:
        must_govern(uow, contract, label)
        month = uow.months.of(contract, label)
    raise _not_final(contract, label, month.state if month else MonthState.COLLECTING)


def statements(house: House, who: Principal, contract: str) -> list[StatementView]:
    """The statements of all final months of a contract that settles something, oldest first."""
    authorize(who, Action.VIEW)
    return _standing(house, who, contract)


def _standing(house: House, who: Principal, contract: str, label: str | None = None) -> list[StatementView]:
    """Of the contract's final months, or of one. What is issued is read; only what is not is reckoned."""
    bring_up(house, who, contract)
    with house.database.read(who) as uow:
        final = [m for m in uow.months.listed(contract=contract, period=label) if m.state in FROZEN]
        made = {(each.period, each.edition) for each in uow.ledger.statements_of(contract)}
    open_ones = [month.period for month in final if (month.period, month.edition) not in made]
    reckoned = {month.label: month for month in final_months(house, who, contract, open_ones)}
    with house.database.read(who) as uow:
        return [view for month in reversed(final) for view in _shown(uow, month, reckoned, open_ones)]


def _shown(
    uow: UnitOfWork, held: MonthRecord, reckoned: Mapping[str, MonthResult], open_ones: Sequence[str]
) -> Iterator[StatementView]:
    """The month's statement; none where nothing is issued and it settles nothing."""
    month = reckoned.get(held.period)
    if month is not None:
        yield _view(uow, held, month.contract, month)
    elif held.period not in open_ones and (terms := governs(uow, held.contract, held.period)):
        yield _view(uow, held, terms)


def issue(house: House, who: Principal, contract: str, label: str, seen: str) -> StatementView:
    """Issue the statement a person has looked at (`seen`): from then on it stays as it is.

    What it takes off is set off: agreed entries, and those that need no claim and are not contested.
    """
    authorize(who, Action.APPROVE)
    bring_up(house, who, contract)
    months = {month.label: month for month in final_months(house, who, contract, [label])}
    with writing(house, who, Action.APPROVE) as uow:
        owner = uow.contracts.by_code(contract)
        authorize(who, Action.APPROVE, owner.vendor)
        held = uow.months.of(contract, label)
        if held is None or held.state not in FROZEN or label not in months:
            raise _not_final(contract, label, held.state if held else MonthState.COLLECTING)
        view = _view(uow, held, months[label].contract, months[label])
        if view.issued:
            raise WrongInputError("statement_issued", period=label)
        if view.seen != seen or held.run_id != months[label].run_id:
            raise ConflictError(entity="statements", id=view.number, seen=seen, now=view.seen)
        record = uow.ledger.statements.add(_record(uow, who, view, months[label].run_id))
        _set_off(uow, who, view, record, house.today(view.contract.timezone))
        uow.journal.note(
            "statement_issued", "contract", contract,
            after={"number": view.number, "period": label, "cents": record.cents, "hash": record.hash},
            vendor=record.vendor,
        )  # fmt: skip
        return _view(uow, held, view.contract, months[label])


def pay(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    amount: Money,
    day: date,
    reference: str,
    kind: PaymentKind = PaymentKind.PAID,
    why: str = "",
) -> StatementView:
    """Note a payment on an issued statement, or retention given back; never more than is open.

    An amount below 0 takes an entry back and needs its reason.
    """
    view = statement(house, who, contract, label)
    vendor = view.contract.vendor
    with writing(house, who, Action.MANAGE, vendor) as uow:
        if day > house.today(view.contract.timezone):
            raise WrongInputError("future", day=day.isoformat())
        left = _open(uow, view, kind)
        if not amount.cents or amount > left:
            raise WrongInputError("payment_exceeds", amount=amount_words(amount), left=amount_words(left))
        kept = uow.ledger.payments.add(
            PaymentRecord(
                contract=contract,
                vendor=vendor,
                period=label,
                kind=kind,
                cents=amount.cents,
                currency=amount.currency,
                day=day,
                reference=needed(reference, _REFERENCE),
                why=reasoned(why) if amount.cents < 0 else why.strip(),
                at=uow.now,
                by=who.name,
            )
        )
        after = {"kind": kind, "period": label, "cents": kept.cents, "reference": kept.reference}
        uow.journal.note("payment_noted", "contract", contract, after=after, why=kept.why, vendor=vendor)
    return statement(house, who, contract, label)


def _view(
    uow: UnitOfWork, held: MonthRecord, contract: Contract, month: MonthResult | None = None
) -> StatementView:
    """As issued, else of the `month` as it is reckoned."""
    label, made = held.period, uow.ledger.statements_of(held.contract)
    own = [each for each in made if each.period == label]
    issued = next((each for each in own if each.edition == held.edition), None)
    figures = statement_read(issued.body) if issued else _figures(uow, month, made)
    period = contract.month_rule.month(label)
    return StatementView(
        contract,
        label,
        period,
        held.edition,
        held.state,
        figures,
        issued,
        tuple(each for each in uow.ledger.payments_of(contract.code) if each.period == label),
        Money(sum(each.payable_cents for each in own), contract.currency),
        name_in(uow, contract, period.last_day),
        agreed_in(uow, contract.code, label),
    )


def agreed_in(uow: UnitOfWork, contract: str, label: str) -> tuple[Text, ...]:
    """The supplementary agreements in force in a month, each as it is cited."""
    held = uow.supplements.in_force([contract]).get((contract, label), ())
    return tuple(cited(each) for each in held)


def _figures(uow: UnitOfWork, month: MonthResult | None, made: Sequence[StatementRecord]) -> Statement:
    """What would be issued today, beside the statements made before."""
    assert month is not None and month.settled is not None
    contract, currency = month.contract, month.contract.currency
    own = [each.fee_cents for each in made if each.period == month.label]
    released = [p.cents for p in uow.ledger.payments_of(contract.code) if p.kind is PaymentKind.RELEASED]
    before = Before(
        Money(own[-1] if own else 0, currency),
        Money(sum(each.cents for each in made), currency),
        Money(sum(each.retained_cents for each in made), currency),
        Money(sum(released), currency),
    )
    score = uow.runs.score_of(month.run_id)
    entries = [
        each.standing
        for each in entries_of(uow, contract.code)
        if each.record.period == month.label or _is_carried(each.record.period, month.label, made)
    ]
    volume = score.detail.get("volume") if score else None
    return statement_of(contract, month.label, month.settled, volume, entries, before)


def _is_carried(period: str, label: str, made: Sequence[StatementRecord]) -> bool:
    """Whether what changed of another month's entries comes with this statement: that month has its own
    behind it, and is no later one."""
    return period < label and any(each.period == period for each in made)


def _record(uow: UnitOfWork, who: Principal, view: StatementView, run_id: str) -> StatementRecord:
    figures = view.figures
    return StatementRecord(
        contract=view.contract.code,
        vendor=view.contract.vendor,
        period=view.label,
        edition=view.edition,
        run_id=run_id,
        fee_cents=figures.fee.cents,
        cents=figures.amount.cents,
        retained_cents=figures.retained.cents,
        payable_cents=figures.payable.cents,
        currency=view.contract.currency,
        body=statement_kept(figures),
        hash=view.seen,
        issued_at=uow.now,
        issued_by=who.name,
    )


def _set_off(
    uow: UnitOfWork, who: Principal, view: StatementView, record: StatementRecord, today: date
) -> None:
    """Keep what the statement takes off, and say of what is agreed, or needs no word, that it is set off."""
    entries = {each.record.id: each for each in entries_of(uow, view.contract.code)}
    for id, cents in view.figures.takes:
        uow.ledger.takes.add(
            StatementTakeRecord(statement_id=record.id, entry_id=id, vendor=record.vendor, cents=cents)
        )
        if CreditState.INVOICED in entries[id].account.next_states:
            uow.ledger.move(
                CreditMoveRecord(
                    entry_id=id,
                    vendor=record.vendor,
                    n=entries[id].version + 1,
                    state=CreditState.INVOICED,
                    cents=entries[id].amount.cents,
                    disputed_cents=entries[id].account.part.cents,
                    day=today,
                    why=view.number,
                    at=uow.now,
                    by=who.name,
                )
            )


def _open(uow: UnitOfWork, view: StatementView, kind: PaymentKind) -> Money:
    """What may still be paid on the month, or given back of what the contract keeps."""
    if kind is PaymentKind.PAID:
        return Money(view.due.cents - view.paid.cents, view.due.currency)
    kept = sum(each.retained_cents for each in uow.ledger.statements_of(view.contract.code))
    given = uow.ledger.payments_of(view.contract.code)
    back = sum(each.cents for each in given if each.kind is PaymentKind.RELEASED)
    return Money(kept - back, view.due.currency)


def _not_final(contract: str, label: str, state: MonthState) -> WrongInputError:
    return WrongInputError("statement_state", contract=contract, period=label, state=state)

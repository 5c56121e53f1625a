"""The ledger of what comes off a vendor's fee: read it, and take an entry to the state that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import IllegalTransitionError, NotFoundError, WrongInputError
from core.money import Money
from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import must_govern
from services.house.evidence import Evidence, read_evidence
from services.house.writing import reasoned, writing
from services.money.credit_accounts import EntryView, entries_of, entry_of
from services.money.credit_accrual import bring_up
from services.money.credit_rows import entered, proven, row_of
from sla.money.ledger import CreditState, credit_moved
from sla.spoken import amount_words
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What a person may do to an entry; the rest follows from months and statements.
BY_HAND = (CreditState.CLAIMED, CreditState.DISPUTED, CreditState.AGREED, CreditState.EARNED_BACK)


def ledger(house: House, who: Principal, contract: str) -> list[EntryView]:
    """A contract's entries as they stand today, newest month first."""
    authorize(who, Action.VIEW)
    bring_up(house, who, contract)
    with house.database.read(who) as uow:
        return entries_of(uow, contract)


def entry(house: House, who: Principal, id: str) -> EntryView:
    """One entry with its rows."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return entry_of(uow, id)


def steps_for(who: Principal, view: EntryView) -> tuple[CreditState, ...]:
    """The states that may follow and that this person may take the entry to, the usual one first."""
    if not view.amount.cents:
        return ()
    allowed = [to for to in BY_HAND if to in view.account.next_states]
    return tuple(to for to in allowed if who.may(_action(who, to), view.record.vendor))


def move_entry(
    house: House,
    who: Principal,
    id: str,
    version: int,
    to: CreditState | str,
    amount: Money | None = None,
    why: str = "",
    on: date | None = None,
    evidence: Evidence | None = None,
) -> EntryView:
    """Take an entry to a state that may follow; `version` is the number of rows the person saw.

    `amount`: what was agreed, where it is less than was drawn; that takes an approver and a reason. While
    a part is in dispute (see credit_disputes), `amount` is of the rest. A claim made before today
    names its day `on`; after the last day it is refused where the contract lets it lapse. A dispute, one
    taken back, and giving back what no rule gives back need a reason.
    """
    to = CreditState(to)
    with writing(house, who, _action(who, to)) as uow:
        view = entry_of(uow, id)
        authorize(who, _action(who, to), view.record.vendor)
        _may_follow(view, to)
        day = _day(house, uow, view, to, on)
        after = view.amount if amount is None else _agreed(who, view, to, amount)
        said = reasoned(why) if _needs_reason(view, to, after) else why.strip()
        row = row_of(uow, view, version, to, after, day, said)
        if to is CreditState.AGREED:
            row = replace(row, disputed_cents=view.account.part.cents)
        entered(uow, view, proven(house, who, row, evidence, _action(who, to)))
        return entry_of(uow, id)


def entry_evidence(house: House, who: Principal, id: str, n: int) -> Evidence:
    """The file kept with one row of an entry; refused where there is none."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        view = entry_of(uow, id)
    found = next((move for move in view.moves if move.n == n and move.file), None)
    if found is None or found.file is None:
        raise NotFoundError(code=f"{id} {n}")
    return found.file_name or "", read_evidence(house, who, view.record.vendor, found.file)


def _action(who: Principal, to: CreditState) -> Action:
    """Giving back takes an approver; agreeing is for whoever manages, or approves."""
    if to is CreditState.EARNED_BACK or (to is CreditState.AGREED and who.may(Action.APPROVE)):
        return Action.APPROVE
    return Action.MANAGE


def _may_follow(view: EntryView, to: CreditState) -> None:
    if to not in BY_HAND or not view.amount.cents:
        raise WrongInputError("already_state", state=view.state.words)
    credit_moved(view.state, to, view.account.claim_needed)
    if to not in view.account.next_states:
        # The whole cannot be in dispute while a part is.
        raise IllegalTransitionError(entity="credit", state=view.state, to=to)


def _agreed(who: Principal, view: EntryView, to: CreditState, amount: Money) -> Money:
    """What was agreed: from nothing to what was drawn; less than that is an approver's to say."""
    part = view.account.part
    most = Money(view.account.drawn.cents - part.cents, part.currency)
    if to is not CreditState.AGREED or not 0 <= amount.cents <= most.cents:
        raise WrongInputError("credit_amount", amount=amount_words(amount), most=amount_words(most))
    if amount < view.account.rest:
        authorize(who, Action.APPROVE, view.record.vendor)
    return Money(amount.cents + part.cents, part.currency)


def _needs_reason(view: EntryView, to: CreditState, after: Money) -> bool:
    back = to is CreditState.CLAIMED and view.state is not CreditState.ACCRUED
    given = to is CreditState.EARNED_BACK and view.comes_back is None
    return to is CreditState.DISPUTED or back or given or after != view.amount


def _day(house: House, uow: UnitOfWork, view: EntryView, to: CreditState, on: date | None) -> date:
    """The day it happened; a claim later than the contract allows is refused where it lapses then."""
    terms = must_govern(uow, view.record.contract, view.record.period)
    today = house.today(terms.timezone)
    day = on or today
    if day > today:
        raise WrongInputError("future", day=day.isoformat())
    rules = terms.settlement.credits if terms.settlement else None
    lapses = rules is not None and bool(rules.claim_lapses)
    late = view.until is not None and view.until.certain and day > view.until.day
    first = view.state in (CreditState.ACCRUED, CreditState.LAPSED)
    if to is CreditState.CLAIMED and first and lapses and late:
        assert view.until is not None
        raise WrongInputError("claim_late", day=day.isoformat(), until=view.until.day.isoformat())
    return day

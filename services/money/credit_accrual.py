"""Bring a contract's ledger up to its final months: what they drew, what corrected editions change, what
lapsed. Nothing enters from a month that is not final."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.money import Money
from core.month import FROZEN, MonthState
from core.period import business_date
from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import must_govern
from services.house.writing import writing
from services.judging.assess_month import history
from services.judging.month_result import MonthResult
from services.money.credit_accounts import EntryView, entries_of
from sla.money.deductions import LineKind
from sla.money.ledger import CreditState, Due, Move, dues_of, has_lapsed
from store.records import CreditEntryRecord, CreditMoveRecord, MonthRecord, StateChangeRecord
from store.repositories.journal import SYSTEM
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class _Row:
    """A row to add, and the entry it opens, if it opens one."""

    move: CreditMoveRecord
    opens: CreditEntryRecord | None = None


def final_months(
    house: House, who: Principal, contract: str, labels: Collection[str] | None = None
) -> list[MonthResult]:
    """A contract's final months that settle something, as they were frozen, oldest first; of these months
    only, where `labels` says which."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        found = [month.period for month in uow.months.listed(contract=contract) if month.state in FROZEN]
    return _settled(house, who, contract, [each for each in found if labels is None or each in labels])


def bring_up(house: House, who: Principal, contract: str) -> None:
    """Enter what final months drew and nobody entered yet, as whoever made them final did it; and that
    credits lapsed. The same months again change nothing; those whose run is in the ledger are not read."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        listed = uow.months.listed(contract=contract)
    waiting = [each for each in listed if each.state in FROZEN and each.run_id != each.entered_run]
    months = _settled(house, who, contract, [each.period for each in waiting])

    def drawn(uow: UnitOfWork) -> list[_Row]:
        held = {(v.record.period, v.record.kind, v.record.code): v for v in entries_of(uow, contract)}
        return [row for month in months for row in _drawn(uow, month, held)]

    def lapsed(uow: UnitOfWork) -> list[_Row]:
        return [row for view in entries_of(uow, contract) if (row := _lapsed(house, uow, view))]

    # What is drawn only now may have lapsed as well: its days ran since the month was final.
    _keep(house, who, drawn, waiting)
    _keep(house, who, lapsed)


def _settled(house: House, who: Principal, contract: str, labels: Sequence[str]) -> list[MonthResult]:
    return [month for month in history(house, who, contract, labels) if month.settled] if labels else []


def _keep(
    house: House,
    who: Principal,
    rows: Callable[[UnitOfWork], list[_Row]],
    entered: Sequence[MonthRecord] = (),
) -> None:
    """Add these rows, and note of these months that theirs are in; where there is neither, nothing is
    written."""
    with house.database.read(who) as uow:
        if not entered and not rows(uow):
            return
    with writing(house, who, Action.VIEW) as uow:
        for row in rows(uow):
            if row.opens:
                uow.ledger.add(row.opens)
            uow.ledger.move(row.move)
        for month in entered:
            uow.months.entered(month)


def _drawn(
    uow: UnitOfWork, month: MonthResult, held: dict[tuple[str, LineKind, str], EntryView]
) -> Iterator[_Row]:
    """What the month's edition draws anew or otherwise than the edition before."""
    record = uow.months.of(month.contract.code, month.label)
    if record is None or record.state not in FROZEN or record.run_id != month.run_id or not month.settled:
        return
    closed = [s for s in uow.journal.states_of("month", record.id) if s.to_state == MonthState.FINAL][-1]
    dues = {(month.label, due.kind, due.code): due for due in dues_of(month.settled)}
    for key, due in dues.items():
        if key not in held and due.amount.cents:
            yield _opened(month, due, closed)
    for key, view in held.items():
        if key[0] == month.label:
            now = dues[key].amount if key in dues else Money(0, view.record.currency)
            if row := view.account.redrawn(now, month.edition):
                yield _Row(_move(view.record, view.version + 1, row, month, closed))


def _opened(month: MonthResult, due: Due, closed: StateChangeRecord) -> _Row:
    entry = CreditEntryRecord(
        contract=month.contract.code,
        vendor=month.contract.vendor,
        period=month.label,
        kind=due.kind,
        code=due.code,
        name=due.name,
        currency=due.amount.currency,
    )
    row = Move(CreditState.ACCRUED, due.amount, month.edition)
    return _Row(_move(entry, 1, row, month, closed), entry)


def _move(
    entry: CreditEntryRecord, n: int, row: Move, month: MonthResult, closed: StateChangeRecord
) -> CreditMoveRecord:
    """The row as of the moment the month was made final, by whoever did it."""
    return CreditMoveRecord(
        entry_id=entry.id,
        vendor=entry.vendor,
        n=n,
        state=row.state,
        cents=row.amount.cents,
        disputed_cents=row.disputed_cents,
        edition=row.edition,
        day=business_date(closed.at, month.contract.timezone),
        why=closed.why,
        at=closed.at,
        by=closed.who,
    )


def _lapsed(house: House, uow: UnitOfWork, view: EntryView) -> _Row | None:
    """The row that says a credit was not claimed in time, where the contract lets it lapse."""
    terms = must_govern(uow, view.record.contract, view.record.period)
    rules = terms.settlement.credits if terms.settlement else None
    today = house.today(terms.timezone)
    if rules is None or not rules.claim_lapses or not has_lapsed(view.state, view.until, today):
        return None
    assert view.until is not None
    return _Row(
        CreditMoveRecord(
            entry_id=view.record.id,
            vendor=view.record.vendor,
            n=view.version + 1,
            state=CreditState.LAPSED,
            cents=view.amount.cents,
            day=view.until.day,
            at=uow.now,
            by=SYSTEM[1],
        )
    )

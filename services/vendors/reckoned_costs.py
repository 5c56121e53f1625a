"""What a contact and a seat of a vendor's cost by its months: what is payable, by what was given for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.money import Money
from core.period import shifted
from core.principal import Action, Principal, authorize
from services.contracts.asked import Asked
from services.judging.assess_month import assess
from services.judging.month_result import MonthResult
from services.judging.sources import Sources
from services.vendors.vendor_facts import BESIDE, facts_of, newest
from sla.money.gross import seat_months
from sla.money.tax import taxed
from sla.terms.contract import Contract
from sla.terms.fee import Fee, FeeKind, Settlement
from store.records import FactKind, VendorFactRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What a contact is: a call, else a chat.
_CONTACTS = ("answered", "chat_sessions")
#: How many months are looked back for the newest one that is over and has a price.
_BACK = 3


@dataclass(frozen=True)
class ReckonedCost:
    """One contract's month: what is payable for it before tax, and how much of a kind it paid for."""

    kind: FactKind
    contract: str
    label: str
    payable: Money
    #: Contacts taken, or seats and months: those billed, else those that stand in the vendor's file.
    volume: Fraction
    #: The seats entered in the vendor's file, where the fee does not go by seats.
    seats: VendorFactRecord | None = None
    inhouse: VendorFactRecord | None = None

    @property
    def each(self) -> Fraction:
        """What one costs, exact, in whole units of the currency."""
        return Fraction(self.payable.cents, 100) / self.volume

    @property
    def difference(self) -> Fraction | None:
        """Vendor less in-house; None where nothing stands beside it or the currencies differ."""
        ours = self.inhouse
        if ours is None or ours.amount is None or ours.currency != self.payable.currency:
            return None
        return self.each - Fraction(ours.amount)

    @property
    def share(self) -> Fraction | None:
        """Vendor ÷ in-house × 100, exact; None where there is nothing to compare with, or it is 0."""
        if self.difference is None or self.difference == self.each:
            return None
        return self.each / (self.each - self.difference) * 100


def reckoned_costs(house: House, who: Principal, vendor: str) -> list[ReckonedCost]:
    """By contract, of its newest month that is over: a contact, and a seat and month.

    Nothing where nothing was reported to divide by. The in-house cost stands beside it only for who sees
    every vendor.
    """
    authorize(who, Action.VIEW, vendor)
    months = _newest_months(house, who, vendor)
    contacts, billed = contacts_taken(house, who, months), _billed_seats(house, who, months)
    with house.database.read(who) as uow:
        entered, ours = newest(facts_of(uow, vendor), FactKind.SEATS), facts_of(uow, None)
    found = []
    for month in months:
        code = month.contract.code
        seats = None if code in billed else entered
        found.append(_cost(FactKind.COST_PER_CALL, month, contacts.get(code), ours))
        volume = seats.amount if seats else billed.get(code)
        found.append(_cost(FactKind.COST_PER_SEAT_MONTH, month, volume, ours, seats))
    return [each for each in found if each]


def _cost(
    kind: FactKind,
    month: MonthResult,
    volume: Fraction | Decimal | int | None,
    ours: Sequence[VendorFactRecord],
    seats: VendorFactRecord | None = None,
) -> ReckonedCost | None:
    if not volume:
        return None
    beside = newest(ours, BESIDE[kind])
    return ReckonedCost(
        kind, month.contract.code, month.label, net_payable(month), Fraction(volume), seats, beside
    )


def net_payable(month: MonthResult) -> Money:
    """What is payable for a month with a price, before tax."""
    rules, settled = month.contract.settlement, month.settled
    assert rules is not None and settled is not None
    return taxed(settled.payable, rules).net


def contacts_taken(house: House, who: Principal, months: Sequence[MonthResult]) -> dict[str, int]:
    """Contract → contacts taken, as the vendor reported them, in the contract's scope."""
    authorize(who, Action.VIEW)
    found: dict[str, int] = {}
    for name in _CONTACTS if months else ():
        asked = [_counting(month.contract, name, month.label) for month in months]
        with house.database.read(who) as uow:
            sources = Sources.open(uow, house.lake, asked, house.today())
        for each in asked:
            count = sources.volume(each, name)
            if count:
                found.setdefault(each.contract.code, count)
    return found


def _newest_months(house: House, who: Principal, vendor: str) -> list[MonthResult]:
    """Of each contract the newest month that is over and whose price is known."""
    found: dict[str, MonthResult] = {}
    labels = [shifted(f"{house.today():%Y-%m}", -back) for back in range(_BACK + 1)]
    for month in sorted(assess(house, who, labels, vendor), key=lambda each: each.label, reverse=True):
        if month.settled and not month.is_in_progress:
            found.setdefault(month.contract.code, month)
    return list(found.values())


def _billed_seats(house: House, who: Principal, months: Sequence[MonthResult]) -> dict[str, Fraction]:
    """Contract → the seats and months a fee by seats is billed for."""
    asked = [Asked(month.contract, month.label) for month in months if _by_seat(month.contract)]
    if not asked:
        return {}
    found = {}
    with house.database.read(who) as uow:
        sources = Sources.open(uow, house.lake, asked, house.today())
    for each in asked:
        assert each.contract.settlement is not None
        days = sources.volume(each, each.contract.settlement.fee.volume or "")
        if days:
            found[each.contract.code] = seat_months(each.contract, each.label, days)
    return found


def _by_seat(contract: Contract) -> bool:
    return contract.settlement is not None and contract.settlement.fee.kind is FeeKind.PER_SEAT


def _counting(contract: Contract, name: str, label: str) -> Asked:
    """The contract asking for nothing but a count of its volume."""
    billed = Settlement(Fee(FeeKind.PER_CALL, Fraction(0), name))
    alone = replace(contract, clauses=(), settlement=billed, version=f"{contract.version} {name}")
    return Asked(alone, label)

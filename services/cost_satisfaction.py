"""What each vendor costs a call beside how satisfied its callers are: neither says much without the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.money import Money
from core.principal import Action, Principal, authorize
from core.text import Text
from services.asked import Asked
from services.assess_month import results
from services.month_result import MonthResult
from services.same_formula import Compared, Reference, same_formula
from services.sources import Sources
from sla.money.tax import taxed
from sla.terms.contract import Contract
from sla.terms.fee import Fee, FeeKind, Settlement

if TYPE_CHECKING:
    from services.bootstrap import House

#: Satisfied or better of those who replied, for everybody.
_SATISFIED = Reference("CSAT", "CSAT")
#: What a contact is: a call, else a chat.
_CONTACTS = ("answered", "chat_sessions")


@dataclass(frozen=True)
class CostBeside:
    """One contract's month: what is paid for it, for how many contacts, and how satisfied they were."""

    vendor: str
    vendor_name: Text
    contract: str
    contract_name: Text
    #: Payable by the contract, before tax.
    payable: Money
    #: Calls answered, else chats taken; None where nobody reported them.
    contacts: int | None
    #: Satisfied or better of the replies, in per cent; with how many replied.
    satisfied: Fraction | None
    n: int | None

    @property
    def each(self) -> Fraction | None:
        """What a contact costs, exact, in whole units of the currency."""
        return Fraction(self.payable.cents, 100 * self.contacts) if self.contacts else None


def cost_beside_satisfaction(house: House, who: Principal, label: str) -> list[CostBeside]:
    """Every contract whose month is over and what is payable is known, by what a contact costs."""
    authorize(who, Action.VIEW)
    months = [m for m in results(house, who, label) if m.settled and not m.is_in_progress]
    if not months:
        return []
    said = same_formula(house, who, label, _SATISFIED)
    contacts = _contacts(house, who, months)
    found = [_beside(month, contacts, said) for month in months]
    return sorted(found, key=lambda each: (each.each is None, each.each or 0, each.contract))


def _beside(month: MonthResult, contacts: dict[str, int], said: Sequence[Compared]) -> CostBeside:
    contract, rules, settled = month.contract, month.contract.settlement, month.settled
    assert rules is not None and settled is not None
    own = next((each for each in said if each.contract == contract.code), None)
    return CostBeside(
        contract.vendor,
        contract.vendor_name,
        contract.code,
        contract.name,
        taxed(settled.payable, rules).net,
        contacts.get(contract.code),
        own.value if own else None,
        own.n if own and own.value is not None else None,
    )


def _contacts(house: House, who: Principal, months: Sequence[MonthResult]) -> dict[str, int]:
    """Contract → contacts taken, as the vendor reported them, in the contract's scope."""
    found: dict[str, int] = {}
    for name in _CONTACTS:
        asked = [_counting(month.contract, name, month.label) for month in months]
        with house.database.read(who) as uow:
            sources = Sources.open(uow, house.lake, asked, house.today())
        for each in asked:
            count = sources.volume(each, name)
            if count:
                found.setdefault(each.contract.code, count)
    return found


def _counting(contract: Contract, name: str, label: str) -> Asked:
    """The contract asking for nothing but a count of its volume."""
    billed = Settlement(Fee(FeeKind.PER_CALL, Fraction(0), name))
    alone = replace(contract, clauses=(), settlement=billed, version=f"{contract.version} {name}")
    return Asked(alone, label)

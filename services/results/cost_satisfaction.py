"""What each vendor costs a call beside how satisfied its callers are: neither says much without the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.money import Money
from core.principal import Action, Principal, authorize
from core.text import Text
from services.judging.assess_month import results
from services.judging.month_result import MonthResult
from services.results.same_formula import Compared, Reference, same_formula
from services.vendors.reckoned_costs import contacts_taken, net_payable

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Satisfied or better of those who replied, for everybody.
_SATISFIED = Reference("CSAT", "CSAT")


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
    with house.database.read(who) as uow:
        names = {m.contract.vendor: uow.directory.vendor(m.contract.vendor).name for m in months}
    contacts = contacts_taken(house, who, months)
    found = [_beside(month, names[month.contract.vendor], contacts, said) for month in months]
    return sorted(found, key=lambda each: (each.each is None, each.each or 0, each.contract))


def _beside(month: MonthResult, name: Text, contacts: dict[str, int], said: Sequence[Compared]) -> CostBeside:
    contract = month.contract
    own = next((each for each in said if each.contract == contract.code), None)
    return CostBeside(
        contract.vendor,
        name,
        contract.code,
        contract.name,
        net_payable(month),
        contacts.get(contract.code),
        own.value if own else None,
        own.n if own and own.value is not None else None,
    )

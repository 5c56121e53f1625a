"""Until when the client must claim what the ledger holds: for the client's own eyes only.

No vendor's workbook says it: a vendor who knew the last day would gain by waiting for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import must_govern, rebuilt
from services.money.credit_accounts import EntryView
from services.money.credit_ledger import ledger
from sla.money.ledger import CreditState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: So many days before its last day a claim is urgent.
NEAR_DAYS = 7


@dataclass(frozen=True)
class ClaimDeadline:
    """A credit nobody has claimed yet, and the last day to do it."""

    vendor: Text
    contract: str
    entry: EntryView
    #: Days left, 0 on the last day; below 0 it has passed.
    left: int
    #: Whether the contract lets it lapse then.
    lapses: bool

    @property
    def is_near(self) -> bool:
        """Whether it has to be done this week, or should have been."""
        return self.left <= NEAR_DAYS

    @property
    def words(self) -> Text:
        """What is to be done."""
        assert self.entry.until is not None
        day = self.entry.until.day.isoformat()
        unsure = self.entry.until.certain
        tail = Text("", "") if unsure else Text("（工作日历尚未公布）", " (calendar not published yet)")
        if self.left < 0:
            return Text(
                f"主张期限 {day} 已过，仍未主张{tail.zh}", f"The last day was {day}: not claimed{tail.en}"
            )
        loss = Text("，逾期失效", "; it lapses after that") if self.lapses else Text("", "")
        near = Text("临近：", "Near: ") if self.is_near else Text("", "")
        return Text(
            f"{near.zh}须在 {day} 前（含当日）主张，还有 {self.left} 天{loss.zh}{tail.zh}",
            f"{near.en}claim by {day}, {self.left} days left{loss.en}{tail.en}",
        )


def claim_deadlines(house: House, who: Principal, label: str) -> list[ClaimDeadline]:
    """What of this month and those before it is not claimed yet, the nearest last day first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        contracts = [each for each in uow.contracts.all() if _has_last_day(uow, each.code)]
        named = {each.code: uow.directory.vendor(each.vendor).name for each in contracts}
    found = [
        _deadline(house, who, named[each.code], view)
        for each in contracts
        for view in ledger(house, who, each.code)
        if view.record.period <= label and _waits(view)
    ]
    return sorted(found, key=lambda each: (each.left, each.contract))


def _has_last_day(uow: UnitOfWork, contract: str) -> bool:
    """Whether any version says until when to claim: bringing a ledger up to date for nothing is slow."""
    versions = (rebuilt(each).settlement for each in uow.contracts.versions_of(contract))
    return any(rules and rules.credits and rules.credits.claim_days is not None for rules in versions)


def _waits(view: EntryView) -> bool:
    return view.state is CreditState.ACCRUED and view.until is not None and bool(view.amount.cents)


def _deadline(house: House, who: Principal, vendor: Text, view: EntryView) -> ClaimDeadline:
    assert view.until is not None
    with house.database.read(who) as uow:
        terms = must_govern(uow, view.record.contract, view.record.period)
    rules = terms.settlement.credits if terms.settlement else None
    left = (view.until.day - house.today(terms.timezone)).days
    return ClaimDeadline(vendor, view.record.contract, view, left, bool(rules and rules.claim_lapses))

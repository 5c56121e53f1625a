"""What is still open with a vendor under a contract: plans, misses, objections, disputed money, months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.month import MonthState
from core.period import labels_between
from core.text import Text
from services.contracts.contract_versions import governs, rebuilt
from services.money.credit_accounts import entries_of
from sla.follow_up.misses import MissState
from sla.follow_up.plans import PlanStatus
from sla.money.ledger import CreditState
from store.records import MissRecord, PaperKind, PaperState
from store.unit_of_work import UnitOfWork

_OPEN_MISSES = (MissState.OPEN.value, MissState.CONTINUED.value)


class OpenKind(StrEnum):
    """What kind of thing is open."""

    PLAN = "plan"
    MISS = "miss"
    OBJECTION = "objection"
    DISPUTE = "dispute"
    MONTH = "month"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return OPEN_NAMES[self]


OPEN_NAMES: dict[OpenKind, Text] = {
    OpenKind.PLAN: Text("整改方案", "Improvement plan"),
    OpenKind.MISS: Text("未达标项", "Miss"),
    OpenKind.OBJECTION: Text("异议", "Objection"),
    OpenKind.DISPUTE: Text("争议款项", "Disputed amount"),
    OpenKind.MONTH: Text("未结算月份", "Month not settled"),
}


@dataclass(frozen=True)
class OpenThing:
    """One thing that is open."""

    kind: OpenKind
    #: Its key; of a month its label.
    id: str
    subject: Text
    #: The month it belongs to; empty for a plan.
    period: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The stored and the --json form."""
        said = {"kind": self.kind.value, "id": self.id, "period": self.period}
        return {**said, "subject": self.subject.as_dict()}

    @staticmethod
    def from_dict(stored: dict[str, Any]) -> OpenThing:
        """The thing that `as_dict` stored."""
        subject = Text(**stored["subject"])
        return OpenThing(OpenKind(stored["kind"]), stored["id"], subject, stored["period"])


def to_hand_over(uow: UnitOfWork, contract: str) -> list[OpenThing]:
    """The open plans and misses of a contract: what a successor takes on."""
    plans = [
        OpenThing(OpenKind.PLAN, plan.id, Text(plan.title, plan.title))
        for plan in uow.plans.listed()
        if plan.contract == contract and plan.state != PlanStatus.CLOSED.value
    ]
    misses = [
        OpenThing(OpenKind.MISS, miss.id, _clause(uow, miss), miss.last_period)
        for miss in uow.misses.in_state(*_OPEN_MISSES)
        if miss.contract == contract
    ]
    return [*plans, *misses]


def open_things(uow: UnitOfWork, contract: str, last: date) -> list[OpenThing]:
    """Everything open under a contract that ends on a day, months up to that day's included."""
    return [
        *to_hand_over(uow, contract),
        *_objections(uow, contract),
        *_disputes(uow, contract),
        *_months(uow, contract, last),
    ]


def _objections(uow: UnitOfWork, contract: str) -> list[OpenThing]:
    found = uow.month_papers.all(contract=contract, kind=PaperKind.OBJECTION, state=PaperState.RECORDED)
    return [OpenThing(OpenKind.OBJECTION, each.id, Text(each.said, each.said), each.period) for each in found]


def _disputes(uow: UnitOfWork, contract: str) -> list[OpenThing]:
    return [
        OpenThing(OpenKind.DISPUTE, each.record.id, each.name, each.record.period)
        for each in entries_of(uow, contract)
        if each.state is CreditState.DISPUTED
    ]


def _months(uow: UnitOfWork, contract: str, last: date) -> list[OpenThing]:
    """The months with figures or governed days that are not settled yet."""
    versions = [rebuilt(version) for version in uow.contracts.versions_of(contract)]
    if not versions:
        return []
    rule = versions[-1].month_rule
    first = min(version.effective.start for version in versions)
    settled = {m.period for m in uow.months.listed(contract) if m.state is MonthState.SETTLED}
    labels = labels_between(rule.month_of(first).label, rule.month_of(max(first, last)).label)
    return [
        OpenThing(OpenKind.MONTH, label, Text(label, label), label)
        for label in labels
        if label not in settled and governs(uow, contract, label)
    ]


def _clause(uow: UnitOfWork, miss: MissRecord) -> Text:
    terms = governs(uow, miss.contract, miss.last_period)
    clause = terms.clause(miss.clause) if terms else None
    return clause.name if clause else Text(miss.clause, miss.clause)

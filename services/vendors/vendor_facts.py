"""Dated facts of a vendor's file: strength, staff, seats, equipment, costs; beside them the in-house cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import needed, reasoned, writing
from store.records import EntryState, FactKind, VendorFactRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House
    from store.unit_of_work import UnitOfWork

__all__ = [
    "BESIDE", "COUNTED", "FACT_NAMES", "INHOUSE", "PRICED", "CostBeside", "Fact", "FactKind", "costs_beside",
    "facts_of", "newest", "record_fact", "withdraw_fact",
]  # fmt: skip

FACT_NAMES: dict[FactKind, Text] = {
    FactKind.STRENGTH: Text("企业实力", "Strength"),
    FactKind.STAFF: Text("在岗人数", "Staff"),
    FactKind.SEATS: Text("座席数", "Seats"),
    FactKind.EQUIPMENT: Text("设备与系统", "Equipment"),
    FactKind.COST_PER_CALL: Text("单通成本", "Cost per call"),
    FactKind.COST_PER_SEAT_MONTH: Text("每席每月成本", "Cost per seat-month"),
    FactKind.INHOUSE_PER_CALL: Text("自营单通成本", "In-house cost per call"),
    FactKind.INHOUSE_PER_SEAT_MONTH: Text("自营每席每月成本", "In-house cost per seat-month"),
}
#: Whole numbers of people or places.
COUNTED = frozenset({FactKind.STAFF, FactKind.SEATS})
#: A vendor's cost → the client's own that stands beside it.
BESIDE: dict[FactKind, FactKind] = {
    FactKind.COST_PER_CALL: FactKind.INHOUSE_PER_CALL,
    FactKind.COST_PER_SEAT_MONTH: FactKind.INHOUSE_PER_SEAT_MONTH,
}
INHOUSE = frozenset(BESIDE.values())
PRICED = frozenset(BESIDE) | INHOUSE
#: A cost a call is told to a hundredth of a cent at most.
_DIGITS = 4
_SOURCE = Text("来源", "The source")
_WORDS = Text("内容", "What there is to say")
_AMOUNT = Text("数字", "A number")


@dataclass(frozen=True)
class Fact:
    """What a person enters."""

    kind: FactKind
    #: The day it held; not in the future.
    day: date
    #: Who says so, or which document.
    source: str
    amount: Decimal | None = None
    currency: str = "CNY"
    said: str = ""


@dataclass(frozen=True)
class CostBeside:
    """A vendor's cost and the client's own of the same kind, as each was last entered."""

    kind: FactKind
    vendor: VendorFactRecord
    inhouse: VendorFactRecord | None

    @property
    def difference(self) -> Decimal | None:
        """Vendor less in-house; None where nothing stands beside it or the currencies differ."""
        if self.inhouse is None or self.inhouse.currency != self.vendor.currency:
            return None
        return _amount(self.vendor) - _amount(self.inhouse)

    @property
    def share(self) -> Fraction | None:
        """Vendor ÷ in-house × 100, exact; None where there is no difference to tell or in-house is 0."""
        if self.difference is None or self.inhouse is None or not _amount(self.inhouse):
            return None
        return Fraction(_amount(self.vendor)) / Fraction(_amount(self.inhouse)) * 100

    @property
    def is_dearer(self) -> bool:
        """Whether the vendor costs more than doing it oneself."""
        return self.difference is not None and self.difference > 0


def record_fact(
    house: House, who: Principal, vendor: str | None, fact: Fact, evidence: Evidence | None = None
) -> VendorFactRecord:
    """Enter a dated fact; `vendor` None is the client's own in-house cost.

    Refused: a day in the future, no source, no number where it is one, a part of a person or a seat, a number
    below 0, words that say nothing, and an in-house cost laid to a vendor or the other way round.
    """
    _allow(who, Action.MANAGE, vendor)
    if (vendor is None) != (fact.kind in INHOUSE):
        raise WrongInputError("wrong_input")
    record = _checked(house, who, vendor, fact)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        if vendor is not None:
            uow.directory.vendor(vendor)
        kept = uow.vendor_facts.add(replace(record, evidence_sha256=sha256, evidence_name=name))
        after = {"kind": kept.kind, "day": kept.day, "amount": kept.amount, "source": kept.source}
        uow.journal.note("vendor_fact", "vendor_fact", kept.id, after=after, vendor=vendor)
    return kept


def withdraw_fact(house: House, who: Principal, id: str, version: int, why: str) -> VendorFactRecord:
    """Take back a fact entered by mistake; it stays on record, and the one before it holds again."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.vendor_facts.get(id)
        _allow(who, Action.MANAGE, before.vendor)
        after = uow.vendor_facts.update(replace(before, state=EntryState.WITHDRAWN, version=version))
        uow.journal.note("vendor_fact_withdrawn", "vendor_fact", id, why=said, vendor=before.vendor)
    return after


def facts_of(uow: UnitOfWork, vendor: str | None) -> tuple[VendorFactRecord, ...]:
    """The live facts of a vendor, or the client's own: by kind, newest day first."""
    order = list(FactKind)
    return tuple(sorted(uow.vendor_facts.live(vendor), key=lambda fact: order.index(fact.kind)))


def newest(facts: Sequence[VendorFactRecord], kind: FactKind) -> VendorFactRecord | None:
    """What was entered of a kind with the latest day."""
    return next((fact for fact in facts if fact.kind is kind), None)


def costs_beside(
    mine: Sequence[VendorFactRecord], ours: Sequence[VendorFactRecord]
) -> tuple[CostBeside, ...]:
    """Each cost of a vendor's beside the client's own of the same kind."""
    return tuple(
        CostBeside(kind, cost, newest(ours, beside))
        for kind, beside in BESIDE.items()
        if (cost := newest(mine, kind))
    )


def _checked(house: House, who: Principal, vendor: str | None, fact: Fact) -> VendorFactRecord:
    if fact.day > house.today():
        raise WrongInputError("future", day=fact.day)
    if fact.kind in COUNTED | PRICED:
        _must_be_exact(fact)
    else:
        needed(fact.said, _WORDS)
    has_number = fact.kind in COUNTED | PRICED
    return VendorFactRecord(
        vendor=vendor,
        kind=fact.kind,
        day=fact.day,
        amount=fact.amount if has_number else None,
        currency=fact.currency if fact.kind in PRICED else None,
        said=fact.said.strip(),
        source=needed(fact.source, _SOURCE),
        recorded_at=house.clock.now(),
        recorded_by=who.name,
    )


def _must_be_exact(fact: Fact) -> None:
    if fact.amount is None:
        raise WrongInputError("needed", what=_AMOUNT)
    digits = 0 if fact.kind in COUNTED else _DIGITS
    if not fact.amount.is_finite() or fact.amount < 0 or round(fact.amount, digits) != fact.amount:
        raise WrongInputError("number", value=fact.amount)


def _allow(who: Principal, action: Action, vendor: str | None) -> None:
    if vendor is None:
        authorize_everywhere(who, action)
    else:
        authorize(who, action, vendor)


def _amount(fact: VendorFactRecord) -> Decimal:
    assert fact.amount is not None
    return fact.amount

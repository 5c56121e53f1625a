"""A vendor's file 外包商档案 as a whole: what was entered, and what follows from its reports.

It is the client's own paper: nothing of it goes into a vendor's workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.as_json import exact
from services.house.evidence import Evidence, read_evidence
from services.known.vendor_names import renamings
from services.vendors.certificates import CertificateView, certificates_of
from services.vendors.data_reliability import (
    Level,
    Punctuality,
    Reliability,
    last_months,
    punctuality,
    reliability,
)
from services.vendors.exit_view import ExitView
from services.vendors.exits import exits
from services.vendors.reckoned_costs import ReckonedCost, reckoned_costs
from services.vendors.succession import SuccessionView, successions
from services.vendors.vendor_facts import FACT_NAMES, CostBeside, costs_beside, facts_of, newest
from store.records import FactKind, VendorActRecord, VendorFactRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Spans of months that reliability is told over.
SPANS = (6, 12)
#: Where the derived figures come from.
FROM_FILES = Text("收到文件及其提示", "files received and what was found in them")
FROM_PLAN = Text("报送计划", "the reporting plan")


@dataclass(frozen=True)
class VendorFile:
    """Everything the client keeps about a vendor and derives of its reports, as of a day."""

    vendor: str
    name: Text
    as_of: date
    months: int
    #: By kind, newest first.
    facts: tuple[VendorFactRecord, ...]
    costs: tuple[CostBeside, ...]
    #: What its newest months themselves come to.
    reckoned: tuple[ReckonedCost, ...]
    certificates: tuple[CertificateView, ...]
    reliability: Reliability
    punctuality: Punctuality
    #: Earlier names, the first one first.
    renamings: tuple[VendorActRecord, ...]
    exits: tuple[ExitView, ...]
    successions: tuple[SuccessionView, ...]

    def newest(self, kind: FactKind) -> VendorFactRecord | None:
        """What was entered of a kind with the latest day."""
        return newest(self.facts, kind)

    def as_dict(self) -> dict[str, Any]:
        """The --json form; every number with its n, span and source."""
        return {
            "vendor": self.vendor,
            "name": self.name.as_dict(),
            "as_of": self.as_of.isoformat(),
            "months": self.months,
            "facts": [_fact(fact) for fact in self.facts],
            "costs": [_cost(cost) for cost in self.costs],
            "reckoned_costs": [_reckoned(cost) for cost in self.reckoned],
            "certificates": [_certificate(view) for view in self.certificates],
            "reliability": _reliability(self.reliability),
            "reports": _punctuality(self.punctuality),
            "renamings": [_renaming(act) for act in self.renamings],
            "exits": [each.as_dict() for each in self.exits],
            "successions": [each.as_dict() for each in self.successions],
        }


def vendor_file(house: House, who: Principal, vendor: str, months: int = 12) -> VendorFile:
    """The vendor's file, its derived figures over so many months up to today (6 or 12).

    The in-house cost stands beside the vendor's only for who sees every vendor.
    """
    authorize(who, Action.VIEW, vendor)
    if months not in SPANS:
        raise WrongInputError("wrong_input")
    today = house.today()
    within = last_months(today, months)
    with house.database.read(who) as uow:
        record = uow.directory.vendor(vendor)
        mine, ours = facts_of(uow, vendor), facts_of(uow, None)
        certificates = certificates_of(uow, today, vendor)
        names = tuple(renamings(uow, vendor))
        reports = punctuality(uow, house, vendor, within)
    return VendorFile(
        vendor,
        record.name,
        today,
        months,
        mine,
        costs_beside(mine, ours),
        tuple(reckoned_costs(house, who, vendor)),
        tuple(certificates),
        reliability(house, who, vendor, within),
        reports,
        names,
        tuple(exits(house, who, vendor)),
        tuple(successions(house, who, vendor)),
    )


def inhouse_costs(house: House, who: Principal) -> tuple[VendorFactRecord, ...]:
    """The client's own costs, newest first; nothing for who may see some vendors only."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return facts_of(uow, None)


def fact_file(house: House, who: Principal, id: str) -> Evidence:
    """The document a fact rests on: its name and its bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.vendor_facts.get(id)
    return found.evidence_name, read_evidence(house, who, found.vendor or "", found.evidence_sha256 or "")


def _fact(fact: VendorFactRecord) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "name": FACT_NAMES[fact.kind].as_dict(),
        "day": fact.day.isoformat(),
        "amount": _decimal(fact.amount),
        "currency": fact.currency,
        "said": fact.said,
        "source": fact.source,
        "evidence": fact.evidence_name or None,
    }


def _cost(cost: CostBeside) -> dict[str, Any]:
    ours = cost.inhouse
    return {
        "kind": cost.kind.value,
        "vendor": _decimal(cost.vendor.amount),
        "day": cost.vendor.day.isoformat(),
        "currency": cost.vendor.currency,
        "inhouse": _decimal(ours.amount) if ours else None,
        "inhouse_day": ours.day.isoformat() if ours else None,
        "inhouse_currency": ours.currency if ours else None,
        "difference": _decimal(cost.difference),
        "percent_of_inhouse": exact(cost.share),
        "dearer": cost.is_dearer,
    }


def _reckoned(cost: ReckonedCost) -> dict[str, Any]:
    return {
        "kind": cost.kind.value,
        "contract": cost.contract,
        "month": cost.label,
        "payable_before_tax": str(cost.payable.amount),
        "currency": cost.payable.currency,
        "volume": exact(cost.volume),
        "seats_entered": cost.seats.day.isoformat() if cost.seats else None,
        "each": exact(cost.each),
        "inhouse": _decimal(cost.inhouse.amount) if cost.inhouse else None,
        "difference": exact(cost.difference),
        "percent_of_inhouse": exact(cost.share),
    }


def _certificate(view: CertificateView) -> dict[str, Any]:
    record = view.record
    return {
        "id": record.id,
        "name": record.name,
        "number": record.number,
        "issuer": record.issuer,
        "issued": record.issued and record.issued.isoformat(),
        "expires": record.expires and record.expires.isoformat(),
        "state": view.state.value,
        "days_left": view.days_left,
        "evidence": record.evidence_name or None,
    }


def _reliability(found: Reliability) -> dict[str, Any]:
    shares: Sequence[tuple[str, int]] = [
        *((level.value, found.by_level[level]) for level in Level),
        ("clean", found.clean),
        ("returned", found.returned),
        ("withdrawn", found.withdrawn),
    ]
    return {
        **_span(found, FROM_FILES),
        "n": found.n,
        **{name: {"count": count, "percent": _share(found.share(count))} for name, count in shares},
    }


def _punctuality(found: Punctuality) -> dict[str, Any]:
    return {
        **_span(found, FROM_PLAN),
        "due": found.due,
        "on_time": found.on_time,
        "received": found.received,
        "accurate": found.accurate,
        "timely_percent": _share(found.timely_share),
        "accurate_percent": _share(found.accurate_share),
    }


def _renaming(act: VendorActRecord) -> dict[str, Any]:
    return {
        "day": act.day.isoformat(),
        "before": act.body["before"],
        "after": act.body["after"],
        "why": act.why,
    }


def _span(found: Reliability | Punctuality, source: Text) -> dict[str, Any]:
    within = found.within
    return {
        "from": within.start.isoformat(),
        "to": within.last_day.isoformat(),
        "source": source.as_dict(),
    }


def _share(value: Fraction | None) -> str | None:
    return exact(value)


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)

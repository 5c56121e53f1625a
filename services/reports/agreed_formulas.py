"""Which printed formulas are the contract's own: a vendor that follows its contract is not told off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.finding import Finding
from core.period import MonthRule
from core.principal import Action, Principal, authorize
from importers.draft import Reading
from services.contracts.contract_versions import governs
from sla.load import indicators_of
from sla.terms.contract import Contract
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_VARIANT = "service_level_variant"
#: SL-2R, SL-3W, SL-7B are the same formulas from other counts.
_OTHER_COUNTS = "RWB"


def without_agreed(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """The reading's findings but for service levels printed in the variant that a contract of the vendor
    agrees on for that threshold."""
    if not any(finding.code == _VARIANT for finding in reading.findings):
        return list(reading.findings)
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
    with house.database.read(who) as uow:
        agreed = {
            (vendor, *each) for vendor, contract in _contracts(uow, reading) for each in _variants(contract)
        }
    return [finding for finding in reading.findings if not _is_agreed(finding, agreed)]


def _contracts(uow: UnitOfWork, reading: Reading) -> list[tuple[str, Contract]]:
    """The contracts that govern the first month each draft speaks for."""
    found = []
    for vendor, start in {(draft.key.vendor, draft.coverage.period.start) for draft in reading.drafts}:
        for record in uow.contracts.listed(vendor):
            contract = governs(uow, record.code, MonthRule().month_of(start).label)
            found += [(vendor, contract)] if contract else []
    return found


def _variants(contract: Contract) -> set[tuple[str, str]]:
    """(variant, seconds) of its service-level clauses."""
    known = indicators_of(contract)
    return {
        (
            (clause.variant or known["SL"].variants[0].code).rstrip(_OTHER_COUNTS),
            str({**known["SL"].params, **clause.params}["threshold_s"]),
        )
        for clause in contract.clauses
        if clause.indicator == "SL"
    }


def _is_agreed(finding: Finding, agreed: set[tuple[str, str, str]]) -> bool:
    facts = finding.facts
    return (
        finding.code == _VARIANT
        and (str(facts.get("vendor")), str(facts["variant"]), str(facts["seconds"])) in agreed
    )

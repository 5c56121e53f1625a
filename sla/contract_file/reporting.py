"""Late, missing and wrong reports in a contract file: keys, terms, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Number
from sla.terms.reporting import ErroneousReport, LateReport

_NOT_NEGATIVE = Number(least=0)

LATE = Record(
    {
        "points": Key(_NOT_NEGATIVE, meaning="Off the month's total, the first day a report is late"),
        "points_further": Key(_NOT_NEGATIVE, meaning="Each further day; left out: as the first"),
        "points_cap": Key(_NOT_NEGATIVE, meaning="The most in a month, all reports together"),
        "amount": Key(_NOT_NEGATIVE, meaning="Yuan off the fee, the first day a report is late"),
        "amount_further": Key(_NOT_NEGATIVE, meaning="Yuan each further day; left out: as the first"),
        "amount_cap": Key(_NOT_NEGATIVE, meaning="The most yuan in a month, all reports together"),
    }
)
ERRONEOUS = Record(
    {
        "points": Key(_NOT_NEGATIVE, meaning="Off the month's total, each time"),
        "amount": Key(_NOT_NEGATIVE, meaning="Yuan off the fee, each time"),
        "failures": Key(Number(whole=True, least=1), meaning="What it counts as in persistent failure"),
    }
)


def build_late_report(got: Got | None) -> LateReport | None:
    """What each late day costs; None where the contract says nothing of it."""
    if got is None:
        return None
    return LateReport(
        got.get("points"),
        got.get("points_further"),
        got.get("points_cap"),
        got.get("amount"),
        got.get("amount_further"),
        got.get("amount_cap"),
    )


def build_erroneous_report(got: Got | None) -> ErroneousReport | None:
    """What a wrong report costs; None where the contract says nothing of it."""
    if got is None:
        return None
    failures = got.get("failures")
    return ErroneousReport(got.get("points"), got.get("amount"), int(failures) if failures else None)


def check_reporting(contract: Got, clauses: Sequence[Got], settlement: Got | None, report: Report) -> None:
    """Something must be stated, and there must be points, a fee or a count for it to come off."""
    weighted = any("weight" in clause.values for clause in clauses)
    credits = settlement.get("credits") if settlement else None
    persists = bool(credits and credits.get("persistent"))
    held = {"points": weighted, "amount": settlement is not None, "failures": persists}
    for key in ("late_report", "erroneous_report"):
        rule: Got | None = contract.get(key)
        if rule is None:
            continue
        stated = held.keys() & rule.values.keys()
        without = [name for name in ("points", "amount") if name not in stated and _beyond(rule, name)]
        if not stated or without or not all(held[name] for name in stated):
            report.add("contract_report_cost", rule.place)
        elif key == "late_report" and any(f"{name}_cap" not in rule.values for name in stated):
            report.add("contract_late_uncapped", rule.place)


def _beyond(rule: Got, name: str) -> bool:
    """Whether further days or a cap are stated of it."""
    return bool({f"{name}_further", f"{name}_cap"} & rule.values.keys())

"""A contract as plain texts, lists and mappings: the record of the file it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from core.text import Text
from sla.contract_file.baseline import baseline_as_dict
from sla.contract_file.billing import fee_as_dict
from sla.contract_file.campaign import window_as_dict
from sla.contract_file.clock import clock_text
from sla.contract_file.indicators import indicator_as_dict
from sla.contract_file.opening import hours_as_dict
from sla.contract_file.persistent import persistent_as_dict
from sla.contract_file.ranking import ranking_as_dict
from sla.contract_file.target_table import target_table_as_list
from sla.contract_file.targets import targets_as_list
from sla.exact import exact_text
from sla.terms.contract import OPEN_END, Clause, Contract
from sla.terms.credits import Credits, ServicePoints
from sla.terms.each import Each
from sla.terms.fee import Settlement
from sla.terms.scoring import method_of


def contract_as_dict(contract: Contract) -> dict[str, Any]:
    """The contract in the shape of its file; reading that gives an equal contract."""
    parts: dict[str, Any] = {
        "contract": _head(contract),
        "indicators": [indicator_as_dict(indicator) for indicator in contract.indicators],
        "clauses": [_clause(clause) for clause in contract.clauses],
        "adjustments": [_record(item) for item in contract.adjustments],
        "vetoes": [_record(item) for item in contract.vetoes],
        "promises": [_record(item) for item in contract.promises],
        "settlement": _settlement(contract.settlement) if contract.settlement else None,
    }
    return {key: plain(value) for key, value in parts.items() if value not in (None, [])}


def plain(value: Any) -> Any:
    """A value in texts, lists and mappings; exact numbers as decimal text, nothing that is None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Text):
        return value.zh if value.zh == value.en else value.as_dict()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction | Decimal | int):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(_record(value))
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _head(contract: Contract) -> dict[str, Any]:
    period = contract.effective
    last = None if period.end == OPEN_END else period.end - timedelta(days=1)
    ranking = contract.ranking
    vendor = {
        "code": contract.vendor,
        "name": contract.vendor_name,
        "share": ranking.share if ranking else None,
    }
    own = ("code", "version", "name", "currency", "timezone", "calendar", "full_mark", "weighted")
    rules = (
        "scope",
        "unscored",
        "unreported",
        "bonus_cap",
        "total_rule",
        "chronic",
        "grades",
        "review",
        "year",
        "relief",
        "number",
        "client",
        "cut_month",
        "restatement",
        "late_report",
        "erroneous_report",
        "disputes",
        "notice_days",
        "change_months",
    )
    return {
        **{key: getattr(contract, key) for key in own},
        "effective": {"from": period.start, "to": last},
        "vendors": [vendor],
        "period": contract.month_rule,
        "day_start": clock_text(contract.day_start),
        "ranking": ranking_as_dict(ranking),
        "target_table": target_table_as_list(contract.target_table),
        **{key: value for key in rules if (value := getattr(contract, key)) not in (None, {}, ())},
    }


def _clause(clause: Clause) -> dict[str, Any]:
    """Every field but those the file writes together: bands, and the method with its parameters."""
    apart = {"target", "minimum", "target_high", "minimum_high", "score", "cap_if", "each", "baseline"}
    apart |= {"hours", "opening", "day_start", "window", "campaign", "targets", "cut"}
    record = {key: value for key, value in _record(clause).items() if key not in apart}
    return {
        **{key: value for key, value in record.items() if value not in ({}, ())},
        "hours": hours_as_dict(clause.hours, clause.opening),
        "targets": targets_as_list(clause.targets),
        "day_start": clock_text(clause.day_start),
        "window": window_as_dict(clause.window, clause.campaign),
        "target": _one_or_two(clause.target, clause.target_high),
        "minimum": _one_or_two(clause.minimum, clause.minimum_high),
        "score": _score(clause),
        "each": _each(clause.each),
        "baseline": baseline_as_dict(clause.baseline),
    }


def _each(each: Each | None) -> dict[str, Any] | None:
    if each is None:
        return None
    target = _one_or_two(each.target, each.target_high)
    length = {} if each.minutes is None else {"minutes": each.minutes}
    return {"grain": each.grain, "target": target, "volume_floor": each.volume_floor, **length}


def _score(clause: Clause) -> dict[str, Any] | None:
    if clause.score is None:
        return None
    return {"method": method_of(clause.score), **_record(clause.score), "cap_if": clause.cap_if}


def _settlement(settlement: Settlement) -> dict[str, Any]:
    tiers = [[tier.total, tier.coefficient] for tier in settlement.tiers]
    return {
        **_record(settlement),
        "fee": fee_as_dict(settlement.fee),
        "tiers": tiers,
        "credits": _credits(settlement.credits) if settlement.credits else None,
    }


def _credits(credits: Credits) -> dict[str, Any]:
    points = credits.service_points
    return {
        **_record(credits),
        "service_points": _service_points(points) if points else None,
        "persistent": persistent_as_dict(credits.persistent),
    }


def _service_points(rules: ServicePoints) -> dict[str, Any]:
    clauses = [{"clause": c.clause, "bands": [[b.value, b.points] for b in c.bands]} for c in rules.clauses]
    ladder = [[rung.points, rung.share] for rung in rules.ladder]
    return {**_record(rules), "clauses": clauses, "ladder": ladder or None}


def _record(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _one_or_two(low: Fraction | None, high: Fraction | None) -> Any:
    return low if high is None else [low, high]

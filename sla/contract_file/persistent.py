"""Persistent failure in a contract file: its keys, what is made of them, what contradicts itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sla.contract_file.baseline import Month
from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, ListOf, Record
from sla.contract_file.values import Code, Number
from sla.terms.fee import FeeKind
from sla.terms.persistent import Persistent

_POSITIVE = Number(whole=True, least=1)

PERSISTENT = Record(
    {
        "share": Key(Number(least=0), required=True, meaning="Of the annual fee, each time, such as 0.05"),
        "every": Key(_POSITIVE, meaning="Every so-manieth miss; 10"),
        "months": Key(_POSITIVE, meaning="Within so many rolling months; 12"),
        "annual_fee": Key(Number(least=0), meaning="Yuan a year; left out: twelve times a monthly fee"),
        "clauses": Key(ListOf(Code()), meaning="Whose misses count; left out: every clause's"),
        "since": Key(Month(), meaning="The first month whose misses count; left out: every month on file"),
    }
)


def build_persistent(got: Got | None) -> Persistent | None:
    """The rule; None where the file has none."""
    if got is None:
        return None
    return Persistent(
        got.get("share"),
        int(got.get("every", 10)),
        int(got.get("months", 12)),
        got.get("annual_fee"),
        tuple(got.get("clauses", ())),
        got.get("since"),
    )


def persistent_as_dict(rule: Persistent | None) -> dict[str, Any] | None:
    """The shape of the file; what goes without saying is left to say so."""
    if rule is None:
        return None
    return {
        "share": rule.share,
        "every": rule.every,
        "months": rule.months,
        "annual_fee": rule.annual_fee,
        "clauses": list(rule.clauses) or None,
        "since": rule.since,
    }


@dataclass(frozen=True)
class PersistentChecks:
    """Checks of the rule against the clauses and the fee of its contract."""

    clauses: Collection[str]
    report: Report

    def settlement(self, settlement: Got, rule: Got) -> None:
        """Everything in it: of which fee the share is, and whose misses they are."""
        fee = settlement.get("fee")
        monthly = fee is not None and fee.get("kind") is FeeKind.MONTHLY
        if "annual_fee" not in rule.values and not monthly:
            self.report.add("contract_persistent_fee", rule.place)
        for code in rule.get("clauses", []):
            if code not in self.clauses:
                self.report.add("contract_unknown_clause", rule.at("clauses"), clause=code)

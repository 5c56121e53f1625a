"""A target measured in a baseline period, in a contract file: keys, terms, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.errors import PlumblineError
from core.period import parse_label
from sla.contract_file.bands import is_band
from sla.contract_file.node import Node, Report, written
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Number
from sla.terms.baseline import Baseline
from sla.terms.contract import ClauseSource
from sla.terms.indicator import Indicator
from sla.terms.window import Window

_REPORTED = (ClauseSource.VENDOR, ClauseSource.CLIENT, ClauseSource.THIRD_PARTY)


@dataclass(frozen=True)
class Month:
    """A month, 2026-01."""

    def read(self, node: Node, report: Report, key: str) -> str | None:
        """Its label."""
        try:
            parse_label(node.text or "")
        except PlumblineError:
            report.add("contract_bad_date", node.place, key=key, value=written(node))
            return None
        return node.text

    def schema(self) -> dict[str, Any]:
        """Year and month."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}$"}


BASELINE = Record(
    {
        "from": Key(Month(), required=True, meaning="The first month measured, 2026-01"),
        "to": Key(Month(), required=True, meaning="The last month measured; later ones are judged"),
        "change": Key(Number(), meaning="Added to the figure of these months, in the unit; 0"),
        "digits": Key(Number(whole=True, least=0, most=10), meaning="Rounds the target half-up; else exact"),
    }
)


def build_baseline(got: Got | None) -> Baseline | None:
    """The baseline; None where the target is stated."""
    if got is None:
        return None
    digits = got.get("digits")
    usual = Baseline(got.get("from"), got.get("to"))
    return Baseline(
        usual.first, usual.last, got.get("change", usual.change), None if digits is None else int(digits)
    )


def baseline_as_dict(baseline: Baseline | None) -> dict[str, Any] | None:
    """The shape of the file."""
    if baseline is None:
        return None
    return {
        "from": baseline.first,
        "to": baseline.last,
        "change": baseline.change,
        "digits": baseline.digits,
    }


def check_baseline(got: Got, indicator: Indicator | None, report: Report) -> None:
    """Whether a clause can be held against one: months in order, one bound, counts of a month."""
    baseline: Got | None = got.get("baseline")
    if baseline is None:
        return
    code = got.get("code", "?")
    first, last = baseline.get("from"), baseline.get("to")
    if first and last and last < first:
        report.add("contract_baseline_reversed", baseline.at("to"), clause=code, first=first, last=last)
    stated = {"target", "minimum", "curve", "each", "ramp"} & got.places.keys()
    by_month = got.get("window", Window.MONTH) is Window.MONTH
    reported = got.get("source", ClauseSource.VENDOR) in _REPORTED
    if stated or not by_month or not reported or is_band(got, indicator):
        report.add("contract_baseline_unfit", baseline.place, clause=code)

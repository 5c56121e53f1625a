"""Continuous improvement and restatement in a contract file: keys, terms, and what does not fit."""

from __future__ import annotations

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Number
from sla.terms.contract import Comparison
from sla.terms.definition import Direction, Unit
from sla.terms.improvement import Improvement
from sla.terms.indicator import Indicator
from sla.terms.restatement import Restatement

_POSITIVE = Number(whole=True, least=1)

IMPROVEMENT = Record(
    {
        "best": Key(_POSITIVE, required=True, meaning="The mean of so many best months is the new target"),
        "among": Key(_POSITIVE, meaning="Of so many closed months; 12"),
        "gap_share": Key(
            Number(least=0, most=1), required=True, meaning="Raised by at most this part of the gap to 100 %"
        ),
        "digits": Key(Number(whole=True, least=0, most=10), meaning="Rounded towards the present target"),
    }
)
RESTATEMENT = Record(
    {
        "months": Key(_POSITIVE, meaning="A closed month is corrected until so many months after its end"),
        "points": Key(Number(least=0), meaning="Material: a verdict turns, or the total moves by more"),
    }
)


def build_improvement(got: Got | None) -> Improvement | None:
    """The rule; None where the target only changes by an amendment."""
    if got is None:
        return None
    digits = got.get("digits")
    return Improvement(
        int(got.get("best")),
        got.get("gap_share"),
        int(got.get("among", 12)),
        None if digits is None else int(digits),
    )


def build_restatement(got: Got | None) -> Restatement | None:
    """The rule; None where the contract says nothing of it."""
    if got is None:
        return None
    months = got.get("months")
    return Restatement(int(months) if months else None, got.get("points"))


def check_improvement(got: Got, indicator: Indicator | None, report: Report) -> None:
    """A single stated target, and an end it can be improved to: 100 %, or 0 where less is better."""
    rule: Got | None = got.get("improvement")
    if rule is None:
        return
    code, usual = got.get("code", "?"), indicator.direction if indicator else Direction.HIGHER
    less = got.get("comparison") in (Comparison.AT_MOST, Comparison.LESS) or (
        "comparison" not in got.values and usual in (Direction.LOWER, Direction.ZERO)
    )
    band = got.get("comparison") is Comparison.BETWEEN or usual is Direction.BAND
    endless = indicator is not None and indicator.unit is not Unit.PERCENT and not less
    if "target" not in got.values or band or endless or rule.get("best", 1) > rule.get("among", 12):
        report.add("contract_improvement", rule.place, clause=code)

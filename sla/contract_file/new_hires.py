"""New hires in a contract file: the key, the term, and the clauses that have no place for it."""

from __future__ import annotations

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Number
from sla.terms.contract import Aggregate, ClauseSource
from sla.terms.definition import Direction, Rollup
from sla.terms.floor import FloorRule
from sla.terms.indicator import Indicator
from sla.terms.layer import ClauseLayer
from sla.terms.new_hires import NewHires
from sla.terms.window import Window

NEW_HIRES = Record(
    {
        "days": Key(
            Number(whole=True, least=1, most=180), required=True, meaning="Days from the day of joining"
        )
    }
)
#: Whose contacts and audits tell their agent, if anything does.
_SOURCES = (ClauseSource.VENDOR, ClauseSource.CLIENT, ClauseSource.THIRD_PARTY, ClauseSource.AUDITS)
#: What agents' own contacts and audits add up to. Access, people, training and duties are no such thing.
_FAMILIES = ("efficiency", "quality", "chat", "customer", "resolution", "outbound", "own")
#: Rules kept hold from the first day: new hires are left out of handle time and quality alone.
_COMPLIANCE = ("COMPLIANCE_ACC", "ADHERENCE", "CONFORMANCE", "QA_COVERAGE")
_SUMS = (Rollup.RATIO, Rollup.TIME, Rollup.SAMPLE)


def build_new_hires(got: Got | None) -> NewHires | None:
    """The rule; None where everybody counts from the first day."""
    return None if got is None else NewHires(int(got.get("days")))


def check_new_hires(got: Got, indicator: Indicator | None, report: Report) -> None:
    """Not where rules are kept or something must not happen, nor where agents' counts cannot be taken off."""
    rule: Got | None = got.get("new_hires")
    if rule is None:
        return
    code = got.get("code", "?")
    if _is_compliance(got, indicator):
        report.add("contract_new_hires_compliance", rule.place, clause=code)
    elif not _can_be_taken_off(got, indicator):
        report.add("contract_new_hires_unfit", rule.place, clause=code)


def _is_compliance(got: Got, indicator: Indicator | None) -> bool:
    """Whether it is about rules kept, or about what must not happen at all."""
    duty = got.get("layer") is ClauseLayer.OBLIGATION or got.get("source") is ClauseSource.EVENTS
    if indicator is None:
        return duty
    never = indicator.direction is Direction.ZERO or indicator.rollup in (Rollup.ZERO, Rollup.DONE)
    return duty or never or indicator.code in _COMPLIANCE or indicator.family in ("training", "governance")


def _can_be_taken_off(got: Got, indicator: Indicator | None) -> bool:
    """Whether its figure is one sum over another of what agents did, all sites and days together."""
    plain = got.get("aggregate", Aggregate.POOLED) is Aggregate.POOLED and "each" not in got.values
    summed = got.get("floor_rule") is not FloorRule.CARRY_FORWARD and "baseline" not in got.values
    months = isinstance(got.get("window", Window.MONTH), Window)
    told = got.get("source", ClauseSource.VENDOR) in _SOURCES
    return plain and summed and months and told and (indicator is None or _is_of_agents(got, indicator))


def _is_of_agents(got: Got, indicator: Indicator) -> bool:
    variant = indicator.variant(got.get("variant"))
    ratio = variant is None or (bool(variant.denominator) and not variant.compounded)
    return ratio and indicator.family in _FAMILIES and indicator.rollup in _SUMS

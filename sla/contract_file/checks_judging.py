"""What a clause says against itself about judging: over months, on small samples, below its floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla.contract_file.bands import is_band
from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.contract import Aggregate, ClauseSource, Comparison
from sla.terms.defaults import TargetRule
from sla.terms.definition import Direction, Rollup
from sla.terms.each import Slice
from sla.terms.floor import FloorRule
from sla.terms.indicator import Indicator, time_of
from sla.terms.layer import ClauseLayer
from sla.terms.window import Window

#: Of these a month's counts do not come from sums that could be added to another month's.
_NOT_SUMMED = (ClauseSource.BY_HAND, ClauseSource.EVENTS)
_OF_MOMENTS = (Rollup.QUANTILE, Rollup.END, Rollup.AVERAGE, Rollup.WORST, Rollup.MEAN_PERCENT)


@dataclass(frozen=True)
class JudgingChecks:
    """Checks of one clause's rules of judging."""

    report: Report

    def clause(self, got: Got, indicator: Indicator | None) -> None:
        """Everything in it."""
        if sample := got.get("sample"):
            self._sample(got, sample, indicator)
        if "floor_rule" in got.values:
            self._floor(got, indicator)
        if rule := got.get("target_rule"):
            self._target_rule(got, rule)
        if ramp := got.get("ramp"):
            self._ramp(got, ramp)
        if (over := got.get("over_service")) and {"within", "share"} & over.values.keys():
            self._over_service(got, over, indicator)
        if (each := got.get("each")) and "minutes" in each.values and each.get("grain") is Slice.DAY:
            self.report.add("contract_each_minutes", each.at("minutes"), clause=got.get("code", "?"))
        if "parts" in got.values:
            self._parts(got)
        if "site_weights" in got.values or got.get("aggregate") is Aggregate.WEIGHTED:
            self._site_weights(got)

    def _over_service(self, got: Got, over: Got, indicator: Indicator | None) -> None:
        """Calls within a part of the target time: only where there is a target time."""
        if indicator and time_of(indicator, got.get("params", {})) is None:
            self.report.add("contract_over_service_no_time", over.place, clause=got.get("code", "?"))

    def _parts(self, got: Got) -> None:
        """Only the worst of several is of a part, and only of what the clause is not narrowed to already."""
        scope, each = got.get("scope"), got.get("each")
        narrowed = scope is not None and got.get("parts") in scope.values
        by_interval = each is not None and each.get("grain") is Slice.INTERVAL
        if got.get("aggregate") is not Aggregate.WORST or narrowed or by_interval:
            self.report.add("contract_parts_unfit", got.at("parts"), clause=got.get("code", "?"))

    def _site_weights(self, got: Got) -> None:
        """Weights and what they are for come together, and one of them at least weighs something."""
        weighs = any(weight > 0 for weight in got.get("site_weights", {}).values())
        if not weighs or got.get("aggregate") is not Aggregate.WEIGHTED:
            self.report.add("contract_site_weights", got.place, clause=got.get("code", "?"))

    def _ramp(self, got: Got, ramp: Got) -> None:
        code = got.get("code", "?")
        sites: list[Got] = ramp.get("sites", [])
        for each in sites or [ramp]:
            if not each.get("targets") and not each.get("no_credit_months"):
                self.report.add("contract_ramp_nothing", each.place, clause=code)
        for each in (ramp, *sites):
            if each.get("targets") and is_band(got):
                self.report.add("contract_ramp_band", each.at("targets"), clause=code)
        scope, named = got.get("scope"), [each.get("site") for each in sites]
        apart = got.get("aggregate") is Aggregate.WORST and "parts" not in got.values
        if sites and (len(set(named)) < len(named) or not (apart or (scope and scope.get("site") in named))):
            self.report.add("contract_ramp_sites", ramp.at("sites"), clause=code)

    def chronic(self, got: Got, clauses: Sequence[Got], settlement: Got | None = None) -> None:
        """A trigger: whose months it looks at, and what makes it one."""
        code, named, critical = got.get("code", "?"), got.get("clause"), got.get("any_critical", False)
        at_cap = got.get("at_cap", False)
        clause = next((each for each in clauses if each.get("code") == named), None)
        unclear = [named is not None, critical, at_cap].count(True) != 1
        if unclear or (critical and not _has_critical(clauses)) or (at_cap and not _at_risk(settlement)):
            self.report.add("contract_chronic_whose", got.place, code=code)
        elif named and clause is None:
            self.report.add("contract_unknown_clause", got.at("clause"), clause=named)
        band = clause and is_band(clause)
        if "below" in got.values and (critical or at_cap or band):
            self.report.add("contract_chronic_floor", got.at("below"), code=code)
        if not {"rule", "below"} & got.values.keys():
            self.report.add("contract_chronic_when", got.place, code=code)

    def _sample(self, got: Got, sample: Got, indicator: Indicator | None) -> None:
        """One failure allowed is a contract's cure for small numbers, the test a statistical one."""
        code = got.get("code", "?")
        if got.get("floor_rule") is FloorRule.ONE_MISS:
            self.report.add("contract_sample_and_one_miss", sample.place, clause=code)
        if indicator and not _is_share(got, indicator):
            self.report.add("contract_no_share", sample.place, clause=code, key="sample")
        sure = sample.get("confidence")
        if sure is not None and not Fraction(1, 2) < sure < 1:
            facts = {"value": exact_text(sure)}
            self.report.add("contract_sample_confidence", sample.at("confidence"), clause=code, **facts)

    def _floor(self, got: Got, indicator: Indicator | None) -> None:
        rule, place, code = got.get("floor_rule"), got.at("floor_rule"), got.get("code", "?")
        if not got.get("volume_floor"):
            self.report.add("contract_floor_rule_alone", place, clause=code)
        if rule is FloorRule.ONE_MISS and indicator and not _is_share(got, indicator):
            self.report.add("contract_no_share", place, clause=code, key="one_miss")
        if rule is FloorRule.CARRY_FORWARD and not _can_be_carried(got, indicator):
            self.report.add("contract_carry_forward", place, clause=code)

    def _target_rule(self, got: Got, rule: Got) -> None:
        """It counts months between the two levels: without a minimum there are none."""
        usual, code = TargetRule(), got.get("code", "?")
        times, months = rule.get("times", usual.times), rule.get("months", usual.months)
        if times > months:
            facts = {"times": exact_text(times), "months": exact_text(months)}
            self.report.add("contract_target_rule_never", rule.place, clause=code, **facts)
        if not _has_minimum(got):
            self.report.add("contract_target_rule_alone", rule.place, clause=code)


def _at_risk(settlement: Got | None) -> bool:
    credits = settlement.get("credits") if settlement else None
    return bool(credits and credits.get("at_risk"))


def _has_critical(clauses: Sequence[Got]) -> bool:
    return any(clause.get("layer") is ClauseLayer.CRITICAL for clause in clauses)


def _is_share(got: Got, indicator: Indicator) -> bool:
    """Whether each one is good or not: a band has no such ones, and what must never happen is no sample."""
    band = got.get("comparison") is Comparison.BETWEEN or indicator.direction is Direction.BAND
    shared = indicator.part or "each" in got.values
    return shared and not band and indicator.direction is not Direction.ZERO


def _can_be_carried(got: Got, indicator: Indicator | None) -> bool:
    """Whether the sums of months can be put together: one month, all sites, no days apart."""
    plain = got.get("window", Window.MONTH) is Window.MONTH and "each" not in got.values
    pooled = got.get("aggregate", Aggregate.POOLED) is Aggregate.POOLED
    summed = got.get("source") not in _NOT_SUMMED and not (indicator and indicator.rollup in _OF_MOMENTS)
    return plain and pooled and summed


def _has_minimum(got: Got) -> bool:
    """Stated, or the lowest end of a curve that also gives the target."""
    score = got.get("score")
    curve = "curve" in got.values or bool(score and score.get("points"))
    return "minimum" in got.values or (curve and "target" not in got.values)

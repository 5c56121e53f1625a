"""What is left open or cannot be meant in a contract's terms: definitions, targets, least points, caps.

Questions before signing, as all advice: nothing here keeps a contract out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.amendment import CutMonth
from sla.terms.bounds import target_of
from sla.terms.contract import Clause, Comparison, Contract
from sla.terms.definition import Unit
from sla.terms.indicator import Indicator, formula, time_of
from sla.terms.scoring import PerEvent, Step
from sla.terms.unparted import why_unparted
from sla.terms.usual_variant import usual_variant

_HIGHER = (Comparison.AT_LEAST, Comparison.MORE)


@dataclass(frozen=True)
class TermAdvice:
    """Advice on single terms: what the clauses refer to, where each stands, and where findings go."""

    contract: Contract
    indicators: Mapping[str, Indicator]
    got: Got
    report: Report

    def give(self) -> None:
        """Everything worth a question."""
        for clause, got in zip(self.contract.clauses, self.got.get("clauses"), strict=True):
            self._definition(clause, got)
            self._target(clause, got)
            self._minimum_of_a_band(clause, got)
            self._least(clause, got)
            self._by_day(clause, got)
        self._money()

    def _definition(self, clause: Clause, got: Got) -> None:
        """A service level whose formula nobody named: the same data give 80 and 86 %."""
        indicator = self.indicators[clause.indicator]
        if clause.named_variant or len(indicator.variants) < 2 or time_of(indicator, clause.params) is None:
            return
        first = indicator.variants[0]
        facts = {"indicator": indicator.name, "variant": first.code, "name": first.name}
        self.report.add("contract_formula_unsaid", got.place, clause=clause.code, **facts)

    def _target(self, clause: Clause, got: Got) -> None:
        """0.8 where 80 % is meant, and more than the whole of a share."""
        indicator, target = self.indicators[clause.indicator], target_of(clause)
        percent = clause.each is not None or indicator.unit is Unit.PERCENT
        if target is None or not percent or clause.comparison not in _HIGHER:
            return
        share = clause.each is not None or indicator.part
        if 0 < target <= 1 or (share and target > 100):
            place = got.at("target" if "target" in got.values else "score")
            self.report.add("contract_target_scale", place, clause=clause.code, target=exact_text(target))

    def _minimum_of_a_band(self, clause: Clause, got: Got) -> None:
        """A band's minimum is a wider band: one end alone leaves the other side without a bound."""
        low, high = clause.minimum, clause.minimum_high
        if clause.comparison is not Comparison.BETWEEN or low is None or clause.target is None:
            return
        if high is None or low > clause.target or high < (clause.target_high or clause.target):
            self.report.add("contract_band_minimum", got.at("minimum"), clause=clause.code)

    def _by_day(self, clause: Clause, got: Got) -> None:
        """Split by day where its figure is one of the whole month: it will be judged by one version."""
        if (clause.cut_month or self.contract.cut_month) is not CutMonth.BY_DAY:
            return
        indicator = self.indicators[clause.indicator]
        form = formula(indicator, usual_variant(indicator, clause), clause.params)
        if why := why_unparted(clause, form):
            place = got.at("cut_month") if clause.cut_month else got.place
            self.report.add("contract_by_day_whole", place, clause=clause.code, why=why)

    def _least(self, clause: Clause, got: Got) -> None:
        """The "37" of an item weighted 10 in a real hotline contract."""
        if not isinstance(clause.score, (Step, PerEvent)) or clause.weight is None:
            return
        least = clause.score.min_score
        if least >= clause.weight > 0:
            facts = {"least": exact_text(least), "weight": exact_text(clause.weight)}
            self.report.add("contract_least_points", got.at("score"), clause=clause.code, **facts)

    def _money(self) -> None:
        """What has no cap, and what can never be settled."""
        settlement, got = self.contract.settlement, self.got.get("settlement")
        if settlement is None:
            return
        if settlement.deductions and settlement.cap_share is None and settlement.floor_share == Fraction(0):
            self.report.add("contract_deductions_uncapped", got.at("deductions"))
        if settlement.needs_total and all(clause.weight is None for clause in self.contract.clauses):
            self.report.add("contract_total_without_points", got.place)

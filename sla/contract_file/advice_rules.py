"""What is odd about a contract's rules: two for one figure, points that run backwards, holes in tiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.contract import Clause, Comparison, Contract
from sla.terms.fee import Settlement
from sla.terms.indicator import Indicator, units_of
from sla.terms.scoring import Grades, Linear, Tiers

_HIGHER = (Comparison.AT_LEAST, Comparison.MORE)


@dataclass(frozen=True)
class RuleAdvice:
    """Advice on the rules of one contract."""

    contract: Contract
    indicators: Mapping[str, Indicator]
    got: Got
    report: Report

    def give(self) -> None:
        """Everything worth a question."""
        self._figures_twice()
        for clause, got in zip(self.contract.clauses, self.got.get("clauses"), strict=True):
            self._points(clause, got)
        self._settlement()
        self._own_definitions()

    def _figures_twice(self) -> None:
        """Two rules for one figure, as the 75–85 s beside the 80–90 s of a real hotline contract."""
        first: dict[Any, Clause] = {}
        for clause, got in zip(self.contract.clauses, self.got.get("clauses"), strict=True):
            other = first.setdefault(self._figure(clause), clause)
            if other is not clause:
                facts = {"clause": clause.code, "other": other.code}
                figure = self.indicators[clause.indicator].name
                self.report.add("contract_figure_twice", got.place, figure=figure, **facts)

    def _figure(self, clause: Clause) -> Any:
        """Everything that decides which figure a clause is about."""
        indicator = self.indicators[clause.indicator]
        params = {**indicator.params, **clause.params}
        narrowed = (tuple(sorted(clause.scope.items())), _hours(clause), clause.layer)
        return (
            clause.indicator,
            clause.variant or indicator.variants[0].code,
            tuple(sorted(params.items())),
            narrowed,
            (clause.source, clause.window, clause.campaign, clause.aggregate, clause.parts, clause.each),
        )

    def _points(self, clause: Clause, got: Got) -> None:
        if _runs_backwards(clause):
            self.report.add("contract_points_backwards", got.at("score"), clause=clause.code)
        elif (least := _least_at_target(clause)) is not None:
            facts = {"target": exact_text(clause.target or 0), "points": exact_text(least)}
            self.report.add("contract_target_least", got.at("target"), clause=clause.code, **facts)
        score = got.get("score")
        bands = score.get("bands") if score else None
        if bands and "otherwise" not in score.values and bands[-1][1] > 0:
            facts = {"value": exact_text(bands[-1][0]), "points": exact_text(bands[-1][1])}
            self.report.add("contract_bands_hole", score.at("bands"), clause=clause.code, **facts)

    def _settlement(self) -> None:
        settlement, got = self.contract.settlement, self.got.get("settlement")
        if settlement and not settlement.fee.amount:
            self.report.add("contract_fee_zero", got.get("fee").at("amount"))
        if settlement and settlement.credits:
            self._drawn_twice(got.get("credits"))
        tiers = settlement.tiers if settlement else ()
        if not tiers:
            return
        paid = [tier.coefficient for tier in tiers]
        if paid != sorted(paid, reverse=True):
            self.report.add("contract_tiers_rise", got.at("tiers"))
        self._bonus_pool(settlement, paid, got)
        most = self._most()
        if most is not None and tiers[0].total > most:
            facts = {"total": exact_text(tiers[0].total), "most": exact_text(most)}
            self.report.add("contract_tier_unreachable", got.at("tiers"), **facts)

    def _bonus_pool(self, settlement: Settlement | None, paid: Sequence[Fraction], got: Got) -> None:
        """More to win than to lose: the bonus pool should be no larger than the malus pool (2.8)."""
        if settlement is None or (settlement.deductions and settlement.cap_share is None):
            return
        at_risk = settlement.credits.at_risk if settlement.credits else None
        taken = settlement.cap_share if settlement.cap_share is not None else at_risk.share if at_risk else 0
        scored = settlement.performance_share or Fraction(0)
        bonus, malus = max(paid) - 1, max(Fraction(0), 1 - min(paid)) + scored + taken
        if bonus > malus:
            facts = {"bonus": exact_text(bonus * 100), "malus": exact_text(malus * 100)}
            self.report.add("contract_bonus_pool", got.at("tiers"), **facts)

    def _drawn_twice(self, credits: Got) -> None:
        """A clause that stands twice among the allocations, or the service points, costs twice."""
        for key, inside in (("at_risk", "allocations"), ("service_points", "clauses")):
            part = credits.get(key)
            seen: set[str] = set()
            for item in part.get(inside, ()) if part else ():
                if item.get("clause") in seen:
                    self.report.add("contract_drawn_twice", item.place, clause=item.get("clause"), key=inside)
                seen.add(item.get("clause"))

    def _most(self) -> Fraction | None:
        """The most points a month can have; None where bonuses have no end."""
        full, cap = self.contract.full_mark, self.contract.bonus_cap
        if cap is not None:
            return full + cap
        bonuses = [each for each in self.contract.adjustments if each.points is None or each.points > 0]
        if any(each.cap is None for each in bonuses):
            return None
        return full + sum((each.cap or Fraction(0) for each in bonuses), Fraction(0))

    def _own_definitions(self) -> None:
        """Seconds taken from a count, as in a real formula that took them from 1."""
        own = {each.get("code"): each for each in self.got.get("indicators", ())}
        for indicator in self.contract.indicators:
            if any(len(units) > 1 for units in _units(indicator)):
                place = own[indicator.code].place
                self.report.add("contract_units_mixed", place, indicator=indicator.name)


def _hours(clause: Clause) -> Any:
    """The hours and days it counts, so that two of them can be told apart."""
    return clause.hours, clause.weekdays, repr(clause.opening), clause.day_start


def _units(indicator: Indicator) -> Iterator[frozenset[Any]]:
    for variant in indicator.variants:
        yield units_of(variant.numerator, indicator.params)
        yield units_of(variant.denominator, indicator.params)


def _runs_backwards(clause: Clause) -> bool:
    """Whether a worse figure earns more points."""
    if clause.comparison is Comparison.BETWEEN:
        return False
    higher = clause.comparison in _HIGHER
    if isinstance(clause.score, Linear):
        earned = [points for _, points in clause.score.points]
        return earned != sorted(earned, reverse=not higher)
    if isinstance(clause.score, Tiers) and clause.score.otherwise > clause.score.bands[-1][1]:
        return True
    values = _band_values(clause)
    return values != sorted(values, reverse=higher)


def _band_values(clause: Clause) -> Sequence[Fraction]:
    """The values of its bands or grades, best points first."""
    match clause.score:
        case Tiers(bands):
            return [value for value, _ in bands]
        case Grades(grades):
            return [grade.value for grade in grades]
    return []


def _least_at_target(clause: Clause) -> Fraction | None:
    """The points of the target, where they are the least the curve gives: a miss would cost nothing."""
    if not isinstance(clause.score, Linear) or clause.target is None or clause.target_high is not None:
        return None
    earned = [points for _, points in clause.score.points]
    least = min(earned)
    at = [value for value, points in clause.score.points if points == least]
    beyond = clause.target <= max(at) if clause.comparison in _HIGHER else clause.target >= min(at)
    return least if beyond and max(earned) > least else None

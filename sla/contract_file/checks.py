"""What a contract file says against itself or the catalogue, beyond its shape: all of it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from zoneinfo import available_timezones

from core.batch import DATASET_NAMES, Dataset
from core.count_names.training import OF_RECORDS
from core.errors import WrongInputError
from core.workdays import WorkCalendar
from sla.contract_file.baseline import check_baseline
from sla.contract_file.campaign import check_window
from sla.contract_file.checks_judging import JudgingChecks
from sla.contract_file.checks_money import MoneyChecks
from sla.contract_file.checks_points import PointChecks
from sla.contract_file.checks_promises import PromiseChecks
from sla.contract_file.checks_relief import ReliefChecks
from sla.contract_file.earn_back import EarnBackChecks
from sla.contract_file.improvement import check_improvement
from sla.contract_file.new_hires import check_new_hires
from sla.contract_file.node import Report
from sla.contract_file.opening import check_hours
from sla.contract_file.ranking import RankingChecks
from sla.contract_file.reporting import check_reporting
from sla.contract_file.shape import Got
from sla.contract_file.target_table import TableChecks, shared_indicators, takes_shared
from sla.contract_file.targets import check_targets
from sla.exact import exact_text
from sla.terms.contract import WITH_TIMES, ClauseSource, Comparison
from sla.terms.indicator import Direction, Indicator, placeholders, unknown_counts
from sla.terms.scoring import Method

_HOLDS = {
    ClauseSource.AUDITS: Dataset.QA,
    ClauseSource.TRAINING: Dataset.TRAINING,
    ClauseSource.CASES: Dataset.CASES,
    ClauseSource.REPORTS: Dataset.CASES,
    ClauseSource.COMPLIANCE: Dataset.TRAINING,
}
_zones = lru_cache(available_timezones)
_LOWER = (Comparison.AT_MOST, Comparison.LESS)
_HIGHER = (Comparison.AT_LEAST, Comparison.MORE)


@dataclass(frozen=True)
class Checks:
    """Checks of one file: the indicators it may use, and where findings go."""

    indicators: Mapping[str, Indicator]
    report: Report

    def file(self, got: Got) -> None:
        """Everything in the file."""
        clauses: Sequence[Got] = got.get("clauses", [])
        if contract := got.get("contract"):
            self._contract(contract)
            self._weights(contract, clauses)
        if "clauses" in got.values and not clauses:
            self.report.add("contract_no_clause", got.at("clauses"))
        self._twice(clauses)
        self._twice([*got.get("adjustments", []), *got.get("vetoes", [])])
        self._twice(got.get("promises", []))
        for adjustment in got.get("adjustments", []):
            for gate in set(adjustment.get("gates", [])) - {clause.get("code") for clause in clauses}:
                self.report.add("contract_unknown_clause", adjustment.at("gates"), clause=gate)
        PromiseChecks({clause.get("code") for clause in clauses}, self.report).file(got)
        for clause in clauses:
            self._clause(clause, shared_indicators(contract))
            check_hours(clause, contract, self.report)
            check_window(clause, contract, self.report)
            measures = self.indicators.get(clause.get("indicator"))
            check_targets(clause, contract, measures, self.report)
        if contract:
            for row in contract.get("target_table", []):
                self._indicator(row)
            TableChecks(contract, clauses, self.indicators, self.report).table()
            RankingChecks({clause.get("code") for clause in clauses}, self.report).file(contract, clauses)
        for chronic in contract.get("chronic", []) if contract else ():
            self._breach_rule(chronic.get("rule"))
            JudgingChecks(self.report).chronic(chronic, clauses, got.get("settlement"))
        if contract:
            check_reporting(contract, clauses, got.get("settlement"), self.report)
        PointChecks(self.report).grades(got)
        if settlement := got.get("settlement"):
            MoneyChecks({clause.get("code") for clause in clauses}, self.report).settlement(settlement)
            credits = settlement.get("credits")
            if earn_back := credits.get("earn_back") if credits else None:
                EarnBackChecks(clauses, self.indicators, self.report).rule(earn_back)
        if relief := contract.get("relief") if contract else None:
            ReliefChecks(self.report).file(relief, settlement)
            if forecast := relief.get("forecast"):
                self._forecast(forecast, {clause.get("code") for clause in clauses})

    def _forecast(self, got: Got, clauses: set[str | None]) -> None:
        for code in got.get("clauses", []):
            if code not in clauses:
                self.report.add("contract_unknown_clause", got.at("clauses"), clause=code)

    def _contract(self, got: Got) -> None:
        vendors = got.get("vendors", [])
        if "vendors" in got.values and not vendors:
            self.report.add("contract_no_vendor", got.at("vendors"))
        self._twice(vendors)
        self._twice(got.get("chronic", []))
        dates: Got = got.get("effective", Got(got.place))
        start, end = dates.get("from"), dates.get("to")
        if start and end and end < start:
            self.report.add("contract_dates_reversed", dates.at("to"), start=str(start), to=str(end))
        if got.get("timezone", "UTC") not in _zones():
            self.report.add("contract_unknown_timezone", got.at("timezone"), value=got.get("timezone"))
        try:
            WorkCalendar(got.get("calendar", "CN"))
        except WrongInputError:
            self.report.add("contract_unknown_calendar", got.at("calendar"), value=got.get("calendar"))
        if total_rule := got.get("total_rule"):
            self._breach_rule(total_rule.get("rule"))

    def _weights(self, contract: Got, clauses: Sequence[Got]) -> None:
        weights = [clause.get("weight") for clause in clauses if "weight" in clause.values]
        full = contract.get("full_mark", Fraction(100))
        if not weights or sum(weights) == full:
            return
        code = "contract_weights_refused" if contract.get("weighted") else "contract_weights"
        facts = {"sum": exact_text(sum(weights)), "full_mark": exact_text(full)}
        self.report.add(code, contract.at("full_mark"), **facts)

    def _clause(self, got: Got, shared: set[str]) -> None:
        indicator = self._indicator(got)
        if indicator:
            self._direction(got, indicator)
            self._source(got, indicator)
        self._score(got, indicator, shared)
        self._breach_rule(got.get("breach_rule"))
        check_baseline(got, indicator, self.report)
        check_improvement(got, indicator, self.report)
        check_new_hires(got, indicator, self.report)
        JudgingChecks(self.report).clause(got, indicator)
        if got.get("day_start") and got.get("source", ClauseSource.VENDOR) not in WITH_TIMES:
            self.report.add("contract_day_start_unused", got.at("day_start"), clause=got.get("code", "?"))

    def _indicator(self, got: Got) -> Indicator | None:
        code = got.get("indicator")
        if code is None:
            return None
        indicator = self.indicators.get(code)
        if indicator is None:
            known = self._similar(code)
            self.report.add("contract_unknown_indicator", got.at("indicator"), indicator=code, known=known)
            return None
        return indicator if self._variant(got, indicator) & self._params(got, indicator) else None

    def _similar(self, code: str) -> list[str]:
        """Codes that look like it, or whose English name does."""
        names = {item.name.en.upper().replace(" ", "_"): key for key, item in self.indicators.items()}
        names |= {key: key for key in self.indicators}
        close = get_close_matches(code, list(names), 3, 0.5)
        return list(dict.fromkeys(names[name] for name in close)) or ["docs/indicators.md"]

    def _variant(self, got: Got, indicator: Indicator) -> bool:
        variant = got.get("variant")
        if indicator.variant(variant):
            return True
        known = [item.code for item in indicator.variants]
        facts = {"indicator": indicator.code, "variant": variant, "known": known}
        self.report.add("contract_unknown_variant", got.at("variant"), **facts)
        return False

    def _params(self, got: Got, indicator: Indicator) -> bool:
        params, known = got.get("params", {}), sorted({*indicator.params, *placeholders(indicator)})
        good = True
        for name, value in params.items():
            facts = {"indicator": indicator.code, "param": name, "value": value, "known": known or ["—"]}
            if name not in known:
                self.report.add("contract_unknown_param", got.at("params"), **facts)
            elif not (value in ("true", "false") if name == "inclusive" else value.isdecimal()):
                self.report.add("contract_bad_param", got.at("params"), **facts)
            else:
                continue
            good = False
        return good and self._counts(got, indicator)

    def _counts(self, got: Got, indicator: Indicator) -> bool:
        variant = indicator.variant(got.get("variant")) or indicator.variants[0]
        unknown = unknown_counts(variant, {**indicator.params, **got.get("params", {})})
        for name in unknown:
            self.report.add("contract_unknown_count", got.at("params"), name=name, indicator=indicator.code)
        return not unknown

    def _direction(self, got: Got, indicator: Indicator) -> None:
        comparison, target = got.get("comparison"), got.get("target")
        facts = {"clause": got.get("code", "?"), "comparison": comparison, "indicator": indicator.code}
        if "each" in got.values:
            # The clause's target is for a share, whichever way its indicator goes.
            indicator = replace(indicator, direction=Direction.HIGHER)
        against = {Direction.HIGHER: _LOWER, Direction.LOWER: _HIGHER, Direction.ZERO: _HIGHER}
        if comparison in against.get(indicator.direction, ()):
            self.report.add("contract_comparison_odd", got.at("comparison"), **facts)
        band = comparison is Comparison.BETWEEN or (
            comparison is None and indicator.direction is Direction.BAND
        )
        if target and band != (target[1] is not None):
            self.report.add("contract_band_needs_two", got.at("target"), clause=got.get("code", "?"))
        elif target and not band:
            lower = comparison in _LOWER if comparison else indicator.direction is not Direction.HIGHER
            self._minimum(got, lower)

    def _minimum(self, got: Got, lower_is_better: bool) -> None:
        minimum, target = got.get("minimum"), got.get("target")
        if minimum and (minimum[0] < target[0] if lower_is_better else minimum[0] > target[0]):
            facts = {"minimum": exact_text(minimum[0]), "target": exact_text(target[0])}
            place = got.at("minimum")
            self.report.add("contract_minimum_beyond_target", place, clause=got.get("code", "?"), **facts)

    def _source(self, got: Got, indicator: Indicator) -> None:
        source = got.get("source")
        holds = source not in _HOLDS or _HOLDS[source] is indicator.dataset
        if holds and not (source is ClauseSource.COMPLIANCE and _never_reckoned(got, indicator)):
            return
        dataset = DATASET_NAMES[indicator.dataset]
        facts = {"source": source, "indicator": indicator.code, "dataset": dataset}
        place = got.at("source")
        self.report.add("contract_source_contradiction", place, clause=got.get("code", "?"), **facts)

    def _score(self, got: Got, indicator: Indicator | None, shared: set[str]) -> None:
        score, code, weighted = got.get("score"), got.get("code", "?"), "weight" in got.values
        has_score = "score" in got.places or "curve" in got.places
        if "score" in got.places and "curve" in got.places:
            self.report.add("contract_score_twice", got.at("curve"), clause=code)
        if weighted and not has_score:
            self.report.add("contract_weight_without_score", got.at("weight"), clause=code)
        if has_score and "weight" not in got.places:
            self.report.add("contract_score_without_weight", got.place, clause=code)
        method = score.get("method") if score else None
        if score and method:
            self._method(got, score, method)
        curve = got.get("curve") or (score.get("points") if score else None)
        if curve is not None:
            self._curve(got, curve)
        free = method in (Method.MANUAL, Method.PER_EVENT) or curve is not None
        zero = indicator is not None and indicator.direction is Direction.ZERO
        stated = {"target", "baseline"} & got.places.keys() or takes_shared(got, shared)
        if not stated and not free and not zero:
            self.report.add("contract_no_target", got.place, clause=code)

    def _method(self, got: Got, score: Got, method: Method) -> None:
        needed = {
            Method.LINEAR: ("points",),
            Method.STEP: ("unit", "deduct"),
            Method.PER_EVENT: ("deduct",),
            Method.TIERS: ("bands",),
            Method.GRADES: ("grades",),
        }
        for key in needed.get(method, ()):
            if not score.get(key):
                facts = {"clause": got.get("code", "?"), "method": method, "key": key}
                self.report.add("contract_score_incomplete", score.at(key), **facts)
        PointChecks(self.report).bands(got, score)
        if cap := score.get("cap_if"):
            self._indicator(cap)

    def _curve(self, got: Got, curve: Sequence[tuple[Fraction, Fraction]]) -> None:
        place = got.get("score").at("points") if got.get("score") else got.at("curve")
        values = [x for x, _ in curve]
        if len(values) < 2 or values != sorted(set(values)):
            self.report.add("contract_curve_order", place, clause=got.get("code", "?"))
        elif "weight" in got.values and (most := max(y for _, y in curve)) != got.get("weight"):
            facts = {"most": exact_text(most), "weight": exact_text(got.get("weight"))}
            self.report.add("contract_curve_weight", place, clause=got.get("code", "?"), **facts)

    def _breach_rule(self, rule: Got | None) -> None:
        if rule is None:
            return
        of = rule.get("of")
        if ("consecutive" not in rule.values and of is None) or (of and of[0] > of[1]):
            self.report.add("contract_breach_rule", rule.place)

    def _twice(self, records: Sequence[Got]) -> None:
        seen: set[str] = set()
        for record in records:
            code = record.get("code")
            if code in seen:
                self.report.add("contract_code_twice", record.at("code"), code=code)
            seen.add(code)


def _never_reckoned(got: Got, indicator: Indicator) -> bool:
    """Whether it needs what records of training never tell, such as points of a test."""
    variant = indicator.variant(got.get("variant"))
    return variant is not None and not {*variant.numerator, *variant.denominator} <= OF_RECORDS

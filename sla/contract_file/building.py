"""From a contract file that has no trouble to contracts: one for each vendor it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from core.period import MonthRule, Period, PeriodKind
from core.rounding import Rounding
from core.text import Text
from sla.contract_file.baseline import build_baseline
from sla.contract_file.building_judging import build_over_service, build_ramp, build_sample, build_target_rule
from sla.contract_file.building_money import build_rounding, build_settlement
from sla.contract_file.building_months import build_disputes, build_review, build_year
from sla.contract_file.building_points import build_cap_if, build_grades, build_method
from sla.contract_file.building_promises import build_promises
from sla.contract_file.campaign import build_window
from sla.contract_file.improvement import build_improvement, build_restatement
from sla.contract_file.layout_relief import build_relief
from sla.contract_file.new_hires import build_new_hires
from sla.contract_file.opening import build_hours
from sla.contract_file.ranking import build_ranking
from sla.contract_file.reporting import build_erroneous_report, build_late_report
from sla.contract_file.shape import Got
from sla.contract_file.target_table import build_target_table, takes_shared
from sla.contract_file.targets import build_targets
from sla.terms.contract import (
    OPEN_END,
    Aggregate,
    BreachLevel,
    BreachRule,
    Chronic,
    Clause,
    ClauseSource,
    Comparison,
    Contract,
    Gaps,
    TotalRule,
    Unscored,
)
from sla.terms.each import Each
from sla.terms.events import Adjustment, Veto
from sla.terms.indicator import Direction, Indicator
from sla.terms.scoring import FullOrZero, Linear, Score

_COMPARISONS = {
    Direction.HIGHER: Comparison.AT_LEAST,
    Direction.LOWER: Comparison.AT_MOST,
    Direction.ZERO: Comparison.AT_MOST,
    Direction.BAND: Comparison.BETWEEN,
}


@dataclass(frozen=True)
class VendorEntry:
    """A vendor that a contract file introduces."""

    code: str
    name: Text
    aliases: tuple[str, ...] = ()


def build_vendors(got: Got) -> list[VendorEntry]:
    """The vendors a file names."""
    vendors = got.get("contract").get("vendors")
    return [VendorEntry(v.get("code"), _name(v), tuple(v.get("aliases", ()))) for v in vendors]


def build_contracts(
    got: Got, indicators: Mapping[str, Indicator], own: Sequence[Indicator]
) -> list[Contract]:
    """One contract for each vendor; with several vendors the code becomes CODE-VENDOR."""
    head: Got = got.get("contract")
    vendors = build_vendors(got)
    table = build_target_table(head.get("target_table", ()))
    shared = {row.indicator for row in table}
    clauses = tuple(_clause(clause, indicators, shared) for clause in got.get("clauses"))
    return [
        Contract(
            code=head.get("code") if len(vendors) == 1 else f"{head.get('code')}-{vendor.code}",
            version=head.get("version"),
            name=_name(head),
            vendor=vendor.code,
            vendor_name=vendor.name,
            effective=effective_of(head),
            clauses=clauses,
            currency=head.get("currency", "CNY"),
            timezone=head.get("timezone", "Asia/Shanghai"),
            calendar=head.get("calendar", "CN"),
            month_rule=month_rule_of(head.get("period")),
            day_start=head.get("day_start"),
            full_mark=head.get("full_mark", Fraction(100)),
            weighted=head.get("weighted", False),
            scope=_scope(head),
            indicators=tuple(own),
            target_table=table,
            adjustments=tuple(_adjustment(item) for item in got.get("adjustments", [])),
            bonus_cap=head.get("bonus_cap"),
            vetoes=tuple(_veto(item) for item in got.get("vetoes", [])),
            settlement=build_settlement(got.get("settlement")),
            unscored=head.get("unscored", Unscored.REDISTRIBUTE),
            unreported=head.get("unreported", Unscored.ZERO),
            total_rule=_total_rule(head.get("total_rule")),
            chronic=tuple(_chronic(item) for item in head.get("chronic", [])),
            grades=build_grades(head.get("grades", ())),
            promises=build_promises(got.get("promises", ())),
            review=build_review(head.get("review")),
            notice_days=int(days) if (days := head.get("notice_days")) else None,
            change_months=int(n) if (n := head.get("change_months")) else None,
            disputes=build_disputes(head.get("disputes")),
            year=build_year(head.get("year")),
            relief=build_relief(head.get("relief")),
            number=head.get("number"),
            client=head.get("client"),
            cut_month=head.get("cut_month"),
            ranking=build_ranking(head, vendor.code),
            restatement=build_restatement(head.get("restatement")),
            late_report=build_late_report(head.get("late_report")),
            erroneous_report=build_erroneous_report(head.get("erroneous_report")),
        )
        for vendor in vendors
    ]


def effective_of(head: Got) -> Period:
    """The days it is in force; `to` is the last of them, and left out means until further notice."""
    dates: Got = head.get("effective")
    last = dates.get("to")
    return Period(dates.get("from"), last + timedelta(days=1) if last else OPEN_END)


def _clause(got: Got, indicators: Mapping[str, Indicator], shared: set[str]) -> Clause:
    indicator = indicators[got.get("indicator")]
    unsaid = (None, None) if takes_shared(got, shared) else _zero_target(indicator, got)
    target = got.get("target") or unsaid
    minimum = got.get("minimum", (None, None))
    hours, opening = build_hours(got.get("hours"))
    window, campaign = build_window(got.get("window"))
    return Clause(
        code=got.get("code"),
        name=got.get("name", indicator.name),
        indicator=indicator.code,
        comparison=got.get("comparison", _usual_comparison(indicator, got)),
        source=got.get("source", ClauseSource.VENDOR),
        variant=got.get("variant"),
        params=got.get("params", {}),
        scope=_scope(got),
        hours=hours,
        opening=opening,
        day_start=got.get("day_start"),
        weekdays=tuple(int(day) for day in got.get("weekdays", ())),
        target=target[0],
        minimum=minimum[0],
        target_high=target[1],
        minimum_high=minimum[1],
        targets=build_targets(got.get("targets", ())),
        window=window,
        campaign=campaign,
        volume_floor=int(got.get("volume_floor", 0)),
        rounding=build_rounding(got.get("rounding")) or Rounding(),
        aggregate=got.get("aggregate", Aggregate.POOLED),
        parts=got.get("parts"),
        site_weights=got.get("site_weights", {}),
        weight=got.get("weight"),
        score=_score(got),
        cap_if=build_cap_if(got.get("score")),
        breach_level=got.get("breach_level"),
        breach_rule=_breach_rule(got.get("breach_rule")),
        over_service=build_over_service(got.get("over_service")),
        each=_each(got.get("each")),
        layer=got.get("layer"),
        cut_month=got.get("cut_month"),
        floor_rule=got.get("floor_rule"),
        sample=build_sample(got.get("sample")),
        target_rule=build_target_rule(got.get("target_rule")),
        ramp=build_ramp(got.get("ramp")),
        baseline=build_baseline(got.get("baseline")),
        improvement=build_improvement(got.get("improvement")),
        new_hires=build_new_hires(got.get("new_hires")),
        owner=got.get("owner"),
    )


def _usual_comparison(indicator: Indicator, got: Got) -> Comparison:
    """A share of intervals or days that keep their target is the better the greater it is."""
    return Comparison.AT_LEAST if "each" in got.values else _COMPARISONS[indicator.direction]


def _zero_target(indicator: Indicator, got: Got) -> tuple[Fraction | None, None]:
    """None of it is the promise, where an indicator counts what must not happen."""
    zero = indicator.direction is Direction.ZERO and "curve" not in got.values
    return (Fraction(0) if zero else None, None)


def _score(got: Got) -> Score | None:
    score: Got | None = got.get("score")
    if "curve" in got.values:
        return Linear(tuple(got.get("curve")))
    if score is None:
        return FullOrZero() if "weight" in got.values else None
    return build_method(score)


def _breach_rule(got: Got | None) -> BreachRule | None:
    if got is None:
        return None
    consecutive = got.get("consecutive")
    return BreachRule(
        int(consecutive) if consecutive else None, _whole_pair(got.get("of")), got.get("gaps", Gaps.SKIP)
    )


def _each(got: Got | None) -> Each | None:
    if got is None:
        return None
    low, high = got.get("target")
    minutes = got.get("minutes")
    length = None if minutes is None else int(minutes)
    return Each(got.get("grain"), low, int(got.get("volume_floor", 0)), high, length)


def _total_rule(got: Got | None) -> TotalRule | None:
    if got is None:
        return None
    rule = _breach_rule(got.get("rule")) or BreachRule(consecutive=1)
    return TotalRule(got.get("below"), rule, got.get("level", BreachLevel.MAJOR))


def _chronic(got: Got) -> Chronic:
    return Chronic(
        got.get("code"),
        _name(got),
        got.get("clause"),
        got.get("any_critical", False),
        _breach_rule(got.get("rule")),
        got.get("below"),
        got.get("level"),
        got.get("at_cap") or None,
    )


def _adjustment(got: Got) -> Adjustment:
    gates = tuple(got.get("gates", ())) or None
    return Adjustment(got.get("code"), _name(got), got.get("points"), got.get("cap"), gates)


def _veto(got: Got) -> Veto:
    limits_else = "grade" in got.values or "fee_share" in got.values
    total = got.get("total", None if limits_else else Fraction(0))
    return Veto(got.get("code"), _name(got), total, got.get("grade"), got.get("fee_share"))


def month_rule_of(got: Got | None) -> MonthRule:
    """How the contract cuts its year; calendar months where it says nothing."""
    if got is None:
        return MonthRule()
    first = int(got.get("first_day", 1))
    kind = PeriodKind.SETTLEMENT if first > 1 else PeriodKind.MONTH
    return MonthRule(got.get("kind", kind), first)


def _scope(got: Got) -> dict[str, str]:
    scope: Got | None = got.get("scope")
    return dict(scope.values) if scope else {}


def _name(got: Got) -> Text:
    return got.get("name", Text(got.get("code"), got.get("code")))


def _whole_pair(pair: tuple[Fraction, Fraction] | None) -> tuple[int, int] | None:
    return (int(pair[0]), int(pair[1])) if pair else None

"""What became of the indicators a version was meant to move (流程优化): three judged months before it took
effect beside three after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.period import shifted
from core.principal import Action, Principal, authorize
from core.text import Text
from core.verdict import Verdict
from qa.specification.terms import SpecVersion
from services.contracts.asked import formula_of, unit_of
from services.contracts.contract_versions import all_governing
from services.judging.assess_month import history
from services.judging.month_result import ClauseLine, MonthResult
from services.specifications.specifications import specification
from sla.load import catalogue
from sla.terms.contract import Contract
from sla.terms.definition import Unit

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: So many whole months on either side.
_MONTHS = 3


@dataclass(frozen=True)
class EffectMonth:
    """One judged month of a clause; `value` is the judge's figure, None where there is none."""

    label: str
    value: Fraction | None = None
    verdict: Verdict | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None


@dataclass(frozen=True)
class Effect:
    """A clause of a contract on that indicator, before and after; a month nobody judged has no figure."""

    contract: str
    contract_name: Text
    vendor: str
    clause: str
    clause_name: Text
    unit: Unit
    before: tuple[EffectMonth, ...]
    after: tuple[EffectMonth, ...]


@dataclass(frozen=True)
class IndicatorEffect:
    """An indicator the version names, and every contract that carries it; none where no contract does."""

    indicator: str
    name: Text
    effects: tuple[Effect, ...]


def improvement(house: House, who: Principal, code: str, number: int) -> list[IndicatorEffect]:
    """For each indicator a version names: its figures in the three whole months before it took effect and the
    three from then on, as they were judged. The month it took effect in belongs to neither, unless it did on
    the month's first day; months that have not begun are left out."""
    authorize(who, Action.VIEW)
    version = specification(house, who, code).numbered(number).version
    made = version.specification
    month = f"{version.effective:%Y-%m}"
    found = []
    for indicator in made.improves:
        contracts = [
            each
            for each in all_governing(house, who, month, made.vendor)
            if made.project in (None, each.scope.get("project"))
            and any(clause.indicator == indicator for clause in each.clauses)
        ]
        effects = [effect for each in contracts for effect in _effects(house, who, each, indicator, version)]
        found.append(IndicatorEffect(indicator, catalogue()[indicator].name, tuple(effects)))
    return found


def _effects(
    house: House, who: Principal, contract: Contract, indicator: str, version: SpecVersion
) -> Iterator[Effect]:
    before, after = _labels(contract, version, house)
    months = {month.label: month for month in history(house, who, contract.code, [*before, *after])}
    for clause in contract.clauses:
        if clause.indicator == indicator:
            yield Effect(
                contract=contract.code,
                contract_name=contract.name,
                vendor=contract.vendor,
                clause=clause.code,
                clause_name=clause.name,
                unit=unit_of(clause, formula_of(contract, clause)),
                before=tuple(_month(months, label, clause.code) for label in before),
                after=tuple(_month(months, label, clause.code) for label in after),
            )


def _labels(contract: Contract, version: SpecVersion, house: House) -> tuple[Sequence[str], Sequence[str]]:
    """The contract's months on either side, as its own month runs."""
    rule = contract.month_rule
    month = rule.month_of(version.effective)
    first = month.label if month.start == version.effective else shifted(month.label, 1)
    now = rule.month_of(house.today()).label
    after = [label for n in range(_MONTHS) if (label := shifted(first, n)) <= now]
    return [shifted(month.label, n) for n in range(-_MONTHS, 0)], after


def _month(months: dict[str, MonthResult], label: str, clause: str) -> EffectMonth:
    line: ClauseLine | None = months[label].line(clause) if label in months else None
    if line is None:
        return EffectMonth(label)
    found = line.judgement
    return EffectMonth(label, found.value, found.verdict, found.numerator, found.denominator)

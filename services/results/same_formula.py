"""All vendors by one definition: each contract's own figure beside what one reference variant would say.

Contracts agree on different definitions, and their figures cannot be compared; this can. The reference is
no promise: it has no target and no verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import Asked
from services.contracts.contract_versions import all_governing
from services.contracts.term_words import value_words
from services.judging.assess_month import results
from services.judging.month_result import ClauseLine, MonthResult
from services.judging.sources import Sources
from sla.judging.variants import missing_in
from sla.judging.verdict import is_contradictory
from sla.load import catalogue, indicators_of
from sla.terms.contract import Aggregate, Clause, ClauseSource, Comparison, Contract
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula, Indicator, formula, formula_text, placeholders
from sla.terms.window import Window

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Sources whose counts another definition can be formed from.
_REPORTED = frozenset(
    {ClauseSource.VENDOR, ClauseSource.CLIENT, ClauseSource.THIRD_PARTY, ClauseSource.CASES}
)


_PARTS = Text("达标时段或天数占比", "a share of intervals or days")
_CARRIED = Text("与样本不足的前月合并", "together with months below its floor")
_RELIEVED = Text("豁免后", "after relief")


@dataclass(frozen=True)
class Reference:
    """The definition everybody is measured by: an indicator in a variant, with its threshold."""

    indicator: str
    variant: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparable:
    """An indicator more than one contract promises, and how it can be formed."""

    indicator: Indicator
    #: The parameters any of the contracts asks for, each once.
    params: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Compared:
    """One vendor's figure: as agreed, and by the reference."""

    vendor: str
    vendor_name: Text
    contract: str
    #: None where the contract promises nothing of the indicator.
    clause: str | None
    clause_name: Text | None
    #: The contract's own formula in words, its figure and unit.
    own_formula: Text | None
    own_value: Fraction | None
    value: Fraction | None
    unit: str
    n: int | None
    #: The counts the reference needs and nobody reported.
    missing: tuple[str, ...] = ()
    #: What else than the formula the contract's own figure is: the worst site's, of a quarter, after relief.
    otherwise: tuple[Text, ...] = ()


def comparable(house: House, who: Principal, label: str, least: int = 2) -> list[Comparable]:
    """The indicators of our catalogue that at least so many contracts of the month promise from reported
    counts; those that most contracts promise first."""
    authorize(who, Action.VIEW)
    found: dict[str, list[tuple[str, Clause]]] = {}
    for contract in all_governing(house, who, label):
        for clause in contract.clauses:
            if _is_reported(contract, clause):
                found.setdefault(clause.indicator, []).append((contract.code, clause))
    several = {code: mine for code, mine in found.items() if len({of for of, _ in mine}) >= least}
    order = sorted(several, key=lambda code: (-len({of for of, _ in several[code]}), code))
    return [_comparable(code, [clause for _, clause in several[code]]) for code in order]


def same_formula(house: House, who: Principal, label: str, reference: Reference) -> list[Compared]:
    """Every contract of the month by the reference, of the very contacts its own clause is about: its scope,
    its hours and days, its campaign, its source; over the month, all sites together. Where it has no such
    clause, of everything its vendor reported."""
    authorize(who, Action.VIEW)
    form = formula(_indicator(reference), reference.variant, reference.params)
    lines = [(month, line) for month in results(house, who, label) for line in _lines(month, reference)]
    asked = [_asked(month, line, reference, at) for at, (month, line) in enumerate(lines)]
    if not asked:
        return []
    with house.database.read(who) as uow:
        sources = Sources.open(uow, house.lake, asked, house.today())
        names = {
            month.contract.vendor: uow.directory.vendor(month.contract.vendor).name for month, _ in lines
        }
    return [
        _compared(names, month, line, each, form, sources)
        for (month, line), each in zip(lines, asked, strict=True)
    ]


@dataclass(frozen=True)
class Spread:
    """How far apart the vendors are by one definition (service consistency, china_practice S4-07)."""

    lowest: Compared
    highest: Compared
    #: Highest less lowest, exact, in the indicator's unit.
    between: Fraction
    #: How many vendors have a figure.
    n: int


def spread(found: Sequence[Compared]) -> Spread | None:
    """None where fewer than two vendors have a figure: one vendor is as consistent as it likes."""
    known = {each.vendor: each for each in found if each.value is not None}
    if len(known) < 2:
        return None
    order = sorted(known.values(), key=lambda each: (each.value or Fraction(0), each.vendor))
    low, high = order[0], order[-1]
    return Spread(low, high, (high.value or Fraction(0)) - (low.value or Fraction(0)), len(known))


def reference_text(reference: Reference) -> Text:
    """The reference's formula in words."""
    return formula_text(formula(_indicator(reference), reference.variant, reference.params))


def _is_reported(contract: Contract, clause: Clause) -> bool:
    """Whether it is an indicator of ours, judged on counts somebody reported."""
    known = catalogue().get(clause.indicator)
    return (
        known is not None
        and known == indicators_of(contract)[clause.indicator]
        and clause.source in _REPORTED
    )


def _comparable(code: str, clauses: Sequence[Clause]) -> Comparable:
    indicator = catalogue()[code]
    asked = placeholders(indicator)
    every = [
        {k: v for k, v in {**indicator.params, **clause.params}.items() if k in asked} for clause in clauses
    ]
    distinct = {tuple(sorted(params.items())): params for params in every}
    return Comparable(indicator, tuple(distinct.values()))


def _indicator(reference: Reference) -> Indicator:
    found = catalogue().get(reference.indicator)
    if found is None:
        raise WrongInputError("indicator_variant", indicator=reference.indicator, variant=reference.variant)
    return found


def _lines(month: MonthResult, reference: Reference) -> list[ClauseLine | None]:
    """The contract's clauses of the indicator; None once where it has none."""
    own: list[ClauseLine | None] = [
        line
        for line in month.lines
        if line.clause.indicator == reference.indicator and _is_reported(month.contract, line.clause)
    ]
    return own or [None]


def _asked(month: MonthResult, line: ClauseLine | None, reference: Reference, at: int) -> Asked:
    """The month with the reference for its only clause; sources tell contracts apart by their version."""
    clause = _by_reference(line.clause, reference) if line else _of_reports(reference)
    contract = month.contract
    alone = replace(
        contract, clauses=(clause,), indicators=(), settlement=None, version=f"{contract.version} {at}"
    )
    return Asked(alone, month.label)


def _of_reports(reference: Reference) -> Clause:
    """Everything the vendor reported by the reference: nobody promised a part of it."""
    indicator = _indicator(reference)
    return Clause(
        f"{reference.indicator} {reference.variant}",
        indicator.name,
        reference.indicator,
        Comparison.AT_LEAST,
        ClauseSource.VENDOR,
        reference.variant,
        reference.params,
    )


def _by_reference(clause: Clause, reference: Reference) -> Clause:
    """The clause by the reference: the same contacts, in one ratio of the month (or its campaign)."""
    return replace(
        clause,
        code=f"{reference.indicator} {reference.variant}",
        variant=reference.variant,
        params=reference.params,
        window=Window.MONTH,
        aggregate=Aggregate.POOLED,
        each=None,
        volume_floor=0,
        floor_rule=None,
        baseline=None,
        targets=(),
    )


def _otherwise(line: ClauseLine) -> tuple[Text, ...]:
    """What else than its formula sets the contract's own figure apart from the reference."""
    clause = line.clause
    several = clause.window is not Window.MONTH and not clause.campaign
    found = [value_words("window", clause.window)] if several else []
    found += [value_words("aggregate", clause.aggregate)] if clause.aggregate is not Aggregate.POOLED else []
    found += [_PARTS] if clause.each else []
    found += [_CARRIED] if clause.floor_rule is FloorRule.CARRY_FORWARD else []
    relieved = line.raw is not None and line.raw.value != line.judgement.value
    return (*found, *([_RELIEVED] if relieved else []))


def _compared(
    names: Mapping[str, Text],
    month: MonthResult,
    line: ClauseLine | None,
    asked: Asked,
    form: Formula,
    sources: Sources,
) -> Compared:
    (clause,) = asked.contract.clauses
    measured = sources.measured(asked, clause)
    sums = [] if measured else sources.sums_on(asked, clause, asked.period)
    return Compared(
        month.contract.vendor,
        names[month.contract.vendor],
        month.contract.code,
        line.clause.code if line else None,
        line.name if line else None,
        formula_text(line.formula) if line else None,
        line.judgement.value if line else None,
        measured.value if measured and not is_contradictory(measured) else None,
        form.unit.value,
        None if measured is None or form.is_count or form.is_of_time else measured.tally.n,
        () if measured else missing_in(form, sums),
        _otherwise(line) if line else (),
    )

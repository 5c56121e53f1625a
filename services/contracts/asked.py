"""A contract and one of its months, and everything that is asked of the sources for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.period import Period
from sla.judging.baseline import is_over, months_of
from sla.judging.carried import labels_looked_at
from sla.judging.forecast_accuracy import is_of_forecasts
from sla.judging.forecast_days import FORECAST, OFFERED, needs_errors
from sla.judging.rollup import is_by_day
from sla.load import indicators_of
from sla.rules import PRESENT, Rules
from sla.terms.billing import MinimumBilling
from sla.terms.contract import Clause, Contract, day_start_of
from sla.terms.cut import clauses_asked, day_parts, is_cut
from sla.terms.definition import Unit
from sla.terms.indicator import Formula, formula
from sla.terms.review import ScoredOn
from sla.terms.usual_variant import applies_to, usual_variant
from store.lake.repeats import window_after

#: What was forecast of a day: the version both sides locked, else any; and what came.
FORECASTS = ("forecast_locked", FORECAST)
REPEATS = "repeats_after_abandon"
AUDITS = "audits"


@dataclass(frozen=True)
class Asked:
    """A contract and one of its months, and the rules it is judged by."""

    contract: Contract
    label: str
    rules: Rules = PRESENT

    @property
    def period(self) -> Period:
        """The month's days."""
        return self.contract.month_rule.month(self.label)

    def formula(self, clause: Clause) -> Formula:
        """The formula a clause is judged by under these rules."""
        return formula_of(self.contract, clause, self.rules)

    def periods(self) -> list[Period]:
        """The months any clause looks at: the month itself, and those of its longest window."""
        contract, asked = self.contract, self.label
        labels = {each for clause in contract.clauses for each in labels_looked_at(contract, clause, asked)}
        labels |= {each for clause in contract.clauses for each in _measured_first(clause, asked)}
        return [self.contract.month_rule.month(each) for each in sorted({self.label, *labels})]

    def campaigns(self) -> list[Period]:
        """The windows of days that clauses look at, up to the month's end."""
        spans = (
            clause.campaign.looked_at(self.period) for clause in self.contract.clauses if clause.campaign
        )
        return [Period(each.start, min(each.end, self.period.end)) for span in spans for each in span]

    def parts(self) -> list[Period]:
        """The stretches of days on which clauses split by day are judged."""
        return day_parts(self.contract)

    def days(self) -> list[Period]:
        """Every day of these months where a clause is formed from the figures of days, else none."""
        clauses = clauses_asked(self.contract)
        by_day = any(_of_days(formula_of(self.contract, each), each) for each in clauses)
        if not by_day and not _forecast_relief(self.contract) and not _by_agreement(self.contract):
            return []
        return [one_day(day) for month in self.periods() for day in month.each_day()]

    def reaches(self) -> list[Period]:
        """The same with the days after them that its counts look into: who called again within a week."""
        ahead = looks_ahead(self.contract)
        return [Period(each.start, each.end + ahead, each.label) for each in self.periods()]


def months_behind(contract: Contract, code: str, label: str) -> list[Period]:
    """The months that a clause's figure of `label` is formed of, oldest first."""
    clause = contract.clause(code)
    assert clause is not None
    return [contract.month_rule.month(each) for each in labels_looked_at(contract, clause, label)]


def days_behind(contract: Contract, code: str, label: str) -> list[Period]:
    """The stretches of days that a clause's figure of `label` is formed of: months, or windows of a campaign,
    of which there may be none."""
    clause = contract.clause(code)
    if clause and clause.campaign:
        return clause.campaign.looked_at(contract.month_rule.month(label))
    return months_behind(contract, code, label)


def _of_forecasts(form: Formula) -> bool:
    return needs_errors(form) or is_of_forecasts(form)


def _of_days(form: Formula, clause: Clause) -> bool:
    return is_by_day(form, clause) or needs_errors(form)


def _forecast_relief(contract: Contract) -> bool:
    return bool(contract.relief and contract.relief.forecast)


def _by_agreement(contract: Contract) -> bool:
    """Whether a contested clause is scored on the days that both sides report alike."""
    return contract.disputes is not None and contract.disputes.scored_on is ScoredOn.UNDISPUTED


def _measured_first(clause: Clause, label: str) -> list[str]:
    """The months of a clause's baseline, where the month is held against it."""
    baseline = clause.baseline
    return months_of(baseline) if baseline and is_over(baseline, label) else []


def least_billed(contract: Contract) -> MinimumBilling | None:
    """The least volume a contract is billed for, where it has one."""
    return contract.settlement.fee.minimum_billing if contract.settlement else None


def cuts_months(contract: Contract) -> bool:
    """Whether a month of which only some days count is paid by them."""
    return bool(contract.settlement and contract.settlement.fee.part_month)


def looks_ahead(contract: Contract) -> timedelta:
    """How far its counts look past the days they are of."""
    day = Period(date.min, date.min + timedelta(days=1))
    after = window_after(day, sorted(counts_of(contract)))
    nights = any(day_start_of(contract, clause) for clause in clauses_asked(contract))
    return timedelta(days=(after.days if after else 0) + nights)


def formula_of(contract: Contract, clause: Clause, rules: Rules = PRESENT) -> Formula:
    """The clause's indicator in the variant it names or means, parameters filled in."""
    indicator = indicators_of(contract)[clause.indicator]
    return formula(indicator, usual_variant(indicator, clause, rules.class_applies), clause.params)


def unit_of(clause: Clause, form: Formula) -> Unit:
    """What the clause's figure is told in: a share of intervals or days in percent, else as its formula."""
    return Unit.PERCENT if clause.each else form.unit


def counts_of(contract: Contract) -> set[str]:
    """Every base count the contract's clauses, caps and fee need."""
    every = list(clauses_asked(contract))
    names = {name for clause in every for name in formula_of(contract, clause).base_counts}
    for clause in contract.clauses:
        if clause.cap_if:
            cap = replace(
                clause,
                indicator=clause.cap_if.indicator,
                variant=clause.cap_if.variant,
                params=clause.cap_if.params,
            )
            names |= set(formula_of(contract, cap).base_counts)
    if any(_of_forecasts(formula_of(contract, clause)) for clause in every):
        names |= {OFFERED, FORECAST}
    if applies_to(tuple(names)):
        # Of our own lists, which may not tell to how many contacts a class applies: to all of them.
        names.add(AUDITS)
    fee = contract.settlement.fee.volume if contract.settlement else None
    relief = contract.relief.forecast if contract.relief else None
    forecast = {*FORECASTS, OFFERED} if relief else set()
    forecast |= {REPEATS} if relief and relief.net_of_repeats else set()
    forecast |= {*FORECASTS} if least_billed(contract) else set()
    return names | forecast | ({fee} if fee else set())


def contracts_of(asked: Sequence[Asked]) -> list[Contract]:
    """Each version once, and the terms of each month that an amendment cuts."""
    return list({_own_key(a): a.contract for a in asked}.values())


def _own_key(asked: Asked) -> tuple[str, str, str]:
    contract = asked.contract
    return contract.code, contract.version, asked.label if is_cut(contract) else ""


def one_day(day: date) -> Period:
    """The period of a single day."""
    return Period(day, day + timedelta(days=1))

"""What is taken off the fee: deductions as written, credits for missed clauses, service points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from core.money import Money, money
from core.tally import Have
from core.text import Text
from core.verdict import Verdict
from sla.exact import shown_text
from sla.judging.verdict import Judgement
from sla.money.credits import CreditSum, Misses
from sla.money.deduction_words import counted_words, priced_words
from sla.money.persistent import annual_fee, persistent_failure
from sla.points.item import steps_in
from sla.points.lateness import late_cost
from sla.spoken import amount_words
from sla.terms.contract import Contract
from sla.terms.fee import Deduction, DeductionBasis
from sla.terms.reporting import ERRONEOUS_REPORT, LATE_REPORT, REPORT_COST_NAMES, LateDays

_PERSISTENT = Text("多次未达标另扣", "Persistent failure")
#: The code of its line.
PERSISTENT = "PERSISTENT_FAILURE"


class LineKind(StrEnum):
    """What takes money off: a deduction as written, a service credit, or the month's service points."""

    DEDUCTION = "deduction"
    CREDIT = "credit"
    POINTS = "points"

    @property
    def is_credit(self) -> bool:
        """Whether what a contract says of claims is about it."""
        return self is not LineKind.DEDUCTION


@dataclass(frozen=True)
class DeductionLine:
    """One deduction: so many units, and what they take off."""

    code: str
    name: Text
    units: Fraction
    amount: Money
    trace: tuple[Text, ...] = ()
    kind: LineKind = LineKind.DEDUCTION


@dataclass(frozen=True)
class AgreedAmount:
    """Money that both sides agreed to add to a month's fee or take off it (补充约定)."""

    #: The agreement's number.
    number: str
    name: Text
    #: Below 0: taken off.
    amount: Money


@dataclass(frozen=True)
class MoneyInput:
    """What a settlement needs beside the contract and the total."""

    #: The month's label, 'YYYY-MM': which instalment it is.
    label: str
    #: The billed volume, where the fee is per call.
    volume: int | None = None
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    #: How many events the ledger booked, by the deduction's code.
    events: Mapping[str, int] = field(default_factory=dict)
    #: What those events named themselves, in cents, for deductions without an amount of their own.
    booked: Mapping[str, int] = field(default_factory=dict)
    #: How often in a row, for which incident, and what was decided on the credits.
    misses: Misses = field(default_factory=Misses)
    agreed: tuple[AgreedAmount, ...] = ()
    #: The month's forecast, where a least volume is billed; None where there is none.
    forecast: int | None = None
    #: The vendor's last day, where it left the contract in this month and that cuts the fee.
    exit_day: date | None = None
    #: Reports that were late or missing, where the contract says what that costs.
    late: tuple[LateDays, ...] = ()
    #: Of how many days of the month the volume is, where some are missing; None where all are there.
    volume_days: Have | None = None
    #: Whether a clause that is met costs nothing, however short of its target (sla/rules.py).
    met_is_free: bool = True
    #: Whether another bill follows the month; None where that is as the version's own end says.
    bill_follows: bool | None = None

    def missed(self) -> Misses:
        """The misses with the month's judgements; those that credits go by where they are others."""
        return replace(self.misses, judgements={**self.judgements, **self.misses.judgements})


def deductions_of(contract: Contract, gross: Money, given: MoneyInput) -> tuple[DeductionLine, ...]:
    """One line for each deduction the contract writes, whether it takes anything off this month or not."""
    rules = contract.settlement.deductions if contract.settlement else ()
    return tuple(_deduction(item, gross, contract, given) for item in rules)


def report_lines(contract: Contract, given: MoneyInput) -> tuple[DeductionLine, ...]:
    """What late and wrong reports take off the fee; none where the contract takes nothing for them."""
    return (*_late(contract, given), *_erroneous(contract, given))


def _late(contract: Contract, given: MoneyInput) -> tuple[DeductionLine, ...]:
    rule = contract.late_report
    if rule is None or rule.amount is None or not given.late:
        return ()
    further = rule.amount if rule.amount_further is None else rule.amount_further

    def said(yuan: Fraction) -> Text:
        return amount_words(money(yuan, contract.currency))

    found = late_cost(rule.amount, further, rule.amount_cap, given.late, said)
    amount, name = money(found.cost, contract.currency), REPORT_COST_NAMES[LATE_REPORT]
    return (DeductionLine(LATE_REPORT, name, Fraction(found.days), amount, found.trace),)


def _erroneous(contract: Contract, given: MoneyInput) -> tuple[DeductionLine, ...]:
    rule = contract.erroneous_report
    if rule is None or rule.amount is None or not given.events.get(ERRONEOUS_REPORT):
        return ()
    name = REPORT_COST_NAMES[ERRONEOUS_REPORT]
    item = Deduction(ERRONEOUS_REPORT, name, DeductionBasis.EVENTS, amount=rule.amount)
    return (_deduction(item, Money(0, contract.currency), contract, given),)


def credit_lines(contract: Contract, found: CreditSum) -> tuple[DeductionLine, ...]:
    """One line for each credit that is drawn."""
    return tuple(
        DeductionLine(
            line.clause,
            _credit_name(contract, line.clause),
            Fraction(1),
            line.amount,
            line.trace,
            LineKind.CREDIT,
        )
        for line in found.lines
    )


def persistent_lines(contract: Contract, given: MoneyInput) -> tuple[DeductionLine, ...]:
    """What the misses cost by their number, one line; none where the contract knows nothing of it."""
    rules = contract.settlement
    rule = rules.credits.persistent if rules and rules.credits else None
    if rules is None or rule is None:
        return ()
    fee = annual_fee(rules, rule, contract.currency)
    wrong = contract.erroneous_report.failures if contract.erroneous_report else None
    errors = (wrong or 0) * given.events.get(ERRONEOUS_REPORT, 0)
    found = persistent_failure(rule, fee, given.label, replace(given.missed(), errors=errors))
    units = Fraction(found.times)
    return (DeductionLine(PERSISTENT, _PERSISTENT, units, found.amount, found.trace, LineKind.CREDIT),)


def clause_name(contract: Contract, code: str) -> Text:
    """What a clause is called; its code where the contract has none of it."""
    clause = contract.clause(code)
    return clause.name if clause else Text(code, code)


def _credit_name(contract: Contract, code: str) -> Text:
    name = clause_name(contract, code)
    return Text(f"{name.zh} 服务抵扣", f"{name.en}: service credit")


def _deduction(item: Deduction, gross: Money, contract: Contract, given: MoneyInput) -> DeductionLine:
    if item.is_open:
        return _booked(item, contract, given)
    units = _units(item, given)
    each = Fraction(gross.cents, 100) * item.share if item.share is not None else item.amount or Fraction(0)
    amount = money(units * each, contract.currency)
    if not units:
        return DeductionLine(item.code, item.name, units, amount)
    clause, judgement = contract.clause(item.clause or ""), given.judgements.get(item.clause or "")
    counted = counted_words(item, clause, judgement, _beyond_band(item, _short(judgement)), units)
    trace = (*counted, priced_words(item, gross, units, amount))
    return DeductionLine(item.code, item.name, units, amount, trace)


def _booked(item: Deduction, contract: Contract, given: MoneyInput) -> DeductionLine:
    """The sum of what the events named."""
    amount = Money(given.booked.get(item.code, 0), contract.currency)
    units = Fraction(given.events.get(item.code, 0))
    said = amount_words(amount)
    step = Text(
        f"{shown_text(units)} 件，登记金额合计 {said.zh}",
        f"{shown_text(units)} events, {said.en} booked in all",
    )
    return DeductionLine(item.code, item.name, units, amount, (step,) if units else ())


def _units(item: Deduction, given: MoneyInput) -> Fraction:
    if item.basis is DeductionBasis.EVENTS:
        return Fraction(given.events.get(item.code, 0))
    judgement = given.judgements.get(item.clause or "")
    if judgement is None or not judgement.is_judged or item.clause in given.misses.waived:
        return Fraction(0)
    if item.basis is DeductionBasis.MISS:
        return Fraction(judgement.verdict is Verdict.MISSED)
    if item.basis is DeductionBasis.VALUE:
        return steps_in(max(Fraction(0), judgement.compared or Fraction(0)), item.unit, item.partial)
    if given.met_is_free and judgement.verdict is Verdict.MET:
        # One failure allowed below the volume floor leaves it met, short of its target as the figure is.
        return Fraction(0)
    return steps_in(_beyond_band(item, _short(judgement)), item.unit, item.partial)


def _short(judgement: Judgement | None) -> Fraction:
    """How far short of its target a figure is; 0 where it is not, or where there is none."""
    gap = judgement.gap if judgement else None
    return max(Fraction(0), -(gap or Fraction(0)))


def _beyond_band(item: Deduction, short: Fraction) -> Fraction:
    """What is counted of a shortfall: nothing within the dead band, beyond it the rest or all of it."""
    if item.dead_band is None:
        return short
    if short <= item.dead_band:
        return Fraction(0)
    return short if item.dead_band_counts else short - item.dead_band

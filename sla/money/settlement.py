"""A month's fee: gross, coefficient by score, deductions, cap, floor; with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from core.money import Money, instalments, money
from core.period import parse_label
from core.rounding import rounded
from core.text import Text
from core.verdict import Verdict
from sla.exact import exact_text, shown_text
from sla.judging.verdict import Judgement
from sla.points.item import steps_in
from sla.spoken import amount_words
from sla.terms.contract import Contract
from sla.terms.fee import Deduction, DeductionBasis, Fee, FeeKind, Settlement


@dataclass(frozen=True)
class DeductionLine:
    """One deduction: so many units, and what they take off."""

    code: str
    name: Text
    units: Fraction
    amount: Money
    trace: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Payable:
    """What is to be paid for a month, and how it came about."""

    gross: Money
    #: None where the contract has no tiers.
    coefficient: Fraction | None
    after_coefficient: Money
    deductions: tuple[DeductionLine, ...]
    #: The deductions before and after their cap.
    deducted_before_cap: Money
    deducted: Money
    payable: Money
    receipt: tuple[Text, ...]


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


def settle(contract: Contract, total: Decimal, given: MoneyInput) -> Payable | None:
    """The payable amount: gross × coefficient − deductions (capped), not below the floor.

    None where the contract settles nothing, or the month's volume is not known.
    """
    rules = contract.settlement
    gross = gross_fee(contract, given.label, given.volume) if rules else None
    if rules is None or gross is None:
        return None
    coefficient = _coefficient(rules, total, given.judgements)
    after = gross if coefficient is None else gross.times(coefficient)
    lines = tuple(_deduction(item, gross, contract, given) for item in rules.deductions)
    before = Money(sum(line.amount.cents for line in lines), gross.currency)
    most = before if rules.cap_share is None else gross.times(rules.cap_share)
    deducted = min(before, most)
    floor = gross.times(rules.floor_share)
    payable = max(Money(after.cents - deducted.cents, gross.currency), floor)
    receipt = _receipt(gross, total, coefficient, after, lines, before, deducted, payable)
    return Payable(gross, coefficient, after, lines, before, deducted, payable, receipt)


def gross_fee(contract: Contract, label: str, volume: int | None = None) -> Money | None:
    """The month's fee before anything is taken off; None where it cannot be known or none is due."""
    if contract.settlement is None:
        return None
    fee = contract.settlement.fee
    if fee.kind is FeeKind.MONTHLY:
        return money(fee.amount, contract.currency)
    if fee.kind is FeeKind.PER_CALL:
        return None if volume is None else money(fee.amount * volume, contract.currency)
    return _instalment(contract, fee, label)


def tier_coefficient(rules: Settlement, total: Decimal) -> Fraction | None:
    """The coefficient of the first tier whose total is reached; None where there are no tiers."""
    rounding = rules.tier_rounding
    held = rounded(total, rounding.digits, rounding.mode) if rounding else total
    return next((tier.coefficient for tier in rules.tiers if Fraction(held) >= tier.total), None)


def _coefficient(rules: Settlement, total: Decimal, judgements: Mapping[str, Judgement]) -> Fraction | None:
    """A missed gate leaves no coefficient above 1; what is taken off stays."""
    coefficient = tier_coefficient(rules, total)
    shut = any(g in judgements and judgements[g].verdict is Verdict.MISSED for g in rules.gates)
    return min(coefficient, Fraction(1)) if coefficient is not None and shut else coefficient


def _instalment(contract: Contract, fee: Fee, label: str) -> Money | None:
    first = parse_label(contract.month_rule.month_of(contract.effective.start).label)
    year, month = parse_label(label)
    index = (year - first[0]) * 12 + month - first[1]
    parts = instalments(money(fee.amount, contract.currency), fee.months)
    return parts[index] if 0 <= index < len(parts) else None


def _deduction(item: Deduction, gross: Money, contract: Contract, given: MoneyInput) -> DeductionLine:
    if item.is_open:
        return _booked(item, contract, given)
    units = _units(item, given)
    each = Fraction(gross.cents, 100) * item.share if item.share is not None else item.amount or Fraction(0)
    amount = money(units * each, contract.currency)
    one, all_ = amount_words(money(each, contract.currency)), amount_words(amount)
    step = Text(f"{shown_text(units)} × {one.zh} = {all_.zh}", f"{shown_text(units)} × {one.en} = {all_.en}")
    return DeductionLine(item.code, item.name, units, amount, (step,) if units else ())


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
    if judgement is None or not judgement.is_judged:
        return Fraction(0)
    if item.basis is DeductionBasis.VALUE:
        return steps_in(judgement.compared or Fraction(0), item.unit, item.partial)
    return steps_in(max(Fraction(0), -(judgement.gap or Fraction(0))), item.unit, item.partial)


def _receipt(
    gross: Money,
    total: Decimal,
    coefficient: Fraction | None,
    after: Money,
    lines: tuple[DeductionLine, ...],
    before: Money,
    deducted: Money,
    payable: Money,
) -> tuple[Text, ...]:
    steps = [_with("费用总额 {}", "Gross fee {}", gross)]
    if coefficient is not None:
        held = exact_text(coefficient)
        steps.append(
            _with(
                f"总分 {total} 分，结算系数 {held}：{{}}",
                f"Total {total} points, coefficient {held}: {{}}",
                after,
            )
        )
    steps += [
        _with(f"{line.name.zh} −{{}}", f"{line.name.en} −{{}}", line.amount) for line in lines if line.units
    ]
    if deducted != before:
        steps.append(_with("扣款封顶：{} → {}", "Deductions capped: {} → {}", before, deducted))
    return (*steps, _with("应付 {}", "Payable {}", payable))


def _with(zh: str, en: str, *amounts: Money) -> Text:
    """A step of the receipt with its amounts filled in."""
    said = [amount_words(amount) for amount in amounts]
    return Text(zh.format(*(each.zh for each in said)), en.format(*(each.en for each in said)))

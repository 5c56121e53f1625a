"""The receipt of a month's money: every step from price and volume to what is paid, to follow by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.counts import base_count
from core.money import Money
from core.text import Text
from sla.exact import exact_text, shown_text
from sla.money.charges import charges_of, charges_words
from sla.money.deductions import AgreedAmount, DeductionLine, LineKind, MoneyInput
from sla.money.gross import missed_gates, tier_coefficient, too_far_beyond
from sla.money.point_lines import LATER_POINTS
from sla.money.tax import taxed
from sla.spoken import amount_words, difference_words, percent_words, price_words
from sla.terms.contract import Contract
from sla.terms.fee import FeeKind, Settlement

if TYPE_CHECKING:
    from sla.money.settlement import Payable


def receipt_of(
    contract: Contract, found: Payable, total: Decimal, before_veto: Money, given: MoneyInput
) -> tuple[Text, ...]:
    """Every step in the order it is reckoned; nothing for what a contract does not have.

    `before_veto`: the fee with its part by score, before vetoes limit it.
    """
    rules = contract.settlement
    assert rules is not None
    steps = [*_fee(contract, found, given), _with("费用总额 {}", "Gross fee {}", found.gross)]
    if rules.performance_share is not None:
        steps.append(_by_score(contract, rules, found, total, before_veto))
    if before_veto != found.by_score:
        limits = (before_veto, found.by_score)
        steps.append(_with("一票否决限制付费：{} → {}", "Limited by a veto: {} → {}", *limits))
    steps += _coefficient(contract, rules, found, total, given)
    steps += _taken_off(rules, found)
    left = Money(found.after_coefficient.cents - found.deducted.cents, found.gross.currency)
    if left != found.by_contract:
        steps.append(_least(rules, left, found.by_contract))
    steps += [_agreed_words(each) for each in found.agreed]
    steps.append(_with("应付 {}", "Payable {}", found.payable))
    if found.retained.cents:
        steps.append(_kept_back(rules, found))
    return tuple(steps)


def _fee(contract: Contract, found: Payable, given: MoneyInput) -> tuple[Text, ...]:
    """What the gross fee is of; nothing for a fixed monthly sum paid in full."""
    assert contract.settlement is not None
    fee, billed = contract.settlement.fee, found.billed
    said, price = amount_words(found.gross), price_words(fee.amount, contract.currency)
    before = billed.steps if billed else ()
    if fee.kind is FeeKind.PER_CALL and billed:
        known = base_count(fee.volume or "")
        name, many = known.text if known else Text("", ""), _many(billed.quantity)
        zh, en = f"{name.zh} {many} × {price.zh} = {said.zh}", f"{name.en}: {many} × {price.en} = {said.en}"
        return (*before, Text(zh.strip(), en.removeprefix(": ")))
    if fee.kind is FeeKind.PER_SEAT and given.volume is not None:
        days = fee.days or contract.month_rule.month(given.label).days
        zh = f"在岗 {given.volume:,} 席位日 ÷ {days} 天 × {price.zh} = {said.zh}"
        en = f"{given.volume:,} seat-days on duty ÷ {days} days × {price.en} = {said.en}"
        return (*before, Text(zh, en))
    if fee.kind is FeeKind.SEAT_MONTH and not before and fee.months > 1:
        zh = f"{price.zh} 分 {fee.months} 期，末期取余：本期 {said.zh}"
        en = f"{price.en} in {fee.months} instalments, the last takes what is left: {said.en} this month"
        return (Text(zh, en),)
    return before


def _many(quantity: Fraction) -> str:
    return f"{int(quantity):,}" if quantity.denominator == 1 else shown_text(quantity, 8)


def _by_score(contract: Contract, rules: Settlement, found: Payable, total: Decimal, paid: Money) -> Text:
    """The fixed part and the part by score: 「70,000.00 元 + 30,000.00 元 × 86.27 ÷ 100 = 95,881.00 元」."""
    share, full = rules.performance_share or Fraction(0), exact_text(contract.full_mark)
    part = found.gross.times(share)
    fixed = Money(found.gross.cents - part.cents, part.currency)
    said = percent_words(share)
    return _with(
        f"其中 {said.zh} 按得分支付：{{}} + {{}} × {total} ÷ {full} = {{}}",
        f"{said.en} of it paid by score: {{}} + {{}} × {total} ÷ {full} = {{}}",
        fixed, part, paid,
    )  # fmt: skip


def _coefficient(
    contract: Contract, rules: Settlement, found: Payable, total: Decimal, given: MoneyInput
) -> list[Text]:
    """The tier's coefficient, and why it is not more where a bonus was reached and is not paid."""
    if found.coefficient is None:
        return []
    held = exact_text(found.coefficient)
    said = _with(
        f"总分 {total} 分，结算系数 {held}：{{}}",
        f"Total {total} points, coefficient {held}: {{}}",
        found.after_coefficient,
    )
    return [*_no_bonus(contract, rules, total, given), said]


def _taken_off(rules: Settlement, found: Payable) -> list[Text]:
    written = [line for line in found.deductions if line.kind is LineKind.DEDUCTION]
    drawn = [line for line in found.deductions if line.kind is not LineKind.DEDUCTION]
    steps = _steps_of(written)
    if found.credits and found.credits.lines:
        steps += at_risk_words(rules, found.gross, found.credits.at_risk)
    elif any(line.kind is LineKind.POINTS and line.amount.cents for line in drawn):
        steps += charges_words(rules, found.gross)
    steps += _steps_of(drawn)
    if found.credits and found.credits.before_cap != found.credits.amount:
        capped = (found.credits.before_cap, found.credits.amount)
        steps.append(
            _with("服务抵扣以风险金额封顶：{} → {}", "Credits capped at the amount at risk: {} → {}", *capped)
        )
    if found.deducted != found.deducted_before_cap:
        capped = (found.deducted_before_cap, found.deducted)
        steps.append(_with("扣款封顶：{} → {}", "Deductions capped: {} → {}", *capped))
    return steps


def _kept_back(rules: Settlement, found: Payable) -> Text:
    """Of the amount with its tax, as the statement keeps it back."""
    tax = taxed(found.payable, rules)
    if tax.gross == found.payable:
        return _with("其中质保金暂留 {}", "Of which kept back {}", found.retained)
    return _with(
        "含税 {}，其中质保金暂留 {}", "{} with tax, of which kept back {}", tax.gross, found.retained
    )


def _unjudged_gates(contract: Contract, rules: Settlement, given: MoneyInput) -> list[Text]:
    """Gates nothing is known of, where a bonus is paid: they close only when they are missed."""
    said = []
    for code in rules.gates:
        clause, judgement = contract.clause(code), given.judgements.get(code)
        if clause and (judgement is None or not judgement.is_judged):
            zh = f"{clause.name.zh} 本月没有判定：未达标才取消奖励，此处不影响"
            said.append(
                Text(zh, f"{clause.name.en} has no verdict: only a miss takes the bonus, so it stays")
            )
    return said


def _least(rules: Settlement, left: Money, payable: Money) -> Text:
    """What deductions leave, and the least that is paid."""
    if not rules.floor_share:
        return _with("不低于 0：{} → {}", "Not below 0: {} → {}", left, payable)
    share = percent_words(rules.floor_share)
    zh = f"不低于费用总额的 {share.zh}：{{}} → {{}}"
    return _with(zh, f"Not less than {share.en} of the gross fee: {{}} → {{}}", left, payable)


def at_risk_words(rules: Settlement, gross: Money, at_risk: Money) -> tuple[Text, ...]:
    """What the credits are parts of: 「风险金额 2,400,000.00 元 × 12% = 288,000.00 元」; first its base."""
    charges = charges_of(rules, gross)
    share = rules.credits.at_risk.share if rules.credits and rules.credits.at_risk else Fraction(0)
    said = percent_words(share)
    sum_ = _with(
        f"风险金额：{{}} × {said.zh} = {{}}", f"Amount at risk: {{}} × {said.en} = {{}}", charges, at_risk
    )
    return (*charges_words(rules, gross), sum_)


def _steps_of(lines: Sequence[DeductionLine]) -> list[Text]:
    return [step for line in lines if line.units for step in _line_steps(line)]


def _line_steps(line: DeductionLine) -> list[Text]:
    """How the amount came about, then what it takes off."""
    how = [Text(f"{line.name.zh}：{step.zh}", f"{line.name.en}: {step.en}") for step in line.trace]
    return how if line.code == LATER_POINTS else [*how, _moved(line.name, "−", line.amount)]


def _agreed_words(agreed: AgreedAmount) -> Text:
    sign = "−" if agreed.amount.cents < 0 else "+"
    return _moved(agreed.name, sign, Money(abs(agreed.amount.cents), agreed.amount.currency))


def _moved(name: Text, sign: str, amount: Money) -> Text:
    """What an amount is for, as a person wrote it, and what it does."""
    size = amount_words(amount)
    return Text(f"{name.zh} {sign}{size.zh}", f"{name.en} {sign}{size.en}")


def _with(zh: str, en: str, *amounts: Money) -> Text:
    """A step of the receipt with its amounts filled in."""
    said = [amount_words(amount) for amount in amounts]
    return Text(zh.format(*(each.zh for each in said)), en.format(*(each.en for each in said)))


def _no_bonus(contract: Contract, rules: Settlement, total: Decimal, given: MoneyInput) -> list[Text]:
    """Why no bonus is paid where one was reached: a gate that was missed, a target left too far behind."""
    would = tier_coefficient(rules, total)
    if would is None or would <= 1:
        return []
    reached = exact_text(would)
    found = []
    for code in missed_gates(rules, given.judgements):
        clause = contract.clause(code)
        name = clause.name if clause else Text(code, code)
        zh = f"{name.zh} 未达标：结算系数由 {reached} 降为 1"
        found.append(Text(zh, f"{name.en} missed: coefficient 1 instead of {reached}"))
    found += _unjudged_gates(contract, rules, given)
    for each in too_far_beyond(rules, given.judgements):
        clause, judgement = contract.clause(each.clause), given.judgements[each.clause]
        assert clause is not None
        by = difference_words(each.by, judgement.unit)
        zh = f"{clause.name.zh} 优于目标超过 {by.zh}：不计奖励，结算系数最高 1"
        en = f"{clause.name.en} lies more than {by.en} beyond its target: no bonus, at most 1"
        found.append(Text(zh, en))
    return found

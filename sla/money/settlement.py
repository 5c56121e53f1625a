"""A month's fee: gross, by score, deductions and credits, cap, floor, what is kept back; with its receipt.

The order is the same for every contract and stands in the receipt: gross → the part paid by score →
coefficient → deductions and service credits → their cap → the least that is paid → amounts agreed one by
one → kept back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core.money import Money
from core.text import Text
from sla.exact import exact_text
from sla.money.billing import Billed
from sla.money.credits import CreditSum, credits_of
from sla.money.deductions import (
    AgreedAmount,
    DeductionLine,
    MoneyInput,
    credit_lines,
    deductions_of,
    persistent_lines,
    point_lines,
    report_lines,
)
from sla.money.gross import (
    billed_fee,
    coefficient_of,
    paid_by_score,
    tier_coefficient,
    too_far_beyond,
    vetoed,
)
from sla.spoken import amount_words, difference_words, percent_words
from sla.terms.contract import Contract
from sla.terms.fee import Settlement


@dataclass(frozen=True)
class Payable:
    """What is to be paid for a month, and how it came about."""

    gross: Money
    #: The fee with the part that is paid by score; the gross fee where no part is.
    by_score: Money
    #: None where the contract has no tiers.
    coefficient: Fraction | None
    after_coefficient: Money
    #: Deductions, credits and service points, each with its steps.
    deductions: tuple[DeductionLine, ...]
    #: All of them before and after their cap.
    deducted_before_cap: Money
    deducted: Money
    payable: Money
    #: Part of `payable` that is kept back until the contract ends.
    retained: Money
    #: None where the contract puts nothing at risk.
    credits: CreditSum | None
    receipt: tuple[Text, ...]
    #: What supplementary agreements add or take, as much of it as the fee holds; part of `payable`.
    agreed: tuple[AgreedAmount, ...] = ()
    #: What the fee is for, and how it came about.
    billed: Billed | None = None

    @property
    def by_contract(self) -> Money:
        """What is paid by the contract alone, without amounts agreed one by one."""
        added = sum(each.amount.cents for each in self.agreed)
        return Money(self.payable.cents - added, self.payable.currency)


def settle(contract: Contract, total: Decimal | None, given: MoneyInput) -> Payable | None:
    """The payable amount: gross × coefficient − deductions and credits (capped), not below the floor.

    `total` is None where the contract gives no points. None where it settles nothing, where the month's
    volume is not known, or where points decide and there are none.
    """
    rules = contract.settlement
    billed = billed_fee(contract, given.label, given.volume, given.forecast, given.exit_day)
    if rules is None or billed is None or (total is None and rules.needs_total):
        return None
    gross = billed.amount
    total = total if total is not None else Decimal(0)
    coefficient = coefficient_of(rules, total, given.judgements)
    by_score = paid_by_score(rules, gross, total, contract.full_mark)
    before_veto, by_score = by_score, vetoed(contract, by_score, gross, given.events)
    after = by_score if coefficient is None else by_score.times(coefficient)
    credits = _credits(rules, gross, given)
    lines = _lines(contract, gross, given, credits)
    before = Money(sum(line.amount.cents for line in lines), gross.currency)
    deducted = before if rules.cap_share is None else min(before, gross.times(rules.cap_share))
    payable = max(Money(after.cents - deducted.cents, gross.currency), gross.times(rules.floor_share))
    agreed = _agreed(payable, given.agreed)
    payable = Money(payable.cents + sum(each.amount.cents for each in agreed), gross.currency)
    retained = payable.times(rules.retention_share or 0)
    found = Payable(
        gross, by_score, coefficient, after, lines, before, deducted, payable, retained, credits, (), agreed,
        billed,
    )  # fmt: skip
    beyond = _beyond(contract, rules, total, given)
    return replace(found, receipt=_receipt(found, rules, total, before_veto, beyond))


def _beyond(contract: Contract, rules: Settlement, total: Decimal, given: MoneyInput) -> list[Text]:
    """Why no bonus is paid, where a clause was served too far beyond its target and one would have been."""
    would = tier_coefficient(rules, total)
    if would is None or would <= 1:
        return []
    found = []
    for each in too_far_beyond(rules, given.judgements):
        clause, judgement = contract.clause(each.clause), given.judgements[each.clause]
        assert clause is not None
        by = difference_words(each.by, judgement.unit)
        found.append(
            Text(
                f"{clause.name.zh} 优于目标超过 {by.zh}：不计奖励，结算系数最高 1",
                f"{clause.name.en} lies more than {by.en} beyond its target: no bonus, at most 1",
            )
        )
    return found


def _credits(rules: Settlement, gross: Money, given: MoneyInput) -> CreditSum | None:
    at_risk = rules.credits.at_risk if rules.credits else None
    return credits_of(at_risk, gross, given.missed()) if at_risk else None


def _lines(
    contract: Contract, gross: Money, given: MoneyInput, credits: CreditSum | None
) -> tuple[DeductionLine, ...]:
    drawn = credit_lines(contract, credits) if credits else ()
    return (
        *deductions_of(contract, gross, given),
        *report_lines(contract, given),
        *drawn,
        *point_lines(contract, gross, given.missed()),
        *persistent_lines(contract, given),
    )


def _agreed(payable: Money, agreed: Sequence[AgreedAmount]) -> tuple[AgreedAmount, ...]:
    """Each in its turn; no fee falls below 0 by what is taken off it."""
    kept, left = [], payable.cents
    for each in agreed:
        cents = max(each.amount.cents, -left)
        left += cents
        kept.append(replace(each, amount=Money(cents, payable.currency)))
    return tuple(kept)


def _receipt(
    found: Payable, rules: Settlement, total: Decimal, before_veto: Money, beyond: Sequence[Text] = ()
) -> tuple[Text, ...]:
    steps = [*(found.billed.steps if found.billed else ()), _with("费用总额 {}", "Gross fee {}", found.gross)]
    if rules.performance_share is not None:
        part = percent_words(rules.performance_share)
        steps.append(
            _with(
                f"其中 {part.zh} 按得分（{total} 分）支付：{{}}",
                f"{part.en} of it paid by score ({total} points): {{}}",
                before_veto,
            )
        )
    if before_veto != found.by_score:
        limits = (before_veto, found.by_score)
        steps.append(_with("一票否决限制付费：{} → {}", "Limited by a veto: {} → {}", *limits))
    steps += beyond
    if found.coefficient is not None:
        held = exact_text(found.coefficient)
        steps.append(
            _with(
                f"总分 {total} 分，结算系数 {held}：{{}}",
                f"Total {total} points, coefficient {held}: {{}}",
                found.after_coefficient,
            )
        )
    steps += _taken_off(found)
    left = Money(found.after_coefficient.cents - found.deducted.cents, found.gross.currency)
    if left != found.by_contract:
        steps.append(_least(rules, left, found.by_contract))
    steps += [_agreed_words(each) for each in found.agreed]
    steps.append(_with("应付 {}", "Payable {}", found.payable))
    if found.retained.cents:
        steps.append(_with("其中质保金暂留 {}", "Of which kept back {}", found.retained))
    return tuple(steps)


def _least(rules: Settlement, left: Money, payable: Money) -> Text:
    """What deductions leave, and the least that is paid."""
    if not rules.floor_share:
        return _with("不低于 0：{} → {}", "Not below 0: {} → {}", left, payable)
    share = percent_words(rules.floor_share)
    zh = f"不低于费用总额的 {share.zh}：{{}} → {{}}"
    return _with(zh, f"Not less than {share.en} of the gross fee: {{}} → {{}}", left, payable)


def _taken_off(found: Payable) -> list[Text]:
    steps = [step for line in found.deductions if line.units for step in _line_steps(line)]
    if found.credits and found.credits.before_cap != found.credits.amount:
        capped = (found.credits.before_cap, found.credits.amount)
        steps.append(
            _with("服务抵扣以风险金额封顶：{} → {}", "Credits capped at the amount at risk: {} → {}", *capped)
        )
    if found.deducted != found.deducted_before_cap:
        steps.append(
            _with(
                "扣款封顶：{} → {}", "Deductions capped: {} → {}", found.deducted_before_cap, found.deducted
            )
        )
    return steps


def _line_steps(line: DeductionLine) -> list[Text]:
    """How the amount came about, then what it takes off."""
    how = [Text(f"{line.name.zh}：{step.zh}", f"{line.name.en}: {step.en}") for step in line.trace]
    return [*how, _moved(line.name, "−", line.amount)]


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

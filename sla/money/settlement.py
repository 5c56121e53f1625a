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
from sla.money.billing import Billed, days_words
from sla.money.charges import charges_of
from sla.money.credits import CreditSum, credits_of
from sla.money.deductions import (
    AgreedAmount,
    DeductionLine,
    MoneyInput,
    credit_lines,
    deductions_of,
    persistent_lines,
    report_lines,
)
from sla.money.gross import billed_fee, coefficient_of, paid_by_score, vetoed
from sla.money.point_lines import point_lines
from sla.money.receipt import receipt_of
from sla.money.tax import taxed
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
    #: What is kept back of `payable`, with its tax, until the contract ends.
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
    if given.volume_days:
        billed = replace(billed, steps=(*billed.steps, days_words(given.volume_days)))
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
    retained = taxed(payable, rules).gross.times(rules.retention_share or 0)
    found = Payable(
        gross, by_score, coefficient, after, lines, before, deducted, payable, retained, credits, (), agreed,
        billed,
    )  # fmt: skip
    return replace(found, receipt=receipt_of(contract, found, total, before_veto, given))


def _credits(rules: Settlement, gross: Money, given: MoneyInput) -> CreditSum | None:
    at_risk = rules.credits.at_risk if rules.credits else None
    return credits_of(at_risk, charges_of(rules, gross), given.missed()) if at_risk else None


def _lines(
    contract: Contract, gross: Money, given: MoneyInput, credits: CreditSum | None
) -> tuple[DeductionLine, ...]:
    drawn = credit_lines(contract, credits) if credits else ()
    charges = charges_of(contract.settlement, gross) if contract.settlement else gross
    return (
        *deductions_of(contract, gross, given),
        *report_lines(contract, given),
        *drawn,
        *point_lines(contract, charges, given.missed(), is_last=_is_last(contract, given)),
        *persistent_lines(contract, given),
    )


def _is_last(contract: Contract, given: MoneyInput) -> bool:
    """Whether no bill follows: the contract ends in the month, or the vendor left it. A version that another
    one follows is not the contract's end."""
    if given.bill_follows is not None:
        return not given.bill_follows
    if given.exit_day is not None:
        return True
    return contract.month_rule.month(given.label).end >= contract.effective.end


def _agreed(payable: Money, agreed: Sequence[AgreedAmount]) -> tuple[AgreedAmount, ...]:
    """Each in its turn; no fee falls below 0 by what is taken off it."""
    kept, left = [], payable.cents
    for each in agreed:
        cents = max(each.amount.cents, -left)
        left += cents
        kept.append(replace(each, amount=Money(cents, payable.currency)))
    return tuple(kept)

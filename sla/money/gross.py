"""The month's fee before anything is taken off, and what the score makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.money import Money, instalments, money
from core.period import parse_label
from core.rounding import rounded
from core.verdict import Verdict
from sla.judging.verdict import Judgement
from sla.money.billing import Billed, by_month, by_term, by_volume
from sla.terms.contract import Contract
from sla.terms.fee import Fee, FeeKind, NoBonus, Settlement
from sla.terms.grades import reaches


def billed_fee(
    contract: Contract,
    label: str,
    volume: int | None = None,
    forecast: int | None = None,
    exit_day: date | None = None,
) -> Billed | None:
    """The month's fee before anything is taken off; None where it cannot be known or none is due.

    `forecast`: the month's, where a least volume is billed. `exit_day`: the vendor's last, where it left.
    """
    if contract.settlement is None:
        return None
    fee = contract.settlement.fee
    if fee.kind is FeeKind.MONTHLY:
        return by_month(contract, fee, label, exit_day)
    if fee.kind is FeeKind.PER_CALL:
        return None if volume is None else by_volume(contract, fee, volume, forecast)
    if fee.kind is FeeKind.PER_SEAT:
        return None if volume is None else Billed(_by_seats(contract, label, volume), Fraction(volume))
    if fee.part_month:
        return by_term(contract, fee, label, exit_day)
    part = _instalment(contract, fee, label)
    return None if part is None else Billed(part, Fraction(1))


def seat_months(contract: Contract, label: str, seat_days: int) -> Fraction:
    """Seats of full months, by the days each was on duty: 1,530 seat-days of a month of 30 are 51.

    The divisor is what the contract says a full month has, else the days of the contract's own month.
    """
    assert contract.settlement is not None
    return Fraction(seat_days, contract.settlement.fee.days or contract.month_rule.month(label).days)


def paid_by_score(rules: Settlement, gross: Money, total: Decimal, full_mark: Fraction) -> Money:
    """The fee with its performance part at score ÷ full mark; all of it where no part is paid by score."""
    if rules.performance_share is None or not full_mark:
        return gross
    part = gross.times(rules.performance_share)
    return Money(gross.cents - part.cents + part.times(Fraction(total) / full_mark).cents, gross.currency)


def vetoed(contract: Contract, fee: Money, gross: Money, events: Mapping[str, int]) -> Money:
    """The fee after vetoes that limit it: at most their share of the part paid by score, else of all."""
    shares = [v.fee_share for v in contract.vetoes if v.fee_share is not None and events.get(v.code)]
    rules = contract.settlement
    if not shares or rules is None:
        return fee
    part = gross.times(rules.performance_share) if rules.performance_share is not None else gross
    most = Money(gross.cents - part.cents + part.times(min(shares)).cents, gross.currency)
    return min(fee, most)


def tier_coefficient(rules: Settlement, total: Decimal) -> Fraction | None:
    """The coefficient of the first tier whose total is reached; None where there are no tiers."""
    rounding = rules.tier_rounding
    held = rounded(total, rounding.digits, rounding.mode) if rounding else total
    reached = (
        tier for tier in rules.tiers if reaches(Fraction(held), tier.total, open_at=rules.tiers_open_at)
    )
    return next((tier.coefficient for tier in reached), None)


def coefficient_of(rules: Settlement, total: Decimal, judgements: Mapping[str, Judgement]) -> Fraction | None:
    """The tier's coefficient; a missed gate leaves none above 1, and what is taken off stays."""
    coefficient = tier_coefficient(rules, total)
    shut = bool(missed_gates(rules, judgements)) or bool(too_far_beyond(rules, judgements))
    return min(coefficient, Fraction(1)) if coefficient is not None and shut else coefficient


def missed_gates(rules: Settlement, judgements: Mapping[str, Judgement]) -> tuple[str, ...]:
    """The gates that were missed: without a judgement nothing was."""
    return tuple(g for g in rules.gates if g in judgements and judgements[g].verdict is Verdict.MISSED)


def too_far_beyond(rules: Settlement, judgements: Mapping[str, Judgement]) -> tuple[NoBonus, ...]:
    """The clauses served further beyond their target than the contract rewards; exactly so far still is."""
    gaps = [(each, judgements.get(each.clause)) for each in rules.no_bonus_beyond or ()]
    return tuple(each for each, found in gaps if found and found.gap is not None and found.gap > each.by)


def _by_seats(contract: Contract, label: str, seat_days: int) -> Money:
    assert contract.settlement is not None
    price = contract.settlement.fee.amount
    return money(price * seat_months(contract, label, seat_days), contract.currency)


def _instalment(contract: Contract, fee: Fee, label: str) -> Money | None:
    first = parse_label(contract.month_rule.month_of(contract.effective.start).label)
    year, month = parse_label(label)
    index = (year - first[0]) * 12 + month - first[1]
    parts = instalments(money(fee.amount, contract.currency), fee.months)
    return parts[index] if 0 <= index < len(parts) else None

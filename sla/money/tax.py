"""Net, tax and gross of an amount: half-up to the cent, and the two always add up to the third."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.money import Money
from sla.terms.fee import Settlement


@dataclass(frozen=True)
class Taxed:
    """An amount with its tax; without a rate net and gross are the amount itself."""

    net: Money
    tax: Money
    gross: Money
    #: None where the contract says nothing of tax.
    rate: Fraction | None = None
    #: Whether the contract's prices hold it.
    is_included: bool = False


def taxed(amount: Money, rules: Settlement) -> Taxed:
    """What an amount in the contract's prices is before and with tax.

    Prices that hold the tax: the net is rounded, the tax is the rest; others: the tax is rounded and added.
    """
    rate, none = rules.tax_rate, Money(0, amount.currency)
    if rate is None:
        return Taxed(amount, none, amount)
    if rules.prices_include_tax:
        net = amount.times(1 / (1 + rate))
        return Taxed(net, Money(amount.cents - net.cents, amount.currency), amount, rate, True)
    tax = amount.times(rate)
    return Taxed(amount, tax, Money(amount.cents + tax.cents, amount.currency), rate)

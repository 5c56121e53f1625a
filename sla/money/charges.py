"""The charges that credits are a share of: the gross fee, less what the contract passes through, less tax."""

from __future__ import annotations

from core.money import Money, money
from core.text import Text
from sla.money.tax import taxed
from sla.spoken import amount_words, percent_words
from sla.terms.fee import Settlement


def charges_of(rules: Settlement, gross: Money) -> Money:
    """The base of service credits and points: the gross fee where the contract says nothing else.

    Nothing was taken off the gross fee, so no earlier credit is in it. Never below 0.
    """
    base = rules.credits.base if rules.credits else None
    if base is None:
        return gross
    passed = gross.times(base.pass_through_share or 0).cents
    passed += money(base.pass_through_amount or 0, gross.currency).cents
    left = Money(max(0, gross.cents - passed), gross.currency)
    # Prices without tax hold none that could be taken out.
    return taxed(left, rules).net if base.without_tax and rules.prices_include_tax else left


def charges_words(rules: Settlement, gross: Money) -> tuple[Text, ...]:
    """「抵扣基数：2,400,000.00 元 − 代垫 200,000.00 元 = 2,200,000.00 元」; none for the gross fee."""
    base = rules.credits.base if rules.credits else None
    if base is None:
        return ()
    fee, found = amount_words(gross), amount_words(charges_of(rules, gross))
    zh, en = fee.zh, fee.en
    if base.pass_through_share:
        share = percent_words(base.pass_through_share)
        zh, en = f"{zh} − 代垫 {share.zh}", f"{en} − passed through {share.en}"
    if base.pass_through_amount:
        passed = amount_words(money(base.pass_through_amount, gross.currency))
        zh, en = f"{zh} − 代垫 {passed.zh}", f"{en} − passed through {passed.en}"
    if base.without_tax and rules.prices_include_tax and rules.tax_rate is not None:
        with_tax = percent_words(1 + rules.tax_rate)
        zh, en = f"({zh}) ÷ {with_tax.zh}（不含税）", f"({en}) ÷ {with_tax.en} (without tax)"
    return (Text(f"抵扣基数：{zh} = {found.zh}", f"Base of the credits: {en} = {found.en}"),)

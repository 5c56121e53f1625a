"""Exact figures as a receipt says them: a number never without its unit, an amount with its currency."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.money import Money, money
from core.text import Text
from sla.exact import exact_text, shown_text
from sla.terms.indicator import Unit

_VALUES: dict[Unit, Text] = {
    Unit.PERCENT: Text("{v}%", "{v} %"),
    Unit.SECONDS: Text("{v} 秒", "{v} s"),
    Unit.PER_10K: Text("每万 {v}", "{v} per 10,000"),
    Unit.POINTS: Text("{v} 分", "{v} points"),
    Unit.DAYS: Text("{v} 天", "{v} days"),
    Unit.YUAN: Text("{v} 元", "CNY {v}"),
}
#: A difference of percentages is told in percentage points, never in per cent.
_DIFFERENCES = {
    **_VALUES,
    Unit.PERCENT: Text("{v} 个百分点", "{v} pp"),
    Unit.PER_10K: Text("万分之{v}", "{v} per 10,000"),
}
_PLAIN = Text("{v}", "{v}")
_CURRENCIES = {"CNY": Text("{v} 元", "CNY {v}")}


def value_words(value: Fraction, unit: Unit) -> Text:
    """A figure with at most four decimals: 「94.2%」, 「18 秒」."""
    return _filled(_VALUES.get(unit, _PLAIN), shown_text(value))


def difference_words(value: Fraction, unit: Unit) -> Text:
    """How far two figures of that unit lie apart: 「0.8 个百分点」."""
    return _filled(_DIFFERENCES.get(unit, _PLAIN), shown_text(value))


def step_words(value: Fraction, unit: Unit) -> Text:
    """The size of a step in full: 「0.5 个百分点」."""
    return _filled(_DIFFERENCES.get(unit, Text("{v} 个单位", "{v}")), exact_text(value))


def amount_words(amount: Money) -> Text:
    """An amount to the cent, thousands separated: 「340,229.93 元」, “CNY 340,229.93”."""
    pattern = _CURRENCIES.get(amount.currency, Text(f"{amount.currency} {{v}}", f"{amount.currency} {{v}}"))
    return _filled(pattern, f"{amount.amount:,.2f}")


def price_words(price: Fraction, currency: str) -> Text:
    """A price to the cent, or as exactly as the contract has it: 「0.85 元」, 「0.085 元」."""
    whole = money(price, currency)
    if Fraction(whole.cents, 100) == price:
        return amount_words(whole)
    pattern = _CURRENCIES.get(currency, Text(f"{currency} {{v}}", f"{currency} {{v}}"))
    return _filled(pattern, exact_text(price))


def percent_words(share: Fraction) -> Text:
    """A share as a percentage in full: 「45%」."""
    said = exact_text(share * 100)
    return Text(f"{said}%", f"{said} %")


def signed_points(points: Decimal) -> Text:
    """Points added or taken, with their sign: 「+1.50 分」."""
    return Text(f"{points:+} 分", f"{points:+} points")


def _filled(pattern: Text, shown: str) -> Text:
    return Text(pattern.zh.format(v=shown), pattern.en.format(v=shown))

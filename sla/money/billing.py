"""What a month's fee is billed for: its days of service, and the volume with the least that is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.money import Money, money
from core.period import Period
from core.tally import Have
from core.text import Text
from sla.exact import shown_text
from sla.spoken import amount_words, percent_words
from sla.terms.contract import Contract
from sla.terms.fee import Fee


@dataclass(frozen=True)
class Billed:
    """The fee before anything is taken off, the quantity it is for, and the steps where there are any."""

    amount: Money
    quantity: Fraction
    steps: tuple[Text, ...] = ()


def by_volume(contract: Contract, fee: Fee, volume: int, forecast: int | None) -> Billed:
    """Price × volume, or × its share of the forecast where that is more."""
    quantity, steps = _least(fee, volume, forecast)
    return Billed(money(fee.amount * quantity, contract.currency), quantity, steps)


def by_month(contract: Contract, fee: Fee, label: str, exit_day: date | None = None) -> Billed:
    """The month's fixed sum; of a month of which some days lie outside the service, by its days."""
    whole, month = money(fee.amount, contract.currency), contract.month_rule.month(label)
    days = fee.part_month.days_of(month, exit_day) if fee.part_month else month.days
    if days == month.days:
        return Billed(whole, Fraction(1))
    divisor = fee.days or month.days
    part = min(Fraction(1), Fraction(days, divisor))
    amount, said = whole.times(part), amount_words(whole)
    paid = amount_words(amount)
    step = Text(
        f"当月服务 {days} 天：{said.zh} × {days} ÷ {divisor} = {paid.zh}",
        f"{days} days of service in the month: {said.en} × {days} ÷ {divisor} = {paid.en}",
    )
    return Billed(amount, part, (step,))


def by_term(contract: Contract, fee: Fee, label: str, exit_day: date | None = None) -> Billed | None:
    """The month's part of a total that is parted by days: the last month takes what is left, so that all of
    them add up to the total. None before the first day and after the last."""
    rule = fee.part_month
    assert rule is not None and rule.first is not None and rule.last is not None
    term = Period(rule.first, rule.last + _DAY)
    labels = _months_of(contract, term)
    if label not in labels:
        return None
    total = money(fee.amount, contract.currency)
    parts = [total.times(Fraction(_within(contract, each, term), term.days)) for each in labels]
    served = rule.days_of(contract.month_rule.month(label), exit_day)
    days = _within(contract, label, term)
    if served < days:
        return _shown(total, total.times(Fraction(served, term.days)), served, term)
    parts[-1] = Money(total.cents - sum(each.cents for each in parts[:-1]), total.currency)
    is_last = label == labels[-1]
    return _shown(total, parts[labels.index(label)], days, term, is_last)


def days_words(days: Have) -> Text:
    """That the volume is of some days only."""
    return Text(
        f"计费量只含 {days.have} 天，本月应有 {days.expected} 天",
        f"The volume billed is of {days.have} days; the month has {days.expected}",
    )


_DAY = timedelta(days=1)


def _least(fee: Fee, volume: int, forecast: int | None) -> tuple[Fraction, tuple[Text, ...]]:
    """What is billed of the volume."""
    rule = fee.minimum_billing
    if rule is None:
        return Fraction(volume), ()
    if forecast is None:
        step = Text(
            f"没有预测量，按实际 {volume:,} 计费", f"Nothing was forecast: the actual {volume:,} are billed"
        )
        return Fraction(volume), (step,)
    least = rule.share * forecast
    billed, share = max(Fraction(volume), least), percent_words(rule.share)
    at_least, held = _count(least), _count(billed)
    step = Text(
        f"最低计费量：预测 {forecast:,} × {share.zh} = {at_least}；实际 {volume:,}，按 {held} 计费",
        f"Least billed: forecast {forecast:,} × {share.en} = {at_least}; actual {volume:,}, billed {held}",
    )
    return billed, (step,)


def _count(number: Fraction) -> str:
    return f"{int(number):,}" if number.denominator == 1 else shown_text(number)


def _shown(total: Money, amount: Money, days: int, term: Period, is_last: bool = False) -> Billed:
    whole, paid = amount_words(total), amount_words(amount)
    how = Text("末期取余", "the last takes what is left") if is_last else None
    step = Text(
        f"{whole.zh} × {days} ÷ {term.days} 天 = {paid.zh}{f'（{how.zh}）' if how else ''}",
        f"{whole.en} × {days} ÷ {term.days} days = {paid.en}{f' ({how.en})' if how else ''}",
    )
    return Billed(amount, Fraction(1), (step,))


def _months_of(contract: Contract, term: Period) -> list[str]:
    """The labels of every month the term touches, in order."""
    rule, labels = contract.month_rule, []
    day = term.start
    while day < term.end:
        month = rule.month_of(day)
        labels.append(month.label)
        day = month.end
    return labels


def _within(contract: Contract, label: str, term: Period) -> int:
    month = contract.month_rule.month(label)
    return (min(month.end, term.end) - max(month.start, term.start)).days

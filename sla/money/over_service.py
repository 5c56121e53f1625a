"""What serving less would save, as far as the contract's price says so: a hint, no entitlement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.money import Money, money
from core.text import Text
from sla.exact import shown_text
from sla.spoken import amount_words
from sla.terms.contract import Contract
from sla.terms.fee import FeeKind

_ONE_PERCENT = Fraction(1, 100)
_NO_PRICE = Text(
    "合同没有约定价格，可节省的金额无法计算。",
    "The contract states no price, so no saving can be worked out.",
)
_UNKNOWN = Text(
    "这几个月的应结金额不全，可节省的金额无法计算。",
    "The fees of these months are not all known, so no saving can be worked out.",
)


@dataclass(frozen=True)
class Saving:
    """What one step less costs less a month, and how that was worked out."""

    #: One seat less, or one per cent off the price; None where nothing can be said.
    amount: Money | None
    words: Text


def saving(contract: Contract, gross: Sequence[Money | None]) -> Saving:
    """By the contract's kind of price. `gross`: the fees of the months, before anything comes off.

    A seat less saves its price. Calls and fixed sums are paid whatever the staff: only a new price saves.
    """
    if contract.settlement is None:
        return Saving(None, _NO_PRICE)
    known = [each for each in gross if each is not None]
    fee = contract.settlement.fee
    if not known or len(known) < len(gross):
        return Saving(None, _UNKNOWN)
    mean = Fraction(sum(each.cents for each in known), 100 * len(known))
    if fee.kind is FeeKind.PER_SEAT:
        return _by_seat(contract, fee.amount, mean, len(known))
    less = money(mean * _ONE_PERCENT, contract.currency)
    return Saving(less, _by_price(contract, fee.kind, money(mean, contract.currency), less, len(known)))


def _by_seat(contract: Contract, price: Fraction, mean: Fraction, months: int) -> Saving:
    one, paid = money(price, contract.currency), money(mean, contract.currency)
    seats = shown_text(mean / price, 2) if price else "0"
    said, fee = amount_words(one), amount_words(paid)
    return Saving(
        one,
        Text(
            f"按席位计费：{months} 个月平均 {fee.zh} ÷ {said.zh} = {seats} 席位；"
            f"每减 1 个席位，每月少付 {said.zh}。",
            f"Paid by seat: {fee.en} a month on average over {months} months ÷ {said.en} = {seats} seats; "
            f"one seat less saves {said.en} a month.",
        ),
    )


def _by_price(contract: Contract, kind: FeeKind, mean: Money, less: Money, months: int) -> Text:
    fee, one = amount_words(mean), amount_words(less)
    zh, en = (
        ("按量计费", "Paid by volume")
        if kind is FeeKind.PER_CALL
        else ("按固定金额计费", "Paid as a fixed sum")
    )
    return Text(
        f"{zh}，人力减少不会少付；{months} 个月平均 {fee.zh}，价格每下调 1%，每月少付 {one.zh}。",
        f"{en}: fewer staff alone saves nothing. At {fee.en} a month on average over {months} months, "
        f"1 % off the price saves {one.en} a month.",
    )

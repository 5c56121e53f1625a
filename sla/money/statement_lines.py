"""The lines of a settlement statement: the fee with its price, what scoring made of it, ledger entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from core.counts import base_count
from core.money import Money
from core.text import Text
from sla.exact import exact_text, shown_text
from sla.money.deductions import LineKind
from sla.money.gross import seat_months
from sla.money.ledger import Account, CreditState
from sla.money.settlement import Payable
from sla.spoken import amount_words, percent_words, price_words
from sla.terms.contract import Contract
from sla.terms.fee import FeeKind

Traces = Mapping[tuple[LineKind, str], tuple[Text, ...]]
_NAMES: dict[str, Text] = {
    "fee": Text("服务费", "Service fee"),
    "score": Text("按得分支付部分", "Part paid by score"),
    "coefficient": Text("结算系数", "Settlement coefficient"),
    "least": Text("付款保底补足", "Up to the least payment"),
    "earlier": Text("前一版已结算的费用", "Fee settled by the edition before"),
}
_QUANTITIES: dict[FeeKind, Text] = {
    FeeKind.MONTHLY: Text("月", "month"),
    FeeKind.SEAT_MONTH: Text("期", "instalment"),
    FeeKind.PER_SEAT: Text("席位月", "seat-months"),
}


class Part(StrEnum):
    """What a line of the statement is."""

    FEE = "fee"
    SCORE = "score"
    COEFFICIENT = "coefficient"
    LEAST = "least"
    AGREED = "agreed"
    EARLIER = "earlier"
    ENTRY = "entry"
    CARRIED = "carried"


@dataclass(frozen=True)
class Standing:
    """An entry of the ledger as a statement finds it."""

    id: str
    kind: LineKind
    code: str
    name: Text
    #: The month that drew it.
    period: str
    account: Account
    #: What earlier statements took off for it.
    taken: Money

    @property
    def to_take(self) -> Money:
        """What is still to come off; below 0 where something comes back."""
        return Money(self.account.owed.cents - self.taken.cents, self.taken.currency)


@dataclass(frozen=True)
class StatementLine:
    """One line: what it is for, and what it adds to the amount (below 0: takes off)."""

    part: Part
    name: Text
    amount: Money
    #: The clause or deduction it rests on; empty for the fee.
    code: str = ""
    #: The month it belongs to.
    period: str = ""
    quantity: Fraction | None = None
    quantity_name: Text | None = None
    price: Fraction | None = None
    state: CreditState | None = None
    steps: tuple[Text, ...] = ()


def fee_lines(contract: Contract, label: str, payable: Payable, volume: int | None) -> list[StatementLine]:
    """From the gross fee to the fee before entries: they add up to what is paid and what entries take."""
    after, by_score, paid = payable.after_coefficient, payable.by_score, payable.by_contract
    found = [_gross(contract, label, payable, volume)]
    steps = [
        (Part.SCORE, _less(by_score, payable.gross), ()),
        (Part.COEFFICIENT, _less(after, by_score), _coefficient(payable)),
        # Entries never take more than there is: what is paid beyond that lifts the fee itself.
        (Part.LEAST, Money(max(0, paid.cents - after.cents), paid.currency), ()),
    ]
    found += [
        StatementLine(part, _named(part, payable), amount, period=label, steps=said)
        for part, amount, said in steps
        if amount.cents
    ]
    return found + [
        StatementLine(Part.AGREED, each.name, each.amount, code=each.number, period=label)
        for each in payable.agreed
    ]


def earlier_line(fee: Money, label: str) -> StatementLine:
    """What earlier editions of the month already settled of its fee."""
    return StatementLine(Part.EARLIER, _NAMES["earlier"], Money(-fee.cents, fee.currency), period=label)


def entry_line(entry: Standing, label: str, traces: Traces, amount: Money) -> StatementLine:
    """An entry that takes `amount` off; of another month it is carried over."""
    own = entry.period == label
    return StatementLine(
        Part.ENTRY if own else Part.CARRIED,
        entry.name,
        Money(-amount.cents, amount.currency),
        code=entry.code,
        period=entry.period,
        state=entry.account.state,
        steps=(*(traces.get((entry.kind, entry.code), ()) if own else ()), *_taken(entry)),
    )


def apart(entries: Sequence[Standing], label: str, state: CreditState) -> tuple[StatementLine, ...]:
    """The month's own entries in one state, each with its whole amount, as they stand apart."""
    own = [each for each in entries if each.period == label and each.account.amount.cents]
    found = [each for each in own if each.account.state is state]
    return tuple(entry_line(each, label, {}, each.account.amount) for each in found)


def contested(entries: Sequence[Standing], label: str) -> tuple[StatementLine, ...]:
    """The month's own entries in dispute, each with the whole or the part that is."""
    own = [each for each in entries if each.period == label and each.account.contested.cents]
    return tuple(
        replace(
            entry_line(each, label, {}, each.account.contested),
            name=_part_name(each) if each.account.part.cents else each.name,
            state=CreditState.DISPUTED,
        )
        for each in own
    )


def _named(part: Part, payable: Payable) -> Text:
    """What the line is called; the coefficient with its number."""
    name = _NAMES[part]
    if part is not Part.COEFFICIENT or payable.coefficient is None:
        return name
    held = exact_text(payable.coefficient)
    return Text(f"{name.zh} {held}", f"{name.en} {held}")


def _part_name(entry: Standing) -> Text:
    """Of which whole it is a part."""
    whole = amount_words(entry.account.amount)
    return Text(
        f"{entry.name.zh}（争议部分，全额 {whole.zh}）", f"{entry.name.en} (part in dispute of {whole.en})"
    )


def _gross(contract: Contract, label: str, payable: Payable, volume: int | None) -> StatementLine:
    assert contract.settlement is not None
    fee = contract.settlement.fee
    quantity, price = Fraction(1), Fraction(payable.gross.cents, 100)
    steps = payable.billed.steps if payable.billed else ()
    name = _QUANTITIES.get(fee.kind) or _counted(fee.volume)
    if fee.kind.needs_volume and volume is not None:
        quantity = payable.billed.quantity if payable.billed else Fraction(volume)
        price = fee.amount
    if fee.kind is FeeKind.PER_SEAT and volume is not None:
        quantity = seat_months(contract, label, volume)
        days = fee.days or contract.month_rule.month(label).days
        steps = (
            *steps,
            _seats_words(volume, days, quantity, payable, fee.amount),
        )
    return StatementLine(
        Part.FEE, _NAMES["fee"], payable.gross,
        period=label, quantity=quantity, quantity_name=name, price=price, steps=steps,
    )  # fmt: skip


def _seats_words(volume: int, days: int, quantity: Fraction, payable: Payable, price: Fraction) -> Text:
    """Seat-months of seat-days; with the price where what is shown of them would give other cents."""
    held = shown_text(quantity)
    zh = f"在岗 {volume} 席位日 ÷ {days} 天 = {held} 席位月"
    en = f"{volume} seat-days on duty ÷ {days} days = {held} seat-months"
    if Fraction(held) == quantity:
        return Text(zh, en)
    each, paid = price_words(price, payable.gross.currency), amount_words(payable.gross)
    return Text(
        f"{zh}；{volume} ÷ {days} × {each.zh} = {paid.zh}", f"{en}; {volume} ÷ {days} × {each.en} = {paid.en}"
    )


def _counted(volume: str | None) -> Text:
    known = base_count(volume or "")
    return known.text if known else Text(volume or "", volume or "")


def _coefficient(payable: Payable) -> tuple[Text, ...]:
    if payable.coefficient is None:
        return ()
    before, held = amount_words(payable.by_score), percent_words(payable.coefficient)
    after = amount_words(payable.after_coefficient)
    return (Text(f"{before.zh} × {held.zh} = {after.zh}", f"{before.en} × {held.en} = {after.en}"),)


def _taken(entry: Standing) -> tuple[Text, ...]:
    """How the difference to earlier statements comes about; nothing where there was none."""
    if not entry.taken.cents:
        return ()
    taken, now = amount_words(entry.taken), amount_words(entry.account.owed)
    return (
        Text(
            f"此前已扣 {taken.zh}，按“{entry.account.state.words.zh}”应扣 {now.zh}",
            f"{taken.en} was taken off before; as “{entry.account.state.words.en}” it is {now.en}",
        ),
    )


def _less(amount: Money, other: Money) -> Money:
    return Money(amount.cents - other.cents, amount.currency)

"""The settlement statement 结算确认单 of a final month: line by line to what procurement pays.

The fee with its price, what scoring made of it, every entry of the ledger that comes off or comes back with
this statement, tax, what is kept back, and the sum against the contract's total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.money import Money, money
from sla.money.ledger import CreditState
from sla.money.settlement import Payable
from sla.money.statement_lines import (
    Standing,
    StatementLine,
    apart,
    contested,
    earlier_line,
    entry_line,
    fee_lines,
)
from sla.money.statement_steps import traces_of
from sla.money.tax import Taxed, taxed
from sla.terms.contract import Contract


@dataclass(frozen=True)
class Before:
    """What the statements before this one came to."""

    #: The fee of this month, before entries, in its earlier editions.
    fee: Money
    #: Of the whole contract, in its prices.
    amount: Money
    #: Kept back so far, and how much of it was given back.
    retained: Money
    released: Money


@dataclass(frozen=True)
class Statement:
    """Everything a statement says in figures."""

    lines: tuple[StatementLine, ...]
    #: The lines' sum, in the contract's prices.
    amount: Money
    tax: Taxed
    retained: Money
    #: What is paid on this statement: with tax, less what is kept back.
    payable: Money
    #: Entries the vendor contests: their amounts are held back until it is decided.
    disputed: tuple[StatementLine, ...]
    #: Entries nobody has claimed yet: nothing is taken off for them.
    unclaimed: tuple[StatementLine, ...]
    #: All statements with this one, in the contract's prices; and what the contract may cost.
    cumulated: Money
    contract_total: Money | None
    #: Kept back and given back over all statements with this one.
    retained_sum: Money
    released_sum: Money
    #: Entry → what this statement takes off for it.
    takes: tuple[tuple[str, int], ...]
    #: The fee before entries, all editions of the month together.
    fee: Money

    @property
    def disputed_sum(self) -> Money:
        """What is held back for all that is contested."""
        return Money(-sum(line.amount.cents for line in self.disputed), self.amount.currency)

    @property
    def unclaimed_sum(self) -> Money:
        """What nobody has claimed yet."""
        return Money(-sum(line.amount.cents for line in self.unclaimed), self.amount.currency)

    @property
    def left(self) -> Money | None:
        """What the contract may still cost."""
        total = self.contract_total
        return Money(total.cents - self.cumulated.cents, total.currency) if total else None


def statement_of(
    contract: Contract,
    label: str,
    payable: Payable,
    volume: int | None,
    entries: Sequence[Standing],
    before: Before,
) -> Statement:
    """The statement of a month as its ledger stands; what earlier statements took is not taken again."""
    rules, currency = contract.settlement, contract.currency
    assert rules is not None
    first = fee_lines(contract, label, payable, volume)
    fee = _sum(first, currency)
    if before.fee.cents:
        first.append(earlier_line(before.fee, label))
    taking = [each for each in entries if each.to_take.cents]
    steps = traces_of(payable, rules)
    lines = (*first, *(entry_line(each, label, steps, each.to_take) for each in taking))
    amount = _sum(lines, currency)
    tax = taxed(amount, rules)
    retained = tax.gross.times(rules.retention_share or 0)
    total = rules.contract_total
    return Statement(
        lines=lines,
        amount=amount,
        tax=tax,
        retained=retained,
        payable=Money(tax.gross.cents - retained.cents, currency),
        disputed=contested(entries, label),
        unclaimed=apart([e for e in entries if not e.account.owed.cents], label, CreditState.ACCRUED),
        cumulated=Money(before.amount.cents + amount.cents, currency),
        contract_total=None if total is None else money(total, currency),
        retained_sum=Money(before.retained.cents + retained.cents, currency),
        released_sum=before.released,
        takes=tuple((each.id, each.to_take.cents) for each in taking),
        fee=fee,
    )


def _sum(lines: Sequence[StatementLine], currency: str) -> Money:
    return Money(sum(line.amount.cents for line in lines), currency)

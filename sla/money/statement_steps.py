"""How the entries of a statement came about: from what each is a part of to what a cap leaves of it."""

from __future__ import annotations

from collections.abc import Mapping

from core.money import Money
from core.text import Text
from sla.money.charges import charges_words
from sla.money.deductions import DeductionLine, LineKind
from sla.money.ledger import dues_of
from sla.money.receipt import at_risk_words
from sla.money.settlement import Payable
from sla.money.statement_lines import Traces
from sla.spoken import amount_words
from sla.terms.fee import Settlement


def traces_of(payable: Payable, rules: Settlement) -> Traces:
    """How each line of the month came about, from what it is a part of to what a cap leaves of it."""
    kept = {(due.kind, due.code): due.amount for due in dues_of(payable)}
    return {(line.kind, line.code): _trace(line, payable, rules, kept) for line in payable.deductions}


def _trace(
    line: DeductionLine, payable: Payable, rules: Settlement, kept: Mapping[tuple[LineKind, str], Money]
) -> tuple[Text, ...]:
    found = payable.credits
    drawn = {each.clause for each in found.lines} if found else set()
    risk = found is not None and line.kind is LineKind.CREDIT and line.code in drawn
    first = at_risk_words(rules, payable.gross, found.at_risk) if found and risk else ()
    if line.kind is LineKind.POINTS:
        first = charges_words(rules, payable.gross)
    left = kept.get((line.kind, line.code), line.amount)
    return (*first, *line.trace, *(() if left == line.amount else (_capped(payable, left),)))


def _capped(payable: Payable, left: Money) -> Text:
    """What the cap, or the least payment, leaves of a line."""
    whole = amount_words(payable.deducted_before_cap)
    cents = max(0, payable.after_coefficient.cents - payable.by_contract.cents)
    most, said = amount_words(Money(cents, left.currency)), amount_words(left)
    return Text(
        f"全部扣款 {whole.zh}，封顶或保底后共扣 {most.zh}，本项按比例计 {said.zh}",
        f"{whole.en} in all, {most.en} after the cap or the least payment; of it in proportion {said.en}",
    )

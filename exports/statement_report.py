"""What a settlement statement says beside its figures: numbers, who issued it, what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.money import Money
from core.text import Text
from sla.money.payments import PaymentState
from sla.money.statement import Statement


@dataclass(frozen=True)
class StatementReport:
    """The statement of the month's present edition."""

    number: str
    #: The number on the paper, else the contract's code.
    contract_number: str
    figures: Statement
    #: None while it only shows what would be issued now.
    issued_on: date | None = None
    issued_by: str = ""
    #: Paid on all editions of the month; no state while nothing is issued.
    paid: Money | None = None
    paid_state: PaymentState | None = None
    #: The supplementary agreements the month rests on, each by its number.
    agreed: tuple[Text, ...] = ()

"""What was paid on a statement, and what was given back of the amounts kept back."""

from __future__ import annotations

from enum import StrEnum

from core.money import Money
from core.text import Text


class PaymentKind(StrEnum):
    """What an amount was paid for."""

    PAID = "paid"
    RELEASED = "released"


class PaymentState(StrEnum):
    """How far a statement is paid."""

    OPEN = "open"
    PARTLY = "partly"
    PAID = "paid"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return PAYMENT_STATE_NAMES[self]


PAYMENT_KIND_NAMES: dict[PaymentKind, Text] = {
    PaymentKind.PAID: Text("付款", "Payment"),
    PaymentKind.RELEASED: Text("退还质保金", "Retention given back"),
}
PAYMENT_STATE_NAMES: dict[PaymentState, Text] = {
    PaymentState.OPEN: Text("未付", "Not paid"),
    PaymentState.PARTLY: Text("部分支付", "Partly paid"),
    PaymentState.PAID: Text("已付清", "Paid"),
}


def payment_state(payable: Money, paid: Money) -> PaymentState:
    """How far a statement is paid; one that comes to nothing, or less, owes the vendor nothing."""
    if paid >= payable:
        return PaymentState.PAID
    return PaymentState.PARTLY if paid.cents > 0 else PaymentState.OPEN

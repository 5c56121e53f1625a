"""What comes off a fee, where it stands, the statements issued and what was paid on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.text import Text
from sla.money.deductions import LineKind
from sla.money.ledger import CreditState
from sla.money.payments import PaymentKind
from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class CreditEntryRecord(Record):
    """One deduction or service credit of a final month; what became of it stands in its moves."""

    contract: str
    vendor: str
    period: str
    kind: LineKind
    #: The clause or deduction it rests on.
    code: str
    name: Text
    currency: str


@dataclass(frozen=True, kw_only=True)
class CreditMoveRecord(Record):
    """One row of an entry's account: from here on it stands so, and comes to so much."""

    entry_id: str
    vendor: str
    #: 1 for the first; the number of rows is the version a person saw.
    n: int
    state: CreditState
    cents: int
    #: Part of `cents` that is in dispute while the rest goes on.
    disputed_cents: int = 0
    edition: int | None = None
    day: date
    why: str = ""
    file: str | None = None
    file_name: str | None = None
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class StatementRecord(Record):
    """A settlement statement as it was issued."""

    contract: str
    vendor: str
    period: str
    edition: int
    run_id: str
    fee_cents: int
    cents: int
    retained_cents: int
    payable_cents: int
    currency: str
    body: Mapping[str, Any]
    hash: str
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True, kw_only=True)
class StatementTakeRecord(Record):
    """What a statement takes off for an entry; below 0 it gives back."""

    statement_id: str
    entry_id: str
    vendor: str
    cents: int


@dataclass(frozen=True, kw_only=True)
class PaymentRecord(Record):
    """An amount paid on a statement, or given back of what was kept back."""

    contract: str
    vendor: str
    period: str
    kind: PaymentKind
    cents: int
    currency: str
    day: date
    reference: str
    why: str = ""
    at: datetime
    by: str

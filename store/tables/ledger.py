"""What comes off a fee, where each entry stands, the statements issued, and what was paid on them.

Nothing here is ever changed: an entry's standing is its last row (triggers: store/append_only.py).
"""

from __future__ import annotations

from sqlalchemy import String, Table, UniqueConstraint

from sla.money.deductions import LineKind
from sla.money.ledger import CreditState
from sla.money.payments import PaymentKind
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    month,
    names,
    number,
    person,
    sha,
    words,
)
from store.tables.types import Choice

credit_entries = Table(
    "credit_entries",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month that drew it"),
    column("kind", Choice(LineKind), "Deduction, service credit, or service points"),
    code("code", "Clause or deduction it rests on"),
    names(),
    column("currency", String(3), "Currency of its amounts"),
    UniqueConstraint("contract", "period", "kind", "code"),
)

credit_moves = Table(
    "credit_moves",
    metadata,
    key(),
    column("entry_id", String(26), "Entry it is a row of", to="credit_entries.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("n", "Number of the row, 1 first: two people cannot add the same"),
    column("state", Choice(CreditState), "Where the entry stands from here on"),
    number("cents", "What the entry comes to from here on"),
    number("disputed_cents", "Part of it that is in dispute while the rest goes on; 0 for none"),
    number("edition", "Edition of the month that drew the amount; none where a person moved it", null=True),
    day("day", "Day it happened, as the contract counts days"),
    words("why", "Reason given"),
    sha("file", "SHA-256 of the evidence", null=True),
    words("file_name", "Name of that file as received", null=True),
    instant("at", "When it was entered"),
    person("by", "Who entered it"),
    UniqueConstraint("entry_id", "n"),
)

statements = Table(
    "statements",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    number("edition", "Edition of the month it settles"),
    column("run_id", String(26), "Run the figures come from"),
    number("fee_cents", "The fee before entries, all editions of the month together"),
    number("cents", "What it comes to, in the contract's prices"),
    number("retained_cents", "What is kept back of it"),
    number("payable_cents", "What is paid on it, with tax"),
    column("currency", String(3), "Currency of its amounts"),
    json("body", "The whole statement as issued"),
    sha("hash", "Hash of the canonical body"),
    instant("issued_at", "When it was issued"),
    person("issued_by", "Who issued it"),
    UniqueConstraint("contract", "period", "edition"),
)

statement_takes = Table(
    "statement_takes",
    metadata,
    key(),
    column("statement_id", String(26), "Statement", to="statements.id", index=True),
    column("entry_id", String(26), "Entry", to="credit_entries.id", index=True),
    code("vendor", "Vendor", to="vendors.code"),
    number("cents", "What the statement takes off for it; below 0: gives back"),
)

payments = Table(
    "payments",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month whose statement it is about"),
    column("kind", Choice(PaymentKind), "Paid on a statement, or given back of what was kept back"),
    number("cents", "How much; below 0 takes an entry back"),
    column("currency", String(3), "Currency of the amount"),
    day("day", "Day of the payment"),
    words("reference", "Number of the invoice or the payment order"),
    words("why", "Remark, or why it is taken back"),
    instant("at", "When it was entered"),
    person("by", "Who entered it"),
)

#: Tables that can only be added to.
APPEND_ONLY = tuple(
    table.name for table in (credit_entries, credit_moves, statements, statement_takes, payments)
)

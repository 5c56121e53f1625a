"""Keeps what comes off a fee, where it stands, the statements issued and what was paid on them."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TABLES = ("credit_entries", "credit_moves", "statements", "statement_takes", "payments")


def upgrade() -> None:
    _entries()
    _moves()
    _statements()
    _payments()
    for statement in trigger_statements(op.get_bind().dialect.name, _TABLES):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _entries() -> None:
    op.create_table(
        "credit_entries",
        _text("id", 26, "ULID of the record"),
        *_whose(),
        _text("period", 7, "Month that drew it"),
        _text("kind", 24, "Deduction, service credit, or service points"),
        _text("code", 80, "Clause or deduction it rests on"),
        _words("name", "Name in both languages"),
        _text("currency", 3, "Currency of its amounts"),
        *_keys("credit_entries", {"contract": "contracts.code", "vendor": "vendors.code"}),
        sa.UniqueConstraint("contract", "period", "kind", "code", name=op.f("uq_credit_entries_contract_period_kind_code")),
    )


def _moves() -> None:
    op.create_table(
        "credit_moves",
        _text("id", 26, "ULID of the record"),
        _text("entry_id", 26, "Entry it is a row of"),
        _text("vendor", 80, "Vendor"),
        _number("n", "Number of the row, 1 first: two people cannot add the same"),
        _text("state", 24, "Where the entry stands from here on"),
        _number("cents", "What the entry comes to from here on"),
        _number("edition", "Edition of the month that drew the amount; none where a person moved it", True),
        _day("day", "Day it happened, as the contract counts days"),
        _words("why", "Reason given"),
        _text("file", 64, "SHA-256 of the evidence", null=True),
        _words("file_name", "Name of that file as received", null=True),
        _text("at", 32, "When it was entered"),
        _text("by", 120, "Who entered it"),
        *_keys("credit_moves", {"entry_id": "credit_entries.id", "vendor": "vendors.code"}),
        sa.UniqueConstraint("entry_id", "n", name=op.f("uq_credit_moves_entry_id_n")),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        _text("id", 26, "ULID of the record"),
        *_whose(),
        _text("period", 7, "Month"),
        _number("edition", "Edition of the month it settles"),
        _text("run_id", 26, "Run the figures come from"),
        _number("fee_cents", "The fee before entries, all editions of the month together"),
        _number("cents", "What it comes to, in the contract's prices"),
        _number("retained_cents", "What is kept back of it"),
        _number("payable_cents", "What is paid on it, with tax"),
        _text("currency", 3, "Currency of its amounts"),
        _words("body", "The whole statement as issued"),
        _text("hash", 64, "Hash of the canonical body"),
        _text("issued_at", 32, "When it was issued"),
        _text("issued_by", 120, "Who issued it"),
        *_keys("statements", {"contract": "contracts.code", "vendor": "vendors.code"}),
        sa.UniqueConstraint("contract", "period", "edition", name=op.f("uq_statements_contract_period_edition")),
    )
    op.create_table(
        "statement_takes",
        _text("id", 26, "ULID of the record"),
        _text("statement_id", 26, "Statement"),
        _text("entry_id", 26, "Entry"),
        _text("vendor", 80, "Vendor"),
        _number("cents", "What the statement takes off for it; below 0: gives back"),
        *_keys(
            "statement_takes",
            {"statement_id": "statements.id", "entry_id": "credit_entries.id", "vendor": "vendors.code"},
        ),
    )
    for name in ("statement_id", "entry_id"):
        op.create_index(op.f(f"ix_statement_takes_{name}"), "statement_takes", [name])


def _payments() -> None:
    op.create_table(
        "payments",
        _text("id", 26, "ULID of the record"),
        *_whose(),
        _text("period", 7, "Month whose statement it is about"),
        _text("kind", 24, "Paid on a statement, or given back of what was kept back"),
        _number("cents", "How much; below 0 takes an entry back"),
        _text("currency", 3, "Currency of the amount"),
        _day("day", "Day of the payment"),
        _words("reference", "Number of the invoice or the payment order"),
        _words("why", "Remark, or why it is taken back"),
        _text("at", 32, "When it was entered"),
        _text("by", 120, "Who entered it"),
        *_keys("payments", {"contract": "contracts.code", "vendor": "vendors.code"}),
    )


def _whose() -> tuple[sa.Column, sa.Column]:
    return _text("contract", 80, "Contract"), _text("vendor", 80, "Vendor")


def _keys(table: str, targets: dict[str, str]) -> list[sa.Constraint]:
    foreign = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _words(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=null, comment=comment)


def _number(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=null, comment=comment)


def _day(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False, comment=comment)

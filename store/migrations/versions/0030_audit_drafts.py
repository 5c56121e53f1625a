"""Keeps audits being scored answer by answer, with the evidence of each."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drafts()
    _answers()
    _evidence()
    for statement in trigger_statements(op.get_bind().dialect.name, ("draft_answers",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _drafts() -> None:
    op.create_table(
        "audit_drafts",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor it is about"),
        _column("form", sa.String(80), "Form it is scored on"),
        _column("form_version", sa.String(80), "Version of that form"),
        _column("contract", sa.String(80), "Contract it counts for, if one", null=True),
        _column("owner", sa.String(26), "Key of the person who submits it"),
        _column("owner_name", sa.String(120), "Name of that person"),
        _column("opened_at", sa.String(32), "When it was begun"),
        _column("saved_at", sa.String(32), "When the last answer came"),
        _column("seconds", sa.BigInteger(), "Seconds spent on it, without idle ones"),
        _column("ended_at", sa.String(32), "When it was submitted or let go", null=True),
        _column("audit", sa.String(26), "Audit it became; none where it was let go", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_audit_drafts_vendor_vendors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_drafts")),
    )
    op.create_index("ix_audit_drafts_vendor", "audit_drafts", ["vendor"])


def _answers() -> None:
    op.create_table(
        "draft_answers",
        _column("id", sa.String(26), "ULID of the record"),
        _column("draft", sa.String(26), "Draft"),
        _column("what", sa.String(80), "Item, @fact of the call or !fatal code"),
        _column("number", sa.BigInteger(), "1, 2, 3 … of the same thing"),
        _column("saw", sa.BigInteger(), "The newest number its author had seen"),
        _column("value", sa.Text(), "What was said; null: taken back", null=True),
        _column("person", sa.String(26), "Key of the person"),
        _column("name", sa.String(120), "Name of the person"),
        _column("said_at", sa.String(32), "When it was said"),
        sa.ForeignKeyConstraint(
            ["draft"], ["audit_drafts.id"], name=op.f("fk_draft_answers_draft_audit_drafts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_answers")),
        sa.UniqueConstraint("draft", "what", "number", name=op.f("uq_draft_answers_draft_what_number")),
    )


def _evidence() -> None:
    op.create_table(
        "audit_evidence",
        _column("id", sa.String(26), "ULID of the record"),
        _column("draft", sa.String(26), "Draft of the audit it belongs to"),
        _column("vendor", sa.String(80), "Vendor it is about"),
        _column("item", sa.String(80), "Item or fatal fault; empty for the call"),
        _column(
            "sha256", sa.String(64), "SHA-256 of the kept file; none for a place in the recording", null=True
        ),
        _column("name", sa.Text(), "Name of the file"),
        _column("media", sa.String(40), "Kind of file, as media type"),
        _column("size", sa.BigInteger(), "Bytes"),
        _column("mark_s", sa.BigInteger(), "Place in the recording, seconds from its beginning", null=True),
        _column("note", sa.Text(), "What is heard or seen there"),
        _column("added_at", sa.String(32), "When it was added"),
        _column("added_by", sa.String(120), "Who added it"),
        _column("removed_at", sa.String(32), "When it was taken off again", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(
            ["draft"], ["audit_drafts.id"], name=op.f("fk_audit_evidence_draft_audit_drafts")
        ),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_audit_evidence_vendor_vendors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_evidence")),
    )
    op.create_index("ix_audit_evidence_draft", "audit_evidence", ["draft"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

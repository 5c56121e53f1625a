"""Keeps forms being written, locks published ones, and what each audit was drawn for and counts as."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_drafts",
        _column("id", sa.String(26), "ULID of the record"),
        _column("code", sa.String(80), "Code of the form it will be, or is a new version of"),
        _column("body", sa.Text(), "The form's file as far as it is written"),
        _column("based_on", sa.Text(), "Code and version it started from; empty for none"),
        _column("changed_at", sa.String(32), "When it was last changed"),
        _column("changed_by", sa.String(120), "Who changed it last"),
        _column("ended_at", sa.String(32), "When it was published or thrown away", null=True),
        _column(
            "published",
            sa.String(80),
            "Number of the version it became; none where it was thrown away",
            null=True,
        ),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_drafts")),
    )
    for column in (
        _column("sample_type", sa.String(24), "How it came to be audited; none where nobody said", null=True),
        _column("sample", sa.String(26), "Line of the drawn sample it answers", null=True),
        _column("wave", sa.String(80), "Wave of the mystery-call programme", null=True),
        _column("brief", sa.String(80), "Brief it was made by", null=True),
        _column("brief_version", sa.BigInteger(), "Version of that brief", null=True),
        _column(
            "outcome_facts", sa.Text(), "Times and holds of the call, what the outcome rests on", null=True
        ),
        _column(
            "counts", sa.Text(), "Base counts it makes; none of calls logged before they were kept", null=True
        ),
        _column("receipt", sa.String(64), "SHA-256 of its receipt, to hold a later reckoning against", null=True),
    ):
        op.add_column("audits", column)
    for statement in trigger_statements(op.get_bind().dialect.name, ("audit_forms",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

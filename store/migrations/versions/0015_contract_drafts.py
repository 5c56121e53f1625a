"""Keeps contracts being written, and lets nobody change or delete a version that was published."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_drafts",
        sa.Column("id", sa.String(length=26), nullable=False, comment="ULID of the record"),
        sa.Column(
            "contract",
            sa.String(length=80),
            nullable=False,
            comment="Code of the contract it will be, or is a new version of",
        ),
        sa.Column(
            "vendor",
            sa.String(length=80),
            nullable=False,
            comment="The vendor it would bind; may not be registered yet",
        ),
        sa.Column(
            "based_on", sa.String(length=80), nullable=True, comment="The version it started from, if one"
        ),
        sa.Column(
            "body", sa.Text(), nullable=False, comment="The contract file as data, as far as it is written"
        ),
        sa.Column("changed_at", sa.String(length=32), nullable=False, comment="When it was last changed"),
        sa.Column("changed_by", sa.String(length=120), nullable=False, comment="Who changed it last"),
        sa.Column(
            "ended_at",
            sa.String(length=32),
            nullable=True,
            comment="When it was published or thrown away",
        ),
        sa.Column(
            "published",
            sa.String(length=80),
            nullable=True,
            comment="Number of the version it became; none where it was thrown away",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_drafts")),
    )
    op.create_index("ix_contract_drafts_contract", "contract_drafts", ["contract"])
    for statement in trigger_statements(op.get_bind().dialect.name, ("contract_versions",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

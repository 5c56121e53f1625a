"""Keeps calls that are being filled in, so that a reload loses none."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "half_filled_calls",
        sa.Column("id", sa.String(length=26), nullable=False, comment="ULID of the record"),
        sa.Column("vendor", sa.String(length=80), nullable=False, comment="Vendor it is about"),
        sa.Column(
            "person", sa.String(length=26), nullable=False, comment="Key of the person who is filling it in"
        ),
        sa.Column(
            "body", sa.Text(), nullable=False, comment="What is filled in so far, the number masked"
        ),
        sa.Column(
            "saved_at", sa.String(length=32), nullable=False, comment="When something was last filled in"
        ),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_half_filled_calls_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_filled_calls")),
    )
    op.create_index("ix_half_filled_calls_person", "half_filled_calls", ["person"])


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

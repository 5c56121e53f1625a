"""Keeps how much of an entry of the ledger is in dispute while the rest goes on."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "credit_moves",
        sa.Column(
            "disputed_cents",
            sa.BigInteger(),
            nullable=False,
            server_default="0",
            comment="Part of it that is in dispute while the rest goes on; 0 for none",
        ),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

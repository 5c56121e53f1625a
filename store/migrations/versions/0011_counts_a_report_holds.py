"""Tells two reports of one kind apart by counts only one of them holds."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.tables.types import Strings

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "report_plans",
        sa.Column(
            "counts",
            Strings(),
            nullable=False,
            server_default="[]",
            comment="Base counts of which it holds one; empty: any will do",
        ),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

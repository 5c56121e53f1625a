"""Keeps of each month up to which run its credits are in the ledger."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "Run whose credits the ledger has taken in; none: nothing of it was"
    op.add_column("months", sa.Column("entered_run", sa.String(26), nullable=True, comment=comment))


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

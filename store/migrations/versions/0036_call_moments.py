"""Keeps what a customer keeps of a call: its worst point, its ending, forbidden behaviours heard."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    words = "Worst point, ending and forbidden behaviours, where the auditor noted any"
    op.add_column("audits", sa.Column("moments", sa.Text(), nullable=True, comment=words))


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

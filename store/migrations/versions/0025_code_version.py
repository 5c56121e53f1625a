"""Keeps with each run which program judged."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "Program that judged: its version and commit; none for runs before it was kept"
    op.add_column("assessment_runs", sa.Column("code_version", sa.String(80), nullable=True, comment=comment))


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

"""Notes which batches hold rows of an earlier file that were turned away and put right."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "batches",
        sa.Column(
            "repairs",
            sa.String(length=26),
            nullable=True,
            comment="File whose rows, turned away then, these are put right",
        ),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

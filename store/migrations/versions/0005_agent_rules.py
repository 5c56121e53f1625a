"""Says for each site what is kept of its agents' names and codes."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sites",
        sa.Column(
            "agents",
            sa.String(length=24),
            nullable=False,
            server_default="keep",
            comment="What is kept of agents: keep, code, hash or drop",
        ),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

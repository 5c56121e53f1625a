"""Says of which sites a report is due, so that one that did not send is named."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.tables.types import Strings

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "report_plans",
        sa.Column(
            "sites",
            Strings(),
            nullable=False,
            server_default="[]",
            comment="Sites that each send it; empty: not told apart",
        ),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

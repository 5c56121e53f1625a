"""Keeps the file a contract version came in, so that it can be had again as it was."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "contract_versions",
        sa.Column(
            "file",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of the file it came in; names it in files/",
        ),
    )
    op.add_column(
        "contract_versions",
        sa.Column("file_name", sa.Text(), nullable=True, comment="Name of that file as received"),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

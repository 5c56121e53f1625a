"""Keeps the working days a plan's due day was counted by, and who acts in which browser."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "plans",
        sa.Column(
            "working_days",
            sa.BigInteger(),
            nullable=True,
            comment="Working days it was given; none where a day was named",
        ),
    )
    op.add_column(
        "plans",
        sa.Column("counted_from", sa.Date(), nullable=True, comment="Day those were counted from"),
    )
    op.create_table(
        "browsers",
        sa.Column("id", sa.String(length=26), nullable=False, comment="ULID of the record"),
        sa.Column(
            "token", sa.String(length=64), nullable=False, comment="SHA-256 of what the browser's cookie says"
        ),
        sa.Column(
            "person_id",
            sa.String(length=26),
            nullable=True,
            comment="Who acts in it; none before a name is chosen",
        ),
        sa.Column("lang", sa.String(length=2), nullable=True, comment="Language it is read in"),
        sa.Column(
            "seen_at", sa.String(length=32), nullable=False, comment="When a choice was last made in it"
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_browsers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browsers")),
        sa.UniqueConstraint("token", name=op.f("uq_browsers_token")),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

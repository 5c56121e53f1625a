"""Keeps what came in about a month, and the hash of the figures it was closed with."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.tables.types import Strings

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("months", _text("figures_hash", 64, "Hash of all figures it was closed with", null=True))
    op.create_table(
        "month_papers",
        _text("id", 26, "ULID of the record"),
        _text("contract", 80, "Contract"),
        _text("vendor", 80, "Vendor"),
        _text("period", 7, "Month"),
        sa.Column("edition", sa.BigInteger(), nullable=False, comment="Edition of the month it is about"),
        _text("run_id", 26, "Assessment it speaks of", null=True),
        _text("kind", 24, "accepted, objection or signed"),
        sa.Column(
            "clauses",
            Strings(),
            nullable=False,
            comment="Clauses an objection is about; empty: the whole month",
        ),
        sa.Column("day", sa.Date(), nullable=False, comment="Day it came or was signed"),
        sa.Column("given_by", sa.Text(), nullable=False, comment="Who at the vendor"),
        sa.Column("said", sa.Text(), nullable=False, comment="What was said"),
        _text("evidence_sha256", 64, "The paper itself, if any", null=True),
        sa.Column("evidence_name", sa.Text(), nullable=False, comment="Its name as received"),
        _text("state", 24, "recorded, upheld, partly, rejected or withdrawn"),
        _text("recorded_at", 32, "When it was entered"),
        _text("recorded_by", 120, "Who entered it"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["contract"], ["contracts.code"], name=op.f("fk_month_papers_contract")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_month_papers_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_papers")),
    )
    op.create_index("ix_month_papers_contract_period", "month_papers", ["contract", "period"])


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)

"""Keeps requests for relief with their decisions, the incidents behind misses, and raw verdicts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relief_requests",
        *_month_of(),
        _words("clauses", "Clauses it is asked for"),
        _text("mechanism", 24, "What it does"),
        _words("terms", "Cells, counts, forecast or target, as asked for"),
        _words("reason", "Why it is asked for"),
        _words("evidence", "Evidence files: hash and name"),
        sa.Column("due", sa.Date(), nullable=True, comment="Last day to ask for it; none: no deadline"),
        _text("requested_at", 32, "When it was asked for"),
        _text("requested_by", 120, "Who asked for it"),
        _text("state", 24, "requested, granted, part, refused or withdrawn"),
        _words("granted", "Terms as granted, where that is only a part"),
        sa.Column(
            "late_admitted", sa.Boolean(), nullable=False, comment="Whether it was admitted although it came late"
        ),
        _words("decision", "Why it was decided so"),
        _text("decided_at", 32, "When it was decided", null=True),
        _text("decided_by", 120, "Who decided it", null=True),
        *_kept("relief_requests"),
    )
    op.create_index("ix_relief_requests_contract_period", "relief_requests", ["contract", "period"])
    op.create_table(
        "miss_causes",
        *_month_of(),
        _text("clause", 80, "Clause that was missed"),
        _text("incident", 80, "Code of the incident; misses of one incident are one group"),
        _words("name", "What happened"),
        _text("state", 24, "live or withdrawn"),
        _text("noted_at", 32, "When it was noted"),
        _text("noted_by", 120, "Who noted it"),
        *_kept("miss_causes"),
    )
    op.create_index("ix_miss_causes_contract_period", "miss_causes", ["contract", "period"])
    op.add_column("verdicts", _text("raw_verdict", 24, "Answer before relief, where one was granted", null=True))


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _month_of() -> list[sa.Column]:
    return [
        _text("id", 26, "ULID of the record"),
        _text("contract", 80, "Contract"),
        _text("vendor", 80, "Vendor"),
        _text("period", 7, "Month"),
    ]


def _kept(table: str) -> list[Any]:
    return [
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["contract"], ["contracts.code"], name=op.f(f"fk_{table}_contract")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f(f"fk_{table}_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _words(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=null, comment=comment)

"""Keeps supplementary agreements of both sides."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplements",
        _text("id", 26, "ULID of the record"),
        _text("contract", 80, "Contract"),
        _text("vendor", 80, "Vendor"),
        _text("number", 80, "How the agreement is cited; unique in its contract"),
        _words("periods", "Months it holds for"),
        _words("clauses", "Clauses it is about; none: the month as a whole"),
        _text("effect", 24, "leave_out, other_target, points, amount or wording"),
        _words("terms", "Days, target, points or amount"),
        _words("subject", "What was agreed"),
        _words("evidence", "Evidence files: hash and name"),
        sa.Column("agreed_on", sa.Date(), nullable=False, comment="Day it was agreed"),
        _text("agreed_client", 120, "Who agreed for the client"),
        _text("agreed_vendor", 120, "Who agreed for the vendor"),
        _text("recorded_at", 32, "When it was recorded"),
        _text("recorded_by", 120, "Who recorded it"),
        _text("state", 24, "recorded, approved or withdrawn"),
        _text("approved_at", 32, "When it was approved", null=True),
        _text("approved_by", 120, "Who approved it", null=True),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["contract"], ["contracts.code"], name=op.f("fk_supplements_contract")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_supplements_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplements")),
        sa.UniqueConstraint("contract", "number", name=op.f("uq_supplements_contract_number")),
    )


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _words(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)

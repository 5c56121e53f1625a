"""Keeps the reporting plan: which report is due when, and what was granted or set right about it."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_plans",
        _text("id", 26, "ULID of the record"),
        _text("contract", 80, "Contract that owes it"),
        _text("vendor", 80, "Vendor that sends it"),
        sa.Column("name", sa.Text(), nullable=False, comment="What the report is called"),
        _text("dataset", 24, "Kind of figures it brings"),
        _text("source", 24, "Whose figures they are"),
        _text("grain", 24, "What one row stands for; none: any", null=True),
        _text("frequency", 24, "daily, weekly or monthly"),
        _text("due_kind", 24, "working_day, calendar_day or hours after the period"),
        sa.Column("due_count", sa.BigInteger(), nullable=False, comment="How many of them"),
        _text("contact", 26, "Contact who is reminded", null=True),
        sa.Column("starts", sa.Date(), nullable=False, comment="No period that begins earlier is owed"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="Whether it is still owed"),
        _text("created_at", 32, "When it was planned"),
        _text("created_by", 120, "Who planned it"),
        _version(),
        sa.ForeignKeyConstraint(["contract"], ["contracts.code"], name=op.f("fk_report_plans_contract")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_report_plans_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_plans")),
    )
    op.create_index(op.f("ix_report_plans_contract"), "report_plans", ["contract"])
    op.create_table(
        "report_notes",
        _text("id", 26, "ULID of the record"),
        _text("plan", 26, "Report it is about"),
        _text("vendor", 80, "Vendor that sends it"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="First day of the period it is about"),
        _text("kind", 24, "extension, or arrival: when it really came"),
        sa.Column("until", sa.Date(), nullable=True, comment="New last day, of an extension"),
        _text("at", 32, "When it really came, of an arrival", null=True),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why"),
        _text("noted_at", 32, "When it was granted or set right"),
        _text("noted_by", 120, "Who granted it or set it right"),
        _version(),
        sa.ForeignKeyConstraint(["plan"], ["report_plans.id"], name=op.f("fk_report_notes_plan")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_report_notes_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_notes")),
    )
    op.create_index("ix_report_notes_plan", "report_notes", ["plan", "period_start"])


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _version() -> sa.Column:
    comment = "Number of the edit; an update must name the one it saw"
    return sa.Column("version", sa.Integer(), nullable=False, comment=comment)

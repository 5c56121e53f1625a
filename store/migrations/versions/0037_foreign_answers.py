"""Keeps what foreign sheets of audits answer, item by item, beside their figures."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "foreign_answers",
        sa.Column("id", sa.String(26), nullable=False, comment="ULID of the record"),
        sa.Column("file_id", sa.String(26), nullable=False, comment="Received file they stand in"),
        sa.Column("vendor", sa.String(80), nullable=False, comment="Vendor whose calls were audited"),
        sa.Column("sheet", sa.Text(), nullable=False, comment="Sheet they stand on"),
        sa.Column(
            "answers",
            sa.Text(),
            nullable=False,
            comment="Items of audit forms, and each row's answers in their order",
        ),
        sa.ForeignKeyConstraint(["file_id"], ["received_files.id"], name=op.f("fk_foreign_answers_file_id")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_foreign_answers_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_answers")),
    )
    op.create_index(op.f("ix_foreign_answers_file_id"), "foreign_answers", ["file_id"])
    for statement in trigger_statements(op.get_bind().dialect.name, ("foreign_answers",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

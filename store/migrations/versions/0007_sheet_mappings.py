"""Keeps what the columns of a vendor's sheets were confirmed to be, and what a received file's were read as."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "received_files",
        sa.Column("sheets", sa.Text(), nullable=True, comment="What each sheet's columns were read as"),
    )
    op.create_table(
        "sheet_mappings",
        sa.Column("id", sa.String(length=26), nullable=False, comment="ULID of the record"),
        sa.Column(
            "vendor",
            sa.String(length=80),
            nullable=True,
            comment="Whose sheet it is; none where it holds several vendors",
        ),
        sa.Column(
            "signature",
            sa.String(length=16),
            nullable=False,
            comment="Hash of the sheet's headers, in any order",
        ),
        sa.Column("sheet", sa.Text(), nullable=False, comment="Name of the sheet it was confirmed on"),
        sa.Column("table", sa.String(length=32), nullable=False, comment="Kind of table it was read as"),
        sa.Column(
            "columns", sa.Text(), nullable=False, comment="Key, header, field, unit and looks of each column"
        ),
        sa.Column(
            "file_id", sa.String(length=26), nullable=False, comment="File whose commit confirmed it"
        ),
        sa.Column("confirmed_at", sa.String(length=32), nullable=False, comment="When it was confirmed"),
        sa.Column("confirmed_by", sa.String(length=120), nullable=False, comment="Who confirmed it"),
        sa.Column(
            "ended_at",
            sa.String(length=32),
            nullable=True,
            comment="When it was forgotten, or its file withdrawn",
        ),
        sa.Column("ended_by", sa.String(length=120), nullable=True, comment="Who ended it"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_sheet_mappings_vendor")),
        sa.ForeignKeyConstraint(["file_id"], ["received_files.id"], name=op.f("fk_sheet_mappings_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_mappings")),
    )
    op.create_index("ix_sheet_mappings_file_id", "sheet_mappings", ["file_id"])
    op.create_index("ix_sheet_mappings_sheet", "sheet_mappings", ["vendor", "signature"])


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")

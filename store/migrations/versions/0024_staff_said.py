"""Keeps what staff lists say of agents who left, so that later files are held against it."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_said",
        _text("id", 26, "ULID of the record"),
        _text("file_id", 26, "Received file whose lists say so"),
        _text("vendor", 80, "Vendor the agent works for"),
        _text("mark", 16, "Keyed mark of the agent's code: equal codes meet, none can be read from it"),
        _words("agent", "The code as far as the site's rule lets it be kept"),
        _day("left_on", "Last working day; none: has not left, or is back", null=True),
        _day("joined_on", "Day of joining, the last one told", null=True),
        sa.Column(
            "works", sa.Boolean(), nullable=False, comment="Whether the lists have the agent as working"
        ),
        _day("day", "First day the file's figures are of"),
        _day("day_end", "First day they are no longer of"),
        _words("sheet", "Sheet it stands on"),
        sa.Column("row", sa.BigInteger(), nullable=True, comment="Row it stands in"),
        _words("col", "Letters of its column"),
        sa.ForeignKeyConstraint(["file_id"], ["received_files.id"], name=op.f("fk_staff_said_file_id")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_staff_said_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_said")),
    )
    op.create_index(op.f("ix_staff_said_file_id"), "staff_said", ["file_id"])
    op.create_index("ix_staff_said_agent", "staff_said", ["vendor", "mark"])
    for statement in trigger_statements(op.get_bind().dialect.name, ("staff_said",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _text(name: str, length: int, comment: str) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)


def _words(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _day(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=null, comment=comment)

"""Keeps which forms and process specifications are retired."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retirements",
        _column("id", sa.String(26), "ULID of the record"),
        _column("kind", sa.String(80), "What was retired: form, specification"),
        _column("code", sa.String(80), "Code of the form or specification"),
        _column(
            "vendor", sa.String(80), "Vendor whose agents it binds; none: everybody's", null=True
        ),
        _column("retired", sa.Boolean(), "Retired, or in use again"),
        _column("why", sa.Text(), "Why"),
        _column("at", sa.String(32), "When"),
        _column("by_whom", sa.String(120), "Who did it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_retirements_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retirements")),
    )
    op.create_index("ix_retirements_code", "retirements", ["kind", "code"])
    for statement in trigger_statements(op.get_bind().dialect.name, ("retirements",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

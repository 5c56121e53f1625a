"""Keeps what reports claim without counts, what was sent back or corrected, and earlier months."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _claims()
    _returned_and_corrected()
    _history()


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _claims() -> None:
    op.create_table(
        "asserted_values",
        _text("id", 26, "ULID of the record"),
        _text("batch_id", 26, "Batch that brought it"),
        _text("vendor", 80, "Scope: vendor"),
        _text("project", 80, "Scope: project", null=True),
        _text("site", 80, "Scope: site", null=True),
        _text("queue", 80, "Scope: queue", null=True),
        _text("channel", 80, "Scope: channel", null=True),
        _text("segment", 80, "Scope: customer group", null=True),
        _text("language", 80, "Scope: language", null=True),
        _day("day", "First day it speaks for"),
        _day("day_end", "First day it no longer speaks for"),
        _text("field", 80, "Field of the dictionary of headers"),
        _text("indicator", 80, "Indicator it claims; empty: none of ours"),
        _words("params", "What its header says of it, as in a contract"),
        _text("value", 160, "Fraction of one, seconds or points, exact"),
        _words("sheet", "Sheet it stands on"),
        _number("row", "Row it stands in", null=True),
        _words("col", "Letters of its column"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_asserted_values_batch_id")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_asserted_values_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asserted_values")),
    )
    op.create_index(op.f("ix_asserted_values_batch_id"), "asserted_values", ["batch_id"])
    op.create_index("ix_asserted_values_days", "asserted_values", ["vendor", "day", "day_end"])


def _returned_and_corrected() -> None:
    op.add_column("batches", _text("returned_at", 32, "When it was sent back for a new report", null=True))
    op.add_column("batches", _text("returned_by", 120, "Who sent it back", null=True))
    op.add_column("batches", _words("returned_reason", "Why it was sent back", null=True))
    op.create_table(
        "corrections",
        _text("id", 26, "ULID of the record"),
        _text("batch_id", 26, "Batch that holds the corrected row"),
        _text("vendor", 80, "Vendor whose report was corrected"),
        _text("measure", 80, "Base count"),
        _day("day", "First day of the row"),
        _day("day_end", "First day after it"),
        _number("slot", "Minutes from midnight, where the row is an interval", null=True),
        _words("split", "What the row is split by beside the vendor"),
        _number("before", "Count as reported, in its smallest unit; none: not reported", null=True),
        _number("after", "Count as corrected"),
        _words("file", "File the reported figure came in"),
        _words("sheet", "Sheet it stands on"),
        _words("cell", "Cell it stands in"),
        _words("reason", "Why it was corrected"),
        _text("entered_at", 32, "When it was corrected"),
        _text("entered_by", 120, "Who corrected it"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_corrections_batch_id")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_corrections_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_batch_id"), "corrections", ["batch_id"])
    op.create_index("ix_corrections_days", "corrections", ["vendor", "day"])


def _history() -> None:
    op.create_table(
        "history_imports",
        _text("id", 26, "ULID of the record"),
        _words("file_name", "Name of the file it was read from"),
        _text("sha256", 64, "Hash of the file"),
        sa.Column(
            "counted",
            sa.Boolean(),
            nullable=False,
            comment="Whether its months count in streaks and rolling windows",
        ),
        _text("imported_at", 32, "When it came in"),
        _text("imported_by", 120, "Who took it in"),
        _text("withdrawn_at", 32, "When it was taken back", null=True),
        _text("withdrawn_by", 120, "Who took it back", null=True),
        _words("withdrawn_reason", "Why it was taken back", null=True),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_imports")),
    )
    op.create_table(
        "history_months",
        _text("id", 26, "ULID of the record"),
        _text("import_id", 26, "File it came in"),
        _text("contract", 80, "Contract"),
        _text("vendor", 80, "Vendor"),
        _text("period", 7, "Month"),
        _text("clause", 80, "Clause, or TOTAL for the month's total"),
        _text("verdict", 24, "What was found then; none for a total", null=True),
        _text("value", 160, "Figure in the indicator's unit, or the total", null=True),
        _text("points", 64, "Points given then", null=True),
        _text("numerator", 64, "Numerator, where it is known", null=True),
        _text("denominator", 64, "Denominator, where it is known", null=True),
        _words("place", "Cell it was read from"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["history_imports.id"], name=op.f("fk_history_months_import_id")
        ),
        sa.ForeignKeyConstraint(["contract"], ["contracts.code"], name=op.f("fk_history_months_contract")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_history_months_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_months")),
    )
    op.create_index(op.f("ix_history_months_import_id"), "history_months", ["import_id"])
    op.create_index("ix_history_months_contract", "history_months", ["contract", "period"])


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _words(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=null, comment=comment)


def _number(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=null, comment=comment)


def _day(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False, comment=comment)

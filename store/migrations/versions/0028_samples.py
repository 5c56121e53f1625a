"""Keeps samples drawn from vendors' lists of calls, and the calls in them."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _samples()
    _lines()
    for statement in trigger_statements(op.get_bind().dialect.name, ("samples",)):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _samples() -> None:
    op.create_table(
        "samples",
        _text("id", 26, "ULID of the record"),
        _text("vendor", 80, "Vendor whose list it was drawn from"),
        _day("day", "First day of the calls"),
        _day("day_end", "First day they are no longer of"),
        _text("purpose", 24, "random, or targeted at something"),
        _words("reason", "What a targeted sample is after"),
        _words("only", "What the calls were narrowed to: dimension → value"),
        _words("seed", "Seed of the draw"),
        _words("dimensions", "What the calls were parted by"),
        _text("allocation", 24, "How the calls were shared among the strata"),
        _words("strata", "Each stratum with its calls and how many were drawn"),
        _number("size", "Calls to listen to"),
        _text("likeness", 160, "How alike one agent's calls are held to be"),
        _text("list_hash", 64, "SHA-256 over the keys of all calls it was drawn from"),
        _text("drawn_at", 32, "When it was drawn"),
        _text("drawn_by", 120, "Who drew it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_samples_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
    )
    op.create_index("ix_samples_vendor_day", "samples", ["vendor", "day"])


def _lines() -> None:
    op.create_table(
        "sample_lines",
        _text("id", 26, "ULID of the record"),
        _text("sample", 26, "The sample it is in"),
        _text("vendor", 80, "Vendor"),
        _number("stratum", "Which of the sample's strata it is in"),
        _number("turn", "Its turn in the draw of its stratum"),
        _words("call_key", "Tells the call from every other of its vendor"),
        _day("day", "Day of the call"),
        _number("minute", "Minutes from midnight", null=True),
        _number("second", "Seconds from midnight", null=True),
        _text("project", 80, "Project", null=True),
        _text("site", 80, "Site", null=True),
        _text("queue", 80, "Queue", null=True),
        _text("language", 80, "Language", null=True),
        _words("agent", "Agent's code as far as it may be kept", null=True),
        _words("number", "The call's own number in the vendor's list", null=True),
        _number("length", "Talk and hold in seconds", null=True),
        _text("state", 24, "drawn, reserve or unusable"),
        _words("why", "Why the recording could not be used"),
        _text("replaces", 26, "The line it stands in for", null=True),
        _text("changed_at", 32, "When it was last changed", null=True),
        _text("changed_by", 120, "Who changed it", null=True),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.ForeignKeyConstraint(["sample"], ["samples.id"], name=op.f("fk_sample_lines_sample")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_sample_lines_vendor")),
        sa.ForeignKeyConstraint(["replaces"], ["sample_lines.id"], name=op.f("fk_sample_lines_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_lines")),
        sa.UniqueConstraint("sample", "stratum", "turn", name=op.f("uq_sample_lines_sample_stratum_turn")),
    )


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _words(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=null, comment=comment)


def _day(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False, comment=comment)


def _number(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=null, comment=comment)

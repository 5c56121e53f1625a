"""Keeps rosters and lists of training records, codes that are one person, and who was cleared out."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _lists()
    _links()
    _cleared_out()


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _lists() -> None:
    op.create_table(
        "people_lists",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor whose people it is of"),
        _column("project", sa.String(80), "Project it is of; none: all the vendor's", null=True),
        _column("kind", sa.String(24), "Roster, changes, attendance, exams or certificates"),
        _column("source", sa.String(24), "Who says so: the vendor, the client or a third party"),
        _column("name", sa.Text(), "Name of the file as received"),
        _column("sha256", sa.String(64), "SHA-256 of the file as received; names it in files/"),
        _column("day", sa.Date(), "First day it is of"),
        _column("day_end", sa.Date(), "First day it is no longer of"),
        _column("said", sa.Text(), "What a person said of it: time zone, course, day, columns"),
        _column("findings", sa.Text(), "What was found in it"),
        _column("rows", sa.BigInteger(), "How many rows were taken"),
        _column("rejected", sa.BigInteger(), "How many rows were turned away"),
        _column(
            "rows_file",
            sa.Text(),
            "Parquet file of its rows below the data folder; none: none is kept",
            null=True,
        ),
        _column("rows_sha256", sa.String(64), "SHA-256 of that file", null=True),
        _column("state", sa.String(24), "staged, committed, withdrawn or discarded"),
        _column("received_at", sa.String(32), "When it was received"),
        _column("received_by", sa.String(120), "Who received it"),
        _column("committed_at", sa.String(32), "When it was taken in: known from then on", null=True),
        _column("committed_by", sa.String(120), "Who took it in", null=True),
        _column(
            "withdrawn_at",
            sa.String(32),
            "When it was withdrawn: no longer known from then on",
            null=True,
        ),
        _column("withdrawn_by", sa.String(120), "Who withdrew it", null=True),
        _column("why", sa.Text(), "Why it was withdrawn"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_people_lists_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_lists")),
    )
    op.create_index("ix_people_lists_days", "people_lists", ["vendor", "kind", "day"])


def _links() -> None:
    op.create_table(
        "agent_links",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor the agent works for"),
        _column("mark", sa.String(16), "Keyed mark of one code of the agent"),
        _column("same_as", sa.String(16), "Keyed mark of the code that is counted as the agent"),
        _column("first_day", sa.Date(), "First day on which both are one person"),
        _column("last_day", sa.Date(), "Last such day; none: without an end", null=True),
        _column("why", sa.Text(), "Why they are one person"),
        _column("linked_at", sa.String(32), "When it was entered"),
        _column("linked_by", sa.String(120), "Who entered it"),
        _column("withdrawn_at", sa.String(32), "When it was taken back", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_agent_links_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_links")),
    )
    op.create_index(op.f("ix_agent_links_vendor"), "agent_links", ["vendor"])


def _cleared_out() -> None:
    op.create_table(
        "cleared_out",
        _column("id", sa.String(26), "ULID of the record"),
        _column("person", sa.String(16), "Keyed hash of the id number"),
        _column("day", sa.Date(), "First day on which the person may no longer work on our programmes"),
        _column("why", sa.Text(), "Why; never shown to a vendor"),
        _column("evidence_sha256", sa.String(64), "The paper it rests on, if any", null=True),
        _column("evidence_name", sa.Text(), "Its name as received"),
        _column("recorded_at", sa.String(32), "When it was entered"),
        _column("recorded_by", sa.String(120), "Who entered it"),
        _column("lifted_at", sa.String(32), "When it was lifted", null=True),
        _column("lifted_by", sa.String(120), "Who lifted it", null=True),
        _column("lifted_why", sa.Text(), "Why it was lifted"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cleared_out")),
    )
    op.create_index(op.f("ix_cleared_out_person"), "cleared_out", ["person"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

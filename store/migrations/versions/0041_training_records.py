"""Keeps training records by hand, rows of lists taken back, and papers of a course and a day."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _entries()
    _retractions()
    _papers()
    kept = ("record_retractions", "training_evidence")
    for statement in trigger_statements(op.get_bind().dialect.name, kept):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _entries() -> None:
    op.create_table(
        "training_entries",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor the agent works for"),
        _column("mark", sa.String(16), "Keyed mark of the agent's code"),
        _column("agent", sa.Text(), "The code as far as the site's rule lets it be kept"),
        _column("person", sa.String(16), "Keyed hash of the id number, where it is known", null=True),
        _column("course", sa.String(80), "Course"),
        _column("course_version", sa.BigInteger(), "Version of the course, where it was said", null=True),
        _column("kind", sa.String(24), "Attended, exam, certificate, acknowledged or revoked"),
        _column("day", sa.Date(), "Business day it is of"),
        _column("at", sa.String(32), "The instant, where it was said", null=True),
        _column("attempt", sa.BigInteger(), "Which attempt at the exam, where it was said", null=True),
        _column("score", sa.String(64), "Score, exact", null=True),
        _column("full_mark", sa.String(64), "Highest score there is; none: the course's", null=True),
        _column("passed", sa.Boolean(), "Whether it was passed, as said; none: the score decides", null=True),
        _column("absent", sa.Boolean(), "Whether the agent did not come"),
        _column("minutes", sa.BigInteger(), "How long it took", null=True),
        _column("expires", sa.Date(), "Last day it holds, as said", null=True),
        _column("number", sa.Text(), "Number of the certificate"),
        _column("trainer", sa.Text(), "Code of the trainer"),
        _column("material", sa.Text(), "Which material it was held with"),
        _column("known_at", sa.String(32), "When it was entered: known from then on"),
        _column("entered_by", sa.String(120), "Who entered it"),
        _column("why", sa.Text(), "Why it was typed in by hand"),
        _column("evidence_sha256", sa.String(64), "The paper it rests on, if any", null=True),
        _column("evidence_name", sa.Text(), "Its name as received"),
        _column("state", sa.String(24), "live or withdrawn"),
        _column(
            "withdrawn_at",
            sa.String(32),
            "When it was withdrawn: no longer known from then on",
            null=True,
        ),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_training_entries_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_entries")),
    )
    op.create_index("ix_training_entries_agent", "training_entries", ["vendor", "mark"])


def _retractions() -> None:
    op.create_table(
        "record_retractions",
        _column("id", sa.String(26), "ULID of the record"),
        _column("list_id", sa.String(26), "People list the row stands in"),
        _column("sheet", sa.Text(), "Sheet the row stands on"),
        _column("row", sa.BigInteger(), "The row"),
        _column("vendor", sa.String(80), "Vendor of the list"),
        _column("why", sa.Text(), "Why it does not count"),
        _column("at", sa.String(32), "When it was taken back: no longer known from then on"),
        _column("by_whom", sa.String(120), "Who took it back"),
        sa.ForeignKeyConstraint(["list_id"], ["people_lists.id"], name=op.f("fk_record_retractions_list_id")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_record_retractions_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_retractions")),
    )
    op.create_index(op.f("ix_record_retractions_list_id"), "record_retractions", ["list_id"])


def _papers() -> None:
    op.create_table(
        "training_evidence",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor that held the training"),
        _column("course", sa.String(80), "Course"),
        _column("day", sa.Date(), "Day it was held"),
        _column("kind", sa.String(24), "What the paper is"),
        _column("list_id", sa.String(26), "People list it belongs to, if one", null=True),
        _column("sha256", sa.String(64), "SHA-256 of the paper; names it in evidence/"),
        _column("name", sa.Text(), "Its name as received"),
        _column("kept_at", sa.String(32), "When it was kept"),
        _column("kept_by", sa.String(120), "Who kept it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_training_evidence_vendor")),
        sa.ForeignKeyConstraint(["list_id"], ["people_lists.id"], name=op.f("fk_training_evidence_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_evidence")),
    )
    op.create_index("ix_training_evidence_day", "training_evidence", ["vendor", "course", "day"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

"""Keeps courses, versions of the training matrix, and certified trainers."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _courses()
    _matrices()
    _trainers()
    kept = ("courses", "matrix_versions")
    for statement in trigger_statements(op.get_bind().dialect.name, kept):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _courses() -> None:
    op.create_table(
        "courses",
        _column("id", sa.String(26), "ULID of the record"),
        _column("code", sa.String(80), "Code of the course; never changes"),
        _column("number", sa.BigInteger(), "Version, 1 first"),
        _column("name", sa.Text(), "Name in both languages"),
        _column("body", sa.Text(), "Everything it says, as texts under their keys"),
        _column("hash", sa.String(64), "Hash of the canonical body"),
        _column("why", sa.Text(), "Why it was made or changed"),
        _column("published_at", sa.String(32), "When it was published"),
        _column("published_by", sa.String(120), "Who published it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_courses_code_number")),
    )


def _matrices() -> None:
    op.create_table(
        "matrix_versions",
        _column("id", sa.String(26), "ULID of the record"),
        _column("number", sa.BigInteger(), "Version, 1 first"),
        _column("effective_from", sa.Date(), "First day it holds"),
        _column("body", sa.Text(), "Its rules, as texts under their keys"),
        _column("hash", sa.String(64), "Hash of the canonical body"),
        _column("why", sa.Text(), "Why it was made or changed"),
        _column("published_at", sa.String(32), "When it was published"),
        _column("published_by", sa.String(120), "Who published it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_versions")),
        sa.UniqueConstraint("number", name=op.f("uq_matrix_versions_number")),
    )


def _trainers() -> None:
    op.create_table(
        "trainer_certifications",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor the trainer works for"),
        _column("mark", sa.String(16), "Keyed mark of the trainer's code"),
        _column("agent", sa.Text(), "The code as far as the site's rule lets it be kept"),
        _column("course", sa.String(80), "Course the trainer may give"),
        _column("course_version", sa.BigInteger(), "Version of the course; none: every one", null=True),
        _column("first_day", sa.Date(), "First day the trainer may give it"),
        _column("last_day", sa.Date(), "Last such day; none: without an end", null=True),
        _column("why", sa.Text(), "On what it rests"),
        _column("evidence_sha256", sa.String(64), "The paper itself, if any", null=True),
        _column("evidence_name", sa.Text(), "Its name as received"),
        _column("recorded_at", sa.String(32), "When it was entered"),
        _column("recorded_by", sa.String(120), "Who entered it"),
        _column("state", sa.String(24), "live or withdrawn"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_trainer_certifications_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer_certifications")),
    )
    op.create_index(op.f("ix_trainer_certifications_vendor"), "trainer_certifications", ["vendor"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

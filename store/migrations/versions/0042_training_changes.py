"""Keeps changes that ask for training, what stood on their due days, and evidence audits."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _changes()
    _deliveries()
    _snapshots()
    _audits()
    _lines()
    kept = ("course_deliveries", "due_snapshots")
    for statement in trigger_statements(op.get_bind().dialect.name, kept):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _changes() -> None:
    op.create_table(
        "training_changes",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor it concerns; none: every one", null=True),
        _column("project", sa.String(80), "Project it concerns; none: every one", null=True),
        _column("name", sa.Text(), "Name in both languages"),
        _column("product", sa.String(80), "Code of the product or specification that changed"),
        _column("number", sa.BigInteger(), "Its version"),
        _column("spec", sa.String(80), "Process specification it is a version of, if one", null=True),
        _column("spec_number", sa.BigInteger(), "That version", null=True),
        _column("published_at", sa.String(32), "When it was published"),
        _column("effective_from", sa.Date(), "First day it holds"),
        _column(
            "body",
            sa.Text(),
            "Courses, working days, whom it concerns, whether it is urgent, what the client owed when",
        ),
        _column("why", sa.Text(), "What changed"),
        _column("state", sa.String(24), "live or withdrawn (called off)"),
        _column("entered_at", sa.String(32), "When it was entered"),
        _column("entered_by", sa.String(120), "Who entered it"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_training_changes_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_changes")),
    )


def _deliveries() -> None:
    op.create_table(
        "course_deliveries",
        _column("id", sa.String(26), "ULID of the record"),
        _column("change_key", sa.String(80), "Change the course was owed for"),
        _column("course", sa.String(80), "Course the client gives"),
        _column("vendor", sa.String(80), "Vendor it was handed to; none: every one", null=True),
        _column("day", sa.Date(), "Day it was handed over"),
        _column("evidence_sha256", sa.String(64), "The paper itself, if any", null=True),
        _column("evidence_name", sa.Text(), "Its name as received"),
        _column("noted_at", sa.String(32), "When it was entered"),
        _column("noted_by", sa.String(120), "Who entered it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_course_deliveries_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_deliveries")),
    )
    op.create_index(op.f("ix_course_deliveries_change_key"), "course_deliveries", ["change_key"])


def _snapshots() -> None:
    op.create_table(
        "due_snapshots",
        _column("id", sa.String(26), "ULID of the record"),
        _column("kind", sa.String(24), "coverage of a course and rule, or a change"),
        _column("subject", sa.String(80), "Key of the change, or course and rule"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("due", sa.Date(), "Day it was due"),
        _column("known_at", sa.String(32), "As known at"),
        _column("body", sa.Text(), "Counts by site, marks of who lacked it"),
        _column("hash", sa.String(64), "Hash of the canonical body"),
        _column("taken_at", sa.String(32), "When it was written down"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_due_snapshots_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_snapshots")),
        sa.UniqueConstraint(
            "kind", "subject", "vendor", "due", name=op.f("uq_due_snapshots_kind_subject_vendor_due")
        ),
    )


def _audits() -> None:
    op.create_table(
        "evidence_audits",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor whose records are looked at"),
        _column("month", sa.String(7), "Month the records are of"),
        _column("seed", sa.Text(), "Seed of the draw"),
        _column("population", sa.BigInteger(), "Agents it was drawn from"),
        _column("size", sa.BigInteger(), "Agents drawn"),
        _column("drawn_at", sa.String(32), "When it was drawn"),
        _column("drawn_by", sa.String(120), "Who drew it"),
        _column("state", sa.String(24), "live or withdrawn"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_evidence_audits_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_audits")),
    )
    op.create_index(op.f("ix_evidence_audits_vendor"), "evidence_audits", ["vendor"])


def _lines() -> None:
    op.create_table(
        "evidence_audit_lines",
        _column("id", sa.String(26), "ULID of the record"),
        _column("audit", sa.String(26), "Evidence audit it belongs to"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("mark", sa.String(16), "Keyed mark of the agent's code"),
        _column("agent", sa.Text(), "The code as far as the site's rule lets it be kept"),
        _column("course", sa.String(80), "Course"),
        _column("record", sa.Text(), "Key of the training record that is looked at"),
        _column("found", sa.String(24), "open, supported, unsupported or retest_failed"),
        _column("why", sa.Text(), "What was seen"),
        _column("evidence_sha256", sa.String(64), "The paper that was seen, if it was kept", null=True),
        _column("evidence_name", sa.Text(), "Its name as received"),
        _column("looked_at", sa.String(32), "When it was looked at", null=True),
        _column("looked_by", sa.String(120), "Who looked", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        sa.ForeignKeyConstraint(
            ["audit"], ["evidence_audits.id"], name=op.f("fk_evidence_audit_lines_audit")
        ),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_evidence_audit_lines_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_audit_lines")),
    )
    op.create_index(op.f("ix_evidence_audit_lines_audit"), "evidence_audit_lines", ["audit"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)

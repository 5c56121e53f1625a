"""Adds process specifications: versions, drafts, and what was confirmed as unaffected by a version."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _versions()
    _drafts()
    _reviews()
    kept = ("specification_versions", "specification_reviews")
    for statement in trigger_statements(op.get_bind().dialect.name, kept):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _versions() -> None:
    op.create_table(
        "specification_versions",
        _text("id", 26, "ULID of the record"),
        _text("code", 80, "Code of the specification; never changes"),
        _number("number", "Version, 1 first"),
        _text("vendor", 80, "Vendor whose agents it binds; none: every vendor's", null=True),
        _words("name", "Name in both languages"),
        _text("owner", 120, "The one person accountable for it"),
        _words("body", "Everything it says, as texts under their keys"),
        _text("hash", 64, "Hash of the canonical body"),
        _day("effective_from", "First day it holds"),
        _day("review_by", "When its owner looks at it again, if a day is set", null=True),
        _words("why", "Why it was made or changed"),
        _text("published_at", 32, "When it was published"),
        _text("published_by", 120, "Who published it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_specification_versions_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specification_versions")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_specification_versions_code_number")),
    )


def _drafts() -> None:
    op.create_table(
        "specification_drafts",
        _text("id", 26, "ULID of the record"),
        _text("code", 80, "Code of the specification it will be, or is a new version of"),
        _text("vendor", 80, "Vendor it would bind; may not be registered yet", null=True),
        _number("based_on", "The version it started from, if one", null=True),
        _words("body", "The specification as far as it is written, as texts under their keys"),
        _text("file", 64, "SHA-256 of the file it came in; names it in files/", null=True),
        _words("file_name", "Name of that file as received"),
        _text("changed_at", 32, "When it was last changed"),
        _text("changed_by", 120, "Who changed it last"),
        _text("ended_at", 32, "When it was published or thrown away", null=True),
        _number("published", "Number of the version it became; none where it was thrown away", null=True),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Number of the edit; an update must name the one it saw",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specification_drafts")),
    )
    op.create_index(op.f("ix_specification_drafts_code"), "specification_drafts", ["code"])


def _reviews() -> None:
    op.create_table(
        "specification_reviews",
        _text("id", 26, "ULID of the record"),
        _text("code", 80, "Specification"),
        _number("number", "Version it was held against"),
        _text("vendor", 80, "Vendor whose agents the specification binds", null=True),
        _text("kind", 24, "form_item, answer_key or training"),
        _words("source", "Code of the form or brief, or name of the course"),
        _text("source_version", 80, "Version of the form or brief; empty for a course"),
        _text("item", 80, "Item or question; of a course, whose agents take it"),
        _text("clause", 80, "Clause it rests on; empty for a course"),
        _words("why", "What the person found"),
        _text("confirmed_at", 32, "When it was confirmed as unaffected"),
        _text("confirmed_by", 120, "Who confirmed it"),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_specification_reviews_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specification_reviews")),
    )
    op.create_index("ix_specification_reviews_number", "specification_reviews", ["code", "number"])


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _words(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _number(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=null, comment=comment)


def _day(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=null, comment=comment)

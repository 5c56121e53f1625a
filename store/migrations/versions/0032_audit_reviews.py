"""Keeps what becomes of a submitted audit: reviews, versions, appeals, rulings, notices, cases."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_NEVER_CHANGED = ("review_rules", "audit_versions", "audit_rulings", "audit_cases")


def upgrade() -> None:
    _review_rules()
    _audit_reviews()
    _audit_versions()
    _audit_appeals()
    _audit_rulings()
    _audit_notices()
    _audit_cases()
    for statement in trigger_statements(op.get_bind().dialect.name, _NEVER_CHANGED):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _review_rules() -> None:
    op.create_table(
        "review_rules",
        _column("id", sa.String(26), "ULID of the record"),
        _column("form", sa.String(80), "Form they are about"),
        _column("rules", sa.Text(), "Windows, levels, share of second scores; none: not reviewed", null=True),
        _column("set_at", sa.String(32), "When they were set"),
        _column("set_by", sa.String(120), "Who set them"),
        *_keys("review_rules", {}, ()),
    )


def _audit_reviews() -> None:
    op.create_table(
        "audit_reviews",
        _column("id", sa.String(26), "ULID of the record"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("state", sa.String(24), "submitted, to_adjudicate, reviewed, released, …"),
        _column("rules", sa.Text(), "Windows and levels as they held when it was submitted"),
        _column("second", sa.Boolean(), "Whether it was drawn for a blind second score"),
        _column("scorers", sa.Text(), "Who scored it, and who scored it again"),
        _column("submitted_at", sa.String(32), "When it was submitted"),
        _column("release_due", sa.Date(), "Last day to release it"),
        _column("released_at", sa.String(32), "When it was released", null=True),
        _column("released_by", sa.String(120), "Who released it", null=True),
        _column("appeal_due", sa.Date(), "Last day to appeal", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("audit_reviews", {"audit": "audits.id", "vendor": "vendors.code"}, ("audit",)),
    )


def _audit_versions() -> None:
    op.create_table(
        "audit_versions",
        _column("id", sa.String(26), "ULID of the record"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("number", sa.BigInteger(), "Number of the version, from 1"),
        _column("kind", sa.String(24), "scored, second, adjudicated or ruled"),
        _column("answers", sa.Text(), "item → answer"),
        _column("fatal", sa.Text(), "Fatal items found"),
        _column("points", sa.String(64), "Score", null=True),
        _column("passed", sa.Boolean(), "Whether it passed; none where it is not judged", null=True),
        _column("receipt", sa.String(64), "SHA-256 of its receipt"),
        _column("why", sa.Text(), "Why it was made"),
        _column("made_at", sa.String(32), "When it was made"),
        _column("made_by", sa.String(120), "Who made it"),
        *_keys("audit_versions", {"audit": "audits.id", "vendor": "vendors.code"}, ("audit", "number")),
    )


def _audit_appeals() -> None:
    op.create_table(
        "audit_appeals",
        _column("id", sa.String(26), "ULID of the record"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("item", sa.String(80), "Item or fatal fault it is about; one appeal for each"),
        _column("level", sa.BigInteger(), "Level it stands at, from 1"),
        _column("state", sa.String(24), "open or ruled"),
        _column("channel", sa.String(24), "telephone, wecom, mail or meeting"),
        _column("caller", sa.String(120), "Who said it on the vendor's side"),
        _column("received_at", sa.String(32), "When it reached the client"),
        _column("reason", sa.Text(), "What the vendor says"),
        _column("claimed", sa.Text(), "The answer the vendor holds right", null=True),
        _column("evidence", sa.Text(), "Evidence files: hash and name"),
        _column("unconfirmed", sa.Boolean(), "Whether it waits for its written confirmation"),
        _column("late_reason", sa.Text(), "Why it was taken after its last day"),
        _column("due", sa.Date(), "Last day to rule on it"),
        _column("next_due", sa.Date(), "Last day to go to the next level", null=True),
        _column("entered_at", sa.String(32), "When it was entered"),
        _column("entered_by", sa.String(120), "Who entered it"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("audit_appeals", {"audit": "audits.id", "vendor": "vendors.code"}, ("audit", "item")),
    )


def _audit_rulings() -> None:
    op.create_table(
        "audit_rulings",
        _column("id", sa.String(26), "ULID of the record"),
        _column("appeal", sa.String(26), "Appeal"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("level", sa.BigInteger(), "Level it was ruled at"),
        _column("ruling", sa.String(24), "keep, take or third"),
        _column("why", sa.Text(), "Why"),
        _column("with_vendor", sa.String(120), "The vendor's manager who ruled with the client; empty for none"),
        _column("changed", sa.Boolean(), "Whether an answer or a fatal fault changed"),
        _column("version_before", sa.BigInteger(), "Version of the audit before it"),
        _column("version_after", sa.BigInteger(), "Version of the audit after it"),
        _column("receipt_before", sa.String(64), "SHA-256 of the receipt before it"),
        _column("receipt_after", sa.String(64), "SHA-256 of the receipt after it"),
        _column("ruled_at", sa.String(32), "When it was ruled"),
        _column("ruled_by", sa.String(120), "Who ruled"),
        *_keys("audit_rulings", {"appeal": "audit_appeals.id", "audit": "audits.id", "vendor": "vendors.code"}, ("appeal", "level")),
    )


def _audit_notices() -> None:
    op.create_table(
        "audit_notices",
        _column("id", sa.String(26), "ULID of the record"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("text", sa.Text(), "What it says, in both languages"),
        _column("state", sa.String(24), "draft, sent or dropped"),
        _column("due", sa.Date(), "Day it has to be sent on"),
        _column("opened_at", sa.String(32), "When it was opened"),
        _column("ended_at", sa.String(32), "When it was sent or dropped", null=True),
        _column("ended_by", sa.String(120), "Who sent or dropped it", null=True),
        _column("how", sa.Text(), "How and to whom it was sent, or why not"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("audit_notices", {"audit": "audits.id", "vendor": "vendors.code"}, ("audit",)),
    )


def _audit_cases() -> None:
    op.create_table(
        "audit_cases",
        _column("id", sa.String(26), "ULID of the record"),
        _column("ruling", sa.String(26), "Ruling it comes from"),
        _column("audit", sa.String(26), "Audit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("form", sa.String(80), "Form"),
        _column("item", sa.String(80), "Item whose reading it settles"),
        _column("title", sa.Text(), "What it is about"),
        _column("reading", sa.Text(), "How the item is read from then on"),
        _column("kept_at", sa.String(32), "When it was kept"),
        _column("kept_by", sa.String(120), "Who kept it"),
        *_keys("audit_cases", {"ruling": "audit_rulings.id", "audit": "audits.id", "vendor": "vendors.code"}, ()),
    )
    op.create_index("ix_audit_cases_item", "audit_cases", ["form", "item"])


def _column(name: str, kind: sa.types.TypeEngine, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=null, comment=comment)


def _keys(table: str, targets: dict[str, str], unique: tuple[str, ...]) -> list[sa.Constraint]:
    foreign = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]
    found: list[sa.Constraint] = [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]
    if unique:
        name = op.f(f"uq_{table}_" + "_".join(unique))
        found.append(sa.UniqueConstraint(*unique, name=name))
    return found

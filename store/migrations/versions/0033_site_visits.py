"""Adds site visits: visits, what was found on them, photographs, forms handed out for the road."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _site_visits()
    _visit_findings()
    _visit_photos()
    _visit_forms()


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _site_visits() -> None:
    op.create_table(
        "site_visits",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("site", sa.String(80), "Site; none: the vendor as a whole", null=True),
        _column("day", sa.Date(), "Day of the visit"),
        _column("form", sa.String(80), "Checklist it is answered on"),
        _column("form_version", sa.String(80), "Version of that checklist"),
        _column("purpose", sa.Text(), "What it is for"),
        _column("auditors", sa.Text(), "Who goes for the client"),
        _column("attendees", sa.Text(), "Who was there for the vendor"),
        _column("answers", sa.Text(), "item → answer"),
        _column("fatal", sa.Text(), "Fatal faults found"),
        _column("summary", sa.Text(), "What the vendor is told of it all"),
        _column("remark", sa.Text(), "Inner remark; never leaves the client's side"),
        _column("state", sa.String(24), "open, submitted, signed, refused or called_off"),
        _column("points", sa.String(64), "Score of the checklist", null=True),
        _column("passed", sa.Boolean(), "Whether it passed; none where it is not judged", null=True),
        _column("receipt", sa.String(64), "SHA-256 of its receipt", null=True),
        _column("planned_at", sa.String(32), "When it was planned"),
        _column("planned_by", sa.String(120), "Who planned it"),
        _column("submitted_at", sa.String(32), "When it was submitted", null=True),
        _column("submitted_by", sa.String(120), "Who submitted it", null=True),
        _column("signer", sa.String(120), "Who signed or refused for the vendor"),
        _column("signer_job", sa.Text(), "Their position"),
        _column("signed_at", sa.String(32), "When they signed or refused", null=True),
        _column("paper", sa.String(64), "Photograph of the signed paper", null=True),
        _column("paper_name", sa.Text(), "Its name as received"),
        _column("why", sa.Text(), "Why it is not signed, or was called off"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("site_visits", {"vendor": "vendors.code"}, ()),
    )


def _visit_findings() -> None:
    op.create_table(
        "visit_findings",
        _column("id", sa.String(26), "ULID of the record"),
        _column("visit", sa.String(26), "Visit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("number", sa.BigInteger(), "Number within the visit, from 1"),
        _column("item", sa.String(80), "Item of the checklist; empty for none"),
        _column("what", sa.Text(), "What was found"),
        _column("grade", sa.String(24), "observation, general or serious"),
        _column("points", sa.String(64), "Points meant to be taken off", null=True),
        _column("due", sa.Date(), "Day it has to be put right by", null=True),
        _column("remark", sa.Text(), "Inner remark; never leaves the client's side"),
        _column("photo_names", sa.Text(), "Pictures taken on the road, still to be added"),
        _column("state", sa.String(24), "open, answered or closed"),
        _column("answer", sa.Text(), "What the vendor says it did"),
        _column("answered_on", sa.Date(), "When it said so", null=True),
        _column("checked", sa.Text(), "What the client saw when it looked"),
        _column("closed_at", sa.String(32), "When it was found put right", null=True),
        _column("closed_by", sa.String(120), "Who looked", null=True),
        _column("booking", sa.String(24), "draft, booked or dropped"),
        _column("event", sa.String(26), "Line of the daily ledger", null=True),
        _column("booking_why", sa.Text(), "Why it is not booked"),
        _column("removed_at", sa.String(32), "When it was taken off", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("visit_findings", {"visit": "site_visits.id", "vendor": "vendors.code", "event": "daily_events.id"}, ("visit", "number")),
    )


def _visit_photos() -> None:
    op.create_table(
        "visit_photos",
        _column("id", sa.String(26), "ULID of the record"),
        _column("visit", sa.String(26), "Visit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("finding", sa.String(26), "Finding it shows; empty: the visit"),
        _column("sha256", sa.String(64), "SHA-256 of the picture; names it in evidence/"),
        _column("name", sa.Text(), "Its name as received"),
        _column("media", sa.String(40), "Media type, told by its bytes"),
        _column("size", sa.BigInteger(), "Bytes"),
        _column("note", sa.Text(), "What it shows"),
        _column("added_at", sa.String(32), "When it was added"),
        _column("added_by", sa.String(120), "Who added it"),
        _column("removed_at", sa.String(32), "When it was taken off", null=True),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("visit_photos", {"visit": "site_visits.id", "vendor": "vendors.code"}, ()),
    )


def _visit_forms() -> None:
    op.create_table(
        "visit_forms",
        _column("id", sa.String(26), "ULID of the record"),
        _column("visit", sa.String(26), "Visit"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("base", sa.Text(), "The answers and findings it was filled with"),
        _column("issued_at", sa.String(32), "When it was handed out"),
        _column("issued_by", sa.String(120), "Who took it along"),
        _column("returned_at", sa.String(32), "When it came in", null=True),
        _column("returned_by", sa.String(120), "Who brought it in", null=True),
        _column("file", sa.String(64), "SHA-256 of the file that came in", null=True),
        _column("file_name", sa.Text(), "Its name as received"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("visit_forms", {"visit": "site_visits.id", "vendor": "vendors.code"}, ()),
    )


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

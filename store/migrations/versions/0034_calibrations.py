"""Keeps calibration sessions: their calls, raters, scores and decisions."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_NEVER_CHANGED = ("calibration_calls", "calibration_raters", "calibration_marks", "calibration_decisions")
_SESSION = {"session": "calibrations.id", "vendor": "vendors.code"}


def upgrade() -> None:
    _calibrations()
    _calibration_calls()
    _calibration_raters()
    _calibration_marks()
    _calibration_decisions()
    for statement in trigger_statements(op.get_bind().dialect.name, _NEVER_CHANGED):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _calibrations() -> None:
    op.create_table(
        "calibrations",
        _column("id", sa.String(26), "ULID of the record"),
        _column("vendor", sa.String(80), "Vendor whose calls are scored"),
        _column("title", sa.Text(), "What it is called"),
        _column("form", sa.String(80), "Form it is scored on"),
        _column("form_version", sa.String(80), "Version of that form"),
        _column("state", sa.String(24), "scoring, opened or cancelled"),
        _column("leader", sa.String(26), "Key of the person who leads it"),
        _column("leader_name", sa.String(120), "Who leads it"),
        _column("due", sa.Date(), "Day everybody should have scored by"),
        _column("planned_at", sa.String(32), "When it was planned"),
        _column("ended_at", sa.String(32), "When it was opened or cancelled", null=True),
        _column("opened_on", sa.Date(), "Day its deviation counts for", null=True),
        _column("why", sa.Text(), "Why it was opened early or cancelled"),
        _column("version", sa.Integer(), "Number of the edit; an update must name the one it saw"),
        *_keys("calibrations", {"vendor": "vendors.code"}, ()),
    )
    op.create_index("ix_calibrations_vendor", "calibrations", ["vendor", "opened_on"])


def _calibration_calls() -> None:
    op.create_table(
        "calibration_calls",
        _column("id", sa.String(26), "ULID of the record"),
        _column("session", sa.String(26), "Session"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("number", sa.BigInteger(), "Place in the session, from 1"),
        _column("at", sa.String(32), "When the call was"),
        _column("recording", sa.Text(), "Where the recording is"),
        _column("agent", sa.String(80), "Agent's code", null=True),
        _column("project", sa.String(80), "Project", null=True),
        _column("site", sa.String(80), "Site", null=True),
        _column("queue", sa.String(80), "Queue", null=True),
        _column("channel", sa.String(80), "Channel", null=True),
        _column("wait_s", sa.BigInteger(), "Seconds waited", null=True),
        _column("audit", sa.String(26), "Audit it was taken from", null=True),
        _column("line", sa.String(26), "Line of a sample it was taken from", null=True),
        *_keys("calibration_calls", _SESSION, ("session", "number")),
    )


def _calibration_raters() -> None:
    op.create_table(
        "calibration_raters",
        _column("id", sa.String(26), "ULID of the record"),
        _column("session", sa.String(26), "Session"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("number", sa.BigInteger(), "Place among the raters, from 1"),
        _column("name", sa.String(120), "Who scores"),
        _column("side", sa.String(24), "client or vendor"),
        _column("master", sa.Boolean(), "Whether the others are held against this score"),
        _column("person", sa.String(26), "Key of the person; none of the vendor's", null=True),
        *_keys("calibration_raters", _SESSION, ("session", "number")),
    )


def _calibration_marks() -> None:
    targets = {**_SESSION, "rater": "calibration_raters.id", "call": "calibration_calls.id"}
    op.create_table(
        "calibration_marks",
        _column("id", sa.String(26), "ULID of the record"),
        _column("session", sa.String(26), "Session"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("rater", sa.String(26), "Who scored"),
        _column("call", sa.String(26), "Call that was scored"),
        _column("answers", sa.Text(), "item → answer"),
        _column("fatal", sa.Text(), "Fatal items found"),
        _column("points", sa.String(64), "Score", null=True),
        _column("receipt", sa.String(64), "SHA-256 of its receipt"),
        _column("seal", sa.String(64), "SHA-256 of the score with its key: what is told while it is sealed"),
        _column("given_at", sa.String(32), "When it was given"),
        _column("given_by", sa.String(120), "Who entered it"),
        *_keys("calibration_marks", targets, ("rater", "call")),
    )
    op.create_index("ix_calibration_marks_session", "calibration_marks", ["session"])


def _calibration_decisions() -> None:
    op.create_table(
        "calibration_decisions",
        _column("id", sa.String(26), "ULID of the record"),
        _column("session", sa.String(26), "Session"),
        _column("vendor", sa.String(80), "Vendor"),
        _column("form", sa.String(80), "Form"),
        _column("item", sa.String(80), "Item whose reading it settles"),
        _column("title", sa.Text(), "What it is about"),
        _column("reading", sa.Text(), "How the item is read from then on"),
        _column("in_library", sa.Boolean(), "Whether it stands in the case library"),
        _column("kept_at", sa.String(32), "When it was written down"),
        _column("kept_by", sa.String(120), "Who wrote it down"),
        *_keys("calibration_decisions", _SESSION, ()),
    )
    op.create_index("ix_calibration_decisions_item", "calibration_decisions", ["form", "item"])


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

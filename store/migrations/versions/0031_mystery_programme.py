"""Adds mystery-call programmes: campaigns, waves, briefs, their calls, promises and guesses."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _campaigns()
    _waves()
    _briefs()
    _shops()
    _promises()
    _guesses()


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _campaigns() -> None:
    op.create_table(
        "mystery_campaigns",
        _id(),
        _text("code", 80, "Code of the campaign"),
        _words("name", "Name in both languages"),
        _text("zone", 40, "Time zone its days and slots are in"),
        _words("rules", "Exposure rules that are switched on, with their numbers"),
        _words("parts", "Minutes of peak, night and opening"),
        _yes_no("shared_line", "Whether one number leads to several vendors"),
        *_made("When it was entered", "Who entered it"),
        _version(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_campaigns")),
        sa.UniqueConstraint("code", name=op.f("uq_mystery_campaigns_code")),
    )


def _waves() -> None:
    op.create_table(
        "mystery_waves",
        _id(),
        _text("code", 80, "Code of the wave"),
        _text("campaign", 80, "Campaign"),
        _day("since", "First day"),
        _day("until", "Last day"),
        _number("least_n", "Fewest valid calls to a vendor that count"),
        _text("seed", 40, "What its schedule is drawn from"),
        _words("quotas", "Vendor, site, brief, slot and calls planned"),
        _words("blackouts", "Stretches without calls"),
        _text("closed_at", 32, "When it was closed", null=True),
        _text("closed_by", 120, "Who closed it", null=True),
        *_made("When it was entered", "Who entered it"),
        _version(),
        sa.ForeignKeyConstraint(
            ["campaign"], ["mystery_campaigns.code"], name=op.f("fk_mystery_waves_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_waves")),
        sa.UniqueConstraint("code", name=op.f("uq_mystery_waves_code")),
    )
    op.create_index(op.f("ix_mystery_waves_campaign"), "mystery_waves", ["campaign"])


def _briefs() -> None:
    op.create_table(
        "mystery_briefs",
        _id(),
        _text("code", 80, "Code of the brief, the same for all versions"),
        _number("number", "Version of the brief, 1 first"),
        _words("name", "Name in both languages"),
        _day("since", "First day it may be used"),
        _day("until", "Last day it may be used", null=True),
        _words("body", "Persona, opening line, questions with model answers, and the rest"),
        _text("approved_at", 32, "When it was approved", null=True),
        _text("approved_by", 120, "Who approved it", null=True),
        *_made("When this version was entered", "Who entered it"),
        _version(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_briefs")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_mystery_briefs_code_number")),
    )


def _shops() -> None:
    op.create_table(
        "mystery_shops",
        _id(),
        _text("audit", 26, "Logged call"),
        _text("vendor", 80, "Vendor"),
        _text("wave", 80, "Wave it was made in"),
        _text("brief", 80, "Brief it was made by"),
        _number("brief_number", "Version of that brief"),
        _text("caller", 80, "Code of the caller, never a name"),
        _text("number_mark", 16, "Keyed mark of the number used: none can be read from it"),
        _text("number_shown", 40, "The number used, masked"),
        _number("talk_s", "Seconds talked", null=True),
        _text("checked_at", 32, "When a second person checked it", null=True),
        _text("checked_by", 120, "Who checked it", null=True),
        _words("ruled_out", "Why it was ruled out; empty: it was not"),
        _text("placed_at", 32, "When it was placed in the wave"),
        _text("placed_by", 120, "Who placed it"),
        _version(),
        sa.ForeignKeyConstraint(["audit"], ["audits.id"], name=op.f("fk_mystery_shops_audit")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_mystery_shops_vendor")),
        sa.ForeignKeyConstraint(["wave"], ["mystery_waves.code"], name=op.f("fk_mystery_shops_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_shops")),
        sa.UniqueConstraint("audit", name=op.f("uq_mystery_shops_audit")),
    )
    op.create_index("ix_mystery_shops_wave", "mystery_shops", ["wave"])


def _promises() -> None:
    op.create_table(
        "mystery_promises",
        _id(),
        _text("audit", 26, "Logged call"),
        _text("vendor", 80, "Vendor"),
        _words("what", "What the agent promised"),
        _text("due_at", 32, "By when"),
        _text("done_at", 32, "When it was kept", null=True),
        _yes_no("failed", "Whether somebody found that it was not kept"),
        _words("note", "How it was found out"),
        _text("noted_at", 32, "When it was noted"),
        _text("noted_by", 120, "Who noted it"),
        _text("settled_by", 120, "Who found out", null=True),
        _version(),
        sa.ForeignKeyConstraint(["audit"], ["audits.id"], name=op.f("fk_mystery_promises_audit")),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_mystery_promises_vendor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_promises")),
    )
    op.create_index(op.f("ix_mystery_promises_audit"), "mystery_promises", ["audit"])


def _guesses() -> None:
    op.create_table(
        "mystery_guesses",
        _id(),
        _text("vendor", 80, "Vendor"),
        _text("wave", 80, "Wave"),
        _text("at", 32, "When the call was that it takes for a test"),
        _text("agent", 80, "Agent's code, if told"),
        _text("state", 24, "live or withdrawn"),
        _text("noted_at", 32, "When it was noted"),
        _text("noted_by", 120, "Who noted it"),
        _version(),
        sa.ForeignKeyConstraint(["vendor"], ["vendors.code"], name=op.f("fk_mystery_guesses_vendor")),
        sa.ForeignKeyConstraint(["wave"], ["mystery_waves.code"], name=op.f("fk_mystery_guesses_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mystery_guesses")),
    )
    op.create_index("ix_mystery_guesses_wave", "mystery_guesses", ["wave"])


def _id() -> sa.Column:
    return _text("id", 26, "ULID of the record")


def _made(when: str, who: str) -> tuple[sa.Column, sa.Column]:
    return _text("created_at", 32, when), _text("created_by", 120, who)


def _version() -> sa.Column:
    return _number("version", "Number of the edit; an update must name the one it saw", kind=sa.Integer())


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _words(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _day(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=null, comment=comment)


def _number(name: str, comment: str, null: bool = False, kind: sa.types.TypeEngine | None = None) -> sa.Column:
    return sa.Column(name, kind or sa.BigInteger(), nullable=null, comment=comment)


def _yes_no(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, comment=comment)

"""Keeps vendors' files, the choice between candidates, and renaming, succession and exit of vendors."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError
from store.append_only import trigger_statements

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_APPEND_ONLY = ("vendor_acts", "entry_lists", "entry_scores")


def upgrade() -> None:
    _facts()
    _certificates()
    _acts()
    _rounds()
    _scores()
    for statement in trigger_statements(op.get_bind().dialect.name, _APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")


def _facts() -> None:
    op.create_table(
        "vendor_facts",
        _key(),
        _text("vendor", 80, "Vendor; none: the client's own cost", null=True),
        _text("kind", 24, "Staff, seats, equipment, strength, or a cost"),
        _day("day", "Day it held"),
        _text("amount", 64, "People, seats or money, exact", null=True),
        _text("currency", 3, "Currency of an amount of money", null=True),
        _words("said", "Words"),
        _words("source", "Who says so, or which document"),
        *_evidence("The document itself, if any"),
        _text("state", 24, "live or withdrawn"),
        *_entered("recorded", "it was entered", "entered it"),
        _version(),
        *_constraints("vendor_facts", {"vendor": "vendors.code"}),
    )
    _index("vendor_facts", "vendor")


def _certificates() -> None:
    op.create_table(
        "vendor_certificates",
        _key(),
        _text("vendor", 80, "Vendor"),
        _words("name", "What it certifies"),
        _words("number", "Its number"),
        _words("issuer", "Who issued it"),
        _day("issued", "Day of issue", null=True),
        _day("expires", "Last day it holds; none: without an end", null=True),
        _text("renews", 26, "Certificate it renews", null=True),
        *_evidence("The copy, if any"),
        _text("state", 24, "live or withdrawn"),
        *_entered("recorded", "it was entered", "entered it"),
        _version(),
        *_constraints("vendor_certificates", {"vendor": "vendors.code"}),
    )
    _index("vendor_certificates", "vendor")


def _acts() -> None:
    op.create_table(
        "vendor_acts",
        _key(),
        _text("vendor", 80, "Vendor"),
        _text("kind", 24, "Renamed, succeeded, exit, exit undone, proof of deletion"),
        _day("day", "Day it takes effect; of an exit the last day of work"),
        _text("contract", 80, "Contract it is about", null=True),
        _text("successor", 80, "Vendor that takes over", null=True),
        _text("about", 26, "The exit it belongs to", null=True),
        _day("due", "Until when the proof of deletion is due", null=True),
        _words("body", "Names before and after, or what was open"),
        _words("why", "Why"),
        *_evidence("The paper itself, if any"),
        *_entered("recorded", "it was entered", "entered it"),
        *_constraints(
            "vendor_acts",
            {"vendor": "vendors.code", "contract": "contracts.code", "successor": "vendors.code"},
        ),
    )
    _index("vendor_acts", "vendor")


def _rounds() -> None:
    op.create_table(
        "entry_lists",
        _key(),
        sa.Column("number", sa.BigInteger(), nullable=False, comment="Version of the list, 1 first"),
        _words("criteria", "Code, name and weight of each criterion"),
        _words("why", "Why it was changed"),
        *_entered("published", "it was published", "published it"),
        *_constraints("entry_lists", {}),
        sa.UniqueConstraint("number", name=op.f("uq_entry_lists_number")),
    )
    op.create_table(
        "entry_rounds",
        _key(),
        _words("name", "What is chosen for"),
        sa.Column("list_number", sa.BigInteger(), nullable=False, comment="Version of the list it goes by"),
        *_entered("opened", "it was opened", "opened it"),
        _text("chosen", 26, "Candidate chosen", null=True),
        _words("why", "Why that one"),
        _text("decided_at", 32, "When it was decided", null=True),
        _text("decided_by", 120, "Who decided it", null=True),
        _version(),
        *_constraints("entry_rounds", {}),
    )


def _scores() -> None:
    op.create_table(
        "entry_candidates",
        _key(),
        _text("round", 26, "Round"),
        _words("name", "Name in both languages"),
        _words("note", "Remark"),
        _text("vendor", 80, "Vendor it has become", null=True),
        *_entered("added", "it was entered", "entered it"),
        _version(),
        *_constraints("entry_candidates", {"round": "entry_rounds.id", "vendor": "vendors.code"}),
    )
    op.create_table(
        "entry_scores",
        _key(),
        _text("round", 26, "Round"),
        _text("candidate", 26, "Candidate"),
        _text("criterion", 80, "Criterion of the round's list"),
        _text("score", 64, "0 to 100, exact"),
        _words("why", "What it rests on"),
        *_evidence("Evidence, if any"),
        *_entered("scored", "it was given", "gave it"),
        *_constraints("entry_scores", {"round": "entry_rounds.id", "candidate": "entry_candidates.id"}),
    )
    _index("entry_candidates", "round")
    _index("entry_scores", "round")


def _constraints(table: str, targets: dict[str, str]) -> list[sa.Constraint]:
    foreign = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _entered(how: str, when: str, who: str) -> tuple[sa.Column, sa.Column]:
    return _text(f"{how}_at", 32, f"When {when}"), _text(f"{how}_by", 120, f"Who {who}")


def _evidence(comment: str) -> tuple[sa.Column, sa.Column]:
    return _text("evidence_sha256", 64, comment, null=True), _words("evidence_name", "Its name as received")


def _key() -> sa.Column:
    return _text("id", 26, "ULID of the record")


def _version() -> sa.Column:
    return sa.Column(
        "version",
        sa.Integer(),
        nullable=False,
        comment="Number of the edit; an update must name the one it saw",
    )


def _text(name: str, length: int, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=null, comment=comment)


def _words(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _day(name: str, comment: str, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=null, comment=comment)

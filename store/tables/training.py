"""Training records typed in by hand, rows of lists taken back, papers kept with a course and a day."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from core.people_lists import RecordKind
from qa.training.evidence import EvidenceKind
from store.records.audits import EntryState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    key,
    metadata,
    number,
    person,
    sha,
    version,
    words,
    yes_no,
)
from store.tables.types import Choice, ExactDecimal

training_entries = Table(
    "training_entries",
    metadata,
    key(),
    code("vendor", "Vendor the agent works for", to="vendors.code"),
    column("mark", String(16), "Keyed mark of the agent's code"),
    words("agent", "The code as far as the site's rule lets it be kept"),
    column("person", String(16), "Keyed hash of the id number, where it is known", null=True),
    code("course", "Course"),
    number("course_version", "Version of the course, where it was said", null=True),
    column("kind", Choice(RecordKind), "Attended, exam, certificate, acknowledged or revoked"),
    day("day", "Business day it is of"),
    instant("at", "The instant, where it was said", null=True),
    number("attempt", "Which attempt at the exam, where it was said", null=True),
    column("score", ExactDecimal, "Score, exact", null=True),
    column("full_mark", ExactDecimal, "Highest score there is; none: the course's", null=True),
    yes_no("passed", "Whether it was passed, as said; none: the score decides", null=True),
    yes_no("absent", "Whether the agent did not come"),
    number("minutes", "How long it took", null=True),
    day("expires", "Last day it holds, as said", null=True),
    words("number", "Number of the certificate"),
    words("trainer", "Code of the trainer"),
    words("material", "Which material it was held with"),
    instant("known_at", "When it was entered: known from then on"),
    person("entered_by", "Who entered it"),
    words("why", "Why it was typed in by hand"),
    sha("evidence_sha256", "The paper it rests on, if any", null=True),
    words("evidence_name", "Its name as received"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("withdrawn_at", "When it was withdrawn: no longer known from then on", null=True),
    version(),
    Index("ix_training_entries_agent", "vendor", "mark"),
)

record_retractions = Table(
    "record_retractions",
    metadata,
    key(),
    column("list_id", String(26), "People list the row stands in", to="people_lists.id", index=True),
    words("sheet", "Sheet the row stands on"),
    number("row", "The row"),
    code("vendor", "Vendor of the list", to="vendors.code"),
    words("why", "Why it does not count"),
    instant("at", "When it was taken back: no longer known from then on"),
    person("by_whom", "Who took it back"),
)

training_evidence = Table(
    "training_evidence",
    metadata,
    key(),
    code("vendor", "Vendor that held the training", to="vendors.code"),
    code("course", "Course"),
    day("day", "Day it was held"),
    column("kind", Choice(EvidenceKind), "What the paper is"),
    column("list_id", String(26), "People list it belongs to, if one", to="people_lists.id", null=True),
    sha("sha256", "SHA-256 of the paper; names it in evidence/"),
    words("name", "Its name as received"),
    instant("kept_at", "When it was kept"),
    person("kept_by", "Who kept it"),
    Index("ix_training_evidence_day", "vendor", "course", "day"),
)

#: Tables that can only be added to.
APPEND_ONLY = (record_retractions.name, training_evidence.name)

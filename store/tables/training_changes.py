"""Changes that ask for training, courses the client handed over, what stood on a due day, evidence audits."""

from __future__ import annotations

from sqlalchemy import String, Table, UniqueConstraint

from qa.training.evidence import EvidenceFound
from store.records.audits import EntryState
from store.records.training_changes import SnapshotKind
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    month,
    names,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice

training_changes = Table(
    "training_changes",
    metadata,
    key(),
    code("vendor", "Vendor it concerns; none: every one", to="vendors.code", null=True),
    code("project", "Project it concerns; none: every one", null=True),
    names(),
    code("product", "Code of the product or specification that changed"),
    number("number", "Its version"),
    code("spec", "Process specification it is a version of, if one", null=True),
    number("spec_number", "That version", null=True),
    instant("published_at", "When it was published"),
    day("effective_from", "First day it holds"),
    json("body", "Courses, working days, whom it concerns, whether it is urgent, what the client owed when"),
    words("why", "What changed"),
    column("state", Choice(EntryState), "live or withdrawn (called off)"),
    instant("entered_at", "When it was entered"),
    person("entered_by", "Who entered it"),
    version(),
)

course_deliveries = Table(
    "course_deliveries",
    metadata,
    key(),
    code("change_key", "Change the course was owed for", index=True),
    code("course", "Course the client gives"),
    code("vendor", "Vendor it was handed to; none: every one", to="vendors.code", null=True),
    day("day", "Day it was handed over"),
    sha("evidence_sha256", "The paper itself, if any", null=True),
    words("evidence_name", "Its name as received"),
    instant("noted_at", "When it was entered"),
    person("noted_by", "Who entered it"),
)

due_snapshots = Table(
    "due_snapshots",
    metadata,
    key(),
    column("kind", Choice(SnapshotKind), "coverage of a course and rule, or a change"),
    code("subject", "Key of the change, or course and rule"),
    code("vendor", "Vendor", to="vendors.code"),
    day("due", "Day it was due"),
    instant("known_at", "As known at"),
    json("body", "Counts by site, marks of who lacked it"),
    sha("hash", "Hash of the canonical body"),
    instant("taken_at", "When it was written down"),
    UniqueConstraint("kind", "subject", "vendor", "due"),
)

evidence_audits = Table(
    "evidence_audits",
    metadata,
    key(),
    code("vendor", "Vendor whose records are looked at", to="vendors.code", index=True),
    month("month", "Month the records are of"),
    words("seed", "Seed of the draw"),
    number("population", "Agents it was drawn from"),
    number("size", "Agents drawn"),
    instant("drawn_at", "When it was drawn"),
    person("drawn_by", "Who drew it"),
    column("state", Choice(EntryState), "live or withdrawn"),
    version(),
)

evidence_audit_lines = Table(
    "evidence_audit_lines",
    metadata,
    key(),
    column("audit", String(26), "Evidence audit it belongs to", to="evidence_audits.id", index=True),
    code("vendor", "Vendor", to="vendors.code"),
    column("mark", String(16), "Keyed mark of the agent's code"),
    words("agent", "The code as far as the site's rule lets it be kept"),
    code("course", "Course"),
    words("record", "Key of the training record that is looked at"),
    column("found", Choice(EvidenceFound), "open, supported, unsupported or retest_failed"),
    words("why", "What was seen"),
    sha("evidence_sha256", "The paper that was seen, if it was kept", null=True),
    words("evidence_name", "Its name as received"),
    instant("looked_at", "When it was looked at", null=True),
    person("looked_by", "Who looked", null=True),
    version(),
)

#: Tables that can only be added to.
APPEND_ONLY = (course_deliveries.name, due_snapshots.name)

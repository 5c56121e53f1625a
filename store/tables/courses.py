"""Courses and matrices, never changed but followed by another version; certified trainers."""

from __future__ import annotations

from sqlalchemy import String, Table, UniqueConstraint

from store.records.audits import EntryState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    names,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice

courses = Table(
    "courses",
    metadata,
    key(),
    code("code", "Code of the course; never changes"),
    number("number", "Version, 1 first"),
    names(),
    json("body", "Everything it says, as texts under their keys"),
    sha("hash", "Hash of the canonical body"),
    words("why", "Why it was made or changed"),
    instant("published_at", "When it was published"),
    person("published_by", "Who published it"),
    UniqueConstraint("code", "number"),
)

matrix_versions = Table(
    "matrix_versions",
    metadata,
    key(),
    number("number", "Version, 1 first", unique=True),
    day("effective_from", "First day it holds"),
    json("body", "Its rules, as texts under their keys"),
    sha("hash", "Hash of the canonical body"),
    words("why", "Why it was made or changed"),
    instant("published_at", "When it was published"),
    person("published_by", "Who published it"),
)

trainer_certifications = Table(
    "trainer_certifications",
    metadata,
    key(),
    code("vendor", "Vendor the trainer works for", to="vendors.code", index=True),
    column("mark", String(16), "Keyed mark of the trainer's code"),
    words("agent", "The code as far as the site's rule lets it be kept"),
    code("course", "Course the trainer may give"),
    number("course_version", "Version of the course; none: every one", null=True),
    day("first_day", "First day the trainer may give it"),
    day("last_day", "Last such day; none: without an end", null=True),
    words("why", "On what it rests"),
    sha("evidence_sha256", "The paper itself, if any", null=True),
    words("evidence_name", "Its name as received"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
    column("state", Choice(EntryState), "live or withdrawn"),
    version(),
)

#: Tables that can only be added to.
APPEND_ONLY = (courses.name, matrix_versions.name)

"""Process specifications: versions and confirmations are never changed (store/append_only.py), drafts are."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

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

specification_versions = Table(
    "specification_versions",
    metadata,
    key(),
    code("code", "Code of the specification; never changes"),
    number("number", "Version, 1 first"),
    code("vendor", "Vendor whose agents it binds; none: every vendor's", to="vendors.code", null=True),
    names(),
    person("owner", "The one person accountable for it"),
    json("body", "Everything it says, as texts under their keys"),
    sha("hash", "Hash of the canonical body"),
    day("effective_from", "First day it holds"),
    day("review_by", "When its owner looks at it again, if a day is set", null=True),
    words("why", "Why it was made or changed"),
    instant("published_at", "When it was published"),
    person("published_by", "Who published it"),
    UniqueConstraint("code", "number"),
)

specification_drafts = Table(
    "specification_drafts",
    metadata,
    key(),
    code("code", "Code of the specification it will be, or is a new version of", index=True),
    code("vendor", "Vendor it would bind; may not be registered yet", null=True),
    number("based_on", "The version it started from, if one", null=True),
    json("body", "The specification as far as it is written, as texts under their keys"),
    sha("file", "SHA-256 of the file it came in; names it in files/", null=True),
    words("file_name", "Name of that file as received"),
    instant("changed_at", "When it was last changed"),
    person("changed_by", "Who changed it last"),
    instant("ended_at", "When it was published or thrown away", null=True),
    number("published", "Number of the version it became; none where it was thrown away", null=True),
    version(),
)

specification_reviews = Table(
    "specification_reviews",
    metadata,
    key(),
    code("code", "Specification"),
    number("number", "Version it was held against"),
    code("vendor", "Vendor whose agents the specification binds", to="vendors.code", null=True),
    column("kind", String(24), "form_item, answer_key or training"),
    words("source", "Code of the form or brief, or name of the course"),
    column("source_version", String(80), "Version of the form or brief; empty for a course"),
    column("item", String(80), "Item or question; of a course, whose agents take it"),
    column("clause", String(80), "Clause it rests on; empty for a course"),
    words("why", "What the person found"),
    instant("confirmed_at", "When it was confirmed as unaffected"),
    person("confirmed_by", "Who confirmed it"),
    Index("ix_specification_reviews_number", "code", "number"),
)

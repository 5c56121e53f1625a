"""What is no longer taken up: forms and process specifications that were retired, samples that were
withdrawn, or taken into use again."""

from __future__ import annotations

from sqlalchemy import Index, Table

from store.tables.columns import code, instant, key, metadata, person, words, yes_no

retirements = Table(
    "retirements",
    metadata,
    key(),
    code("kind", "What was retired: form, specification"),
    code("code", "Code of the form or specification"),
    code(
        "vendor",
        "Vendor whose agents it binds; none: everybody's",
        to="vendors.code",
        null=True,
    ),
    yes_no("retired", "Retired, or in use again"),
    words("why", "Why"),
    instant("at", "When"),
    person("by_whom", "Who did it"),
    Index("ix_retirements_code", "kind", "code"),
)

#: Never changed: what was retired is taken into use again by the next line.
APPEND_ONLY = (retirements.name,)

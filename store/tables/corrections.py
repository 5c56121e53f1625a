"""Figures of vendors' reports that the client set right."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.tables.columns import code, column, day, instant, json, key, metadata, number, person, words

corrections = Table(
    "corrections",
    metadata,
    key(),
    column("batch_id", String(26), "Batch that holds the corrected row", to="batches.id", index=True),
    code("vendor", "Vendor whose report was corrected", to="vendors.code"),
    code("measure", "Base count"),
    day("day", "First day of the row"),
    day("day_end", "First day after it"),
    number("slot", "Minutes from midnight, where the row is an interval", null=True),
    json("split", "What the row is split by beside the vendor"),
    number("before", "Count as reported, in its smallest unit; none: not reported", null=True),
    number("after", "Count as corrected"),
    words("file", "File the reported figure came in"),
    words("sheet", "Sheet it stands on"),
    words("cell", "Cell it stands in"),
    words("reason", "Why it was corrected"),
    instant("entered_at", "When it was corrected"),
    person("entered_by", "Who corrected it"),
    Index("ix_corrections_days", "vendor", "day"),
)

"""What staff lists said of agents who left, joined or are back; nothing is changed or deleted."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.tables.columns import code, column, day, key, metadata, number, words, yes_no

staff_said = Table(
    "staff_said",
    metadata,
    key(),
    column("file_id", String(26), "Received file whose lists say so", to="received_files.id", index=True),
    code("vendor", "Vendor the agent works for", to="vendors.code"),
    column("mark", String(16), "Keyed mark of the agent's code: equal codes meet, none can be read from it"),
    words("agent", "The code as far as the site's rule lets it be kept"),
    day("left_on", "Last working day; none: has not left, or is back", null=True),
    day("joined_on", "Day of joining, the last one told", null=True),
    yes_no("works", "Whether the lists have the agent as working"),
    day("day", "First day the file's figures are of"),
    day("day_end", "First day they are no longer of"),
    words("sheet", "Sheet it stands on"),
    number("row", "Row it stands in", null=True),
    words("col", "Letters of its column"),
    Index("ix_staff_said_agent", "vendor", "mark"),
)

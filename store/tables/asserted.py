"""Figures claimed without counts: they stand beside the lake and never add up."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.tables.columns import code, column, day, json, key, metadata, number, words
from store.tables.types import ExactFraction

asserted_values = Table(
    "asserted_values",
    metadata,
    key(),
    column("batch_id", String(26), "Batch that brought it", to="batches.id", index=True),
    code("vendor", "Scope: vendor", to="vendors.code"),
    code("project", "Scope: project", null=True),
    code("site", "Scope: site", null=True),
    code("queue", "Scope: queue", null=True),
    code("channel", "Scope: channel", null=True),
    code("segment", "Scope: customer group", null=True),
    code("language", "Scope: language", null=True),
    day("day", "First day it speaks for"),
    day("day_end", "First day it no longer speaks for"),
    code("field", "Field of the dictionary of headers"),
    code("indicator", "Indicator it claims; empty: none of ours"),
    json("params", "What its header says of it, as in a contract"),
    column("value", ExactFraction, "Fraction of one, seconds or points, exact"),
    words("sheet", "Sheet it stands on"),
    number("row", "Row it stands in", null=True),
    words("col", "Letters of its column"),
    Index("ix_asserted_values_days", "vendor", "day", "day_end"),
)

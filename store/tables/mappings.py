"""What the columns of a vendor's sheets were confirmed to be."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.tables.columns import code, column, instant, json, key, metadata, person, version, words

sheet_mappings = Table(
    "sheet_mappings",
    metadata,
    key(),
    code("vendor", "Whose sheet it is; none where it holds several vendors", null=True, to="vendors.code"),
    column("signature", String(16), "Hash of the sheet's headers, in any order"),
    words("sheet", "Name of the sheet it was confirmed on"),
    column("table", String(32), "Kind of table it was read as"),
    json("columns", "Key, header, field, unit and looks of each column"),
    column("file_id", String(26), "File whose commit confirmed it", to="received_files.id", index=True),
    instant("confirmed_at", "When it was confirmed"),
    person("confirmed_by", "Who confirmed it"),
    instant("ended_at", "When it was forgotten, or its file withdrawn", null=True),
    person("ended_by", "Who ended it", null=True),
    version(),
    Index("ix_sheet_mappings_sheet", "vendor", "signature"),
)

"""What foreign sheets of audits answer, item by item; nothing is changed or deleted."""

from __future__ import annotations

from sqlalchemy import String, Table

from store.tables.columns import code, column, json, key, metadata, words

foreign_answers = Table(
    "foreign_answers",
    metadata,
    key(),
    column("file_id", String(26), "Received file they stand in", to="received_files.id", index=True),
    code("vendor", "Vendor whose calls were audited", to="vendors.code"),
    words("sheet", "Sheet they stand on"),
    json("answers", "Items of audit forms, and each row's answers in their order"),
)

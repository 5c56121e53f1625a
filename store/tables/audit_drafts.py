"""Audits being scored: drafts, the answers as they were given, evidence."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

from store.tables.columns import (
    code,
    column,
    instant,
    json,
    key,
    metadata,
    number,
    person,
    sha,
    version,
    words,
)

audit_drafts = Table(
    "audit_drafts",
    metadata,
    key(),
    code("vendor", "Vendor it is about", to="vendors.code"),
    code("form", "Form it is scored on"),
    code("form_version", "Version of that form"),
    code("contract", "Contract it counts for, if one", null=True),
    column("owner", String(26), "Key of the person who submits it"),
    person("owner_name", "Name of that person"),
    instant("opened_at", "When it was begun"),
    instant("saved_at", "When the last answer came"),
    number("seconds", "Seconds spent on it, without idle ones"),
    instant("ended_at", "When it was submitted or let go", null=True),
    column("audit", String(26), "Audit it became; none where it was let go", null=True),
    version(),
    Index("ix_audit_drafts_vendor", "vendor"),
)

draft_answers = Table(
    "draft_answers",
    metadata,
    key(),
    column("draft", String(26), "Draft", to="audit_drafts.id"),
    code("what", "Item, @fact of the call or !fatal code"),
    number("number", "1, 2, 3 … of the same thing"),
    number("saw", "The newest number its author had seen"),
    json("value", "What was said; null: taken back", null=True),
    column("person", String(26), "Key of the person"),
    person("name", "Name of the person"),
    instant("said_at", "When it was said"),
    UniqueConstraint("draft", "what", "number"),
)

audit_evidence = Table(
    "audit_evidence",
    metadata,
    key(),
    column("draft", String(26), "Draft of the audit it belongs to", to="audit_drafts.id"),
    code("vendor", "Vendor it is about", to="vendors.code"),
    code("item", "Item or fatal fault; empty for the call"),
    sha("sha256", "SHA-256 of the kept file; none for a place in the recording", null=True),
    words("name", "Name of the file"),
    column("media", String(40), "Kind of file, as media type"),
    number("size", "Bytes"),
    number("mark_s", "Place in the recording, seconds from its beginning", null=True),
    words("note", "What is heard or seen there"),
    instant("added_at", "When it was added"),
    person("added_by", "Who added it"),
    instant("removed_at", "When it was taken off again", null=True),
    version(),
    Index("ix_audit_evidence_draft", "draft"),
)

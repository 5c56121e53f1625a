"""A vendor's file; what is withdrawn stays, and acts are never changed (store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import String, Table

from store.records.audits import EntryState
from store.records.vendor_file import ActKind, FactKind
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice, ExactDecimal

vendor_facts = Table(
    "vendor_facts",
    metadata,
    key(),
    code("vendor", "Vendor; none: the client's own cost", to="vendors.code", null=True, index=True),
    column("kind", Choice(FactKind), "Staff, seats, equipment, strength, or a cost"),
    day("day", "Day it held"),
    column("amount", ExactDecimal, "People, seats or money, exact", null=True),
    column("currency", String(3), "Currency of an amount of money", null=True),
    words("said", "Words"),
    words("source", "Who says so, or which document"),
    sha("evidence_sha256", "The document itself, if any", null=True),
    words("evidence_name", "Its name as received"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
    version(),
)

vendor_certificates = Table(
    "vendor_certificates",
    metadata,
    key(),
    code("vendor", "Vendor", to="vendors.code", index=True),
    words("name", "What it certifies"),
    words("number", "Its number"),
    words("issuer", "Who issued it"),
    day("issued", "Day of issue", null=True),
    day("expires", "Last day it holds; none: without an end", null=True),
    column("renews", String(26), "Certificate it renews", null=True),
    sha("evidence_sha256", "The copy, if any", null=True),
    words("evidence_name", "Its name as received"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
    version(),
)

vendor_acts = Table(
    "vendor_acts",
    metadata,
    key(),
    code("vendor", "Vendor", to="vendors.code", index=True),
    column("kind", Choice(ActKind), "Renamed, succeeded, exit, exit undone, proof of deletion"),
    day("day", "Day it takes effect; of an exit the last day of work"),
    code("contract", "Contract it is about", to="contracts.code", null=True),
    code("successor", "Vendor that takes over", to="vendors.code", null=True),
    column("about", String(26), "The exit it belongs to", null=True),
    day("due", "Until when the proof of deletion is due", null=True),
    json("body", "Names before and after, or what was open"),
    words("why", "Why"),
    sha("evidence_sha256", "The paper itself, if any", null=True),
    words("evidence_name", "Its name as received"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
)

"""What came in about a contract's month."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.records.month_papers import PaperKind, PaperState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    key,
    metadata,
    month,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice, Strings

month_papers = Table(
    "month_papers",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    number("edition", "Edition of the month it is about"),
    column("run_id", String(26), "Assessment it speaks of", null=True),
    column("kind", Choice(PaperKind), "accepted, objection or signed"),
    column("clauses", Strings, "Clauses an objection is about; empty: the whole month"),
    day("day", "Day it came or was signed"),
    words("given_by", "Who at the vendor"),
    words("said", "What was said"),
    sha("evidence_sha256", "The paper itself, if any", null=True),
    words("evidence_name", "Its name as received"),
    column("state", Choice(PaperState), "recorded, upheld, partly, rejected or withdrawn"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
    version(),
    Index("ix_month_papers_contract_period", "contract", "period"),
)

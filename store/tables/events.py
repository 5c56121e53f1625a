"""The daily ledger of events, and figures typed by hand."""

from __future__ import annotations

from sqlalchemy import Index, Table

from store.records.audits import EntryState
from store.records.events import EventState
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
from store.tables.types import Choice, ExactDecimal

daily_events = Table(
    "daily_events",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    day("day", "Business date"),
    code("code", "Clause or adjustment it belongs to"),
    words("what", "What happened"),
    number("times", "How many times"),
    column("points", ExactDecimal, "Points added (below zero: taken off)", null=True),
    number("cents", "Money added in cents (below zero: taken off)", null=True),
    sha("evidence_sha256", "Evidence file, if any", null=True),
    words("evidence_name", "Its name as received"),
    column("state", Choice(EventState), "recorded, approved, rejected or withdrawn"),
    instant("recorded_at", "When it was recorded"),
    person("recorded_by", "Who recorded it"),
    instant("approved_at", "When it was approved or rejected", null=True),
    person("approved_by", "Who approved or rejected it", null=True),
    version(),
    Index("ix_daily_events_contract_day", "contract", "day"),
)

manual_figures = Table(
    "manual_figures",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    code("clause", "Clause"),
    month("period", "Month"),
    column("numerator", ExactDecimal, "Numerator, exact"),
    column("denominator", ExactDecimal, "Denominator, exact; none for a count", null=True),
    words("source", "Where the figure comes from"),
    sha("attachment_sha256", "Attached proof, if any", null=True),
    words("attachment_name", "Its name as received"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("entered_at", "When it was typed in"),
    person("entered_by", "Who typed it in"),
    version(),
    Index("ix_manual_figures_contract_period", "contract", "period"),
)

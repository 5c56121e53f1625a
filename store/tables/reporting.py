"""The reporting plan, and extensions and corrected arrivals of its due dates."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from core.batch import Dataset, Grain, Source
from sla.follow_up.reporting import DueKind, Frequency
from store.records.reporting import ReportNoteKind
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    key,
    metadata,
    names,
    number,
    person,
    version,
    words,
    yes_no,
)
from store.tables.types import Choice, Strings

report_plans = Table(
    "report_plans",
    metadata,
    key(),
    code("contract", "Contract that owes it", to="contracts.code", index=True),
    code("vendor", "Vendor that sends it", to="vendors.code"),
    names("What the report is called"),
    column("dataset", Choice(Dataset), "Kind of figures it brings"),
    column("source", Choice(Source), "Whose figures they are"),
    column("grain", Choice(Grain), "What one row stands for; none: any", null=True),
    column("frequency", Choice(Frequency), "daily, weekly or monthly"),
    column("due_kind", Choice(DueKind), "working_day, calendar_day or hours after the period"),
    number("due_count", "How many of them"),
    column("contact", String(26), "Contact who is reminded", null=True),
    day("starts", "No period that begins earlier is owed"),
    yes_no("active", "Whether it is still owed"),
    column("counts", Strings, "Base counts of which it holds one; empty: any will do", server_default="[]"),
    column("sites", Strings, "Sites that each send it; empty: not told apart", server_default="[]"),
    instant("created_at", "When it was planned"),
    person("created_by", "Who planned it"),
    version(),
)

report_notes = Table(
    "report_notes",
    metadata,
    key(),
    column("plan", String(26), "Report it is about", to="report_plans.id"),
    code("vendor", "Vendor that sends it", to="vendors.code"),
    day("period_start", "First day of the period it is about"),
    column("kind", Choice(ReportNoteKind), "extension, or arrival: when it really came"),
    day("until", "New last day, of an extension", null=True),
    instant("at", "When it really came, of an arrival", null=True),
    words("reason", "Why"),
    instant("noted_at", "When it was granted or set right"),
    person("noted_by", "Who granted it or set it right"),
    version(),
    Index("ix_report_notes_plan", "plan", "period_start"),
)

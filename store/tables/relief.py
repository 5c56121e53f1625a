"""Requests for relief with their decisions, and the incident that caused a miss."""

from __future__ import annotations

from sqlalchemy import Index, Table

from sla.terms.relief import Mechanism
from store.records.audits import EntryState
from store.records.relief import ReliefState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    month,
    person,
    version,
    words,
    yes_no,
)
from store.tables.types import Choice, Strings

relief_requests = Table(
    "relief_requests",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    column("clauses", Strings, "Clauses it is asked for"),
    column("mechanism", Choice(Mechanism), "What it does"),
    json("terms", "Cells, counts, forecast or target, as asked for"),
    words("reason", "Why it is asked for"),
    json("evidence", "Evidence files: hash and name"),
    day("due", "Last day to ask for it; none: no deadline", null=True),
    instant("requested_at", "When it was asked for"),
    person("requested_by", "Who asked for it"),
    column("state", Choice(ReliefState), "requested, granted, part, refused or withdrawn"),
    json("granted", "Terms as granted, where that is only a part"),
    yes_no("late_admitted", "Whether it was admitted although it came late"),
    words("decision", "Why it was decided so"),
    instant("decided_at", "When it was decided", null=True),
    person("decided_by", "Who decided it", null=True),
    version(),
    Index("ix_relief_requests_contract_period", "contract", "period"),
)

miss_causes = Table(
    "miss_causes",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    code("clause", "Clause that was missed"),
    code("incident", "Code of the incident; misses of one incident are one group"),
    words("name", "What happened"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("noted_at", "When it was noted"),
    person("noted_by", "Who noted it"),
    version(),
    Index("ix_miss_causes_contract_period", "contract", "period"),
)

"""Misses, breaches, improvement plans, and which plan answers which miss."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, String, Table

from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    month,
    number,
    person,
    version,
    words,
    yes_no,
)
from store.tables.types import Strings

misses = Table(
    "misses",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    code("clause", "Clause"),
    json("scope", "Dimensions the clause narrows"),
    month("first_period", "First month missed"),
    month("last_period", "Last month missed"),
    number("consecutive", "Months missed in a row"),
    column("periods", Strings, "All months missed"),
    column("state", String(24), "Where the miss stands"),
    column("run_id", String(26), "Run that last saw it", null=True),
    instant("opened_at", "When it was opened"),
    month("recovered_period", "First month met again", null=True),
    version(),
    Index("ix_misses_contract_clause", "contract", "clause"),
)

breaches = Table(
    "breaches",
    metadata,
    key(),
    column("miss_id", String(26), "Miss it grew from", to="misses.id", index=True),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    code("clause", "Clause"),
    month("period", "Month that made it a breach"),
    column("level", String(40), "Level the contract gives it"),
    json("rule", "Rule that made it one"),
    column("state", String(24), "Where the breach stands"),
    instant("opened_at", "When it was opened"),
    version(),
)

plans = Table(
    "plans",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    words("title", "What it is about"),
    words("problem", "Problem"),
    words("root_cause", "Root cause"),
    words("corrective", "Corrective action"),
    words("preventive", "Preventive action"),
    words("owner", "Who answers for it"),
    day("due", "Due date", null=True),
    yes_no("due_certain", "False where that year's working days are not yet published"),
    number("working_days", "Working days it was given; none where a day was named", null=True),
    day("counted_from", "Day those were counted from", null=True),
    column("state", String(24), "Where the plan stands"),
    instant("created_at", "When it was opened"),
    person("created_by", "Who opened it"),
    version(),
)

plan_misses = Table(
    "plan_misses",
    metadata,
    column("plan_id", String(26), "Plan"),
    column("miss_id", String(26), "Miss it answers"),
    PrimaryKeyConstraint("plan_id", "miss_id"),
    ForeignKeyConstraint(["plan_id"], ["plans.id"]),
    ForeignKeyConstraint(["miss_id"], ["misses.id"]),
)

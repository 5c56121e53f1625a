"""Months, assessment runs, verdicts and scores."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

from core.month import MonthState
from core.verdict import Verdict
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
    sha,
    version,
)
from store.tables.types import Choice, ExactDecimal, ExactFraction, Strings

months = Table(
    "months",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    column("state", Choice(MonthState), "Where the month stands"),
    number("edition", "Edition, 1 first; a correction makes the next"),
    column("run_id", String(26), "Run the edition rests on", null=True),
    sha("figures_hash", "Hash of all figures it was closed with", null=True),
    instant("changed_at", "When its state last changed"),
    version(),
    column(
        "entered_run",
        String(26),
        "Run whose credits the ledger has taken in; none: nothing of it was",
        null=True,
    ),
    UniqueConstraint("contract", "period"),
)

assessment_runs = Table(
    "assessment_runs",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    code("contract_version", "Version that governed"),
    code("rules_version", "Version of our own rules"),
    month("period", "Month"),
    day("period_from", "First day"),
    day("period_to", "First day after it"),
    json("inputs", "Lake files, audits, events and figures it rests on; no clock"),
    sha("hash", "Hash of all inputs: the same inputs are the same run", unique=True),
    instant("run_at", "When it was run"),
    person("run_by", "Who ran it"),
    column(
        "code_version",
        String(80),
        "Program that judged: its version and commit; none for runs before it was kept",
        null=True,
    ),
    Index("ix_assessment_runs_contract_period", "contract", "period"),
)

verdicts = Table(
    "verdicts",
    metadata,
    key(),
    column("run_id", String(26), "Run", to="assessment_runs.id", index=True),
    code("contract", "Contract"),
    code("vendor", "Vendor"),
    month("period", "Month"),
    number("ordinal", "Place in the contract's order"),
    code("clause", "Clause"),
    code("indicator", "Indicator"),
    json("scope", "Dimensions the clause narrows"),
    column("numerator", ExactFraction, "Numerator, exact", null=True),
    column("denominator", ExactFraction, "Denominator, exact", null=True),
    column("value", ExactFraction, "Exact figure in the indicator's unit", null=True),
    column("unit", String(24), "Unit of the figure"),
    column("comparison", String(8), "How it is compared"),
    column("target", ExactFraction, "Target", null=True),
    column("minimum", ExactFraction, "Minimum", null=True),
    column("verdict", Choice(Verdict), "One of the nine answers"),
    column("raw_verdict", Choice(Verdict), "Answer before relief, where one was granted", null=True),
    column("flags", Strings, "What is added to the answer"),
    number("n", "Contacts, calls or people it rests on"),
    number("have", "Days reported"),
    number("expected", "Days that should be"),
    column("source", String(24), "Where the figures come from"),
    column("origins", Strings, "Batches or records they come from"),
    column("points", ExactDecimal, "Item score, rounded half-up to 0.01", null=True),
    column("full_points", ExactDecimal, "Full points of the item", null=True),
    json("detail", "Receipt: how the points came about"),
)

scores = Table(
    "scores",
    metadata,
    key(),
    column("run_id", String(26), "Run", to="assessment_runs.id", unique=True),
    code("contract", "Contract"),
    code("vendor", "Vendor"),
    month("period", "Month"),
    column("total", ExactDecimal, "Score of the month", null=True),
    column("full_mark", ExactDecimal, "Full mark it is out of", null=True),
    column("coefficient", ExactDecimal, "Settlement coefficient", null=True),
    number("payable_cents", "Amount payable in cents", null=True),
    column("currency", String(3), "Its currency"),
    json("detail", "Receipt: items, adjustments, redistribution"),
)

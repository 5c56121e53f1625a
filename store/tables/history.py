"""Earlier months taken over as they were settled."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from core.verdict import Verdict
from store.tables.columns import (
    code,
    column,
    instant,
    key,
    metadata,
    month,
    person,
    sha,
    version,
    words,
    yes_no,
)
from store.tables.types import Choice, ExactDecimal, ExactFraction

history_imports = Table(
    "history_imports",
    metadata,
    key(),
    words("file_name", "Name of the file it was read from"),
    sha("sha256", "Hash of the file"),
    yes_no("counted", "Whether its months count in streaks and rolling windows"),
    instant("imported_at", "When it came in"),
    person("imported_by", "Who took it in"),
    instant("withdrawn_at", "When it was taken back", null=True),
    person("withdrawn_by", "Who took it back", null=True),
    words("withdrawn_reason", "Why it was taken back", null=True),
    version(),
)

history_months = Table(
    "history_months",
    metadata,
    key(),
    column("import_id", String(26), "File it came in", to="history_imports.id", index=True),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    month("period", "Month"),
    code("clause", "Clause, or TOTAL for the month's total"),
    column("verdict", Choice(Verdict), "What was found then; none for a total", null=True),
    column("value", ExactFraction, "Figure in the indicator's unit, or the total", null=True),
    column("points", ExactDecimal, "Points given then", null=True),
    column("numerator", ExactDecimal, "Numerator, where it is known", null=True),
    column("denominator", ExactDecimal, "Denominator, where it is known", null=True),
    words("place", "Cell it was read from"),
    Index("ix_history_months_contract", "contract", "period"),
)

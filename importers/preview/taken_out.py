"""What committing a file would take out of the sums: said before, for nothing leaves them in silence."""

from __future__ import annotations

import polars as pl

from core.facts import date_of
from core.finding import Finding, Place
from importers.claims.formulas import count_name
from importers.draft import Draft
from importers.preview.staging import Preview


def taken_out(file: str, draft: Draft, preview: Preview) -> list[Finding]:
    """Committed rows the file no longer holds, and committed figures it has no column for."""
    found: list[Finding] = []
    if preview.other_calls:
        days = pl.DataFrame({"day": preview.other_calls})
        facts = {"vendor": draft.key.vendor, "n": days.height, "brings": draft.frame.height, **_days(days)}
        found.append(Finding("calls_stand_beside", Place(file), facts))
    if preview.gone:
        facts = {"vendor": draft.key.vendor, "n": preview.gone, "brings": draft.frame.height}
        more = preview.gone > draft.frame.height
        code = "more_taken_out" if more else "rows_taken_out"
        found.append(Finding(code, Place(file), {**facts, **_days(preview.gone_rows)}))
    lost = preview.changes.filter(~pl.col("measure").is_in(draft.measures))
    if lost.height:
        names = [count_name(name) for name in sorted(lost["measure"].unique())]
        n = lost.select("day", "sheet", "row").unique().height
        facts = {"vendor": draft.key.vendor, "counts": names, "n": n, **_days(lost)}
        found.append(Finding("figures_taken_out", Place(file), facts))
    return found


def _days(rows: pl.DataFrame) -> dict[str, str]:
    first, last = rows["day"].min(), rows["day"].max()
    return {"first": date_of(first).isoformat(), "last": date_of(last).isoformat()}  # type: ignore[arg-type]

"""What the sheets of the client's own workbook hold, a function for each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.language import N_
from core.text import Text
from exports.client_book import Head, Row, Sheet
from exports.units import Shown, shown
from services.over_service import OverServedClause

#: Read as a remark, so that nobody takes a hint for a deduction.
NO_PENALTY = Text(
    "过度服务只是成本提示，不扣分、不扣款，也不在外包商的工作簿里。",
    "Over-service is a hint on cost: it takes no point and no money, and no vendor's workbook says it.",
)
READINGS = {
    "beyond": Text("远优于目标", "Far beyond the target"),
    "fast": Text("远快于目标时间", "Far faster than the target time"),
}


def over_service_sheet(found: Sequence[OverServedClause]) -> Sheet:
    """One row for each clause and month, the finding and the saving with the last of them."""
    rows = tuple(row for each in found for row in _over(each))
    heads = (
        Head(N_("Vendor"), 18), Head(N_("Clause"), 24), Head(N_("Reading"), 20), Head(N_("Month"), 10),
        Head(N_("Figure"), 12), Head(N_("Target"), 12), Head("n", 12), Head(N_("What it means"), 60),
    )  # fmt: skip
    about = N_("Clauses served far better than was bought, months on end, and what less would save.")
    return Sheet(N_("Over-service"), about, heads, rows, (NO_PENALTY,) if rows else ())


def _over(each: OverServedClause) -> list[Row]:
    rows: list[Row] = []
    last = each.found.months[-1]
    for month in each.found.months:
        means = _means(each) if month is last else None
        figure, target = _percent(month.value, each.unit), _percent(month.target, each.unit)
        n = None if month.n is None else shown(Fraction(month.n), "count")
        reading = READINGS[each.found.reading.value]
        rows.append((each.vendor_name, each.clause_name, reading, month.label, figure, target, n, means))
    return rows


def _means(each: OverServedClause) -> Text:
    why, saved = each.found.steps[-1], each.saving.words
    return Text(f"{why.zh}\n{saved.zh}", f"{why.en}\n{saved.en}")


def _percent(value: Fraction | None, unit: str) -> Shown | None:
    return None if value is None else shown(value, unit)

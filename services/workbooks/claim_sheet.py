"""The sheet of the client's own workbook that says what must be claimed until when."""

from __future__ import annotations

from collections.abc import Sequence

from core.language import N_
from exports.client_book import Head, Sheet
from exports.units import Shown
from services.money.claim_deadlines import ClaimDeadline


def claim_sheet(found: Sequence[ClaimDeadline]) -> Sheet:
    """One row for each credit nobody has claimed yet."""
    heads = (
        Head(N_("Vendor"), 18), Head(N_("Contract"), 16), Head(N_("Month"), 10),
        Head(N_("Fee or deduction"), 28), Head(N_("Amount"), 14), Head(N_("Claim until"), 12),
        Head(N_("What to do"), 48),
    )  # fmt: skip
    rows = tuple(
        (
            each.vendor,
            each.contract,
            each.entry.record.period,
            each.entry.name,
            Shown(float(each.entry.amount.amount), "#,##0.00"),
            each.entry.until.day.isoformat() if each.entry.until else None,
            each.words,
        )
        for each in found
    )
    about = N_("Credits nobody has claimed yet, the nearest last day first. No vendor's workbook says this.")
    return Sheet(N_("Claim deadlines"), about, heads, rows)

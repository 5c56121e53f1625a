"""The reporting plan."""

from __future__ import annotations

from collections.abc import Iterable

from store.records.reporting import ReportNoteRecord, ReportPlanRecord
from store.repositories.base import Desk, Shelf
from store.tables.reporting import report_notes, report_plans


class Reporting:
    """Reports owed, and what was noted about their due dates."""

    def __init__(self, desk: Desk) -> None:
        self.plans = Shelf(desk, report_plans, ReportPlanRecord, vendor="vendor", figures=True)
        self.notes = Shelf(desk, report_notes, ReportNoteRecord, vendor="vendor", figures=True)

    def owed(self, contracts: Iterable[str] | None = None) -> list[ReportPlanRecord]:
        """The reports still owed, by contract; of these contracts where named."""
        c = report_plans.c
        only = () if contracts is None else (c.contract.in_(sorted(set(contracts))),)
        return self.plans.all(*only, active=True, order=c.contract)

    def notes_of(self, plans: Iterable[str]) -> list[ReportNoteRecord]:
        """What was noted about these reports, oldest first."""
        c = report_notes.c
        return self.notes.all(c.plan.in_(sorted(set(plans))), order=c.noted_at)

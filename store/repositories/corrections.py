"""Figures of vendors' reports that the client set right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from core.period import Period
from store.records.corrections import CorrectionRecord
from store.repositories.base import Repository
from store.tables.corrections import corrections


class Corrections(Repository[CorrectionRecord]):
    """Each with its reason and the figure before it."""

    TABLE = corrections
    RECORD = CorrectionRecord
    VENDOR = "vendor"

    def of_days(self, vendor: str, period: Period) -> list[CorrectionRecord]:
        """Every correction of rows that touch a period, in the order they were made."""
        c = corrections.c
        return self.all(c.day < period.end, c.day_end > period.start, vendor=vendor, order=c.entered_at)

    def of_row(self, vendor: str, day: date, slot: int | None) -> list[CorrectionRecord]:
        """The corrections of rows that begin on a day, at a time of day where they are intervals."""
        at = corrections.c.slot.is_not_distinct_from(slot)
        return self.all(at, vendor=vendor, day=day, order=corrections.c.entered_at)

    def measures(self, vendors: Collection[str] | None) -> dict[str, str]:
        """Batch → the count it sets right, of these vendors or of all."""
        c = corrections.c
        found = self.all(*([] if vendors is None else [c.vendor.in_(sorted(vendors))]))
        return {record.batch_id: record.measure for record in found}

"""A client's own correction of one figure of a vendor's report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class CorrectionRecord(Record):
    """One count set right (甲方更正): it holds as long as its batch is live and nothing newer replaces it."""

    #: The batch that holds the row with the corrected count.
    batch_id: str
    vendor: str
    #: The base count.
    measure: str
    #: [day, day_end) of the row.
    day: date
    day_end: date
    #: Minutes from midnight, where the row is an interval.
    slot: int | None = None
    #: What the row is split by beside the vendor: project, site …, agent, item.
    split: Mapping[str, str]
    #: In the smallest unit; None where the report had none.
    before: int | None
    after: int
    #: The vendor's cell: file name, sheet, 'D7'.
    file: str
    sheet: str
    cell: str
    reason: str
    entered_at: datetime
    entered_by: str

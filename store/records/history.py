"""Earlier months as they were settled before this house judged: taken over, not judged again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from core.verdict import Verdict
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class HistoryImportRecord(Editable):
    """One file of earlier months (期初), and whether they count in streaks."""

    file_name: str
    sha256: str
    #: Ticked: its months count where the contract counts months in a row or out of several.
    counted: bool
    imported_at: datetime
    imported_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class HistoryRecord(Record):
    """What one earlier month came to on one clause; with the clause 'TOTAL', its total."""

    import_id: str
    contract: str
    vendor: str
    period: str
    clause: str
    #: None for a total.
    verdict: Verdict | None = None
    #: In the indicator's unit, or the total's points.
    value: Fraction | None = None
    points: Decimal | None = None
    #: The counts it follows from, where they are known: only with them a rolling window can take it in.
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    #: 'sheet!B7'.
    place: str

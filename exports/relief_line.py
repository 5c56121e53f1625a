"""What a workbook says of one relief on one clause: asked for, decided, the verdict before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from core.tally import Flag
from core.text import Text
from core.verdict import Verdict


@dataclass(frozen=True)
class ReliefLine:
    """One clause of one request for relief (免责申请)."""

    name: Text
    mechanism: Text
    #: What was asked for, and what of it was granted where that is only a part.
    asked: Text
    granted: Text
    reason: str
    #: The names of the evidence files.
    evidence: tuple[str, ...]
    requested_by: str
    requested_at: datetime
    #: None where the contract sets no deadline.
    due: date | None
    state: Text
    #: Why it was decided so, by whom and when; empty while it is not.
    decision: str
    decided_by: str
    decided_at: datetime | None
    #: The clause before and after all its reliefs; None where none is in force.
    before: Verdict | None = None
    after: Verdict | None = None
    value_before: Fraction | None = None
    value_after: Fraction | None = None
    unit: str = "percent"
    target: Fraction | None = None
    flags: frozenset[Flag] = frozenset()
    #: How the one follows from the other, one sentence a step.
    steps: tuple[Text, ...] = ()

"""What a workbook says of one supplementary agreement that holds in its month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.text import Text


@dataclass(frozen=True)
class SupplementLine:
    """One agreement of both sides (补充约定)."""

    number: str
    effect: Text
    #: What it is about; none: the month as a whole.
    clauses: tuple[Text, ...]
    #: Days, target, points or amount.
    terms: Text
    #: What was agreed, in a sentence.
    subject: str
    agreed_on: date
    agreed_client: str
    agreed_vendor: str
    #: The names of the evidence files.
    evidence: tuple[str, ...]
    approved_by: str
    #: How it is cited where it counts.
    cited: Text

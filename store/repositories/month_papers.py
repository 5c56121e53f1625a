"""Answers, objections and signatures of months."""

from __future__ import annotations

from store.records.month_papers import MonthPaperRecord, PaperKind, PaperState
from store.repositories.base import Repository
from store.tables.month_papers import month_papers


class MonthPapers(Repository[MonthPaperRecord]):
    """What came in about each edition of a contract's month."""

    TABLE = month_papers
    RECORD = MonthPaperRecord
    VENDOR = "vendor"

    def live(self, contract: str, period: str, edition: int) -> list[MonthPaperRecord]:
        """The papers of one edition that were not withdrawn, oldest first."""
        c = month_papers.c
        return self.all(c.state != PaperState.WITHDRAWN, contract=contract, period=period, edition=edition)

    def of_kind(self, kind: PaperKind, contract: str, period: str, edition: int) -> MonthPaperRecord | None:
        """The last live paper of a kind; None where there is none."""
        found = [paper for paper in self.live(contract, period, edition) if paper.kind is kind]
        return found[-1] if found else None

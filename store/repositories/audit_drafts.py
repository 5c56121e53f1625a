"""Audits being scored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from store.records.audit_drafts import AuditDraftRecord, DraftAnswerRecord, DraftEvidenceRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables import audit_drafts as tables


class AuditDrafts(Repository[AuditDraftRecord]):
    """Drafts; `answers` holds every answer as it was given, `evidence` what proves them."""

    TABLE = tables.audit_drafts
    RECORD = AuditDraftRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answers = Shelf(desk, tables.draft_answers, DraftAnswerRecord)
        self.evidence = Shelf(desk, tables.audit_evidence, DraftEvidenceRecord, vendor="vendor")

    def open(self) -> list[AuditDraftRecord]:
        """Those neither submitted nor let go, the last saved first."""
        c = tables.audit_drafts.c
        return self.all(c.ended_at.is_(None), order=c.saved_at.desc())

    def said(self, draft: str, what: str | None = None) -> list[DraftAnswerRecord]:
        """Everything said in a draft, or about one thing of it, in order."""
        equal: dict[str, Any] = {"draft": draft} if what is None else {"draft": draft, "what": what}
        return self.answers.all(order=(tables.draft_answers.c.what, tables.draft_answers.c.number), **equal)

    def open_saying(self, what: str) -> dict[str, Any]:
        """Draft that is neither submitted nor let go → what was said last under one name in it."""
        c = tables.audit_drafts.c
        going = select(c.id).where(c.ended_at.is_(None))
        said = self.answers.all(
            tables.draft_answers.c.draft.in_(going), what=what, order=tables.draft_answers.c.number
        )
        return {each.draft: each.value for each in said}

    def ever_saying(self, what: str) -> set[Any]:
        """Everything that was ever said under one name in any draft, be it ended."""
        return {each.value for each in self.answers.all(what=what)}

    def proof(self, draft: str) -> list[DraftEvidenceRecord]:
        """The evidence that was not taken off again."""
        return self.evidence.all(tables.audit_evidence.c.removed_at.is_(None), draft=draft)

"""Process specifications: versions, drafts, confirmations."""

from __future__ import annotations

from store.records.specifications import (
    SpecificationDraftRecord,
    SpecificationReviewRecord,
    SpecificationVersionRecord,
)
from store.repositories.base import Desk, ForAllOrOwn
from store.tables import specifications as tables


class Specifications:
    """A shelf for each kind."""

    def __init__(self, desk: Desk) -> None:
        self.versions = ForAllOrOwn(
            desk, tables.specification_versions, SpecificationVersionRecord, vendor="vendor"
        )
        self.drafts = ForAllOrOwn(
            desk, tables.specification_drafts, SpecificationDraftRecord, vendor="vendor"
        )
        self.reviews = ForAllOrOwn(
            desk, tables.specification_reviews, SpecificationReviewRecord, vendor="vendor"
        )

    def versions_of(self, code: str) -> list[SpecificationVersionRecord]:
        """Its versions, 1 first."""
        return self.versions.all(code=code, order=tables.specification_versions.c.number)

    def listed(self) -> list[SpecificationVersionRecord]:
        """Every version of every specification this person may see, by code and number."""
        c = tables.specification_versions.c
        return self.versions.all(order=(c.code, c.number))

    def version(self, code: str, number: int) -> SpecificationVersionRecord:
        """One version; refused where there is none this person may see."""
        return self.versions.one(code=code, number=number)

    def open_drafts(self) -> list[SpecificationDraftRecord]:
        """What is being written, the last changed first."""
        c = tables.specification_drafts.c
        return self.drafts.all(c.ended_at.is_(None), order=c.changed_at.desc())

    def open_draft_of(self, code: str) -> SpecificationDraftRecord | None:
        """The draft of a specification that is being written."""
        return self.drafts.find(tables.specification_drafts.c.ended_at.is_(None), code=code)

    def reviews_of(self, code: str) -> list[SpecificationReviewRecord]:
        """What was confirmed of a specification's versions, in the order it was."""
        return self.reviews.all(code=code, order=tables.specification_reviews.c.confirmed_at)

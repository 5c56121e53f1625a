"""Records behind which an evidence audit 佐证抽查 found nothing: they hold no course."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from qa.training.evidence import EvidenceFound
from store.records.audits import EntryState
from store.records.training_changes import EvidenceAuditLineRecord
from store.unit_of_work import UnitOfWork

#: A failed re-test counts as unsupported (open reading 13 of the training design).
_BARE = frozenset({EvidenceFound.UNSUPPORTED, EvidenceFound.RETEST_FAILED})


def unsupported_in(uow: UnitOfWork, vendor: str, known: datetime | None = None) -> frozenset[str]:
    """The keys of a vendor's records that were looked at and found unsupported; `known`: by then. Of a sample
    that was withdrawn since nothing counts, nor of a record looked at once more later."""
    return frozenset(line.record for line in _bare(uow, vendor, known))


def unsupported_marks(uow: UnitOfWork, vendor: str, known: datetime | None = None) -> set[str]:
    """Whose records these are."""
    return {line.mark for line in _bare(uow, vendor, known)}


def _bare(uow: UnitOfWork, vendor: str, known: datetime | None) -> Iterator[EvidenceAuditLineRecord]:
    live = {each.id for each in uow.evidence_audits.all(vendor=vendor, state=EntryState.LIVE)}
    for line in uow.evidence_audits.lines.all(vendor=vendor):
        by_then = known is None or (line.looked_at is not None and line.looked_at <= known)
        if line.audit in live and line.found in _BARE and by_then:
            yield line

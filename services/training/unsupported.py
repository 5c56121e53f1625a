"""Records behind which an evidence audit 佐证抽查 found nothing: they hold no course."""

from __future__ import annotations

from qa.training.evidence import EvidenceFound
from store.records.audits import EntryState
from store.unit_of_work import UnitOfWork

#: A failed re-test counts as unsupported (open reading 13 of the training design).
_BARE = frozenset({EvidenceFound.UNSUPPORTED, EvidenceFound.RETEST_FAILED})


def unsupported_in(uow: UnitOfWork, vendor: str) -> frozenset[str]:
    """The keys of a vendor's records that were looked at and found unsupported."""
    live = {each.id for each in uow.evidence_audits.all(vendor=vendor, state=EntryState.LIVE)}
    lines = uow.evidence_audits.lines.all(vendor=vendor)
    return frozenset(line.record for line in lines if line.audit in live and line.found in _BARE)

"""Whether the lake folder agrees with its list: missing, changed and unlisted files."""

from __future__ import annotations

from core.finding import Finding, Place
from store.lake.lake import Lake, file_hash
from store.records.batches import BatchState
from store.unit_of_work import UnitOfWork


def verify(uow: UnitOfWork, lake: Lake) -> list[Finding]:
    """Every listed file that is missing or differs from what was written, former ones included."""
    findings = []
    for record in uow.lake_files.all():
        path = lake.path(record.path)
        if not path.exists():
            findings.append(_finding("lake_file_missing", record.path))
        elif file_hash(path) != record.sha256:
            findings.append(_finding("lake_file_changed", record.path))
    return findings


def sweep(uow: UnitOfWork, lake: Lake) -> list[Finding]:
    """Take away files no list names: what a killed commit left. Only inside a write transaction.

    Commits rename files into place inside theirs, so nothing that is on its way can be lost.
    """
    listed = {record.path for record in uow.lake_files.all()}
    orphans = sorted(lake.files() - listed)
    lake.remove(orphans)
    lake.sweep_aside({batch.id for batch in uow.batches.all(state=BatchState.STAGED)})
    return [_finding("lake_file_orphan", path) for path in orphans]


def orphans(uow: UnitOfWork, lake: Lake) -> list[str]:
    """Files in the lake that no list names, without touching them."""
    return sorted(lake.files() - {record.path for record in uow.lake_files.all()})


def _finding(code: str, path: str) -> Finding:
    return Finding(code, Place(path), {"path": path})

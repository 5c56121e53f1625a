"""Whether the lake folder agrees with its list: missing, changed and unlisted files."""

from __future__ import annotations

from core.finding import Finding, Place
from core.people_lists import ListState
from store.lake.lake import Lake, file_hash
from store.records.batches import BatchState
from store.unit_of_work import UnitOfWork


def verify(uow: UnitOfWork, lake: Lake) -> list[Finding]:
    """Every listed file that is missing or differs from what was written, former ones included."""
    findings = []
    for relative, sha256 in _listed(uow).items():
        path = lake.path(relative)
        if not path.exists():
            findings.append(_finding("lake_file_missing", relative))
        elif file_hash(path) != sha256:
            findings.append(_finding("lake_file_changed", relative))
    return findings


def sweep(uow: UnitOfWork, lake: Lake) -> list[Finding]:
    """Take away files no list names: what a killed commit left. Only inside a write transaction.

    Commits rename files into place inside theirs, so nothing that is on its way can be lost.
    """
    loose = orphans(uow, lake)
    lake.remove(loose)
    batches = {batch.id for batch in uow.batches.all(state=BatchState.STAGED)}
    lists = {each.id for each in uow.people_lists.all(state=ListState.STAGED)}
    lake.sweep_aside(batches | lists)
    return [_finding("lake_file_orphan", path) for path in loose]


def orphans(uow: UnitOfWork, lake: Lake) -> list[str]:
    """Files in the lake that no list names, without touching them."""
    return sorted(lake.files() - _listed(uow).keys())


def _listed(uow: UnitOfWork) -> dict[str, str | None]:
    """Every file that a list names with the hash of what was written: facts, and rows of people lists."""
    facts = {record.path: record.sha256 for record in uow.lake_files.all()}
    return {**facts, **uow.people_lists.kept_files()}


def _finding(code: str, path: str) -> Finding:
    return Finding(code, Place(path), {"path": path})

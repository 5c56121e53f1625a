"""Looks a data folder over: database, lake and received files agree, and nothing half done lies about."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from core.finding import Finding, Place, Severity
from core.principal import Action, Principal, authorize_everywhere
from services.house import jobs
from services.improvement.plan_dates import count_again
from store.lake.verify import orphans, sweep, verify
from store.records import FileState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Workbooks made by export jobs, and uploads nobody took further, are cleared after a day.
_KEPT_S = 24 * 60 * 60


def examine(house: House, who: Principal, repair: bool = True) -> list[Finding]:
    """Everything that is wrong with the folder, worst first; empty where all is well.

    The schema is at its head already: opening a house migrates it. With `repair`, what a killed process
    left is swept away (and said as a warning); nothing that counts is ever touched. Its findings name any
    vendor: whoever may not see them all has no business here.
    """
    authorize_everywhere(who, Action.MANAGE if repair else Action.VIEW)
    if not house.database.is_sound():
        return [Finding("database_damaged")]
    silent = jobs.sweep(house) if repair else []
    with house.database.read() as uow:
        found = [*verify(uow, house.lake), *_missing_files(uow, house)]
        loose = [] if repair else orphans(uow, house.lake)
    left = [Finding("lake_file_orphan", Place(path), {"path": path}) for path in loose]
    counted = count_again(house, who) if repair else []
    return [*found, *left, *(_swept(house) if repair else []), *silent, *counted]


def is_well(findings: list[Finding]) -> bool:
    """Whether nothing that counts is missing or changed; what was swept away is only told."""
    return not [finding for finding in findings if finding.severity is Severity.BLOCKS]


def _missing_files(uow: UnitOfWork, house: House) -> list[Finding]:
    """Received files and contract files whose original is gone though nobody purged it."""
    received = [(file.name, file.sha256) for file in uow.files.all(state=FileState.KEPT)]
    contracts = [(version.file_name or "", version.file) for version in uow.contracts.versions.all()]
    return [
        Finding("received_file_missing", Place(name), {"name": name})
        for name, sha256 in dict.fromkeys([*received, *contracts])
        if sha256 is not None and not house.files.has(sha256)
    ]


def _swept(house: House) -> list[Finding]:
    """Take away what no list names. In a write transaction: no commit is under way then."""
    with house.database.write() as uow:
        found = sweep(uow, house.lake)
        uow.commit()
    oldest = time() - _KEPT_S
    for pattern in ("made/*", "*.part", "received-*"):
        for path in (house.folder / "tmp").glob(pattern):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
    return found

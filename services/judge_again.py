"""Judging what a commit or a withdrawal touched: where it fails, that is said and the figures stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import Period
from core.principal import Action, Principal, authorize
from services.assess_month import reassess
from services.faults import kept_fault
from services.month_result import MonthResult
from services.writing import writing
from store.records import BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.bootstrap import House

FAILED = "judging_failed"


def judge_after(
    house: House, who: Principal, file_id: str, touched: Iterable[tuple[str, Period]]
) -> tuple[Sequence[MonthResult], Finding | None]:
    """The months judged anew, or the finding that it failed; never an error, because the figures are in.

    The finding is kept with the file until judging has worked.
    """
    try:
        months = reassess(house, who, touched)
    except Exception as error:
        reference = kept_fault(house.folder, error, house.clock.now())
        return (), _kept(house, who, file_id, reference)
    _kept(house, who, file_id, None)
    return months, None


def judge_again(house: House, who: Principal, file_id: str) -> Finding | None:
    """Judge the months of a file that is in once more; gives the finding where it fails again."""
    with house.database.read(who) as uow:
        states = (BatchState.COMMITTED, BatchState.WITHDRAWN)
        batches = [batch for batch in uow.batches.of_file(file_id) if batch.state in states]
    for batch in batches:
        authorize(who, Action.VIEW, batch.vendor)
    touched = [(batch.vendor, batch.coverage.period) for batch in batches]
    return judge_after(house, who, file_id, touched)[1]


def failure(file: ReceivedFileRecord) -> Finding | None:
    """That judging failed when this file came in, where it has not worked since."""
    return next((finding for finding in file.findings if finding.code == FAILED), None)


def _kept(house: House, who: Principal, file_id: str, reference: str | None) -> Finding | None:
    """The file's findings with this failure instead of an earlier one, or with none."""
    with house.database.read(who) as uow:
        file = uow.files.get(file_id)
    if reference is None and failure(file) is None:
        return None
    found = Finding(FAILED, Place(file.name), {"reference": reference}) if reference else None
    others = tuple(finding for finding in file.findings if finding.code != FAILED)
    with writing(house, who, Action.VIEW) as uow:
        uow.files.update(replace(file, findings=(*others, *([found] if found else []))))
        uow.journal.note("judging_failed" if found else "judged_again", "file", file_id, after=reference)
    return found

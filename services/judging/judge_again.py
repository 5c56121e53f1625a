"""Judging what a commit or a withdrawal touched: where it fails, that is said and the figures stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import Period
from core.principal import Action, Principal
from services.house.faults import kept_fault
from services.house.file_access import opened
from services.house.writing import writing
from services.judging.assess_month import Progress, are_judged, reassess
from services.judging.month_result import MonthResult
from store.records import BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Judging failed after a file came in, and after one was taken back.
FAILED, WITHDRAWN = "judging_failed", "judging_failed_withdrawn"
_CODES = frozenset({FAILED, WITHDRAWN})


def judge_after(
    house: House,
    who: Principal,
    file_id: str,
    touched: Iterable[tuple[str, Period]],
    code: str = FAILED,
    progress: Progress | None = None,
) -> tuple[Sequence[MonthResult], Finding | None]:
    """The months judged anew, or the finding `code` that it failed; never an error, because what was done
    stands.

    The finding is kept with the file until judging has worked.
    """
    try:
        months = reassess(house, who, touched, progress)
        _settle(house, who, file_id)
    except Exception as error:
        reference = kept_fault(house.folder, error, house.clock.now())
        return (), _kept(house, who, file_id, code, reference)
    return months, None


def judge_again(house: House, who: Principal, file_id: str) -> Finding | None:
    """Judge the months of a file that is in once more; gives the finding where it fails again."""
    file, _ = opened(house, who, Action.VIEW, file_id)
    touched, failed = _touched(house, who, file_id), failure(file)
    return judge_after(house, who, file_id, touched, failed.code if failed else FAILED)[1]


def outstanding(house: House, who: Principal, file: ReceivedFileRecord) -> Finding | None:
    """That judging failed for this file, where no look at its months has judged them since."""
    if failure(file) is None:
        return None
    opened(house, who, Action.VIEW, file.id)
    return _settle(house, who, file.id)


def failure(file: ReceivedFileRecord) -> Finding | None:
    """That judging failed when this file came in or was taken back, as far as the file tells."""
    return next((finding for finding in file.findings if finding.code in _CODES), None)


def _settle(house: House, who: Principal, file_id: str) -> Finding | None:
    """Forget that judging failed where all it concerns is judged by now; else what still is owed."""
    with house.database.read(who) as uow:
        failed = failure(uow.files.get(file_id))
    if failed is None or not are_judged(house, who, _touched(house, who, file_id)):
        return failed
    return _kept(house, who, file_id, failed.code, None)


def _touched(house: House, who: Principal, file_id: str) -> list[tuple[str, Period]]:
    """Whose days the file's batches spoke for, those taken back included."""
    with house.database.read(who) as uow:
        states = (BatchState.COMMITTED, BatchState.WITHDRAWN)
        batches = [batch for batch in uow.batches.of_file(file_id) if batch.state in states]
    return [(batch.vendor, batch.coverage.period) for batch in batches]


def _kept(house: House, who: Principal, file_id: str, code: str, reference: str | None) -> Finding | None:
    """The file's findings with this failure instead of an earlier one, or with none."""
    with house.database.read(who) as uow:
        file = uow.files.get(file_id)
    if reference is None and failure(file) is None:
        return None
    found = Finding(code, Place(file.name), {"reference": reference}) if reference else None
    others = tuple(finding for finding in file.findings if finding.code not in _CODES)
    with writing(house, who, Action.VIEW) as uow:
        uow.files.update(replace(file, findings=(*others, *([found] if found else []))))
        uow.journal.note("judging_failed" if found else "judged_again", "file", file_id, after=reference)
    return found

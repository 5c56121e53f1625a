"""Sending a report back for a new one (退回重报): the first answer to wrong figures, before any correction.

The figures go on counting, provisionally, until the new report takes their place or the return is taken back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.errors import WrongInputError
from core.language import N_, translated
from core.principal import Action, Principal
from core.text import Lang, Text
from services.house.file_access import opened
from services.house.writing import reasoned, writing
from services.judging.judge_again import judge_after
from services.reports.received import ReceivedView, received_file
from store.records import BatchRecord, BatchState

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What the history of a batch says beside its states.
RETURNED, KEPT = "returned", "return_undone"
_LETTER = N_(
    "{vendor}: your report “{file}” for {days}, received on {received}, is returned. Reason: {reason}. "
    "Please check it and send the complete report for the same days again. Until it is here, the figures as "
    "sent count provisionally."
)


def send_back(house: House, who: Principal, file_id: str, why: str) -> list[BatchRecord]:
    """Ask for a new report in place of this file; the months it feeds are judged as provisional.

    Refused without a reason, and where none of its figures count or all of it is sent back already.
    """
    reason = reasoned(why)
    standing = [batch for batch in _live(house, who, file_id) if not batch.is_returned]
    if not standing:
        raise WrongInputError("nothing_to_return")
    with writing(house, who, Action.IMPORT) as uow:
        sent = []
        for batch in standing:
            changed = replace(batch, returned_at=uow.now, returned_by=who.name, returned_reason=reason)
            sent.append(uow.batches.update(changed))
            uow.journal.moved("batch", batch.id, batch.state, RETURNED, reason)
            uow.journal.note("returned", "batch", batch.id, why=reason, vendor=batch.vendor)
    judge_after(house, who, file_id, [(batch.vendor, batch.coverage.period) for batch in sent])
    return sent


def take_return_back(house: House, who: Principal, file_id: str) -> list[BatchRecord]:
    """The report stands as it is after all; nothing is awaited in its place."""
    returned = [batch for batch in _live(house, who, file_id) if batch.is_returned]
    if not returned:
        raise WrongInputError("nothing_to_return")
    with writing(house, who, Action.IMPORT) as uow:
        kept = []
        for batch in returned:
            changed = replace(batch, returned_at=None, returned_by=None, returned_reason=None)
            kept.append(uow.batches.update(changed))
            uow.journal.moved("batch", batch.id, RETURNED, KEPT)
            uow.journal.note("return_undone", "batch", batch.id, vendor=batch.vendor)
    judge_after(house, who, file_id, [(batch.vendor, batch.coverage.period) for batch in kept])
    return kept


def letter(view: ReceivedView, vendor: Text, days: str, received: str, lang: Lang) -> str:
    """What to send the vendor with a returned report; `days` and `received` as the reader writes them."""
    reason = next((batch.returned_reason for batch in view.awaited if batch.returned_reason), "")
    return translated(_LETTER, lang).format(
        vendor=vendor.in_(lang), file=view.file.name, days=days, received=received, reason=reason
    )


def text_of(house: House, who: Principal, file_id: str, lang: Lang) -> str:
    """`letter` of a returned file, with its days and its arrival as dates."""
    view = received_file(house, who, file_id)
    first = (view.awaited or view.batches)[0]
    with house.database.read(who) as uow:
        vendor = uow.directory.vendor(first.vendor).name
    days = first.coverage.period
    came = view.file.received_at.astimezone(ZoneInfo("Asia/Shanghai"))
    return letter(view, vendor, f"{days.start} – {days.last_day}", f"{came:%Y-%m-%d %H:%M}", lang)


def _live(house: House, who: Principal, file_id: str) -> list[BatchRecord]:
    _, batches = opened(house, who, Action.IMPORT, file_id)
    return [batch for batch in batches if batch.state is BatchState.COMMITTED]

"""Figures that are in and would change: which verdicts and points of which months would move, old → new.

Judged as if the file were committed; nothing is kept, and a month that is final stays as it was closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.batch import Role
from core.errors import DecisionNeeded, StaleBatchError
from core.month import FROZEN, MonthState
from core.principal import Action, Principal
from services.contracts.asked import Asked
from services.house.file_access import opened
from services.judging.assess_month import concerned
from services.judging.credit_facts import misses_before
from services.judging.joined import joined_in
from services.judging.judging import judged, scored
from services.judging.moved import JudgedMonth, MovedMonth, moved_month
from services.judging.past import Past
from services.judging.sources import Sources
from services.reports.restating import restating
from store.lake.planned import as_if_committed
from store.records import BatchRecord, BatchState

if TYPE_CHECKING:
    from services.house.bootstrap import House


def would_move(
    house: House, who: Principal, file_id: str, role: Role | None = None
) -> tuple[MovedMonth, ...]:
    """What committing a staged file would move in months that have figures; nothing where it only adds.

    Nothing either while it is open which of two reports counts, and `role` does not say.
    """
    _file, known = opened(house, who, Action.IMPORT, file_id)
    records = [record for record in known if record.state is BatchState.STAGED]
    changing = [record for record in records if _restates(record)]
    if not changing:
        return ()
    asked = concerned(house, who, [(record.vendor, record.coverage.period) for record in changing])
    if not asked:
        return ()
    try:
        return tuple(_moved(house, who, asked, records, role))
    except (DecisionNeeded, StaleBatchError):
        return ()


def _restates(record: BatchRecord) -> bool:
    return bool(record.counts.get("changed") or record.counts.get("gone"))


def _moved(
    house: House, who: Principal, asked: Sequence[Asked], records: Sequence[BatchRecord], role: Role | None
) -> Iterator[MovedMonth]:
    today = house.today()
    with (
        house.database.read(who) as uow,
        as_if_committed(uow, house.lake, [record.id for record in records], role) as planned,
    ):
        past = Past.of(uow, sorted({each.contract.code for each in asked}))
        now = Sources.open(uow, house.lake, asked, today)
        joined = joined_in(uow, asked, {record.file_id for record in records})
        then = Sources.open(uow, house.lake, asked, today, planned, joined=joined)
        for each in asked:
            before, after = _judged(each, now, past), _judged(each, then, past)
            state, _, _ = past.states.get((each.contract.code, each.label), (MonthState.COLLECTING, 1, None))
            month = moved_month(each.contract, each.label, before, after, is_final=state in FROZEN)
            if month.moved:
                said = restating(each.contract, each.label, today, month) if month.is_final else ()
                yield replace(month, clauses=month.moved, restated=said)


def _judged(asked: Asked, sources: Sources, past: Past) -> JudgedMonth:
    lines = judged(asked, sources, past)
    missed = misses_before(past, asked.contract, asked.label)
    return JudgedMonth.of(lines, scored(asked, lines, sources, missed))

"""The days of a month on which reports were late or missing, where the contract says what these cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.period import Period
from core.text import Text
from services.judging.report_standing import Owed, owed_within
from sla.terms.contract import Contract
from sla.terms.reporting import LateDays
from store.unit_of_work import UnitOfWork

#: A report that is missing for longer costs no more: by then it is no longer a late one.
_FORGOTTEN = timedelta(days=150)


def late_days(uow: UnitOfWork, contract: Contract, month: Period) -> Iterator[LateDays]:
    """Of each report that was due by then and not whole: its late days that lie in the month.

    A missing one is late up to today, extensions and arrivals that were set right are in; after the vendor's
    last day nothing is late.
    """
    if contract.late_report is None or not uow.reporting.owed([contract.code]):
        return
    zone, now, last = ZoneInfo(contract.timezone), uow.now, uow.last_days.get(contract.code)
    until = min(now.astimezone(zone).date(), month.last_day, last or date.max)
    for owed in owed_within(uow, Period(month.start - _FORGOTTEN, month.end), now, [contract.code]):
        came = owed.standing.complete_at
        if owed.standing.on_time or owed.due.before > now:
            continue
        opened = owed.due.before.astimezone(zone).date()
        whole = came.astimezone(zone).date() if came else None
        first, end = max(opened, month.start), min(until, whole or date.max)
        if first <= end:
            yield _days(owed, first, end, whole, first == opened)


def late_kept(late: Iterator[LateDays] | Sequence[LateDays]) -> dict[str, Any]:
    """What a run keeps of them; nothing where there are none: old hashes stay."""
    rows = [
        [e.name.zh, e.name.en, e.about, *map(str, (e.due, e.first, e.last)), str(e.came or ""), e.is_new]
        for e in late
    ]
    return {"late_reports": rows} if rows else {}


def late_read(kept: Mapping[str, Any]) -> tuple[LateDays, ...]:
    """The same read back."""
    return tuple(
        LateDays(
            Text(zh, en),
            about,
            date.fromisoformat(due),
            date.fromisoformat(first),
            date.fromisoformat(last),
            date.fromisoformat(came) if came else None,
            is_new,
        )
        for zh, en, about, due, first, last, came, is_new in kept.get("late_reports", ())
    )


def _days(owed: Owed, first: date, last: date, whole: date | None, is_new: bool) -> LateDays:
    period = owed.period
    said = period.label or (str(period.start) if period.days == 1 else f"{period.start}–{period.last_day}")
    return LateDays(owed.plan.name, said, owed.due.day, first, last, whole, is_new)

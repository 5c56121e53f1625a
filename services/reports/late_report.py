"""A file that comes after its report was due, by the contract's reporting plan and its extensions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.draft import Draft, Reading
from services.judging.report_standing import Owed, owed_within
from sla.follow_up.reporting import ReportState

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = timedelta(days=1)
#: Nothing came in time, or not the whole of it.
_OWING = frozenset({ReportState.MISSING, ReportState.PARTIAL})


def late_reports(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """A finding for each report this file brings after its time; one sent again after it was in time is
    not late."""
    vendors = {draft.key.vendor for draft in reading.drafts}
    for vendor in vendors:
        authorize(who, Action.IMPORT, vendor)
    if not reading.drafts:
        return []
    first = min(draft.coverage.period.start for draft in reading.drafts)
    now = house.clock.now()
    with house.database.read(who) as uow:
        codes = [record.code for vendor in sorted(vendors) for record in uow.contracts.listed(vendor)]
        owed = owed_within(uow, Period(first, max(first, house.today()) + _DAY), now, codes) if codes else []
    overdue = [each for each in owed if each.standing.state in _OWING and each.due.before <= now]
    return [
        _finding(house, reading.file.name, each)
        for each in overdue
        if any(_brings(draft, each) for draft in reading.drafts)
    ]


def _brings(draft: Draft, owed: Owed) -> bool:
    """Whether a draft holds days of the report that are owed."""
    plan, key = owed.plan, draft.key
    same = (key.vendor, key.dataset, key.source) == (plan.vendor, plan.dataset, plan.source)
    return same and any(day in owed.period for day in draft.days())


def _finding(house: House, file: str, owed: Owed) -> Finding:
    days = (house.clock.now() - owed.due.before) // _DAY + 1
    period = owed.period
    said = period.label or (str(period.start) if period.days == 1 else f"{period.start}–{period.last_day}")
    facts = {
        "vendor": owed.plan.vendor,
        "report": owed.plan.name,
        "period": said,
        "due": owed.due.day.isoformat(),
        "n": days,
        "contract": owed.plan.contract,
        "unsure": Text("", "") if owed.due.certain else _UNSURE,
    }
    return Finding("report_late", Place(file), facts)


_UNSURE = Text("（工作日历未公布，待核）", " (the calendar of working days is not published yet)")

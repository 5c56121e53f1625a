"""How far a vendor's reports can be relied on: findings in its files; whether they come in time and right.

Only what a vendor could put right speaks against it: a finding about our own set-up does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.batch import Source
from core.catalogue.for_vendors import is_for_vendors
from core.finding import Finding
from core.finding import Severity as Level
from core.period import MonthRule, Period, shifted
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.file_access import vendors_of
from services.judging.report_standing import owed_within
from sla.follow_up.reporting import counts
from store.records import BatchRecord, BatchState, ReceivedFileRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

LEVEL_NAMES: dict[Level, Text] = {
    Level.BLOCKS: Text("整份退回", "Kept out whole"),
    Level.REJECTS: Text("有行被拒", "Rows kept out"),
    Level.WARNS: Text("仅有提醒", "Warnings only"),
}
_ZONE = ZoneInfo("Asia/Shanghai")
_CAME = (BatchState.COMMITTED, BatchState.WITHDRAWN)


@dataclass(frozen=True)
class Reliability:
    """The vendor's files of a span of months, each once, by the worst that was found in it."""

    within: Period
    #: Files received.
    n: int
    by_level: Mapping[Level, int]
    #: Sent back for a new report, and taken back after they were in.
    returned: int
    withdrawn: int

    @property
    def clean(self) -> int:
        """Files in which nothing was found."""
        return self.n - sum(self.by_level.values())

    def share(self, count: int) -> Fraction | None:
        """So many of the files, in percent; None where none came."""
        return Fraction(count, self.n) * 100 if self.n else None


@dataclass(frozen=True)
class Punctuality:
    """The reports of the plan that were due in a span of months."""

    within: Period
    due: int
    on_time: int
    received: int
    #: Whole, without a row kept out, never sent back or again.
    accurate: int

    @property
    def timely_share(self) -> Fraction | None:
        """In time ÷ due, in percent; None where none was due."""
        return Fraction(self.on_time, self.due) * 100 if self.due else None

    @property
    def accurate_share(self) -> Fraction | None:
        """Right at once ÷ received, in percent; None where none came."""
        return Fraction(self.accurate, self.received) * 100 if self.received else None


def last_months(today: date, months: int) -> Period:
    """So many calendar months up to today, the one under way included."""
    first = shifted(MonthRule().month_of(today).label, 1 - months)
    return Period(MonthRule().month(first).start, today + timedelta(days=1))


def reliability(house: House, who: Principal, vendor: str, within: Period) -> Reliability:
    """The files received of the vendor on these days. The same bytes sent twice are one file; the client's
    own files and corrections are none of its."""
    authorize(who, Action.VIEW, vendor)
    found: dict[str, tuple[Level | None, list[BatchRecord]]] = {}
    # Without the person's filter: it says of each file only what the vendor's own part of it is like.
    with house.database.read() as uow:
        files = uow.files.received_within(*(_midnight(day) for day in (within.start, within.end)))
        batches = uow.batches.of_files(file.id for file in files)
    for file in files:
        mine = [batch for batch in batches.get(file.id, ()) if batch.vendor == vendor]
        if _is_report_of(vendor, file, batches.get(file.id, ())):
            found.setdefault(file.sha256, (_worst(file, mine), mine))
    levels = [level for level, _ in found.values()]
    every = [batches for _, batches in found.values()]
    return Reliability(
        within,
        len(found),
        {level: levels.count(level) for level in Level},
        sum(any(batch.is_returned for batch in batches) for batches in every),
        sum(any(batch.state is BatchState.WITHDRAWN for batch in batches) for batches in every),
    )


def punctuality(uow: UnitOfWork, house: House, vendor: str, within: Period) -> Punctuality:
    """The reports of the vendor's reporting plans that were due on these days, extensions granted."""
    codes = [record.code for record in uow.contracts.listed(vendor)]
    now = house.clock.now()
    owed = owed_within(uow, within, now, codes) if codes else []
    said = [counts(each.standing, each.due, now) for each in owed]
    names = ("reports_due", "reports_on_time", "reports_received", "reports_accurate")
    return Punctuality(within, *(sum(each.get(name, 0) for each in said) for name in names))


def _is_report_of(vendor: str, file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> bool:
    """Whether it is a report of the vendor's own that came in, or one kept out whole for its faults."""
    if vendor not in vendors_of(file, batches):
        return False
    if not batches:
        return _level(file.findings) is Level.BLOCKS
    return any(
        batch.vendor == vendor
        and batch.source is Source.VENDOR
        and batch.state in _CAME
        and not batch.is_correction
        for batch in batches
    )


def _worst(file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> Level | None:
    """The worst found in the vendor's part of the file; in the whole of one that was kept out."""
    findings = [found for batch in batches for found in batch.findings] if batches else file.findings
    rejects = any(batch.counts.get("rejected", 0) for batch in batches)
    level = _level(findings)
    return Level.REJECTS if rejects and level in (None, Level.WARNS) else level


def _level(findings: Sequence[Finding]) -> Level | None:
    levels = {found.severity for found in findings if is_for_vendors(found.code)}
    return min(levels, key=list(Level).index, default=None)


def _midnight(day: date) -> datetime:
    """The instant a business date begins."""
    return datetime.combine(day, time(0), _ZONE)

"""The vendor's own checks beside all its calls and beside ours: were they picked, is their figure believable?

Its list of checks (one row a recording) meets its list of calls by the number of the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.batch import Dataset, Source
from core.period import Period
from core.principal import Action, Principal, authorize
from core.scope import Scope
from qa.agreement.believable import Believed, Claim, believable
from qa.agreement.cherry_picking import Pick, cherry_picked
from services.audits.spot_check import count_rows
from services.records.call_lists import calls_of
from store.lake.rows import FactRow, fact_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_COUNTS = ("audits", "audits_passed")
#: A vendor checks hundreds or thousands of calls a month, not a million.
_MOST = 100_000


@dataclass(frozen=True)
class VendorChecks:
    """What a vendor's own checks of a period are like."""

    #: Checks that name a recording, and those of them that stand in its list of calls.
    named: int
    listed: int
    #: Its sample beside all other calls, trait by trait; nothing where none was found in the list.
    picks: tuple[Pick, ...]
    #: Passed and all, by the vendor's own count and by our random audits; None: one of them has none.
    theirs: tuple[int, int] | None
    ours: tuple[int, int] | None
    believed: Believed | None


def vendor_checks(house: House, who: Principal, vendor: str, period: Period) -> VendorChecks | None:
    """The vendor's checks of the period; None where it reported none."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = fact_rows(
            uow, house.lake, Source.VENDOR, Scope(vendor), period, _COUNTS, dataset=Dataset.QA, limit=_MOST
        )
        if not found.total:
            return None
        calls = calls_of(house, uow, vendor, period)
        ours = _ours(uow, vendor, period)
    named = {row.item for row in found.rows if row.item}
    checked = [call for call in calls if call.number in named]
    theirs = _theirs(found.rows)
    believed = believable({"": Claim(ours, counts=theirs)})[""] if ours and theirs else None
    picks = tuple(cherry_picked(checked, calls)) if checked else ()
    return VendorChecks(len(named), len(checked), picks, theirs, ours, believed)


def _theirs(rows: tuple[FactRow, ...]) -> tuple[int, int] | None:
    """Passed and all, over the rows that report both."""
    whole = [row.values for row in rows if None not in row.values.values()]
    passed = sum(values["audits_passed"] or 0 for values in whole)
    every = sum(values["audits"] or 0 for values in whole)
    return (passed, every) if every else None


def _ours(uow: UnitOfWork, vendor: str, period: Period) -> tuple[int, int] | None:
    rows = [row.counts for row in count_rows(uow, vendor, period) if "audits" in row.counts]
    every = sum(counts["audits"] for counts in rows)
    return (sum(counts["audits_passed"] for counts in rows), every) if every else None

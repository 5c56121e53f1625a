"""Figures of days after their vendor left: they would count in its last month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.principal import Action, Principal, authorize
from importers.draft import Reading
from importers.rows.missing_days import ranges
from services.known.exit_days import left_on

if TYPE_CHECKING:
    from services.house.bootstrap import House


def after_exit(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """A finding for each vendor with days after its last one, where no contract that may be about them
    goes on."""
    late: dict[tuple[str, date], set[date]] = {}
    with house.database.read(who) as uow:
        for draft in reading.drafts:
            vendor = draft.key.vendor
            authorize(who, Action.IMPORT, vendor)
            last = left_on(uow, vendor, draft.key.project)
            if last and (days := {day for day in draft.days() if day > last}):
                late.setdefault((vendor, last), set()).update(days)
        names = {vendor: uow.directory.vendor(vendor).name for vendor, _last in late}
    return [
        Finding(
            "after_exit",
            Place(reading.file.name),
            {"vendor": names[vendor], "last": str(last), "n": len(days), "days": ranges(sorted(days))},
        )
        for (vendor, last), days in late.items()
    ]

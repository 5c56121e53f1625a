"""By which clock and which working days a vendor's training is due: those of its contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from core.workdays import WorkCalendar
from qa.training.due import ZONE, business_day
from services.contracts.contract_versions import rebuilt
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class VendorDays:
    """A time zone and a calendar of working days."""

    zone: str = ZONE
    calendar_code: str = "CN"

    def of(self, instant: datetime) -> date:
        """The business day of an instant."""
        return business_day(instant, self.zone)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days."""
        return WorkCalendar(self.calendar_code)


def vendor_days(uow: UnitOfWork, vendor: str) -> VendorDays:
    """As the latest version of its contract says; China's where it has none, or several that differ."""
    versions = [uow.contracts.versions_of(each.code) for each in uow.contracts.listed(vendor)]
    terms = [rebuilt(each[-1]) for each in versions if each]
    said = {VendorDays(each.timezone, each.calendar) for each in terms}
    return said.pop() if len(said) == 1 else VendorDays()

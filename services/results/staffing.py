"""Staff beside load, by site and half hour, and where sites together would have had enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Dataset, Source
from core.period import calendar_month, parse_label
from core.principal import Action, Principal, authorize
from core.text import Text
from sla.exact import shown_text
from sla.judging.staffing import (
    COUNTS,
    DayTime,
    Load,
    Pooling,
    State,
    Stretch,
    by_time,
    loads,
    occupancy,
    pooled_at,
    pooling,
    stretches,
)
from store.lake.intervals import IntervalCounts, interval_counts
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_ALL_SITES = Text("全部职场", "All sites")


@dataclass(frozen=True)
class Station:
    """One site of one vendor over a month: how its seats stood to its calls."""

    vendor: str
    vendor_name: Text
    #: Its name; “all sites” where the report names none.
    site: Text
    loads: tuple[Load, ...]

    @property
    def occupancy(self) -> Fraction | None:
        """Busy seats of those that were there, as a share."""
        return occupancy(self.loads)

    def count(self, state: State) -> int:
        """How many intervals were in that state."""
        return sum(each.state is state for each in self.loads)

    @property
    def by_time(self) -> tuple[DayTime, ...]:
        """Its intervals by the time of day, all days of the month together."""
        return by_time(self.loads)

    def stretches(self, state: State) -> list[Stretch]:
        """Its stretches in that state, the worst first."""
        return stretches(self.loads, state)


@dataclass(frozen=True)
class Staffing:
    """A month's sites, and the hint that follows from all of them."""

    stations: tuple[Station, ...]
    pooling: Pooling | None

    @property
    def pooled_at(self) -> dict[int, int]:
        """Minute of the day → on how many days one site was overloaded then while another was idle."""
        return pooled_at(each.loads for each in self.stations)

    @property
    def hint(self) -> Text | None:
        """The pooling hint in a sentence; None where no site was idle while another was overloaded."""
        return _hint(self.pooling) if self.pooling else None


def staffing(house: House, who: Principal, label: str) -> Staffing:
    """The sites, of the vendors this person may see, that reported calls, handling time and seats by interval
    in the calendar month. Empty where nobody did."""
    authorize(who, Action.VIEW)
    days = calendar_month(*parse_label(label))
    with house.database.read(who) as uow:
        vendors = [each.code for each in uow.directory.vendors.all() if who.may(Action.VIEW, each.code)]
        files = [
            file
            for file in uow.lake_files.current(vendors, source=Source.VENDOR)
            if file.dataset is not Dataset.CALLS and file.month == label
        ]
        stations = _stations(uow, interval_counts(house.lake, files, days, COUNTS))
    return Staffing(stations, pooling(each.loads for each in stations))


def _stations(uow: UnitOfWork, found: Sequence[IntervalCounts]) -> tuple[Station, ...]:
    places: dict[tuple[str, str | None], list[IntervalCounts]] = {}
    for each in found:
        places.setdefault((each.vendor, each.site), []).append(each)
    made = [
        Station(
            vendor,
            uow.directory.vendor(vendor).name,
            _site(uow, vendor, site),
            loads((each.day, each.start, each.end, each.counts) for each in places[vendor, site]),
        )
        for vendor, site in sorted(places, key=lambda key: (key[0], key[1] or ""))
    ]
    return tuple(each for each in made if each.loads)


def _site(uow: UnitOfWork, vendor: str, code: str | None) -> Text:
    if code is None:
        return _ALL_SITES
    return next((each.name for each in uow.directory.sites_of(vendor) if each.code == code), Text(code, code))


def _hint(found: Pooling) -> Text:
    lacked, covered = shown_text(found.lacked, 1), shown_text(found.covered, 1)
    n, of, calls = f"{found.intervals:,}", f"{found.of:,}", f"{found.calls:,}"
    return Text(
        f"在 {of} 个可对比的时段中，有 {n} 个时段一处超负荷、另一处闲置，涉及来电 {calls} 通。"
        f"超负荷处共缺 {lacked} 席位小时，其中 {covered} 席位小时可由闲置席位补上："
        "可考虑统一排队、合并路由。",
        f"In {n} of {of} intervals that can be compared one site was overloaded while another was idle; "
        f"{calls} calls came to the overloaded ones. They lacked {lacked} seat-hours, of which idle seats "
        f"could have given {covered}: consider one queue and pooled routing.",
    )

"""A wave of a campaign: its days, its quotas, and whether what it found may count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.finding import Finding
from core.text import Text
from qa.programme.dayparts import Daypart, Dayparts
from qa.programme.shop import Shop


@dataclass(frozen=True, order=True)
class Cell:
    """What quotas are set by: vendor × site × scenario × time slot."""

    vendor: str
    #: Empty where the vendor's sites are not told apart.
    site: str
    #: Code of the brief.
    brief: str
    part: Daypart


@dataclass(frozen=True)
class Blackout:
    """A stretch in which nobody calls: an outage, a campaign; by the clock of the place, [start, end)."""

    start: datetime
    end: datetime
    why: str = ""
    #: Only this vendor's line; empty: all.
    vendor: str = ""

    def hits(self, at: datetime, vendor: str) -> bool:
        """Whether a call to the vendor at that time falls into it."""
        return self.vendor in ("", vendor) and self.start <= at.replace(tzinfo=None) < self.end


class Standing(StrEnum):
    """Whether the calls of a wave to one vendor count for good (T4.8)."""

    FINAL = "final"
    #: The wave is still open.
    OPEN = "open"
    #: It is closed, with fewer valid calls than agreed.
    FEW = "few"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return STANDING_NAMES[self]


STANDING_NAMES: dict[Standing, Text] = {
    Standing.FINAL: Text("已关闭，计入考核", "Closed, counts"),
    Standing.OPEN: Text("进行中，暂定", "Open, provisional"),
    Standing.FEW: Text("样本不足，暂定", "Too few calls, provisional"),
}


@dataclass(frozen=True)
class Wave:
    """One round of calls. The same seed and quotas give the same schedule on any machine."""

    code: str
    #: First and last day.
    since: date
    until: date
    #: Cell → calls planned.
    quotas: dict[Cell, int] = field(default_factory=dict, hash=False)
    #: The fewest valid calls to a vendor that may count.
    least_n: int = 30
    seed: str = ""
    blackouts: tuple[Blackout, ...] = ()
    closed: bool = False
    parts: Dayparts = field(default_factory=Dayparts)
    #: Whether one number leads to several vendors: then only the vendor's list says who took the call.
    shared_line: bool = False
    #: Vendor → its name, as findings say it; a vendor left out is said by its code.
    names: dict[str, Text] = field(default_factory=dict, hash=False, compare=False)

    def named(self, vendor: str) -> Text:
        """The vendor's name, else its code."""
        return self.names.get(vendor) or Text(vendor, vendor)

    @property
    def vendors(self) -> list[str]:
        """Every vendor with a quota, by code."""
        return sorted({cell.vendor for cell in self.quotas})

    def sites_of(self, vendor: str) -> set[str]:
        """The sites quotas are set for; empty where they are not told apart."""
        return {cell.site for cell in self.quotas if cell.vendor == vendor} - {""}

    def standing(self, valid: int) -> Standing:
        """Whether so many valid calls to a vendor count."""
        if not self.closed:
            return Standing.OPEN
        return Standing.FINAL if valid >= self.least_n else Standing.FEW


def placed(wave: Wave, shop: Shop) -> list[Finding]:
    """Why a call belongs to no cell of the wave: another day, a blackout, a site nobody knows."""
    found, day = [], shop.at.date()
    facts = {"call": shop.named, "wave": wave.code}
    if not wave.since <= day <= wave.until:
        found.append(Finding("shop_outside_wave", facts={**facts, "span": f"{wave.since} – {wave.until}"}))
    if any(blackout.hits(shop.at, shop.vendor) for blackout in wave.blackouts):
        found.append(Finding("shop_in_blackout", facts=facts))
    sites = wave.sites_of(shop.vendor)
    if sites and shop.site not in sites and shop.reached:
        found.append(Finding("shop_unattributable", facts=facts))
    return found


def cell_of(wave: Wave, shop: Shop) -> Cell:
    """The cell a call stands in."""
    site = shop.site if wave.sites_of(shop.vendor) else ""
    return Cell(shop.vendor, site, shop.brief, wave.parts.of(shop.at))

"""What a contract promises less of while a programme or a site starts up 爬坡期."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class SiteRamp:
    """The same of one site, as its own start has it."""

    site: str
    targets: tuple[Fraction, ...] = ()
    no_credit_months: int = 0
    since: date | None = None


@dataclass(frozen=True)
class Ramp:
    """Easier targets, and no credits, in the first months; the month of `since` is the first."""

    #: The target of the first month, of the second …; after them the clause's own.
    targets: tuple[Fraction, ...] = ()
    #: In so many first months a miss costs nothing; it counts all the same.
    no_credit_months: int = 0
    #: When the site or programme started; None for the contract's first day.
    since: date | None = None
    #: Sites that start on their own; the others have what is said above, or nothing. None where none does.
    sites: tuple[SiteRamp, ...] | None = None

    def of_site(self, site: str | None) -> Ramp | None:
        """The ramp-up of one site, or of all together; None where these are held in full."""
        own = next((each for each in self.sites or () if each.site == site), None)
        if own:
            return Ramp(own.targets, own.no_credit_months, own.since)
        general = replace(self, sites=None)
        return general if general.targets or general.no_credit_months else None

"""Counts by day and site, and by month and site, drawn from a vendor's story with a fixed seed.

Only whole numbers are drawn, so that every machine draws the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isqrt
from random import Random

from core.period import parse_label
from sample_data.stories import LAST_DAY_UNDER_WAY, MONTHS, UNDER_WAY, Site, Vendor

SEED = "plumbline-2026"
#: Calls by weekday, Monday first, per mille of an ordinary Friday; holidays count as quiet Sundays.
_WEEKDAY = (1120, 1060, 1030, 1010, 1000, 820, 760)
_QUIET = {
    "2025-10": range(1, 9),
    "2026-01": range(1, 4),
    "2026-02": range(15, 24),
    "2026-05": range(1, 6),
    "2026-10": range(1, 8),
}
_QUIET_SHARE = 640


@dataclass(frozen=True)
class Row:
    """The counts of one site on one day, or in one month (the first day stands for it)."""

    day: date
    site: Site
    counts: Mapping[str, int]


def days_of(month: str) -> list[date]:
    """The days reported for a month: all of them, or those so far in the month under way."""
    year, number = parse_label(month)
    last = LAST_DAY_UNDER_WAY if month == UNDER_WAY else 31
    return [day for n in range(1, last + 1) if (day := _date(year, number, n)) is not None]


def daily(vendor: Vendor, month: str) -> list[Row]:
    """Contacts, times and surveys of every site and day of a month."""
    return [_day(vendor, month, site, day) for day in days_of(month) for site in vendor.sites]


def tickets(vendor: Vendor, month: str) -> list[Row]:
    """Tickets and complaints by site."""
    return [_tickets(vendor, month, site) for site in vendor.sites]


def quality(vendor: Vendor, month: str) -> list[Row]:
    """The vendor's own quality checks by site."""
    return [_quality(vendor, month, site) for site in vendor.sites]


def people(vendor: Vendor, month: str) -> list[Row]:
    """Headcount and seats by site; each month opens with the people the last one closed with."""
    return [_people(vendor, month, site) for site in vendor.sites]


def drawn(vendor: Vendor, *names: object) -> Random:
    """A generator of its own for one thing, so that nothing else moves when a thing is added."""
    return Random("|".join([SEED, vendor.code, *map(str, names)]))


def near(rng: Random, whole: int, per_mille: int, spread: int = 4) -> int:
    """About `per_mille` of `whole`, never more than all of it."""
    return min(
        whole, max(0, (whole * (per_mille * 10 + rng.randint(-spread * 10, spread * 10)) + 5000) // 10_000)
    )


@dataclass(frozen=True)
class Chance:
    """How a day's shares are drawn: they swing as counted shares do, and the next day swings back.

    So that a month keeps its story to the decimal, and no day is steadier than chance allows.
    """

    rng: Random
    back: bool

    @staticmethod
    def of(vendor: Vendor, site: Site, day: date) -> Chance:
        """The chance of a day; two days in a row share what is drawn."""
        return Chance(drawn(vendor, site.code, "chance", day.toordinal() // 2), bool(day.toordinal() % 2))

    def share(self, whole: int, per_mille: int) -> int:
        """About `per_mille` of `whole`, off by as much as chance makes it, never more than all of it."""
        # The sum of twelve draws is as good as normal; in thousandths of its standard deviation.
        swing = sum(self.rng.randint(-1000, 1000) for _ in range(12)) // 2
        deviation = isqrt(whole * per_mille * max(0, 1000 - per_mille))
        off = (-swing if self.back else swing) * deviation
        return min(whole, max(0, (whole * per_mille * 1000 + off + 500_000) // 1_000_000))


def _day(vendor: Vendor, month: str, site: Site, day: date) -> Row:
    rng, chance = drawn(vendor, site.code, day), Chance.of(vendor, site, day)
    lift = site.better_by
    quiet = day.day in _QUIET.get(month, ())
    usual = (
        vendor.calls_a_day * site.share * (_QUIET_SHARE if quiet else _WEEKDAY[day.weekday()]) // 1_000_000
    )
    offered = usual * rng.randint(970, 1030) // 1000
    answered = chance.share(offered, vendor.rate("answered", month) + lift)
    counts = {
        "calls_total": offered * rng.randint(1380, 1420) // 1000,
        "offered": offered,
        "answered": answered,
    }
    counts["abandoned"] = offered - answered - rng.randint(0, offered // 700)
    counts["answered_within_20"] = chance.share(answered, vendor.rate("within_20", month) + lift)
    counts["answered_within_15"] = chance.share(counts["answered_within_20"], 953)
    counts["valid_calls"] = near(rng, answered, 992, 2)
    counts["repeat_calls"] = chance.share(answered, vendor.rate("repeat", month) - lift // 2)
    counts["first_contacts"] = answered - counts["repeat_calls"]
    counts["resolved_first"] = chance.share(
        counts["first_contacts"], vendor.rate("first_solved", month) + lift
    )
    if "support" in vendor.rates:
        counts["planned_requests"] = usual
        counts["supported_requests"] = usual * (vendor.rate("support", month) + rng.randint(-15, 15)) // 1000
    return Row(
        day,
        site,
        counts | _times(rng, vendor, month, counts) | _surveys(chance, vendor, month, answered, lift),
    )


def _times(rng: Random, vendor: Vendor, month: str, counts: Mapping[str, int]) -> dict[str, int]:
    answered = counts["answered"]
    slow = answered - counts["answered_within_20"]
    talk = answered * (vendor.rate("talk_tenths", month) + rng.randint(-12, 12)) // 10
    wrap = answered * (vendor.rate("wrap_tenths", month) + rng.randint(-8, 8)) // 10
    scheduled = (talk + wrap) * 1000 // rng.randint(772, 788)
    # What is not at the customer's disposal: not ready, wrap-up, outbound, announcements.
    away = scheduled * vendor.rate("occupied", month) // 1000
    return {
        "talk_s": talk,
        "wrap_s": min(wrap, away * 45 // 100),
        "wait_s": counts["answered_within_20"] * rng.randint(62, 74) // 10 + slow * rng.randint(46, 58),
        "scheduled_s": scheduled,
        "busy_s": away * 46 // 100,
        "outbound_s": away * 6 // 100,
        "announcement_s": away * 3 // 100,
    }


def _surveys(chance: Chance, vendor: Vendor, month: str, answered: int, lift: int) -> dict[str, int]:
    sent = chance.share(answered, vendor.rate("sent", month))
    replied = chance.share(sent, 352)
    return {
        "survey_sent": sent,
        "survey_replied": replied,
        "satisfied": chance.share(replied, vendor.rate("satisfied", month) + lift // 2),
    }


def _tickets(vendor: Vendor, month: str, site: Site) -> Row:
    rng = drawn(vendor, site.code, month, "tickets")
    created = vendor.calls_a_day * site.share * 30 // 1000 * rng.randint(120, 130) // 1000
    checked = max(200, created // 8)
    complaints = vendor.rate("valid_complaints", month)
    valid = (
        complaints * site.share // 1000
        if site.better_by > 0
        else complaints - complaints * (1000 - site.share) // 1000
    )
    received = valid + rng.randint(3, 9)
    counts = {
        "tickets": created,
        "tickets_due": created - rng.randint(0, created // 90),
        "tickets_checked": checked,
        "tickets_with_error": near(
            rng, checked, vendor.rate("tickets_error", month) - site.better_by // 2, 2
        ),
        "complaints": received,
        "valid_complaints": valid,
        "complaints_due": received,
        "complaints_on_time": received - (rng.randint(0, 9) == 0),
    }
    due = counts["tickets_due"]
    counts["tickets_on_time"] = near(rng, due, vendor.rate("tickets_on_time", month) + site.better_by // 4, 1)
    return Row(days_of(month)[0], site, counts)


def _quality(vendor: Vendor, month: str, site: Site) -> Row:
    rng = drawn(vendor, site.code, month, "quality")
    audits = 320 * site.share // 1000 * 2
    live = 90 * site.share // 1000 * 2
    counts = {
        "audits": audits,
        "audits_passed": near(rng, audits, vendor.rate("audits_passed", month) + site.better_by // 2, 3),
        "audits_critical": rng.randint(0, 3),
        "live_monitored": live,
        "live_correct": near(rng, live, vendor.rate("live_correct", month) + site.better_by // 2, 3),
    }
    return Row(days_of(month)[0], site, counts)


def _people(vendor: Vendor, month: str, site: Site) -> Row:
    begin = vendor.people * site.share // 1000
    for earlier in MONTHS[: MONTHS.index(month)]:
        joiners, leavers = _moves(vendor, earlier, site)
        begin += joiners - leavers
    joiners, leavers = _moves(vendor, month, site)
    rng = drawn(vendor, site.code, month, "seats")
    seats = vendor.people * site.share // 1000 * 9 // 10 * len(days_of(month))
    scheduled = sum(row.counts["scheduled_s"] for row in daily(vendor, month) if row.site is site)
    counts = {
        "headcount_begin": begin,
        "joiners": joiners,
        "leavers": leavers,
        "headcount_end": begin + joiners - leavers,
        "seats_contracted": seats,
        "seats_filled": near(rng, seats, 985, 8),
        "scheduled_h": scheduled // 3600,
    }
    return Row(days_of(month)[0], site, counts)


def _moves(vendor: Vendor, month: str, site: Site) -> tuple[int, int]:
    """Who joined and who left: leavers by the story, replaced the same month but for one now and then."""
    leavers = vendor.rate("leavers", month)
    first = vendor.sites[0]
    here = leavers * first.share // 1000
    mine = here if site is first else leavers - here
    return mine - (drawn(vendor, site.code, month, "moves").randint(0, 5) == 0 and mine > 0), mine


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

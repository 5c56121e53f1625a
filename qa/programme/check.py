"""Everything odd about a programme at once: its calls, its exposure, its quotas, its schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from core.finding import Finding
from qa.programme.brief import Brief
from qa.programme.exposure import ExposureRules, exposed
from qa.programme.matching import USUAL, ListedCall, Match, MatchRule, matched
from qa.programme.quotas import uneven
from qa.programme.schedule import schedule
from qa.programme.shop import Shop
from qa.programme.validity import Judged, judged
from qa.programme.wave import Wave


def matches_of(
    wave: Wave, shops: Iterable[Shop], listed: Sequence[tuple[str, ListedCall]], rule: MatchRule = USUAL
) -> dict[str, Match]:
    """Key of a call → what its vendor's list says; `listed`: (vendor, row)."""
    calls = list(shops)
    vendors = sorted({shop.vendor for shop in calls})
    rows = {vendor: [row for owner, row in listed if owner == vendor] for vendor in vendors}
    found = [
        match
        for vendor in vendors
        for match in matched([shop for shop in calls if shop.vendor == vendor], rows[vendor], rule)
    ]
    return {match.shop.key: match for match in found}


def wave_findings(
    wave: Wave,
    rules: ExposureRules,
    calls: Sequence[Judged],
    now: datetime,
    earlier: Iterable[Shop] = (),
) -> list[Finding]:
    """What is odd about a wave's calls, its exposure, its quotas and its schedule, in this order.

    `earlier`: the calls of the programme's waves before it; callers, numbers and agents go on over them.
    """
    of_calls = [finding for call in calls for finding in call.findings]
    return [
        *of_calls,
        *exposed(rules, [*earlier, *(call.shop for call in calls)], now, wave.since),
        *uneven(wave),
        *schedule(wave)[1],
    ]


def wave_judged(
    wave: Wave, shops: Sequence[Shop], briefs: Iterable[Brief], listed: Sequence[tuple[str, ListedCall]]
) -> list[Judged]:
    """Every call of the wave with what is wrong with it, held against the vendors' lists."""
    return judged(wave, shops, briefs, matches_of(wave, shops, listed))

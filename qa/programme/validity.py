"""Which calls of a wave count as samples, and everything odd about the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.exact import shown_text
from core.finding import Finding
from core.text import Text
from qa.programme.brief import Brief, used_on
from qa.programme.matching import Match, MatchState
from qa.programme.shop import Shop
from qa.programme.wave import Wave, placed

#: The waits of the two notes may differ by so many seconds before it is told.
WAIT_S = 3


@dataclass(frozen=True)
class Judged:
    """A call with what is wrong with it; one with a finding that rejects does not count."""

    shop: Shop
    findings: tuple[Finding, ...]
    match: Match | None = None

    @property
    def valid(self) -> bool:
        """Whether it is a sample that counts."""
        return not self.shop.ruled_out and not any(f.severity.value == "rejects" for f in self.findings)


def judged(
    wave: Wave, shops: Iterable[Shop], briefs: Iterable[Brief], matches: Mapping[str, Match]
) -> list[Judged]:
    """Every call of a wave, in order, by its brief, its place in the wave and the vendor's list."""
    calls, known = sorted(shops, key=lambda shop: shop.at), list(briefs)
    tries: Counter[tuple[str, str, str]] = Counter()
    found = []
    for shop in calls:
        brief = _brief(shop, known)
        day = shop.at.date()
        of_brief = used_on(brief, known, day) if brief else [_unknown(shop)]
        key = (shop.vendor, shop.brief, f"{shop.caller}{day}")
        tries[key] += not shop.reached
        tried = _tried(shop, brief, tries[key])
        match = matches.get(shop.key)
        listed = _listed(wave, match) if match else []
        found.append(Judged(shop, (*placed(wave, shop), *of_brief, *tried, *listed), match))
    return found


def _brief(shop: Shop, known: list[Brief]) -> Brief | None:
    same = (each for each in known if (each.code, each.version) == (shop.brief, shop.brief_version))
    return next(same, None)


def _unknown(shop: Shop) -> Finding:
    facts = {"brief": shop.brief, "version": shop.brief_version, "day": shop.at.date().isoformat()}
    return Finding("shop_brief_unapproved", facts=facts)


def _tried(shop: Shop, brief: Brief | None, failed: int) -> list[Finding]:
    """A failed attempt beyond those the brief allows a caller on a day."""
    if brief is None or shop.reached or failed <= brief.max_attempts:
        return []
    facts = {"call": shop.named, "brief": brief.code, "n": failed, "limit": brief.max_attempts}
    return [Finding("shop_attempts", facts=facts)]


def _listed(wave: Wave, match: Match) -> list[Finding]:
    call = {"call": match.shop.named}
    if match.state in (MatchState.AMBIGUOUS, MatchState.NOT_FOUND):
        if wave.shared_line:
            return [Finding("shop_unattributable", facts={**call, "wave": wave.code})]
        code = "shop_match_ambiguous" if match.state is MatchState.AMBIGUOUS else "shop_not_listed"
        return [Finding(code, facts={**call, "n": len(match.rows)})]
    apart = match.wait_difference
    if apart is None or abs(apart) <= WAIT_S:
        return []
    theirs, ours = shown_text(match.rows[0].wait_s, 1), match.shop.wait_s  # type: ignore[arg-type]
    said = Text(f"{theirs} 秒", f"{theirs} s")
    return [Finding("shop_wait_differs", facts={**call, "ours": ours, "theirs": said})]

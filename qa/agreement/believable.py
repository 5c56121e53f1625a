"""Is a vendor's figure believable beside our own sample? Three words, no p-value (audits_and_scoring 4.4).

One-sided: only a figure that is too good is doubted. Of rates of which less is better pass the others: what
was not complained of, what had no fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from core.chance import at_most, beyond, root
from core.rounding import rounded
from core.text import Text
from core.two_samples import two_samples
from qa.agreement.holm import stand_out
from qa.agreement.means import MeanClaim
from qa.sampling.sizes import calls_to_see

#: The vendor's figure may be so far off before it matters; the trade's own tolerance (domain reference 3.5).
GAP = Fraction(5, 100)
#: More calls than that are asked of nobody without saying what fewer tell.
HEARABLE = 300
K = TypeVar("K")


class Belief(StrEnum):
    """What our sample says of the vendor's figure."""

    CONSISTENT = "consistent"
    CONTRADICTED = "contradicted"
    TOO_LITTLE = "too_little"


BELIEF_NAMES: dict[Belief, Text] = {
    Belief.CONSISTENT: Text("相符", "consistent"),
    Belief.CONTRADICTED: Text("相矛盾", "contradicted"),
    Belief.TOO_LITTLE: Text("证据不足", "too little evidence"),
}


@dataclass(frozen=True)
class Claim:
    """A vendor's figure: a rate it states, or the counts of its own sample; and `own` (good ones, all)."""

    own: tuple[int, int]
    rate: Fraction | None = None
    counts: tuple[int, int] | None = None

    @property
    def share(self) -> Fraction:
        """The rate that is claimed."""
        if self.rate is None:
            assert self.counts is not None
            return Fraction(*self.counts)
        return self.rate

    @property
    def is_testable(self) -> bool:
        """Whether it can be held against ours at all."""
        return bool(self.own[1])

    @property
    def heard(self) -> int:
        """How many calls of ours it is held against."""
        return self.own[1]

    def chance(self) -> tuple[Fraction, Decimal | None]:
        """How likely ours would be so low, and the gap in standard errors: exact against a rate, by two
        proportions against a sample."""
        good, n = self.own
        if self.counts is None:
            return at_most(good, n, self.share), None
        found = two_samples(self.counts, self.own)
        if found is None:
            return Fraction(1), None
        lower = Fraction(1) if found.is_lower else beyond(root(found.squared))
        return lower, found.z(4)

    def needed(self, gap: Fraction) -> int | None:
        """The calls of ours that would show a rate `gap` too high; None where no number would."""
        return calls_to_see(self.share, gap, self.counts[1] if self.counts else None)


@dataclass(frozen=True)
class Believed:
    """The word, and what it rests on."""

    belief: Belief
    #: How likely ours would be so low were the claim true; to twelve decimals.
    chance: Decimal
    #: The gap in standard errors where two samples were compared, to four decimals.
    z: Decimal | None
    #: Too little evidence: audit so many more; None where the vendor's own sample is too small.
    more: int | None
    #: Where that is more than anybody hears: the least gap in whole points that those heard would show.
    shown: int | None = None

    @property
    def words(self) -> Text:
        """One of three, with what to do."""
        name = BELIEF_NAMES[self.belief]
        if self.belief is not Belief.TOO_LITTLE:
            return name
        if self.more is None:
            return Text(
                f"{name.zh}（外包商自己的样本也太小）", f"{name.en} (the vendor's own sample is too small)"
            )
        if self.more <= HEARABLE or self.shown is None:
            return Text(f"{name.zh}（再抽 {self.more:,} 通）", f"{name.en} (audit {self.more:,} more)")
        # Nobody listens to thousands: what those heard so far would show is worth more than the wish.
        return Text(
            f"{name.zh}（现有通数只能看出虚高约 {self.shown} 个百分点；看出 5 个须再抽 {self.more:,} 通）",
            f"{name.en} (the calls heard would show about {self.shown} points too many; "
            f"to show 5, audit {self.more:,} more)",
        )


def believable(claims: Mapping[K, Claim | MeanClaim], gap: Fraction = GAP) -> dict[K, Believed]:
    """What our samples say of several claims at once, with Holm's correction for asking many.

    A claim that is not contradicted is consistent only where our sample would have shown a figure `gap` too
    high four times in five; else it is too little evidence, with how many more would do.
    """
    chances = {key: claim.chance() for key, claim in claims.items()}
    out = stand_out({key: chance for key, (chance, _) in chances.items()})
    return {key: _believed(claim, *chances[key], key in out, gap) for key, claim in claims.items()}


def _believed(
    claim: Claim | MeanClaim, chance: Fraction, z: Decimal | None, doubted: bool, gap: Fraction
) -> Believed:
    told = rounded(chance, 12)
    if doubted:
        return Believed(Belief.CONTRADICTED, told, z, None)
    needed = claim.needed(gap)
    if needed is not None and claim.heard >= needed:
        return Believed(Belief.CONSISTENT, told, z, None)
    more = None if needed is None else needed - claim.heard
    shown = _shown(claim, gap) if more is not None and more > HEARABLE else None
    return Believed(Belief.TOO_LITTLE, told, z, more, shown)


def _shown(claim: Claim | MeanClaim, gap: Fraction) -> int | None:
    """The least gap in whole points that the calls heard so far would show four times in five; None where not
    even half of all would be."""
    for points in range(int(gap * 100) + 1, 51):
        needed = claim.needed(Fraction(points, 100))
        if needed is not None and needed <= claim.heard:
            return points
    return None

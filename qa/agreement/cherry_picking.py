"""Did the vendor's own checks take the calls as they came? Its sample beside all traffic (part 5.2, no. 7).

Hour, queue, site, new agents: chi-square of the checked calls against the others. Length, and what we scored
of those we heard as well: Kolmogorov–Smirnov.
Holm over all that were asked. Too few checked calls are said to be too few; nothing is said of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.rounding import rounded
from core.text import Text
from qa.agreement.holm import stand_out
from qa.sampling.listed import ListedCall

#: Below so many checked calls nothing is tested; the chi-square asks for five expected in each cell.
ENOUGH, _EXPECTED = 20, 5
#: Values with fewer calls than that are taken together.
_REST = "…"


class Trait(StrEnum):
    """By what calls could be picked."""

    LENGTH = "length"
    HOUR = "hour"
    QUEUE = "queue"
    SITE = "site"
    TENURE = "tenure"
    SCORE = "score"


TRAIT_NAMES: dict[Trait, Text] = {
    Trait.LENGTH: Text("通话时长", "Length of the call"),
    Trait.HOUR: Text("来电小时", "Hour of the call"),
    Trait.QUEUE: Text("技能组", "Queue"),
    Trait.SITE: Text("职场", "Site"),
    Trait.TENURE: Text("新老坐席", "New or settled agent"),
    Trait.SCORE: Text("我方评分", "Our score of the call"),
}


class Picked(StrEnum):
    """What the comparison says."""

    ALIKE = "alike"
    DIFFERENT = "different"
    TOO_FEW = "too_few"


PICKED_NAMES: dict[Picked, Text] = {
    Picked.ALIKE: Text("与全部来电相符", "like all calls"),
    Picked.DIFFERENT: Text("与全部来电不符", "unlike all calls"),
    Picked.TOO_FEW: Text("样本太少，无法判断", "too few to say"),
}


@dataclass(frozen=True)
class Pick:
    """One trait: the verdict, how likely so much is by chance, and where the two lie furthest apart."""

    trait: Trait
    picked: Picked
    chance: Decimal | None = None
    #: The value that is furthest off (an hour, a queue); the length: empty.
    value: str = ""
    #: Its share of the checked calls and of the others; the medians of the length in seconds, and of our
    #: scores in points.
    checked: Fraction | None = None
    others: Fraction | None = None
    #: Of how many checked calls, and of how many others, the trait is known.
    sizes: tuple[int, int] = (0, 0)


def cherry_picked(
    checked: Sequence[ListedCall],
    every: Sequence[ListedCall],
    ours: tuple[Sequence[Fraction], Sequence[Fraction]] = ((), ()),
) -> list[Pick]:
    """The checked calls beside all others, trait by trait; traits the list does not tell are left out.

    `ours`: what we scored of the calls they checked, and of others: good calls may be picked too.
    """
    keys = {call.key for call in checked}
    others = [call for call in every if call.key not in keys]
    lengths = [[call.length for call in calls if call.length is not None] for calls in (checked, others)]
    found = [_measured(Trait.LENGTH, *lengths), _measured(Trait.SCORE, *ours)]
    found += [_shares(trait, of, checked, others) for trait, of in _VALUES.items()]
    told = [pick for pick in found if pick is not None]
    tested = {pick.trait: pick.chance for pick in told if pick.chance is not None}
    out = stand_out(tested)
    return [_judged(pick, pick.trait in out) for pick in told]


def _judged(pick: Pick, stands_out: bool) -> Pick:
    if pick.chance is None:
        return pick
    picked = Picked.DIFFERENT if stands_out else Picked.ALIKE
    return replace(pick, picked=picked)


def _measured(
    trait: Trait, checked: Sequence[int | Fraction], others: Sequence[int | Fraction]
) -> Pick | None:
    mine, theirs = sorted(checked), sorted(others)
    if not theirs or (trait is Trait.SCORE and not mine):
        return None
    sizes = len(mine), len(theirs)
    if min(sizes) < ENOUGH:
        return Pick(trait, Picked.TOO_FEW, sizes=sizes)
    from scipy.stats import ks_2samp

    sides = [[each.numerator / each.denominator for each in side] for side in (mine, theirs)]
    chance = Fraction(ks_2samp(*sides, method="asymp").pvalue.item())
    return Pick(trait, Picked.ALIKE, rounded(chance, 12), "", _median(mine), _median(theirs), sizes)


def _shares(
    trait: Trait,
    of: Callable[[ListedCall], str | None],
    checked: Sequence[ListedCall],
    others: Sequence[ListedCall],
) -> Pick | None:
    mine = Counter(value for call in checked if (value := of(call)) is not None)
    theirs = Counter(value for call in others if (value := of(call)) is not None)
    if len(mine | theirs) < 2:
        return None
    cells = _cells(mine, theirs)
    n, m = (sum(cell[side] for cell in cells.values()) for side in (0, 1))
    if n < ENOUGH or m < ENOUGH or len(cells) < 2:
        return Pick(trait, Picked.TOO_FEW, sizes=(n, m))
    from scipy.stats import chi2

    squared = sum((_off(cell, n, m) for cell in cells.values()), Fraction(0))
    chance = Fraction(chi2.sf(squared.numerator / squared.denominator, len(cells) - 1).item())
    worst = max(cells, key=lambda value: (_off(cells[value], n, m), value))
    one, other = cells[worst]
    shares = Fraction(one, n), Fraction(other, m)
    return Pick(trait, Picked.ALIKE, rounded(chance, 12), worst, *shares, (n, m))


def _cells(mine: Counter[str], theirs: Counter[str]) -> dict[str, tuple[int, int]]:
    """Value → checked and others; those of which too few are expected taken together."""
    n, m = mine.total(), theirs.total()
    found: dict[str, tuple[int, int]] = {}
    for value in sorted(mine | theirs):
        both = mine[value] + theirs[value]
        name = value if both * min(n, m) >= _EXPECTED * (n + m) else _REST
        one, other = found.get(name, (0, 0))
        found[name] = one + mine[value], other + theirs[value]
    rest = sum(found.get(_REST, (0, 0)))
    if found and rest * min(n, m) < _EXPECTED * (n + m):
        found.pop(_REST, None)
    return found


def _off(cell: tuple[int, int], n: int, m: int) -> Fraction:
    """What a value adds to the chi-square."""
    one, other = cell
    both = Fraction(one + other, n + m)
    return (one - n * both) ** 2 / (n * both) + (other - m * both) ** 2 / (m * both)


def _median(ordered: Sequence[int | Fraction]) -> Fraction:
    middle = len(ordered) // 2
    return Fraction(ordered[middle] + ordered[-1 - middle], 2)


_VALUES: dict[Trait, Callable[[ListedCall], str | None]] = {
    Trait.HOUR: lambda call: None if call.minute is None else f"{call.minute // 60:02d}",
    Trait.QUEUE: lambda call: call.queue,
    Trait.SITE: lambda call: call.site,
    Trait.TENURE: lambda call: call.tenure,
}

"""Parting calls into strata, and sharing the calls to hear among them: by volume, equally, or some more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from qa.sampling.listed import ListedCall

#: What calls are in, in the order of the dimensions they are parted by; None: the list does not say.
Stratum = tuple[str | None, ...]


class Dimension(StrEnum):
    """What calls can be parted by beside their vendor."""

    SITE = "site"
    QUEUE = "queue"
    LANGUAGE = "language"
    DAYPART = "daypart"
    TENURE = "tenure"


DIMENSION_NAMES: dict[Dimension, Text] = {
    Dimension.SITE: Text("职场", "Site"),
    Dimension.QUEUE: Text("技能组", "Queue"),
    Dimension.LANGUAGE: Text("语种", "Language"),
    Dimension.DAYPART: Text("时段", "Part of the day"),
    Dimension.TENURE: Text("新老坐席", "New or settled agent"),
}
PART_NAMES: dict[str, Text] = {
    "morning": Text("上午（8–12点）", "Morning (8–12)"),
    "afternoon": Text("下午（12–18点）", "Afternoon (12–18)"),
    "evening": Text("晚间（18–22点）", "Evening (18–22)"),
    "night": Text("夜间（22–8点）", "Night (22–8)"),
    "new": Text("新坐席（不满90天）", "New agent (under 90 days)"),
    "settled": Text("老坐席", "Settled agent"),
}


class Allocation(StrEnum):
    """How the calls to hear are shared among the strata."""

    #: As many of each hundred everywhere; no weights are needed.
    PROPORTIONAL = "proportional"
    #: The same number everywhere: small strata are heard more, and weighted back.
    EQUAL = "equal"


ALLOCATION_NAMES: dict[Allocation, Text] = {
    Allocation.PROPORTIONAL: Text("按话务量比例", "In proportion to the calls"),
    Allocation.EQUAL: Text("各层相等", "The same number in each"),
}


def stratum_of(call: ListedCall, dimensions: Sequence[Dimension]) -> Stratum:
    """What the call is in."""
    return tuple(getattr(call, dimension.value) for dimension in dimensions)


def parted(calls: Iterable[ListedCall], dimensions: Sequence[Dimension]) -> dict[Stratum, list[ListedCall]]:
    """The calls by stratum, strata in the order of their names; a call that stands twice comes once."""
    found: dict[Stratum, list[ListedCall]] = {}
    for call in {call.key: call for call in calls}.values():
        found.setdefault(stratum_of(call, dimensions), []).append(call)
    return {stratum: found[stratum] for stratum in sorted(found, key=_order)}


def shared_out(
    n: int,
    volumes: Mapping[Stratum, int],
    allocation: Allocation = Allocation.PROPORTIONAL,
    times: Mapping[Stratum, Fraction] | None = None,
) -> dict[Stratum, int]:
    """How many of the `n` calls each stratum gives, never more than it has; together n, or all there are.

    `times`: a stratum heard so many times as often as its share (new agents, the night). By the largest
    remainders, so that nothing is lost to rounding; and a stratum with calls gives at least one where n
    reaches, or it would be left out of what is said of the whole.
    """
    keen = times or {}
    plain = allocation is Allocation.EQUAL
    wish = {each: keen.get(each, Fraction(1)) * (1 if plain else size) for each, size in volumes.items()}
    open_ones = {each for each, size in volumes.items() if size}
    given = {each: int(each in open_ones and n >= len(open_ones)) for each in volumes}
    while (left := min(n, sum(volumes.values())) - sum(given.values())) > 0:
        room = [each for each in volumes if given[each] < volumes[each]]
        _add(given, _next(left, room, wish, given), volumes)
    return given


def _next(
    left: int, room: Sequence[Stratum], wish: Mapping[Stratum, Fraction], given: Mapping[Stratum, int]
) -> dict[Stratum, int]:
    """The whole parts of what the strata with room still fall short of; else one more for the neediest."""
    total = left + sum(given[each] for each in room)
    weight = sum((wish[each] for each in room), Fraction(0))
    short = {each: total * wish[each] / weight - given[each] if weight else Fraction(1) for each in room}
    whole = {each: int(lack) for each, lack in short.items() if lack >= 1}
    if whole and sum(whole.values()) <= left:
        return whole
    neediest = max(room, key=lambda each: (short[each], [part or "" for part in each]))
    return {neediest: 1}


def _add(given: dict[Stratum, int], more: Mapping[Stratum, int], volumes: Mapping[Stratum, int]) -> None:
    for each, count in more.items():
        given[each] = min(given[each] + count, volumes[each])


def _order(stratum: Stratum) -> tuple[tuple[bool, str], ...]:
    """By name, what is not known last."""
    return tuple((part is None, part or "") for part in stratum)

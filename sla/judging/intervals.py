"""How long an interval of a contract is beside those that are reported, in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from core.text import Text


def step_of(begins: Iterable[int]) -> int | None:
    """How long intervals are by the shortest time between the beginnings of two, in minutes from midnight;
    None where there are no two."""
    return min((after - before for before, after in pairwise(sorted(begins))), default=None)


def together_words(reported: int, agreed: int) -> Text:
    """Shorter ones were put together."""
    return Text(
        f"报送的时段为 {reported} 分钟，按合同合并为 {agreed} 分钟的时段",
        f"Intervals of {reported} minutes were reported, put together into the contract's of {agreed}",
    )


def cannot_words(reported: int, agreed: int) -> Text:
    """Longer ones cannot be parted, nor others put together evenly: nothing is judged on them."""
    return Text(
        f"报送的时段为 {reported} 分钟，得不出合同约定的 {agreed} 分钟时段，无法考核",
        f"Intervals of {reported} minutes were reported, the contract's of {agreed} cannot be had from them",
    )

"""Answers given in two places since the same moment, brought together without losing one in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Merged:
    """What both sides come to, and where they said something different."""

    answers: Mapping[str, object]
    #: Keys both changed since, each to something else.
    differing: tuple[str, ...]
    #: Keys taken over from the other side.
    taken: tuple[str, ...]


def merged(base: Mapping[str, T], ours: Mapping[str, T], theirs: Mapping[str, T]) -> Merged:
    """`base`: as it stood when `theirs` was begun; `ours`: as it stands now. A side that left an answer as it
    was says nothing about it; where both changed it to different things, ours stays and it is named. A key
    that `theirs` lacks was left empty there: an answer is taken away by nobody's silence."""
    found, differing, taken = dict(ours), [], []
    for key, said in theirs.items():
        if said == base.get(key) or said == ours.get(key):
            continue
        if ours.get(key) != base.get(key):
            differing.append(key)
            continue
        found[key] = said
        taken.append(key)
    return Merged(found, tuple(differing), tuple(taken))

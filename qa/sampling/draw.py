"""The draw: a seed and the calls give the same sample on every machine, in whatever order the list stands.

Each call gets the SHA-256 of seed and key, and those with the lowest are heard. So whoever has the list and
the seed can draw again, with any language and without this program: a random generator would give another
sample in its next version, and in another order of the list. The seed is made after the list came in; nobody
can pick the calls by picking keys. Every call of a stratum is equally likely, for every hash is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from qa.sampling.listed import ListedCall
from qa.sampling.strata import Dimension, Stratum, parted

#: Calls kept ready in each stratum for unusable recordings: as many as drawn, and never fewer than this.
_READY = 5


@dataclass(frozen=True)
class Drawn:
    """What one stratum gave: the calls to hear, and those that stand in for them, in turn."""

    stratum: Stratum
    volume: int
    calls: tuple[ListedCall, ...]
    reserve: tuple[ListedCall, ...]


def rank(seed: str, key: str) -> str:
    """The place of a call in the draw: the SHA-256 of seed, line feed and key, in hex."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def in_turn(seed: str, calls: Iterable[ListedCall]) -> list[ListedCall]:
    """The calls in the order in which they are drawn."""
    return sorted(calls, key=lambda call: rank(seed, call.key))


def drawn(
    seed: str, calls: Iterable[ListedCall], dimensions: Sequence[Dimension], shares: Mapping[Stratum, int]
) -> list[Drawn]:
    """The sample without replacement, stratum by stratum; `shares` as shared_out gives them."""
    found = []
    for stratum, members in parted(calls, dimensions).items():
        turn, n = in_turn(seed, members), shares.get(stratum, 0)
        ready = n + max(n, _READY) if n else 0
        found.append(Drawn(stratum, len(turn), tuple(turn[:n]), tuple(turn[n:ready])))
    return found


def fingerprint(calls: Iterable[ListedCall]) -> str:
    """What tells one list of calls from another: the SHA-256 over its keys in order of their names."""
    found = sha256()
    for key in sorted({call.key for call in calls}):
        found.update(key.encode() + b"\n")
    return found.hexdigest()

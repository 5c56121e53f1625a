"""What several people said about the same thing of one draft: which answer stands, which stand against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Saying:
    """One answer as it was given. Sayings are only ever added, so none is lost."""

    #: 1, 2, 3 … of the same thing.
    number: int
    #: The number of the newest saying its author had seen; 0 before the first.
    saw: int
    #: None: taken back.
    value: Any
    #: Key and name of the person.
    by: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """The answer that stands, and those given by others without having seen it."""

    saying: Saying
    #: One a person, in the order they came; empty where all agree.
    against: tuple[Saying, ...] = ()
    #: The newest number: whoever answers having seen it settles the matter.
    newest: int = 0


def standing(sayings: Iterable[Saying]) -> Standing | None:
    """What stands after all these; None where nothing was said.

    An answer replaces what its author had seen, and one's own. Given without having seen another person's, it
    stands against that one until somebody who has seen both answers again.
    """
    stands: Saying | None = None
    against: dict[str, Saying] = {}
    newest = 0
    for saying in sorted(sayings, key=lambda each: each.number):
        if stands is None or saying.saw >= newest:
            stands, against = saying, {}
        elif saying.by == stands.by:
            stands = saying
        else:
            against[saying.by] = saying
        newest = saying.number
    if stands is None:
        return None
    differing = tuple(each for each in against.values() if each.value != stands.value)
    return Standing(stands, differing, newest)

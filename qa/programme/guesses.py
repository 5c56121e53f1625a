"""Which of our calls the vendor takes for tests 疑似拨测, and how often it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from qa.programme.shop import Shop

#: A guess names a call within this time of its start.
NEAR = timedelta(seconds=120)


@dataclass(frozen=True)
class Guess:
    """A call the vendor takes for one of ours."""

    vendor: str
    #: By the clock of the place.
    at: datetime
    agent: str = ""


@dataclass(frozen=True)
class GuessRate:
    """How well a vendor recognises our calls."""

    #: Samples it had, those of them it named, and how many calls it named altogether.
    samples: int
    recognised: int
    named: int

    @property
    def rate(self) -> Fraction | None:
        """Recognised of all our samples, in percent; None where it had none."""
        return Fraction(self.recognised * 100, self.samples) if self.samples else None

    @property
    def right(self) -> Fraction | None:
        """Right of all it named, in percent: guessing everything recognises all and is right seldom."""
        return Fraction(self.recognised * 100, self.named) if self.named else None


def guess_rate(vendor: str, shops: Iterable[Shop], guesses: Iterable[Guess]) -> GuessRate:
    """The vendor's guesses beside our samples with it; two guesses of one call are one."""
    samples = [shop for shop in shops if shop.vendor == vendor and shop.reached]
    named = {(guess.at, guess.agent): guess for guess in guesses if guess.vendor == vendor}
    recognised = [shop for shop in samples if any(_means(guess, shop) for guess in named.values())]
    return GuessRate(len(samples), len(recognised), max(len(named), len(recognised)))


def _means(guess: Guess, shop: Shop) -> bool:
    apart = abs(shop.at.replace(tzinfo=None) - guess.at.replace(tzinfo=None))
    same = not guess.agent or not shop.agent or guess.agent.lstrip("0") == shop.agent.lstrip("0")
    return apart <= NEAR and same

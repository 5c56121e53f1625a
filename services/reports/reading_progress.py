"""How far the reading of a file is, in rows and never backwards; where the person asked for it, it stops."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.language import N_, translated
from core.text import Lang
from importers.containers.rows_heard import Pass

#: What a whole file counts as, so that the bar has one measure from the first row to the last step.
WHOLE = 100
#: How much of it is done where a pass over its rows begins and ends, and after each of stage's steps.
_SHARES = {Pass.READ: (0, 50), Pass.SORTED: (50, 70)}
_STEPS = (0, 75, 90)
_ROWS = {
    Pass.READ: N_("Reading {name}: {n} of about {all} rows"),
    Pass.SORTED: N_("Telling figures from totals in {name}: {n} of {all} rows"),
}
_SAYING = (
    N_("Reading {name}"),
    N_("Holding {name} against what is in"),
    N_("Laying out what {name} changes"),
)
_EVERY_SECONDS = 0.3
#: Digits of a reckoned number of rows that are said.
_DIGITS = 3


class ReadingProgress:
    """What a job says while it reads a file: how much of WHOLE is done, and the words.

    A second way through the same rows says nothing new until it is further than the first was; that it is
    alive it says all the same, and hears whether it should stop.
    """

    def __init__(
        self,
        say: Callable[[int, int, str], None],
        name: str,
        lang: Lang,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say, self._name, self._lang, self._now = say, name, lang, now
        self._share, self.words, self._last, self._furthest = 0, "", float("-inf"), (0, 0)

    def rows(self, which: Pass, done: int, expected: int) -> None:
        """So many of its rows are through a pass."""
        if self._now() - self._last < _EVERY_SECONDS:
            return
        at = list(Pass).index(which), done
        if at > self._furthest:
            self._furthest = at
            first, last = _SHARES[which]
            share = first + (last - first) * done // max(expected, 1)
            self._put(share, _ROWS[which], n=f"{done:,}", all=f"{_about(expected):,}")
        self._last = self._now()
        self._say(self._share, WHOLE, self.words)

    def steps(self, done: int) -> None:
        """So many of the steps of taking a file up are done."""
        self._put(_STEPS[done], _SAYING[done])
        self._say(self._share, WHOLE, self.words)

    def _put(self, share: int, words: str, **facts: str) -> None:
        self._share = max(self._share, share)
        self.words = translated(words, self._lang).format(name=self._name, **facts)


def _about(n: int) -> int:
    """Three digits of a number, the rest rounded up: 298,311 → 299,000."""
    unit = 10 ** max(0, len(str(n)) - _DIGITS)
    return -(-n // unit) * unit

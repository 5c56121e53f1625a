"""Speed beside errors: fast is no merit where the errors grow with it (S2-06)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text


class Pace(StrEnum):
    """What speed and errors did against the month before."""

    FASTER_WORSE = "faster_worse"
    FASTER_NO_WORSE = "faster_no_worse"
    NOT_FASTER = "not_faster"
    NO_PAIR = "no_pair"


PACES: Mapping[Pace, Text] = {
    Pace.FASTER_WORSE: Text("更快，但差错更多", "Faster, but more errors"),
    Pace.FASTER_NO_WORSE: Text("更快，差错未增加", "Faster, no more errors"),
    Pace.NOT_FASTER: Text("没有变快", "Not faster"),
    Pace.NO_PAIR: Text("无法比较", "Nothing to compare"),
}


@dataclass(frozen=True)
class Timed:
    """An audited call whose length is known."""

    label: str
    #: Seconds talked (of a recording: talk and hold).
    seconds: int
    #: Whether it failed, or had something fatal.
    wrong: bool


@dataclass(frozen=True)
class SpeedAndErrors:
    """A month's pair."""

    label: str
    calls: int
    seconds: int
    wrong: int
    pace: Pace

    @property
    def mean(self) -> Fraction:
        """Seconds a call."""
        return Fraction(self.seconds, self.calls)

    @property
    def error_rate(self) -> Fraction:
        """Share of the calls that went wrong."""
        return Fraction(self.wrong, self.calls)


def pairs(calls: Iterable[Timed]) -> list[SpeedAndErrors]:
    """Month by month, each against the one before that has calls; only calls whose length is known, so that
    both sides of a pair speak of the same calls."""
    months: dict[str, list[Timed]] = {}
    for call in calls:
        months.setdefault(call.label, []).append(call)
    found: list[SpeedAndErrors] = []
    for label in sorted(months):
        mine = months[label]
        now = SpeedAndErrors(
            label, len(mine), sum(c.seconds for c in mine), sum(c.wrong for c in mine), Pace.NO_PAIR
        )
        pace = _pace(found[-1], now) if found else Pace.NO_PAIR
        found.append(SpeedAndErrors(label, now.calls, now.seconds, now.wrong, pace))
    return found


def _pace(before: SpeedAndErrors, now: SpeedAndErrors) -> Pace:
    if now.mean >= before.mean:
        return Pace.NOT_FASTER
    return Pace.FASTER_WORSE if now.error_rate > before.error_rate else Pace.FASTER_NO_WORSE

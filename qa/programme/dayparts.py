"""Times of day a programme spreads its calls over: peak, off-peak, night, weekend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.text import Text

#: Minutes from midnight, [from, to).
Span = tuple[int, int]
DAY: Span = (0, 24 * 60)
_SATURDAY = 6


class Daypart(StrEnum):
    """A time slot. Saturday and Sunday are weekend all day long, their nights too."""

    PEAK = "peak"
    OFF_PEAK = "off_peak"
    NIGHT = "night"
    WEEKEND = "weekend"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return DAYPART_NAMES[self]


DAYPART_NAMES: dict[Daypart, Text] = {
    Daypart.PEAK: Text("忙时", "Peak"),
    Daypart.OFF_PEAK: Text("闲时", "Off-peak"),
    Daypart.NIGHT: Text("夜间", "Night"),
    Daypart.WEEKEND: Text("周末", "Weekend"),
}


@dataclass(frozen=True)
class Dayparts:
    """Which minutes of a working day are which; what is neither peak nor night is off-peak."""

    peak: tuple[Span, ...] = ((9 * 60, 12 * 60), (14 * 60, 18 * 60))
    night: tuple[Span, ...] = ((0, 8 * 60), (21 * 60, 24 * 60))
    #: Nobody is rung up outside these minutes, whatever the slot.
    open: Span = DAY

    def of(self, at: datetime) -> Daypart:
        """The slot of an instant by the clock of the place."""
        return self._of_minute(at.hour * 60 + at.minute, at.isoweekday() >= _SATURDAY)

    def minutes(self, part: Daypart, day: date) -> list[int]:
        """The minutes of a day that belong to a slot and are open, in order; none on other days."""
        weekend = day.isoweekday() >= _SATURDAY
        if weekend is not (part is Daypart.WEEKEND):
            return []
        return [minute for minute in range(*self.open) if self._of_minute(minute, weekend) is part]

    def _of_minute(self, minute: int, weekend: bool) -> Daypart:
        if weekend:
            return Daypart.WEEKEND
        if _inside(minute, self.peak):
            return Daypart.PEAK
        return Daypart.NIGHT if _inside(minute, self.night) else Daypart.OFF_PEAK


def _inside(minute: int, spans: Sequence[Span]) -> bool:
    return any(start <= minute < end for start, end in spans)

"""Times of day a programme spreads its calls over: peak, off-peak, night, weekend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from core.errors import WrongInputError
from core.text import Text

#: Minutes from midnight, [from, to).
Span = tuple[int, int]
DAY: Span = (0, 24 * 60)
_SATURDAY = 6
_HOUR_MIN = 60
#: 09:00–12:00, 9-12, 21点至8点; several with a comma or 、 between them.
_CLOCK = r"(\d{1,2})(?:[:：](\d{2})|[点時时])?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-–—~～至到]|to)\s*{_CLOCK}")
_BETWEEN = re.compile(r"[,，、;；]")


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

    def __post_init__(self) -> None:
        """Refused: minutes that are peak and night at once, and none in which anybody is rung up."""
        for peak in self.peak:
            for night in self.night:
                if peak[0] < night[1] and night[0] < peak[1]:
                    raise WrongInputError("slots_overlap", first=clock([peak]), last=clock([night]))
        if self.open[0] >= self.open[1]:
            raise WrongInputError("slots_closed", value=clock([self.open]))

    def of(self, at: datetime) -> Daypart:
        """The slot of an instant by the clock of the place."""
        return self.of_minute(at.hour * 60 + at.minute, at.isoweekday() >= _SATURDAY)

    def minutes(self, part: Daypart, day: date) -> list[int]:
        """The minutes of a day that belong to a slot and are open, in order; none on other days."""
        weekend = day.isoweekday() >= _SATURDAY
        if weekend is not (part is Daypart.WEEKEND):
            return []
        return list(_minutes(self, part))

    def days(self, part: Daypart, since: date, until: date) -> list[date]:
        """The days of a span, both ends included, that have a minute of the slot."""
        every = [since + timedelta(days=i) for i in range((until - since).days + 1)]
        fit = [day for day in every if (day.isoweekday() >= _SATURDAY) is (part is Daypart.WEEKEND)]
        return fit if fit and self.minutes(part, fit[0]) else []

    def of_minute(self, minute: int, weekend: bool) -> Daypart:
        """The slot of a minute since midnight."""
        if weekend:
            return Daypart.WEEKEND
        if _inside(minute, self.peak):
            return Daypart.PEAK
        return Daypart.NIGHT if _inside(minute, self.night) else Daypart.OFF_PEAK


@lru_cache(maxsize=256)
def _minutes(parts: Dayparts, part: Daypart) -> tuple[int, ...]:
    """The open minutes of a slot: of every day the same, and asked for every day of every cell of a wave."""
    weekend = part is Daypart.WEEKEND
    return tuple(minute for minute in range(*parts.open) if parts.of_minute(minute, weekend) is part)


def spans(typed: str) -> tuple[Span, ...]:
    """What a person typed as clock times: '09:00–12:00, 14:00–18:00'. Over midnight it falls into two.

    Refused where a part cannot be read, names no time of day, or begins when it ends.
    """
    parts = [part.strip() for part in _BETWEEN.split(typed) if part.strip()]
    return tuple(sorted(span for part in parts for span in _span(part)))


def clock(said: Iterable[Span]) -> str:
    """Spans as they are typed and shown; the two parts of one over midnight are one again."""
    ordered = sorted(said)
    first, last = (ordered[0], ordered[-1]) if ordered else (DAY, DAY)
    if len(ordered) > 1 and first[0] == DAY[0] and last[1] == DAY[1]:
        ordered = [*ordered[1:-1], (last[0], first[1])]
    return ", ".join(f"{_time(start)}–{_time(end)}" for start, end in ordered)


def _span(part: str) -> list[Span]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise WrongInputError("clock_span", value=part)
    hours, minutes = (found[1], found[3]), (found[2] or 0, found[4] or 0)
    start, end = (int(hour) * _HOUR_MIN + int(minute) for hour, minute in zip(hours, minutes, strict=True))
    if max(start, end) > DAY[1] or start == end or max(int(minute) for minute in minutes) >= _HOUR_MIN:
        raise WrongInputError("clock_span", value=part)
    return (
        [(start, end)] if start < end else [span for span in ((start, DAY[1]), (0, end)) if span[0] < span[1]]
    )


def _time(minute: int) -> str:
    return f"{minute // _HOUR_MIN:02}:{minute % _HOUR_MIN:02}"


def _inside(minute: int, spans: Sequence[Span]) -> bool:
    return any(start <= minute < end for start, end in spans)

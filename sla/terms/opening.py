"""Opening hours that are not the same every day: other hours at weekends and on public holidays, or none.

Hours may run past midnight (20:00-06:00): that night belongs to the day it began on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Minutes from midnight of the day they begin on, [from, to): 20:00-06:00 ends at 30:00.
Span = tuple[int, int]
MIDNIGHT = 24 * 60
CLOSED: Span = (0, 0)
WHOLE_DAY: Span = (0, MIDNIGHT)


class DayKind(StrEnum):
    """What a day is to opening hours. A make-up working day is a weekday, whatever day of the week it is."""

    WEEKDAY = "weekdays"
    WEEKEND = "weekend"
    HOLIDAY = "holidays"


@dataclass(frozen=True)
class Opening:
    """The hours of each kind of day."""

    weekdays: Span
    #: None: as on weekdays.
    weekend: Span | None = None
    #: None: as on the day of the week a holiday falls on.
    holidays: Span | None = None
    #: Site → its own hours, where it has other ones.
    sites: tuple[tuple[str, Opening], ...] = ()

    def on(self, kind: DayKind, *, at_weekend: bool) -> Span:
        """The hours on a day of this kind; `at_weekend` whether it is a Saturday or Sunday."""
        if kind is DayKind.HOLIDAY and self.holidays is not None:
            return self.holidays
        weekend = kind is DayKind.WEEKEND or (kind is DayKind.HOLIDAY and at_weekend)
        return self.weekend if weekend and self.weekend is not None else self.weekdays

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every hours it states, of sites too."""
        own = (self.weekdays, self.weekend, self.holidays)
        return (*(each for each in own if each is not None), *(s for _, o in self.sites for s in o.spans))

    @property
    def night_ends(self) -> int:
        """Minutes from midnight until which its last night runs; 0 where none crosses midnight."""
        return max(max(0, end - MIDNIGHT) for _, end in self.spans)


def past_midnight(start: int, end: int) -> Span:
    """Clock times as hours: an end that is not after the start is of the day after. None open is no hours."""
    return (start, end) if start < end or (start, end) == CLOSED else (start, end + MIDNIGHT)


def clock_spans(span: Span) -> tuple[Span, ...]:
    """The hours as clock times of whichever days they fall on: of a whole day all of them."""
    start, end = span
    if end - start == MIDNIGHT:
        return (WHOLE_DAY,)
    return (span,) if end <= MIDNIGHT else ((start, MIDNIGHT), (0, end - MIDNIGHT))


def span_text(span: Span) -> str:
    """As the contract file writes it: 08:00-20:00, 20:00-06:00, or closed."""
    if span == CLOSED:
        return "closed"
    start, end = span
    ends = (start, end if end <= MIDNIGHT else end - MIDNIGHT)
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in ends)

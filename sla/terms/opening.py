"""Opening hours that are not the same every day: other hours at weekends and on public holidays, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Minutes from midnight, [from, to).
Span = tuple[int, int]
CLOSED: Span = (0, 0)
WHOLE_DAY: Span = (0, 24 * 60)


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


def span_text(span: Span) -> str:
    """As the contract file writes it: 08:00-20:00, or closed."""
    if span == CLOSED:
        return "closed"
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)

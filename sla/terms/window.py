"""Over which months a clause is measured."""

from __future__ import annotations

from enum import StrEnum

from core.period import labels_between, parse_label, shifted


class Window(StrEnum):
    """A clause's window, ending with the month that is judged."""

    MONTH = "month"
    #: The calendar quarter up to the month, judged every month.
    QUARTER = "quarter"
    #: The whole calendar quarter, judged once, in its last month.
    QUARTER_END = "quarter_end"
    #: Days of a campaign, judged when they are complete (sla/terms/campaign.py).
    CAMPAIGN = "campaign"
    ROLLING_2 = "rolling_2"
    ROLLING_3 = "rolling_3"
    ROLLING_4 = "rolling_4"
    ROLLING_5 = "rolling_5"
    ROLLING_6 = "rolling_6"
    ROLLING_7 = "rolling_7"
    ROLLING_8 = "rolling_8"
    ROLLING_9 = "rolling_9"
    ROLLING_10 = "rolling_10"
    ROLLING_11 = "rolling_11"
    ROLLING_12 = "rolling_12"

    @property
    def months(self) -> int | None:
        """Of how many rolling months it is; None for a quarter."""
        if self in (Window.MONTH, Window.CAMPAIGN):
            return 1
        return int(self.removeprefix("rolling_")) if self.startswith("rolling_") else None


def labels_in(window: Window, label: str) -> list[str]:
    """The months a window covers when `label` is judged; a quarter runs up to that month."""
    back = window.months - 1 if window.months else _of_quarter(label)
    return labels_between(shifted(label, -back), label)


def is_due(window: Window, label: str) -> bool:
    """Whether a clause is judged in the month at all."""
    return window is not Window.QUARTER_END or _of_quarter(label) == 2


def _of_quarter(label: str) -> int:
    """0 for the first month of a calendar quarter, 2 for its last."""
    return (parse_label(label)[1] - 1) % 3

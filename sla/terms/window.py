"""Over which months a clause is measured."""

from __future__ import annotations

from enum import StrEnum

from core.period import labels_between, parse_label, shifted


class Window(StrEnum):
    """A clause's window, ending with the month that is judged."""

    MONTH = "month"
    QUARTER = "quarter"
    ROLLING_3 = "rolling_3"
    ROLLING_12 = "rolling_12"


def labels_in(window: Window, label: str) -> list[str]:
    """The months a window covers when `label` is judged; a quarter runs up to that month."""
    if window is Window.QUARTER:
        return labels_between(shifted(label, -((parse_label(label)[1] - 1) % 3)), label)
    return labels_between(shifted(label, 1 - _LENGTH[window]), label)


_LENGTH = {Window.MONTH: 1, Window.ROLLING_3: 3, Window.ROLLING_12: 12}

"""Intervals that are told apart, put together into longer ones."""

from __future__ import annotations

from core.counts import added

#: Value of the dimension that is told apart → base count → (total, rows).
Totals = dict[str | None, dict[str, tuple[int, int]]]


def wider(totals: Totals, width: int | None) -> Totals:
    """Intervals put together into ones of `width` minutes; None: as they are."""
    if width is None:
        return totals
    found: Totals = {}
    for value, counts in totals.items():
        begins = None if value is None else str(int(value) // width * width)
        into = found.setdefault(begins, {})
        for name, (total, rows) in counts.items():
            before = into.get(name, (0, 0))
            into[name] = (added(name, before[0], total), before[1] + rows)
    return found

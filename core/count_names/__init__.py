"""The names of the base counts, a file for each subject: what it is called in both languages."""

from __future__ import annotations

from core.count_names import (
    cases,
    chat,
    contacts,
    customers,
    durations,
    governance,
    outbound,
    people,
    quality,
    training,
)

#: Every row of every subject, in the order of the page of documentation.
ROWS: tuple[tuple[str, ...], ...] = tuple(
    row
    for subject in (
        contacts,
        chat,
        outbound,
        durations,
        customers,
        cases,
        quality,
        training,
        people,
        governance,
    )
    for row in subject.ROWS
)

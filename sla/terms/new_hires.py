"""New hires left out of a figure for their first days 新员工保护期, as a clause says it (2.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NewHires:
    """For so many days from the day of joining an agent's contacts count in neither part of the figure."""

    #: Calendar days, the day of joining the first of them: [joined, joined + days).
    days: int

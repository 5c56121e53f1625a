"""ANDA's own list of calls for three days of November, one row a call, adding up to its daily figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from sample_data import figures
from sample_data.figures import Row, drawn
from sample_data.stories import ANDA, UNDER_WAY
from sample_data.tables import Cell, Column, Table

#: The days listed: those on which every call that was not answered was abandoned.
LISTED = (date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18))
_COLUMNS = ("Call ID", "Call start", "Site", "Agent ID", "Call status", "Wait time (s)", "Talk time (s)")
#: The hotline is open from 8 to 22.
_OPENS_S, _CLOSES_S = 8 * 3600, 22 * 3600 - 600
#: The first and last agent of each site.
_AGENTS = {"AD-CD": (1, 50), "AD-XA": (51, 96)}
_LONGEST_S = 20


def call_list() -> Table:
    """Every call of the days in the order it came, of both sites."""
    rows = [row for day in figures.daily(ANDA, UNDER_WAY) if day.day in LISTED for row in _calls_of(day)]
    rows.sort(key=lambda row: (str(row[0]), str(row[1])))
    for number, row in enumerate(rows, start=1):
        row.insert(0, f"AD2611{number:05d}")
    return Table("", "", [Column("", header) for header in _COLUMNS], rows)


def _calls_of(day: Row) -> list[list[Cell]]:
    """Answered calls with waits and lengths that add up to the day's, then the abandoned ones."""
    rng, counts = drawn(ANDA, day.site.code, day.day, "calls"), day.counts
    waits = _waits(rng, counts["answered_within_15"], counts["answered_within_20"], counts["answered"])
    _level(rng, waits, counts["wait_s"], counts["answered_within_20"])
    talks = [rng.randint(40, 440) for _ in waits]
    _nudge(rng, talks, counts["talk_s"], range(len(talks)), 15, 1200)
    first, last = _AGENTS[day.site.code]
    made: list[list[Cell]] = [
        [_moment(rng, day.day), day.site.name_en, f"{rng.randint(first, last):04d}", "Answered", wait, talk]
        for wait, talk in zip(waits, talks, strict=True)
    ]
    lost = range(counts["offered"] - counts["answered"])
    made += [
        [_moment(rng, day.day), day.site.name_en, "", "Abandoned", rng.randint(6, 140), None] for _ in lost
    ]
    return made


def _waits(rng: Random, within_15: int, within_20: int, answered: int) -> list[int]:
    """So many calls within 15 seconds, so many more within 20, the others longer."""
    return [
        *(rng.randint(1, 11) for _ in range(within_15)),
        *(rng.randint(16, _LONGEST_S) for _ in range(within_20 - within_15)),
        *(rng.randint(28, 72) for _ in range(answered - within_20)),
    ]


def _level(rng: Random, waits: list[int], total: int, within_20: int) -> None:
    """Lengthen or shorten the slow calls until all waits add up."""
    _nudge(rng, waits, total, range(within_20, len(waits)), _LONGEST_S + 1, 600)


def _nudge(rng: Random, values: list[int], total: int, where: range, least: int, most: int) -> None:
    """Move the values at some places by small steps, within their bounds, until all of them add up."""
    while apart := total - sum(values):
        step = max(1, abs(apart) // (2 * len(where)))
        at = rng.choice(where)
        values[at] = min(most, max(least, values[at] + (step if apart > 0 else -step)))


def _moment(rng: Random, day: date) -> datetime:
    return datetime.combine(day, datetime.min.time()) + timedelta(seconds=rng.randint(_OPENS_S, _CLOSES_S))

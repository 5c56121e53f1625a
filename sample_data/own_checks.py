"""ANDA's sheet of its own audits, one row a call: short calls of the day, and a mild hand.

Ten of the calls are among those that the client's random sample hears (services/work/demo_samples.py), so
that the two can be held against each other.
"""

from __future__ import annotations

from random import Random

from sample_data.call_list import call_list
from sample_data.tables import Cell, Column, Table

_ITEMS = ("Greeting", "Identity check", "Need confirmed", "Accuracy", "Complete solution", "Attitude",
          "Pace and tone", "Listening and communication", "Closing and survey invitation")  # fmt: skip
_HEADERS = ("Call ID", "Call date", "Agent ID", "QA score", "QA result", "Fatal", *_ITEMS)
#: Call → the items it found wanting, of those the client hears as well.
_HEARD: dict[str, tuple[str, ...]] = {
    "AD261102595": (), "AD261102766": (), "AD261102467": (), "AD261100379": (), "AD261101632": (),
    "AD261102710": ("Closing and survey invitation",), "AD261100657": ("Pace and tone",),
    "AD261100021": (), "AD261102465": (), "AD261103438": (),
}  # fmt: skip
_POINTS = {"Pace and tone": 5, "Closing and survey invitation": 5}
#: Beside them, calls of the working day of at most so many seconds.
_OTHERS, _LONGEST_S, _HOURS = 30, 180, range(9, 17)


def own_checks() -> Table:
    """Forty calls in the order they came."""
    calls = {str(row[0]): row for row in call_list().rows}
    others = [number for number, row in calls.items() if number not in _HEARD and _is_easy(row)]
    rng = Random("ANDA own checks 2026-11")
    taken = sorted([*_HEARD, *rng.sample(others, _OTHERS)])
    rows = [_row(number, calls[number], rng) for number in taken]
    return Table("", "", [Column("", header) for header in _HEADERS], rows)


def _is_easy(row: list[Cell]) -> bool:
    talk, hour = row[6], int(str(row[1])[11:13])
    return isinstance(talk, int) and talk <= _LONGEST_S and hour in _HOURS


def _row(number: str, call: list[Cell], rng: Random) -> list[Cell]:
    wanting = _HEARD.get(number, ("Pace and tone",) if rng.random() < 0.2 else ())
    score = 100 - sum(_POINTS[item] for item in wanting)
    answers = ["No" if item in wanting else "Yes" for item in _ITEMS]
    return [number, str(call[1])[:10], str(call[3]), f"{score} / 100", "Pass", "No", *answers]

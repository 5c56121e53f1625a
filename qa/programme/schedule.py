"""The random schedule of a wave, drawn from its recorded seed: the same on any machine and in any order.

Each call draws from SHA-256 of seed, cell and its number in the cell, not from a running generator: changing
one cell's quota moves no call of another, and a longer plan only adds calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from core.finding import Finding
from core.text import Text
from qa.programme.wave import Cell, Wave


@dataclass(frozen=True, order=True)
class Dial:
    """One call to be made: when (by the clock of the place) and in which cell."""

    at: datetime
    cell: Cell
    #: 1 first, in its cell.
    number: int


def schedule(wave: Wave) -> tuple[list[Dial], list[Finding]]:
    """Every planned call at a random minute of its slot, spread over weekdays, none in a blackout.

    A cell whose slot has no free minute in the wave is told instead of scheduled.
    """
    dials: list[Dial] = []
    full: list[Text] = []
    for cell, planned in sorted(wave.quotas.items()):
        days = _days(wave, cell)
        if planned and not days:
            full.append(_said(wave, cell))
        for number in range(1, planned + 1 if days else 1):
            dials.append(Dial(_minute(wave, cell, number, days), cell, number))
    found = [Finding("schedule_no_room", facts={"wave": wave.code, "cells": full})] if full else []
    return sorted(dials), found


def _days(wave: Wave, cell: Cell) -> list[tuple[date, list[int]]]:
    """The days a cell may be called on, in the order they are dealt, with their free minutes.

    Weekdays take turns: the first call of a cell on one weekday, the second on another, so that few calls do
    not all fall on Mondays.
    """
    length = (wave.until - wave.since).days + 1
    every = (wave.since + timedelta(days=i) for i in range(length))
    free = {day: minutes for day in every if (minutes := _free(wave, cell, day))}
    turns: dict[int, list[date]] = {}
    for day in sorted(free, key=lambda day: _draw(wave, cell, "day", day)):
        turns.setdefault(day.isoweekday(), []).append(day)
    order = sorted(turns, key=lambda weekday: _draw(wave, cell, "weekday", weekday))
    longest = max(map(len, turns.values()), default=0)
    dealt = [
        turns[weekday][turn] for turn in range(longest) for weekday in order if turn < len(turns[weekday])
    ]
    return [(day, free[day]) for day in dealt]


def _free(wave: Wave, cell: Cell, day: date) -> list[int]:
    minutes = wave.parts.minutes(cell.part, day)
    if not any(_touches(blackout.start, blackout.end, day) for blackout in wave.blackouts):
        return minutes
    return [m for m in minutes if not any(b.hits(_at(day, m), cell.vendor) for b in wave.blackouts)]


def _minute(wave: Wave, cell: Cell, number: int, days: Sequence[tuple[date, list[int]]]) -> datetime:
    day, minutes = days[(number - 1) % len(days)]
    return _at(day, minutes[_draw(wave, cell, "minute", number) % len(minutes)])


def _touches(start: datetime, end: datetime, day: date) -> bool:
    return start < _at(day, 0) + timedelta(days=1) and _at(day, 0) < end


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def _draw(wave: Wave, cell: Cell, *words: object) -> int:
    said = (wave.seed, wave.code, cell.vendor, cell.site, cell.brief, cell.part.value, *words)
    return int(sha256("\x1f".join(map(str, said)).encode()).hexdigest(), 16)


def _said(wave: Wave, cell: Cell) -> Text:
    name, more = wave.named(cell.vendor), [part for part in (cell.site, cell.brief) if part]
    zh, en = [name.zh, *more, cell.part.words.zh], [name.en, *more, cell.part.words.en]
    return Text(" · ".join(zh), " · ".join(en))

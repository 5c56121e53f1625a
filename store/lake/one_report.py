"""Calls listed one by one beside figures of the same days: for each day and place one of them speaks.

They are the same calls. Where the figures hold all of an indicator's counts they speak, as they are what a
person states; where they do not and the list does, the list speaks; and no indicator is a sum of both. A
count that no figure gives anywhere may come from the list on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.batch import Dataset

if TYPE_CHECKING:
    from store.lake.whole_rows import Line

_Place = tuple[str | None, ...]


class _Speaks(StrEnum):
    FIGURES = "figures"
    CALLS = "calls"
    #: Neither holds all of the counts: each gives what the other never does.
    BOTH = "both"


@dataclass
class _Group:
    """The lines of a day that may be about the same calls: their places name nothing different."""

    places: set[_Place] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)


def one_report_a_day(every: Sequence[Line], names: Sequence[str]) -> tuple[tuple[Line, ...], set[date]]:
    """The lines that speak, each with the counts it may give; and the days on which the row of several days
    had to be left out because the list speaks on some of them."""
    if len({line.dataset is Dataset.CALLS for line in every}) < 2:
        return tuple(every), set()
    wanted = frozenset(names)
    found = _decided(every, wanted)
    elsewhere = {n for line in every if line.dataset is not Dataset.CALLS for n in line.totals} & wanted
    kept: list[Line] = []
    lacking: set[date] = set()
    for line in every:
        said = {day: found[day, line.place] for day in days_of(line)}
        if line.dataset is Dataset.CALLS:
            kept += _of_calls(line, said[line.day], elsewhere)
        elif _Speaks.CALLS not in said.values():
            kept.append(line)
        else:
            lacking.update(day for day, who in said.items() if who is not _Speaks.CALLS)
    return tuple(kept), lacking


def days_of(line: Line) -> Iterator[date]:
    """The days a line stands for."""
    return (line.day + timedelta(days=i) for i in range((line.day_end - line.day).days))


def _of_calls(line: Line, who: _Speaks, elsewhere: set[str]) -> list[Line]:
    """What the list gives: all of it, nothing, or what no figure gives anywhere."""
    if who is _Speaks.CALLS:
        return [line]
    rest = {n: total for n, total in line.totals.items() if n not in elsewhere}
    return [replace(line, totals=rest)] if who is _Speaks.BOTH and rest else []


def _decided(every: Sequence[Line], wanted: frozenset[str]) -> dict[tuple[date, _Place], _Speaks]:
    """Who speaks on each day about each place that a line of that day names."""
    by_day: dict[date, list[Line]] = {}
    for line in every:
        for day in days_of(line):
            by_day.setdefault(day, []).append(line)
    return {
        (day, place): _who(group, wanted)
        for day, lines in by_day.items()
        for group in _grouped(lines, wanted)
        for place in group.places
    }


def _grouped(lines: Sequence[Line], wanted: frozenset[str]) -> list[_Group]:
    groups: list[_Group] = []
    for line in lines:
        met = [g for g in groups if any(_may_be_same(line.place, place) for place in g.places)]
        one = _Group({line.place})
        for other in met:
            one.places |= other.places
            one.figures |= other.figures
            one.calls |= other.calls
        (one.calls if line.dataset is Dataset.CALLS else one.figures).update(wanted & line.totals.keys())
        groups = [g for g in groups if g not in met] + [one]
    return groups


def _may_be_same(one: _Place, other: _Place) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _who(group: _Group, wanted: frozenset[str]) -> _Speaks:
    if wanted <= group.figures or not group.calls:
        return _Speaks.FIGURES
    return _Speaks.CALLS if wanted <= group.calls else _Speaks.BOTH

"""What a request for relief asks for: days and hours, counts, forecast or target; to and from its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from core.period import Period
from sla.exact import exact_text
from sla.terms.contract import Clause
from sla.terms.relief import Counts, Excess


@dataclass(frozen=True)
class Cell:
    """Days × hours × scope that a relief is about; hours None for whole days, scope empty for all."""

    first: date
    last: date
    hours: tuple[int, int] | None = None
    scope: Mapping[str, str] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        """The days, half-open."""
        return Period(self.first, self.last + timedelta(days=1))

    def months(self, months: Iterable[Period]) -> list[Period]:
        """Its days month by month: what is kept of each month is told apart there."""
        mine = self.period
        both = (Period(max(mine.start, each.start), min(mine.end, each.end)) for each in months)
        return [each for each in both if each.start < each.end]

    @property
    def words(self) -> str:
        """Such as '2026-05-03–2026-05-04 9:00–12:00 SHA'; codes and dates, the same in both languages."""
        days = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        hours = [f"{self.hours[0]}:00–{self.hours[1]}:00"] if self.hours else []
        return " ".join([days, *hours, *self.scope.values()])

    def overlaps(self, other: Cell) -> bool:
        """Whether both may hold the same contact."""
        mine, theirs = self.hours or (0, 24), other.hours or (0, 24)
        apart = any(other.scope.get(name, value) != value for name, value in self.scope.items())
        return (
            self.period.overlaps(other.period)
            and max(mine[0], theirs[0]) < min(mine[1], theirs[1])
            and not apart
        )

    def within(self, clause: Clause) -> Clause | None:
        """The clause narrowed to the cell; None where the cell lies outside of its hours or scope."""
        hours = _common(clause.hours, self.hours)
        apart = any(clause.scope.get(name, value) != value for name, value in self.scope.items())
        if hours == (0, 0) or apart:
            return None
        return replace(clause, hours=hours, scope={**clause.scope, **self.scope})


@dataclass(frozen=True)
class ReliefTerms:
    """Everything a mechanism may need; each uses its own part."""

    #: remove_cells.
    cells: tuple[Cell, ...] = ()
    #: remove_contacts: clause → what is taken off, in the reader's units.
    counts: Mapping[str, Counts] = field(default_factory=dict)
    #: cap_volume.
    excess: tuple[Excess, ...] = ()
    tolerance: Fraction = Fraction(0)
    #: replace_target.
    target: Fraction | None = None
    minimum: Fraction | None = None


def terms_as_dict(terms: ReliefTerms) -> dict[str, Any]:
    """As the record keeps them: exact numbers as text, nothing that is empty."""
    found = {
        "cells": [_cell_as_dict(cell) for cell in terms.cells],
        "counts": {clause: _pair(counts) for clause, counts in terms.counts.items()},
        "excess": [
            [e.where, exact_text(e.forecast), exact_text(e.offered), _pair(e.counts)] for e in terms.excess
        ],
        "tolerance": exact_text(terms.tolerance) if terms.tolerance else None,
        "target": None if terms.target is None else exact_text(terms.target),
        "minimum": None if terms.minimum is None else exact_text(terms.minimum),
    }
    return {name: value for name, value in found.items() if value}


def terms_of(stored: Mapping[str, Any]) -> ReliefTerms:
    """The terms a record keeps."""
    return ReliefTerms(
        tuple(_cell(each) for each in stored.get("cells", ())),
        {clause: _counts(pair) for clause, pair in stored.get("counts", {}).items()},
        tuple(Excess(w, Fraction(f), Fraction(o), _counts(c)) for w, f, o, c in stored.get("excess", ())),
        Fraction(stored.get("tolerance", "0")),
        _number(stored.get("target")),
        _number(stored.get("minimum")),
    )


def _common(mine: tuple[int, int] | None, theirs: tuple[int, int] | None) -> tuple[int, int] | None:
    """The hours both have; (0, 0) where there are none."""
    if mine is None or theirs is None:
        return mine or theirs
    start, end = max(mine[0], theirs[0]), min(mine[1], theirs[1])
    return (start, end) if start < end else (0, 0)


def _cell_as_dict(cell: Cell) -> dict[str, Any]:
    found = {"from": cell.first.isoformat(), "to": cell.last.isoformat()}
    extra = {"hours": list(cell.hours) if cell.hours else None, "scope": dict(cell.scope)}
    return {**found, **{name: value for name, value in extra.items() if value}}


def _cell(stored: Mapping[str, Any]) -> Cell:
    hours = stored.get("hours")
    return Cell(
        date.fromisoformat(stored["from"]),
        date.fromisoformat(stored["to"]),
        (hours[0], hours[1]) if hours else None,
        stored.get("scope", {}),
    )


def _pair(counts: Counts) -> list[str]:
    return [exact_text(counts.numerator), exact_text(counts.denominator)]


def _counts(stored: list[str]) -> Counts:
    return Counts(Fraction(stored[0]), Fraction(stored[1]))


def _number(stored: str | None) -> Fraction | None:
    return None if stored is None else Fraction(stored)

"""A month that an amendment cuts, as data: whose terms each clause is judged by, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.period import Period
from core.text import Text

if TYPE_CHECKING:
    from sla.terms.contract import Clause, Contract


@dataclass(frozen=True)
class DayPart:
    """Some days of the month and the clause as the version in force on them has it."""

    days: Period
    version: str
    #: Its figure, target and minimum; points and money stay the governing version's.
    clause: Clause


@dataclass(frozen=True)
class ClauseCut:
    """How one clause is judged in a month that an amendment cuts."""

    #: Which version governs the month, and which reading holds for the clause.
    words: tuple[Text, ...]
    #: The month part by part; empty where one version judges all of it.
    parts: tuple[DayPart, ...] = ()


@dataclass(frozen=True)
class MonthCut:
    """The versions in force in the month, in order, and of them the one that governs it as a whole."""

    governing: Contract
    versions: tuple[Contract, ...]


def clauses_asked(contract: Contract) -> Iterator[Clause]:
    """Every clause, and of those split by day each part's: whatever figures are looked up for."""
    for clause in contract.clauses:
        yield clause
        if clause.cut:
            yield from (part.clause for part in clause.cut.parts)


def is_cut(contract: Contract) -> bool:
    """Whether these are the terms of one month alone, which an amendment cuts."""
    return contract.cut is not None or any(clause.cut for clause in contract.clauses)


def day_parts(contract: Contract) -> list[Period]:
    """The stretches of days that some clause of the month is judged on by itself."""
    cuts = [clause.cut for clause in contract.clauses if clause.cut]
    return sorted({part.days for cut in cuts for part in cut.parts})


def clause_on(clause: Clause, first: str | None) -> Clause:
    """The clause of the part that begins on `first` (ISO); the clause itself where no part does."""
    parts = clause.cut.parts if clause.cut else ()
    return next((part.clause for part in parts if part.days.start.isoformat() == first), clause)

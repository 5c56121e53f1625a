"""How far a change 变更 has come at a vendor: whom it is for on a day, who lacked it, met or breached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.period import Period
from core.text import Text
from qa.roster.spell import Spell, Standing
from qa.training.due import ZONE, Due
from qa.training.required import concerns
from qa.training.requirement import Change


@dataclass(frozen=True, slots=True)
class Pass:
    """A day on which a course was passed, and the instant where the list told one."""

    day: date
    at: datetime | None = None


#: Mark → course → when it was passed.
Passed = Mapping[str, Mapping[str, Iterable[Pass]]]


class ChangeState(StrEnum):
    """Where a change stands at a vendor; nobody presses anything for it to be breached."""

    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    CALLED_OFF = "called_off"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STATES[self]


_STATES: dict[ChangeState, Text] = {
    ChangeState.RUNNING: Text("进行中", "Running"),
    ChangeState.MET: Text("按期完成", "Met"),
    ChangeState.BREACHED: Text("逾期未完成", "Breached"),
    ChangeState.CALLED_OFF: Text("已取消", "Called off"),
}


@dataclass(frozen=True)
class Away:
    """Somebody on a long leave: not in scope, listed, and due before the first contact after coming back."""

    spell: Spell
    leave: Period

    @property
    def back(self) -> date:
        """The first day back."""
        return self.leave.end


@dataclass(frozen=True)
class Scope:
    """Whom a change is for on a day (A(t)), and who is away."""

    day: date
    #: Mark → line on the roster, of who is live that day.
    agents: Mapping[str, Spell]
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class ChangeStanding:
    """Its state; provisional while the records of the due day are not all in (nothing is overdue because a
    ledger comes monthly)."""

    state: ChangeState
    provisional: bool


def scope_on(change: Change, roster: Mapping[str, Spell], day: date, long_leave: int = 30) -> Scope:
    """A(day): who is live that day on the roster of that day and concerned. Not in it: who has left, is not
    live yet (in scope from going live, T28), or is on a leave of more than `long_leave` days."""
    concerned = {mark: spell for mark, spell in roster.items() if concerns(change, spell)}
    live = {
        mark: spell for mark, spell in concerned.items() if spell.standing(day, long_leave) is Standing.LIVE
    }
    away = tuple(
        Away(spell, leave)
        for spell in concerned.values()
        if spell.standing(day, long_leave) is Standing.ON_LEAVE
        for leave in spell.leaves
        if day in leave and leave.days > long_leave
    )
    return Scope(day, live, away)


def lacking(
    change: Change,
    scope: Scope,
    passed: Passed,
    since: date,
    in_time: Callable[[str, Pass], bool],
) -> tuple[str, ...]:
    """Marks of who in scope has not passed every course of the change since the day it was published.

    `in_time`: whether passing that course then counts; at the due day `by_due`, as known on a day its own.
    """

    def done(mark: str, course: str) -> bool:
        each = passed.get(mark, {}).get(course, ())
        return any(since <= one.day and in_time(course, one) for one in each)

    return tuple(mark for mark in scope.agents if not all(done(mark, course) for course in change.courses))


def by_due(dues: Mapping[str, Due]) -> Callable[[str, Pass], bool]:
    """In time by each course's own due day or instant (`qa.training.due.vendor_due`)."""
    return lambda course, one: dues[course].in_time(one.day, one.at)


def standing(
    dues: Iterable[Due],
    lacks: int,
    now: datetime,
    records_until: date | None,
    zone: str = ZONE,
    *,
    called_off: bool = False,
) -> ChangeStanding:
    """Where a change stands: `lacks` people of A(due) have not passed by due.

    Running to the end of the last due day, even where nobody lacks it: who joins meanwhile still owes it.
    `records_until`: through which day records of the vendor are in; None: none are.
    """
    last = max(dues, key=lambda due: due.day)
    if called_off:
        return ChangeStanding(ChangeState.CALLED_OFF, False)
    if not last.is_over(now, zone):
        return ChangeStanding(ChangeState.RUNNING, False)
    provisional = records_until is None or records_until < last.day
    return ChangeStanding(ChangeState.BREACHED if lacks else ChangeState.MET, provisional)

"""What is asked of every agent through a month: stretches of days through which site and terms stay the same.

What is asked is worked out once for all agents who are alike; a day is a bit, the first of the month bit 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from core.people_lists import ListKind
from core.period import Period
from qa.roster.history import RosterChange
from qa.roster.spell import LONG_LEAVE, UNTOLD, Spell, Standing
from qa.training.certified import days_mask
from qa.training.matrix import RuleKind
from qa.training.requirement import Requirement
from services.training.compliance import TrainingBooks

_DAY = timedelta(days=1)
#: Who went live longer ago than any rule looks back is as good as live since then.
_LOOKS_BACK = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """An agent at work through some days of the month, at one site, with the same terms."""

    spell: Spell
    first_day: date
    #: The day after the last.
    end: date
    #: The days as bits.
    days: int
    #: Number of what is asked (`AskedMonth.sets`).
    asked: int


@dataclass
class AskedMonth:
    """All stretches of a month."""

    books: TrainingBooks
    period: Period
    stretches: list[Stretch] = field(default_factory=list)
    #: Of those who are not live yet: no figure counts them, their contacts do (上岗门禁).
    nesting: list[Stretch] = field(default_factory=list)
    #: What is asked, running dues included; each once.
    sets: list[tuple[Requirement, ...]] = field(default_factory=list)
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False)

    def owed(self, asked: int, day: date) -> tuple[Requirement, ...]:
        """What of a set has to be held on a day."""
        return tuple(need for need in self.sets[asked] if need.is_owed(day))

    def on(self, day: date) -> Iterator[Stretch]:
        """The stretches that a day lies in."""
        return (each for each in self.stretches if each.first_day <= day < each.end)

    def add(self, spell: Spell, first: date, end: date) -> None:
        """An agent through some days; parted wherever what is asked changes."""
        for begins, ends in _parts(first, end, _turns(spell)):
            standing = spell.standing(begins)
            if standing not in (Standing.LIVE, Standing.NOT_LIVE):
                continue
            into = self.stretches if standing is Standing.LIVE else self.nesting
            while begins < ends:
                number = self._number(spell, begins)
                dues = [each.due + _DAY for each in self.sets[number] if each.due and each.due >= begins]
                stop = min([ends, *dues])
                days = days_mask(self.period, begins, stop - _DAY)
                into.append(Stretch(spell, begins, stop, days, number))
                begins = stop

    def _number(self, spell: Spell, day: date) -> int:
        since = _since(spell.joined, self._long_ago), _since(spell.live, self._long_ago)
        key = (
            spell.site, spell.project, spell.role, spell.channels, spell.languages, spell.segments, *since,
            spell.leaves, day,
        )  # fmt: skip
        if key not in self._numbers:
            self.sets.append(self.books.needs(_alike(spell, *since), day))
            self._numbers[key] = len(self.sets) - 1
        return self._numbers[key]

    @cached_property
    def _long_ago(self) -> date:
        rules = (rule for made in self.books.matrices for rule in made.rules)
        looks_back = max((rule.every_days or 0 for rule in rules), default=0) + _LOOKS_BACK
        return self.period.start - timedelta(days=looks_back)


def _alike(spell: Spell, joined: date | None, live: date | None) -> Spell:
    """The same line without what no rule asks about."""
    return Spell(
        spell.vendor, "", "", None, spell.site, spell.project, spell.role, spell.channels, spell.languages,
        spell.segments, joined, live, leaves=spell.leaves,
    )  # fmt: skip


def asked_month(books: TrainingBooks, period: Period) -> AskedMonth:
    """What is asked through a month, of the rosters of its days."""
    found = AskedMonth(books, period)
    for first, end in _parts(period.start, period.end, _turning(books, period)):
        for spell in books.roster(first).values():
            found.add(spell, first, end)
    return found


def _parts(first: date, end: date, turns: Iterable[date]) -> list[tuple[date, date]]:
    days = sorted({first, *(day for day in turns if first < day < end)})
    return list(zip(days, [*days[1:], end], strict=True))


def _since(day: date | None, long_ago: date) -> date | None:
    return day if day is None else max(day, long_ago)


def _turns(spell: Spell) -> set[date]:
    """The days on which an agent's own standing, or what is asked back from a leave, may change."""
    days = {day for day in (spell.joined, spell.live, spell.left and spell.left + _DAY) if day}
    for leave in spell.leaves:
        days |= {leave.start, leave.start + timedelta(days=LONG_LEAVE)}
        if leave.end != UNTOLD:
            days.add(leave.end)
    return days


def _turning(books: TrainingBooks, period: Period) -> set[date]:
    """The days on which rosters, the matrix, a product or a change may ask something else of anybody."""
    days = {made.effective for made in books.matrices} | set(books.products.values())
    days |= {books.by.of(change.published) for change in books.changes}
    for rule in (rule for made in books.matrices for rule in made.rules):
        days |= {rule.first_day, *([rule.last_day + _DAY] if rule.last_day else [])}
        if rule.kind is RuleKind.RETURN and rule.long_leave != LONG_LEAVE:
            days |= set(period.each_day())
    twice: set[str] = set()
    for told in books.lists:
        days |= {told.days.start, told.days.end}
        seen: set[str] = set()
        for line in told.lines:
            if isinstance(line, RosterChange):
                days |= {line.day, line.day + _DAY}
            elif line.mark in seen:
                twice.add(line.mark)
            else:
                seen.add(line.mark)
        if told.kind is ListKind.ROSTER and twice:
            again = (line for line in told.lines if isinstance(line, Spell) and line.mark in twice)
            days |= {day for line in again for day in (line.joined, line.left and line.left + _DAY) if day}
    if any(each.first_day in period or each.last_day for each in books.links):
        days |= {each.first_day for each in books.links}
        days |= {each.last_day + _DAY for each in books.links if each.last_day}
    return days


def same(need: Requirement) -> Requirement:
    """The terms on which a course is held, without why and until when it is asked for."""
    return replace(need, rules=(), why=(), due=None, grace_days=0)

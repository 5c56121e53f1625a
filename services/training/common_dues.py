"""Common due days 到期日 of courses (month ends, quarter ends, single dates): which there are by the matrix,
and who had passed a course by then, of those in scope that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.period import Period
from qa.roster.spell import Spell
from qa.training.coverage import SiteCount
from qa.training.due import next_due
from qa.training.matrix import Matrix, Rule, RuleKind
from qa.training.requirement import Requirement
from services.roster.roster import WithLake
from services.training.held_month import HeldMonth, month_in
from store.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)
#: A month's engine looks at no more days than this.
_MOST_GRACE = 30


@dataclass(frozen=True)
class CommonDue:
    """A course that is due for all alike on a day."""

    course: str
    day: date
    #: The longest that any rule leaves after it.
    grace: int


@dataclass(frozen=True)
class CoverageAt:
    """A course at its due day: counts by site of that day, and who had not passed it."""

    sites: tuple[SiteCount, ...]
    lacking: tuple[Spell, ...]


def common_dues(made: Sequence[Matrix], until: date) -> list[CommonDue]:
    """Every common due day up to a day, by the matrix of its day; the earliest first."""
    found: dict[tuple[str, date], int] = {}
    versions = sorted(made, key=lambda each: (each.effective, each.number))
    ends = [*(each.effective for each in versions[1:]), until + _DAY]
    for matrix, end in zip(versions, ends, strict=False):
        for rule in matrix.rules:
            for day in _days_of(rule, matrix.effective, min(end, until + _DAY)):
                for course in rule.courses:
                    found[course, day] = max(found.get((course, day), 0), rule.grace_days)
    order = sorted(found, key=lambda each: (each[1], each[0]))
    return [CommonDue(course, day, min(found[course, day], _MOST_GRACE)) for course, day in order]


def coverage_at(
    uow: UnitOfWork, house: WithLake, vendor: str, dues: Sequence[CommonDue], known: datetime
) -> dict[str, CoverageAt]:
    """Course → how far it had come, of courses due on one day, as it was known at an instant."""
    day = dues[0].day
    days = Period(day, day + (max(each.grace for each in dues) + 1) * _DAY)
    month = month_in(uow, house, vendor, days, known)
    return {each.course: _of_course(month, each.course, day) for each in dues}


def due_for(need: Requirement, day: date, rules: Mapping[str, Rule]) -> bool:
    """Whether a requirement falls due on a common due day of one of its rules."""
    if need.due is not None and need.due > day:
        return False
    asked = (rules[code] for code in need.rules if code in rules)
    return any(rule.due and next_due(rule.due, max(day, rule.first_day)) == day for rule in asked)


def _of_course(month: HeldMonth, course: str, day: date) -> CoverageAt:
    rules = {rule.code: rule for made in month.books.matrices for rule in made.rules}
    counts: dict[str | None, Counter[str]] = {}
    lacking = []
    for spell, need in _asked(month, course, day, rules):
        held = month.of(spell.mark, need).held
        within = (1 << (1 + (0 if need.compliance else min(need.grace_days, _MOST_GRACE)))) - 1
        mine = counts.setdefault(spell.site, Counter())
        mine["in_scope"] += 1
        mine["trained"] += held & 1
        mine["grace"] += bool(held & within)
        if not held & 1:
            lacking.append(spell)
    order = sorted(counts, key=lambda site: (site is None, site or ""))
    sites = tuple(
        SiteCount(site, one["in_scope"], one["trained"], one["grace"], one["grace"])
        for site, one in ((site, counts[site]) for site in order)
    )
    return CoverageAt(sites, tuple(sorted(lacking, key=lambda each: (each.site or "", each.agent))))


def _asked(
    month: HeldMonth, course: str, day: date, rules: Mapping[str, Rule]
) -> Iterator[tuple[Spell, Requirement]]:
    for stretch in month.asked.on(day):
        for need in month.asked.sets[stretch.asked]:
            if need.course == course and due_for(need, day, rules):
                yield stretch.spell, need


def _days_of(rule: Rule, first: date, end: date) -> Iterator[date]:
    """A rule's common due days in [first, end)."""
    if rule.kind is not RuleKind.PERIODIC or rule.due is None:
        return
    day = next_due(rule.due, max(first, rule.first_day))
    last = min(end - _DAY, rule.last_day or date.max)
    while day is not None and day <= last:
        yield day
        day = next_due(rule.due, day + _DAY)

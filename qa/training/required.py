"""What an agent has to hold on a day (应训要求), each course with its terms, its due day and its reasons.

Of several rules on one course the stricter of each term holds, and every rule says why. What is only asked
for until a due day stands apart from what has to be held already: a change does not make anybody
uncertified before it is due, and does not move the common due day of its course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from core.text import Text
from core.workdays import WorkCalendar
from qa.roster.spell import Spell, Standing
from qa.training.ask import Ask, why
from qa.training.course import Course, Provider
from qa.training.due import ZONE, business_day, first_due, vendor_due
from qa.training.matrix import PASSING, Matrix, Rule, RuleKind, Where
from qa.training.profile import misfit, profile_of
from qa.training.requirement import Change, Requirement

T = TypeVar("T")

#: (specification, version) → the day it took effect.
Products = Mapping[tuple[str, int], date]
#: The kind that several rules on one course are shown as: the one that leaves the least room.
_STRICTEST = (RuleKind.ENTRY, RuleKind.RETURN, RuleKind.CHANGE, RuleKind.TRAINER, RuleKind.PERIODIC)
#: Terms of a change that no rule of the matrix speaks of.
_UNRULED = Rule("", RuleKind.CHANGE, Where(), (), date.min)


def requirements(
    matrix: Matrix | None,
    courses: Mapping[str, Course],
    spell: Spell,
    day: date,
    changes: Sequence[Change] = (),
    products: Products | None = None,
    calendar: WorkCalendar | None = None,
    zone: str = ZONE,
) -> tuple[Requirement, ...]:
    """Everything asked of an agent on a day, by course; what is owed already before what is due later.

    Nothing is asked of who has left, has not joined or is on a long leave; of who is not live yet, only what
    has to be held before the first contact. The matrix is the version of that day (`matrix_on`).
    """
    asks = [
        *_of_rules(matrix, spell, day, products or {}),
        *_of_changes(matrix, spell, day, changes, calendar or WorkCalendar(), zone),
    ]
    ordered = sorted(asks, key=lambda ask: (ask.course, _stands(ask, day)))
    return tuple(
        _merged(list(group), courses.get(code))
        for (code, _), group in groupby(ordered, key=lambda ask: (ask.course, _stands(ask, day)))
    )


def passed_over(
    matrix: Matrix | None, spell: Spell, day: date, products: Products | None = None
) -> tuple[tuple[str, Text], ...]:
    """The rules that ask nothing of this agent on this day, by code, each with the first reason why not.

    Rules for changes are left out: they ask only through a change.
    """
    rules = matrix.rules if matrix else ()
    found = ((rule.code, _why_not(rule, spell, day, products or {})) for rule in rules if not _waits(rule))
    return tuple((code, said) for code, said in found if said is not None)


def _of_rules(matrix: Matrix | None, spell: Spell, day: date, products: Products) -> Iterator[Ask]:
    for rule in matrix.rules if matrix else ():
        if _waits(rule) or _why_not(rule, spell, day, products) is not None:
            continue
        due = first_due(rule, spell.live or spell.joined) if rule.kind is RuleKind.PERIODIC else None
        back = returned(spell, day, rule.long_leave) if rule.kind is RuleKind.RETURN else None
        for course in rule.courses:
            said = why(rule, profile_of(spell), course, due=due, back=back)
            yield Ask(course, rule, rule.code, rule.kind, back, due, said)


def _of_changes(
    matrix: Matrix | None,
    spell: Spell,
    day: date,
    changes: Sequence[Change],
    calendar: WorkCalendar,
    zone: str,
) -> Iterator[Ask]:
    if spell.standing(day) is not Standing.LIVE:
        return
    for change in changes:
        published = business_day(change.published, zone)
        if published > day or not concerns(change, spell):
            continue
        for course in change.courses:
            rule = _rule_of(matrix, change, course, spell, day)
            until = vendor_due(change, course, calendar, zone, before_effective=rule.before_effective)
            # Live only after it was due: owed before the first contact, with nothing left to wait for (T28).
            late = spell.live is not None and spell.live > until.day
            due = None if late else until.day
            said = why(rule, profile_of(spell), course, due=due, change=(change, published, until.why))
            yield Ask(course, rule, rule.code or change.key, RuleKind.CHANGE, published, due, said)


def concerns(change: Change, spell: Spell) -> bool:
    """Whether a change is to be trained by whoever has this line on the roster."""
    mine = change.vendor in (None, spell.vendor) and change.project in (None, spell.project)
    return mine and misfit(change.where, RuleKind.CHANGE, profile_of(spell)) is None


def returned(spell: Spell, day: date, long_leave: int) -> date | None:
    """The day of coming back from the last leave of more than `long_leave` days that is over by `day`."""
    ends = (leave.end for leave in spell.leaves if leave.days > long_leave and leave.end <= day)
    return max(ends, default=None)


def _waits(rule: Rule) -> bool:
    """Whether a rule asks nothing by itself, only how a change is to be trained."""
    return rule.kind is RuleKind.CHANGE


def _why_not(rule: Rule, spell: Spell, day: date, products: Products) -> Text | None:
    if not rule.holds_on(day):
        days = f"{rule.first_day} … {rule.last_day or ''}".strip()
        return Text(f"该行适用于 {days}", f"the rule holds {days}")
    if (standing := spell.standing(day, rule.long_leave)) not in _standings(rule):
        return Text(f"当日{standing.words.zh}", f"on that day: {standing.words.en}")
    if (said := misfit(rule.where, rule.kind, profile_of(spell))) is not None:
        return said
    if (said := _version_to_come(rule.where, day, products)) is not None:
        return said
    if rule.kind is RuleKind.RETURN and returned(spell, day, rule.long_leave) is None:
        return Text(f"没有超过{rule.long_leave}天的长假", f"no leave of more than {rule.long_leave} days")
    return None


def _standings(rule: Rule) -> frozenset[Standing]:
    entry = {Standing.NOT_LIVE} if rule.kind is RuleKind.ENTRY else set()
    return frozenset({Standing.LIVE} | entry)


def _version_to_come(where: Where, day: date, products: Products) -> Text | None:
    """What is said while the version of the product that a rule begins with has not taken effect."""
    if where.product is None or where.product_version is None:
        return None
    began = products.get((where.product, where.product_version))
    if began is not None and began <= day:
        return None
    version = f"{where.product} v{where.product_version}"
    return Text(f"{version} 当日尚未生效", f"{version} is not in effect that day")


def _rule_of(matrix: Matrix | None, change: Change, course: str, spell: Spell, day: date) -> Rule:
    """The rule that says how a change is trained: one that names its product before one that names none."""
    fitting = [
        rule
        for rule in (matrix.rules if matrix else ())
        if _waits(rule)
        and rule.holds_on(day)
        and rule.where.product in (None, change.product)
        and (not rule.courses or course in rule.courses)
        and misfit(rule.where, rule.kind, profile_of(spell)) is None
    ]
    return min(fitting, key=lambda rule: (rule.where.product is None, not rule.courses), default=_UNRULED)


def _stands(ask: Ask, day: date) -> tuple[bool, bool]:
    """What is merged: all that is owed, all that runs until a due day of a rule, all that runs for a change.
    A pass from before a change still meets what is due by the calendar."""
    runs = ask.due is not None and day <= ask.due
    return runs, runs and ask.kind is RuleKind.CHANGE


def _merged(asks: Sequence[Ask], course: Course | None) -> Requirement:
    """The stricter of each term."""
    rules = [ask.rule for ask in asks]
    compliance = course is not None and course.compliance
    code = asks[0].course
    retrained = course is not None and course.provider is Provider.TRAIN_THE_TRAINER
    dues = [ask.due for ask in asks]
    return Requirement(
        course=code,
        rules=tuple(dict.fromkeys(ask.code for ask in asks)),
        kind=min((ask.kind for ask in asks), key=_STRICTEST.index),
        valid_months=_least(rule.valid_months for rule in rules),
        valid_days=_least(days for rule in rules for days in (rule.valid_days, rule.every_days)),
        pass_mark=_highest(rule.pass_mark for rule in rules),
        attempts=_least(rule.attempts for rule in rules),
        grace_days=0 if compliance else min(map(_grace, asks)),
        holds_by=frozenset.intersection(*(rule.holds_by for rule in rules)) or PASSING,
        min_version=_pick(max, (rule.min_version.get(code) for rule in rules)),
        not_before=_pick(max, (ask.not_before for ask in asks)),
        certified_trainer=retrained or any(rule.certified_trainer for rule in rules),
        compliance=compliance,
        provider=course.provider if course else Provider.VENDOR,
        why=tuple(ask.why for ask in asks),
        due=None if None in dues else _pick(min, dues),
    )


def _grace(ask: Ask) -> int:
    return 0 if ask.kind is RuleKind.ENTRY else ask.rule.grace_days


def _highest(marks: Iterable[Decimal]) -> Decimal:
    return max(marks)


def _least(values: Iterable[int | None]) -> int | None:
    return _pick(min, values)


def _pick(of: Callable[[list[T]], T], values: Iterable[T | None]) -> T | None:
    told = [value for value in values if value is not None]
    return of(told) if told else None

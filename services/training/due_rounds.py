"""Courses that fall due in a month and how many had passed by then: common days of a rule, going live, coming
back from a long leave, and certificates that run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.scope import Scope
from qa.roster.spell import Spell
from qa.tallies import CountRow
from qa.training.coverage import coverage
from qa.training.due import next_due
from qa.training.held import held
from qa.training.matrix import Rule, RuleKind
from qa.training.passing import passing
from qa.training.record import TrainingRecord
from qa.training.requirement import Requirement
from services.training.asked_month import Stretch
from services.training.compliance import TrainingBooks, elsewhere_in
from services.training.held_month import HeldMonth
from services.training.issuing import heard_of
from services.training.list_records import records_in
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)
#: A pass in these days before a certificate runs out renews it; an earlier one replaced it (T5.5).
_RENEWS = timedelta(days=60)


@dataclass(frozen=True)
class Round:
    """One agent who has to have passed a course by a day."""

    stretch: Stretch
    need: Requirement
    due: date
    #: A day of which it has to be held: the due day, or the one after a certificate's last.
    holds: date


def due_rows(uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date, today: date) -> list[CountRow]:
    """Of each place, course and due day up to a day: in scope, trained, attended, passed."""
    rounds = [*_told(month), *_may_run_out(month)]
    if not rounds:
        return []
    counts_as = month.books.roster_of_all()
    heads = {each.stretch.spell.mark for each in rounds}
    marks = {mark for mark, head in counts_as.items() if head in heads}
    told = records_in(uow, lake, month.books.vendor, month.books.courses.values(), marks)
    books = replace(month.books, records=[*told, *elsewhere_in(uow, lake, month.books, marks)])
    heard = heard_of(uow, lake, month.books.vendor, month.books.known)
    counted: dict[tuple[Scope, date], Counter[str]] = {}
    for each in _settled(rounds, books):
        if each.due <= until and each.need.course in heard:
            place = Scope(books.vendor, project=each.stretch.spell.project, site=each.stretch.spell.site)
            counted.setdefault((place, each.due), Counter()).update(counts_of(each, books, today))
    return [CountRow(place, day, dict(counts)) for (place, day), counts in counted.items()]


def counts_of(one: Round, books: TrainingBooks, today: date) -> dict[str, int]:
    """What one agent's round adds."""
    mark, need = one.stretch.spell.mark, one.need
    mine = {mark: [each for each in books.of(mark) if each.known_at(books.known)]}
    scope = {mark: one.stretch.spell.site}
    known = (books.known, books.unsupported, books.trainers)
    met = coverage(need, one.due, today, scope, mine, *known).whole()
    told = passing(need, one.due, [mark], mine)
    return {
        "agents_in_scope": 1,
        "agents_trained": met.trained,
        "agents_trained_grace": met.grace,
        "trainees_required": 1,
        "trainees_attended": told.attended,
        "exam_taken": told.examined,
        "exam_absent": told.absent,
        "trainees_passed": met.trained,
        "exam_first": told.first,
        "passed_first": told.passed_first,
    }


def _told(month: HeldMonth) -> Iterator[Round]:
    """Rounds whose day follows from the roster and the rules."""
    for stretch in month.asked.stretches:
        spell = stretch.spell
        for need in month.asked.sets[stretch.asked]:
            if need.kind is RuleKind.PERIODIC and need.due and stretch.first_day <= need.due < stretch.end:
                yield Round(stretch, need, need.due, need.due)
            elif _begins(need, spell) == stretch.first_day:
                yield Round(stretch, need, stretch.first_day, stretch.first_day)
            if need.due is None or need.due < stretch.first_day:
                yield from _common(month, stretch, need)


def _begins(need: Requirement, spell: Spell) -> date | None:
    """The day before the first contact of which it has to be passed: going live, coming back."""
    if need.kind is RuleKind.RETURN:
        return need.not_before
    return spell.live if need.kind is RuleKind.ENTRY else None


def _common(month: HeldMonth, stretch: Stretch, need: Requirement) -> Iterator[Round]:
    """The later common days of a rule: on each the course has to be held."""
    for rule in _rules(month, need):
        day = next_due(rule.due, max(stretch.first_day, rule.first_day)) if rule.due else None
        if day is not None and day < stretch.end:
            yield Round(stretch, need, day, day)


def _rules(month: HeldMonth, need: Requirement) -> Iterator[Rule]:
    rules = {rule.code: rule for made in month.books.matrices for rule in made.rules}
    return (rules[code] for code in need.rules if code in rules and rules[code].due is not None)


def _may_run_out(month: HeldMonth) -> Iterator[Round]:
    """Certificates of which something runs out in the month; which day is due is settled by the records."""
    for stretch in month.asked.stretches:
        for need in month.asked.owed(stretch.asked, stretch.first_day):
            if any(_rules(month, need)):
                continue
            if month.of(stretch.spell.mark, need).ends:
                yield Round(stretch, need, date.max, date.max)


def _settled(rounds: Sequence[Round], books: TrainingBooks) -> Iterator[Round]:
    for each in rounds:
        if each.due == date.max:
            yield from _renewals(each, books)
        else:
            yield each


def _renewals(one: Round, books: TrainingBooks) -> Iterator[Round]:
    """The last days of passes in the stretch that nothing replaced long before: a new pass is due by each."""
    mine: Sequence[TrainingRecord] = books.of(one.stretch.spell.mark)
    spans = held(mine, one.need, books.known, books.unsupported, books.trainers)
    seen: set[date] = set()
    for span in spans:
        last = span.last_day
        if last is None or last in seen or not one.stretch.first_day <= last < one.stretch.end:
            continue
        replaced = any(
            span.first_day < other.first_day < last - _RENEWS
            and (not other.last_day or other.last_day > last)
            for other in spans
        )
        if not replaced:
            seen.add(last)
            since = max(span.first_day + _DAY, one.need.not_before or date.min)
            yield Round(one.stretch, replace(one.need, not_before=since), last, last + _DAY)

"""Courses that fall due in a month and how many had passed by then: common days of a rule, going live, coming
back from a long leave, and certificates that run out.

The engine counts the rounds of all agents at once; pairs of agent and terms whose records do not tell it each
alone are counted record by record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from core.people_lists import RecordKind
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
from services.training.asked_month import Stretch, same
from services.training.compliance import TrainingBooks, elsewhere_in
from services.training.held_month import HeldMonth, Place, place_of
from services.training.issuing import told_in
from services.training.list_records import records_in
from store.lake.held_due import RENEWS_DAYS, Rounds, due_counts
from store.lake.held_sums import Pair
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)
_RENEWS = timedelta(days=RENEWS_DAYS)
_Counted = dict[tuple[Place, date], Counter[str]]


@dataclass(frozen=True)
class Round:
    """One agent who has to have passed a course by a day."""

    stretch: Stretch
    need: Requirement
    due: date
    #: Of a renewal the first day whose records count.
    since: date | None = None


def due_rows(uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date, today: date) -> list[CountRow]:
    """Of each place, course and due day up to a day: in scope, trained, attended, passed."""
    told = told_in(uow, lake, month.books.vendor)
    alike = _Alike(month, told.courses(month.books.known or uow.now))
    found = due_counts(month.judged, alike.rounds(), month.held.odd, until, today)
    counted: _Counted = {}
    for place, due, counts in found.rows():
        counted[alike.places[place], due] = Counter(counts)
    _by_record(uow, lake, month, alike, found.odd, (until, today), counted)
    return [
        CountRow(
            Scope(month.books.vendor, project=project, site=site),
            day,
            dict(counts),
            provisional=told.waits(day, month.books.known or uow.now),
        )
        for ((project, site), day), counts in counted.items()
    ]


def counts_of(one: Round, books: TrainingBooks, today: date) -> dict[str, int]:
    """What one agent's round adds."""
    mark, need = one.stretch.spell.mark, one.need
    mine = {mark: [each for each in books.of(mark) if each.known_at(books.known) and _counts(each, one)]}
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


def _counts(record: TrainingRecord, one: Round) -> bool:
    """Whether a record may meet a round; a class before it still tells who taught."""
    return one.since is None or record.day >= one.since or record.kind is RecordKind.ATTENDED


@dataclass
class _Alike:
    """The stretches of a month in groups of which the same falls due on the same days."""

    month: HeldMonth
    #: The courses of which anything was ever told.
    heard: Collection[str]
    #: Stretch by stretch, in the order of the month.
    groups: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    _first: list[Stretch] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers: dict[tuple[object, ...], int] = {}
        for each in self.month.asked.stretches:
            key = each.asked, each.first_day, each.end, each.spell.live == each.first_day
            if key not in numbers:
                numbers[key] = len(numbers)
                self._first.append(each)
            self.groups.append(numbers[key])
        self.places = list(dict.fromkeys(place_of(each) for each in self.month.asked.stretches))

    def rounds(self) -> Rounds:
        """What the engine counts."""
        number = {place: at for at, place in enumerate(self.places)}
        stretches = zip(self.month.asked.stretches, self.groups, strict=True)
        return Rounds(
            [
                (self.month.agents[each.spell.mark], group, number[place_of(each)])
                for each, group in stretches
            ],
            [
                (at, self._term(need), due, _grace(need), need.not_before)
                for at in range(len(self._first))
                for need, due in self.told(at)
            ],
            [
                (at, self._term(need), one.first_day, one.end, _grace(need), need.not_before)
                for at, one in enumerate(self._first)
                for need in self.renewed(at)
            ],
        )

    def told(self, group: int) -> list[tuple[Requirement, date]]:
        """The rounds of a group whose day follows from the roster and the rules."""
        return [each for each in _told(self.month, self._first[group]) if each[0].course in self.heard]

    def renewed(self, group: int) -> list[Requirement]:
        """What a group has to renew when it runs out."""
        one = self._first[group]
        owed = self.month.asked.owed(one.asked, one.first_day)
        return [e for e in owed if e.course in self.heard and not any(_rules(self.month, e))]

    def _term(self, need: Requirement) -> int:
        return self.month.terms[same(need)]


def _grace(need: Requirement) -> int:
    return 0 if need.compliance else need.grace_days


def _told(month: HeldMonth, stretch: Stretch) -> Iterator[tuple[Requirement, date]]:
    for need in month.asked.sets[stretch.asked]:
        if need.kind is RuleKind.PERIODIC and need.due and stretch.first_day <= need.due < stretch.end:
            yield need, need.due
        elif _begins(need, stretch.spell) == stretch.first_day:
            yield need, stretch.first_day
        if need.due is None or need.due < stretch.first_day:
            yield from _common(month, stretch, need)


def _begins(need: Requirement, spell: Spell) -> date | None:
    """The day before the first contact of which it has to be passed: going live, coming back."""
    if need.kind is RuleKind.RETURN:
        return need.not_before
    return spell.live if need.kind is RuleKind.ENTRY else None


def _common(month: HeldMonth, stretch: Stretch, need: Requirement) -> Iterator[tuple[Requirement, date]]:
    """The later common days of a rule: on each the course has to be held."""
    for rule in _rules(month, need):
        day = next_due(rule.due, max(stretch.first_day, rule.first_day)) if rule.due else None
        if day is not None and day < stretch.end:
            yield need, day


def _rules(month: HeldMonth, need: Requirement) -> Iterator[Rule]:
    rules = {rule.code: rule for made in month.books.matrices for rule in made.rules}
    return (rules[code] for code in need.rules if code in rules and rules[code].due is not None)


def _by_record(
    uow: UnitOfWork,
    lake: Lake,
    month: HeldMonth,
    alike: _Alike,
    odd: Collection[Pair],
    days: tuple[date, date],
    counted: _Counted,
) -> None:
    """Add the rounds of odd pairs due by the first of the days, as records up to the second tell them."""
    if not odd:
        return
    books, (until, today) = _with_records(uow, lake, month, odd), days
    for each in _odd_rounds(month, alike, odd, books):
        if each.due <= until:
            key = place_of(each.stretch), each.due
            counted.setdefault(key, Counter()).update(counts_of(each, books, today))


def _with_records(uow: UnitOfWork, lake: Lake, month: HeldMonth, odd: Collection[Pair]) -> TrainingBooks:
    """The books with the records of these agents in these courses."""
    heads, courses = {agent for agent, _term in odd}, _courses(month, odd)
    marks = {mark for mark, head in month.judged.told.marks.items() if month.agents[head] in heads}
    told = records_in(uow, lake, month.books.vendor, month.books.courses.values(), marks, of=courses)
    return replace(month.books, records=[*told, *elsewhere_in(uow, lake, month.books, marks)])


def _courses(month: HeldMonth, odd: Collection[Pair]) -> set[str]:
    wanted = {term for _agent, term in odd}
    return {need.course for need, term in month.terms.items() if term in wanted}


def _odd_rounds(
    month: HeldMonth, alike: _Alike, odd: Collection[Pair], books: TrainingBooks
) -> Iterator[Round]:
    heads = {agent for agent, _term in odd}
    for stretch, group in zip(month.asked.stretches, alike.groups, strict=True):
        agent = month.agents[stretch.spell.mark]
        if agent not in heads:
            continue
        for need, due in alike.told(group):
            if (agent, month.terms[same(need)]) in odd:
                yield Round(stretch, need, due)
        for need in alike.renewed(group):
            if (agent, month.terms[same(need)]) in odd:
                yield from _renewals(stretch, need, books)


def _renewals(stretch: Stretch, need: Requirement, books: TrainingBooks) -> Iterator[Round]:
    """The last days of passes in the stretch that nothing replaced long before: a new pass is due by each."""
    mine: Sequence[TrainingRecord] = books.of(stretch.spell.mark)
    spans = held(mine, need, books.known, books.unsupported, books.trainers)
    seen: set[date] = set()
    for span in spans:
        last = span.last_day
        if last is None or last in seen or not stretch.first_day <= last < stretch.end:
            continue
        replaced = any(
            span.first_day < other.first_day < last - _RENEWS
            and (not other.last_day or other.last_day > last)
            for other in spans
        )
        if not replaced:
            seen.add(last)
            since = max(span.first_day + _DAY, need.not_before or date.min)
            yield Round(stretch, replace(need, not_before=since), last, since)

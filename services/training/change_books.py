"""The books of training of a vendor as changes ask of them: rosters by day, when each course was passed, and
through which day records are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.people_lists import ListState
from core.period import Period
from qa.roster.history import bases_on, known_at
from qa.roster.spell import Spell
from qa.training.change import Pass
from qa.training.course import Provider
from qa.training.due import OwedCourse
from qa.training.matrix import RuleKind, matrix_on
from qa.training.profile import Profile, profile_of
from qa.training.required import requirements
from qa.training.requirement import Change, Requirement
from services.roster.roster import WithLake
from services.training.compliance import TrainingBooks, books_in
from services.training.list_records import KINDS
from services.training.vendor_days import VendorDays
from store.records.people_lists import PeopleListRecord
from store.unit_of_work import UnitOfWork

_IN_THE_BOOKS = (ListState.COMMITTED, ListState.WITHDRAWN)


@dataclass
class ChangeBooks:
    """One vendor's books, as they are known now or were known then."""

    books: TrainingBooks
    #: Lists of training records in the books, and those that were.
    record_lists: Sequence[PeopleListRecord]
    _needs: dict[tuple[str, Profile], dict[str, Requirement]] = field(default_factory=dict, repr=False)

    @property
    def by(self) -> VendorDays:
        """By whose clock and working days the vendor's changes are due."""
        return self.books.by

    @property
    def vendor(self) -> str:
        """Whose books they are."""
        return self.books.vendor

    def roster(self, day: date) -> dict[str, Spell]:
        """Everybody on the rosters of a day, each person once, under the code that is counted."""
        return self.books.roster(day)

    def has_roster(self, day: date) -> bool:
        """Whether a roster tells who was there: a day before the first one is not known."""
        return bool(bases_on(known_at(self.books.lists, self.books.known), day)) or bool(self.roster(day))

    def needs_of(self, change: Change, spell: Spell) -> dict[str, Requirement]:
        """What a change asks of somebody, course by course, by the rules for changes of its day."""
        key = (change.key, profile_of(spell))
        if key not in self._needs:
            published = self.by.of(change.published)
            made = matrix_on(self.books.matrices, published)
            only = tuple(rule for rule in made.rules if rule.kind is RuleKind.CHANGE) if made else ()
            plain = replace(spell, joined=None, live=None, left=None, leaves=())
            asked = requirements(
                replace(made, rules=only) if made else None, self.books.courses, plain, published, (change,),
                self.books.products, self.by.calendar, self.by.zone,
            )  # fmt: skip
            self._needs[key] = {each.course: each for each in asked}
        return self._needs[key]

    def passes(self, change: Change, spells: Mapping[str, Spell]) -> dict[str, dict[str, list[Pass]]]:
        """When each of these agents passed each course of a change."""
        found: dict[str, dict[str, list[Pass]]] = {}
        for mark, spell in spells.items():
            instants = {record.key: record.at for record in self.books.of(mark)}
            found[mark] = {
                course: [
                    Pass(span.first_day, instants.get(span.record)) for span in self.books.held(mark, need)
                ]
                for course, need in self.needs_of(change, spell).items()
            }
        return found

    def given_by_client(self, courses: Iterable[str]) -> frozenset[str]:
        """Those of these courses that the client gives by itself (输出培训)."""
        known = self.books.courses
        return frozenset(
            code for code in courses if code in known and known[code].provider is Provider.CLIENT
        )

    def never_came(self, change: Change, owed: OwedCourse) -> bool:
        """Whether nothing tells that the client ever handed a course over: neither is it noted, nor has
        anybody a record of it since the change."""
        since = self.by.of(change.published)
        return owed.delivered is None and not any(
            one.course == owed.course and one.day >= since and one.known_at(self.books.known)
            for one in self.books.records
        )

    def records_until(self, courses: Iterable[str]) -> date | None:
        """Through which day lists of these courses are in; None: none is."""
        return max((each for each, _ in self.told(courses)), default=None)

    def told(self, courses: Iterable[str]) -> list[tuple[date, datetime]]:
        """Each list that tells of one of these courses: through which day, and when it was taken in. A list
        said to be of a month tells no day after the one it came."""
        wanted = set(courses)
        ids = {
            record.list_id
            for record in self.books.records
            if record.course in wanted and record.known_at(self.books.known)
        }
        return [
            (min(self.by.of(at), date.fromordinal(each.day_end.toordinal() - 1)), at)
            for each in self.record_lists
            if each.id in ids and (at := each.committed_at) is not None
        ]


def change_books(
    uow: UnitOfWork, house: WithLake, vendor: str, days: Period, known: datetime | None = None
) -> ChangeBooks:
    """The books of a vendor for some days; `known`: as they were known then."""
    lists = uow.people_lists.all(vendor=vendor)
    return ChangeBooks(
        books_in(uow, house, vendor, days, known),
        [each for each in lists if each.kind in KINDS and each.state in _IN_THE_BOOKS],
    )

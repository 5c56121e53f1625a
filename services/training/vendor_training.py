"""What the books hold of one vendor's training, read once: rosters, records, courses, rules, trainers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.people_lists import ListState
from core.period import Period
from core.workdays import WorkCalendar
from importers.staff import agent_key
from qa.roster.history import RosterList, bases_on, carried_days, known_at, roster_on
from qa.roster.identity import Link, heads
from qa.roster.spell import Spell
from qa.training.change import Pass
from qa.training.course import Course
from qa.training.due import business_day
from qa.training.evidence import EvidenceFound
from qa.training.held import held
from qa.training.matrix import Matrix, RuleKind, matrix_on
from qa.training.profile import Profile, profile_of
from qa.training.record import TrainingRecord
from qa.training.required import Products, requirements
from qa.training.requirement import Change, Requirement
from qa.training.trainers import TrainerCertificate, may_give
from services.roster.roster import lists_in
from services.training.courses import courses_in
from services.training.list_records import KINDS, records_in
from services.training.matrix import matrices_in, products_in
from services.training.trainers import certificates_in
from store.records.people_lists import PeopleListRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_BARE = frozenset({EvidenceFound.UNSUPPORTED, EvidenceFound.RETEST_FAILED})


@dataclass
class VendorTraining:
    """One vendor's books, as they are known now or were known then."""

    vendor: str
    known: datetime | None
    lists: Sequence[RosterList]
    links: tuple[Link, ...]
    courses: Mapping[str, Course]
    matrices: Sequence[Matrix]
    products: Products
    records: Mapping[str, Sequence[TrainingRecord]]
    unsupported: frozenset[str]
    certificates: Sequence[TrainerCertificate]
    #: Lists of training records in the books, and those that were.
    record_lists: Sequence[PeopleListRecord]
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    _rosters: dict[date, dict[str, Spell]] = field(default_factory=dict)
    _needs: dict[tuple[str, Profile], dict[str, Requirement]] = field(default_factory=dict)

    def roster(self, day: date) -> dict[str, Spell]:
        """Everybody on the rosters of a day, each person once, under the code that is counted."""
        if day not in self._rosters:
            every = roster_on(self.lists, day, self.known)
            under = heads(every, self.links, day)
            self._rosters[day] = {mark: spell for mark, spell in every.items() if mark not in under}
        return self._rosters[day]

    def has_roster(self, day: date) -> bool:
        """Whether a roster tells who was there: a day before the first one is not known."""
        return bool(bases_on(known_at(self.lists, self.known), day)) or bool(self.roster(day))

    def carried(self, day: date) -> int:
        """How many days old the oldest roster is that the day rests on."""
        return carried_days(known_at(self.lists, self.known), day)

    def records_of(self, day: date, marks: Iterable[str]) -> dict[str, list[TrainingRecord]]:
        """What agents did, under each code that is the same person on that day."""
        under = self._under(day)
        return {
            mark: [record for each in (mark, *under.get(mark, ())) for record in self.records.get(each, ())]
            for mark in marks
        }

    def trainer_certified(self, record: TrainingRecord) -> bool:
        """Whether the trainer of a record was certified for its course and version on its day."""
        told = (agent_key(record.trainer) if record.trainer else "", record.course, record.course_version)
        return may_give(self.certificates, self.vendor, *told, record.day)

    def needs_of(self, change: Change, spell: Spell) -> dict[str, Requirement]:
        """What a change asks of somebody, course by course, by the rules for changes of its day."""
        key = (change.key, profile_of(spell))
        if key not in self._needs:
            published = business_day(change.published)
            made = matrix_on(self.matrices, published)
            only = tuple(rule for rule in made.rules if rule.kind is RuleKind.CHANGE) if made else ()
            plain = replace(spell, joined=None, live=None, left=None, leaves=())
            asked = requirements(
                replace(made, rules=only) if made else None, self.courses, plain, published, (change,),
                self.products, self.calendar,
            )  # fmt: skip
            self._needs[key] = {each.course: each for each in asked}
        return self._needs[key]

    def passes(
        self, change: Change, spells: Mapping[str, Spell], day: date
    ) -> dict[str, dict[str, list[Pass]]]:
        """When each of these agents passed each course of a change."""
        found: dict[str, dict[str, list[Pass]]] = {}
        records = self.records_of(day, spells)
        for mark, spell in spells.items():
            mine = records[mark]
            instants = {record.key: record.at for record in mine}
            found[mark] = {
                course: [
                    Pass(span.first_day, instants.get(span.record))
                    for span in held(mine, need, self.known, self.unsupported, self.trainer_certified)
                ]
                for course, need in self.needs_of(change, spell).items()
            }
        return found

    def records_until(self, courses: Iterable[str]) -> date | None:
        """Through which day lists of these courses are in; None: none is."""
        return max((each for each, _ in self.told(courses)), default=None)

    def told(self, courses: Iterable[str]) -> list[tuple[date, datetime]]:
        """Each list that tells of one of these courses: through which day, and when it was taken in. A list
        said to be of a month tells no day after the one it came."""
        wanted = set(courses)
        ids = {
            record.list_id
            for mine in self.records.values()
            for record in mine
            if record.course in wanted and record.known_at(self.known)
        }
        return [
            (min(business_day(at), date.fromordinal(each.day_end.toordinal() - 1)), at)
            for each in self.record_lists
            if each.id in ids and (at := each.committed_at) is not None
        ]

    def _under(self, day: date) -> dict[str, list[str]]:
        every = roster_on(self.lists, day, self.known)
        found: dict[str, list[str]] = defaultdict(list)
        for other, head in heads(every, self.links, day).items():
            found[head].append(other)
        return found


def vendor_training(
    uow: UnitOfWork, house: House, vendor: str, days: Period, known: datetime | None = None
) -> VendorTraining:
    """The books of a vendor for some days; `known`: as they were known then."""
    courses = courses_in(uow)
    by_mark: dict[str, list[TrainingRecord]] = defaultdict(list)
    for record in records_in(uow, house.lake, vendor, courses.values()):
        by_mark[record.mark].append(record)
    lines = uow.evidence_audits.lines.all(vendor=vendor)
    bare = [each for each in lines if each.found in _BARE and each.looked_at is not None]
    return VendorTraining(
        vendor=vendor,
        known=known,
        lists=lists_in(uow, house, vendor, days, known),
        links=tuple(
            Link(each.mark, each.same_as, each.first_day, each.last_day)
            for each in uow.agent_links.all(vendor=vendor)
            if each.withdrawn_at is None and (known is None or each.linked_at <= known)
        ),
        courses=courses,
        matrices=matrices_in(uow),
        products=products_in(uow),
        records=by_mark,
        unsupported=frozenset(
            each.record for each in bare if known is None or (each.looked_at and each.looked_at <= known)
        ),
        certificates=certificates_in(uow, vendor),
        record_lists=[
            each
            for each in uow.people_lists.all(vendor=vendor)
            if each.kind in KINDS and each.state in (ListState.COMMITTED, ListState.WITHDRAWN)
        ],
    )

"""Changes 变更 that ask for training: versions of specifications, and what somebody types in; called off, and
what the client handed over for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from core.errors import ConflictError, NotFoundError, WrongInputError
from core.people_lists import AgentRole
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.specification.difference import difference
from qa.specification.terms import Part, SpecVersion
from qa.training.course import Course, course_called
from qa.training.due import business_day
from qa.training.matrix import Matrix, RuleKind, Where, matrix_on
from qa.training.requirement import Change
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import needed, reasoned, writing
from services.specifications.specifications import authorize_for
from services.specifications.specifications import rebuilt as version_of
from services.training.courses import courses_in
from services.training.matrix import matrices_in
from store.records.audits import EntryState
from store.records.training_changes import CourseDeliveryRecord, TrainingChangeRecord
from store.tables import training_changes as tables
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Working days after publication, where no rule of the matrix says another number.
WITHIN = 5
_NAME, _COURSES = Text("变更名称", "The change's name"), Text("课程", "A course")
_PARTS = frozenset(part.value for part in Part)


@dataclass(frozen=True)
class KnownChange:
    """A change, and how it came to be known."""

    change: Change
    #: Who published or entered it, and why it was.
    by: str
    why: str
    #: Whether it is a version of a specification; else it was typed in.
    is_specification: bool
    called_off: bool = False


@dataclass(frozen=True)
class EnteredChange:
    """What a person types in of a product or process change."""

    name: Text
    product: str
    published: datetime
    effective: date
    courses: tuple[str, ...]
    number: int = 1
    #: None: every vendor's, every project's.
    vendor: str | None = None
    project: str | None = None
    within: int = WITHIN
    urgent: bool = False
    roles: frozenset[AgentRole] = frozenset()
    #: When the client owed its courses; None: on the day of publication.
    owed_on: date | None = None


def changes(house: House, who: Principal) -> list[KnownChange]:
    """Every change this person may see, the latest published first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return sorted(changes_in(uow), key=lambda each: each.change.published, reverse=True)


def vendor_changes(house: House, who: Principal, vendor: str) -> list[Change]:
    """What can concern a vendor and is not called off, with what was handed over to it."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [each.change for each in changes_in(uow, vendor) if not each.called_off]


def changes_in(
    uow: UnitOfWork, vendor: str | None = None, known: datetime | None = None
) -> list[KnownChange]:
    """Every change, for other services: versions of specifications, then what was typed in.

    `vendor`: those that can concern it, with what was handed over to it. `known`: as it was known then.
    A version that asks nothing else than the one before it, by its clauses and four fields, is no change.
    """
    courses, made = courses_in(uow), matrices_in(uow)
    typed = [each for each in uow.changes.changes.all() if known is None or each.entered_at <= known]
    over = {(each.spec or "", each.spec_number or 0): each for each in typed if each.spec}
    found = [
        *_of_specifications(uow, courses, made, over),
        *(_typed(each) for each in typed if not each.spec),
    ]
    return [
        replace(each, change=_handed_over(uow, each.change, vendor, known))
        for each in found
        if (vendor is None or each.change.vendor in (None, vendor))
        and (known is None or each.change.published <= known)
    ]


def enter_change(house: House, who: Principal, given: EnteredChange, why: str) -> TrainingChangeRecord:
    """A change of a product or process that stands in no specification. Refused: no name, course or reason, a
    course nobody published, a day of publication to come."""
    authorize_for(who, Action.MANAGE, given.vendor)
    said = reasoned(why)
    needed(given.name.zh or given.name.en, _NAME)
    if not given.courses:
        raise WrongInputError("needed", what=_COURSES)
    if given.published > house.clock.now():
        raise WrongInputError("future", day=given.published.date())
    body = {
        "courses": list(given.courses),
        "within": given.within,
        "urgent": given.urgent,
        "roles": sorted(given.roles),
        "owed_on": given.owed_on.isoformat() if given.owed_on else None,
    }
    with writing(house, who, Action.MANAGE, given.vendor) as uow:
        for code in given.courses:
            if code not in courses_in(uow):
                raise NotFoundError(code=code)
        record = uow.changes.changes.add(
            TrainingChangeRecord(
                vendor=given.vendor, project=given.project, name=given.name, product=given.product,
                number=given.number, published_at=given.published, effective_from=given.effective, body=body,
                why=said, entered_at=uow.now, entered_by=who.name,
            )
        )  # fmt: skip
        _noted(uow, "change_entered", record.id, given.vendor, said)
    return record


def call_off(house: House, who: Principal, key: str, why: str) -> None:
    """Nothing is asked because of it any more; what was done stays. Refused: one that is called off."""
    authorize(who, Action.MANAGE)
    said = reasoned(why)
    with house.database.read(who) as uow:
        found = change_in(uow, key)
    authorize_for(who, Action.MANAGE, found.change.vendor)
    if found.called_off:
        raise ConflictError("already_state", state=EntryState.WITHDRAWN)
    with writing(house, who, Action.MANAGE, found.change.vendor) as uow:
        if found.is_specification:
            uow.changes.changes.add(_called_off(uow, found.change, who, said))
        else:
            record = uow.changes.changes.get(key)
            uow.changes.changes.update(replace(record, state=EntryState.WITHDRAWN))
        _noted(uow, "change_called_off", key, found.change.vendor, said)


def deliver(
    house: House,
    who: Principal,
    key: str,
    course: str,
    day: date,
    vendor: str | None = None,
    evidence: Evidence | None = None,
) -> CourseDeliveryRecord:
    """Note the day the client handed a course over for a change; what is noted last counts. A late day moves
    the vendor's due. Refused: a course that is none of the change's, a day to come."""
    authorize_for(who, Action.RECORD, vendor)
    with house.database.read(who) as uow:
        change = change_in(uow, key).change
    if course not in change.courses:
        raise NotFoundError(code=course)
    if day > house.today():
        raise WrongInputError("future", day=day)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.RECORD, vendor) as uow:
        kept = uow.changes.deliveries.add(
            CourseDeliveryRecord(
                change_key=key, course=course, vendor=vendor, day=day, evidence_sha256=sha256,
                evidence_name=name, noted_at=uow.now, noted_by=who.name,
            )
        )  # fmt: skip
        _noted(uow, "course_delivered", key, vendor, f"{course} {day}")
    return kept


def handed_over(house: House, who: Principal, key: str, vendor: str) -> list[CourseDeliveryRecord]:
    """What is noted of a change's courses that came to a vendor, to it alone or to everybody, the last noted
    first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        noted = uow.changes.deliveries.all(change_key=key, order=tables.course_deliveries.c.noted_at.desc())
    return [each for each in noted if each.vendor in (None, vendor)]


def change_in(uow: UnitOfWork, key: str, vendor: str | None = None) -> KnownChange:
    """One of them; refused where there is none the unit of work may see."""
    for each in changes_in(uow, vendor):
        if each.change.key == key:
            return each
    raise NotFoundError(code=key)


def _of_specifications(
    uow: UnitOfWork,
    courses: Mapping[str, Course],
    made: list[Matrix],
    over: Mapping[tuple[str, int], TrainingChangeRecord],
) -> Iterator[KnownChange]:
    for code, group in groupby(uow.specifications.listed(), key=lambda each: each.code):
        for before, record in pairwise(group):
            was, now = version_of(before), version_of(record)
            said = difference(was.specification, now.specification)
            clauses = {each.code for each in said.clauses if each.is_of_substance}
            whole = any(each.field in _PARTS for each in said.fields)
            if not clauses and not whole:
                continue
            taught = _taught(now, clauses, whole, courses)
            matrix = matrix_on(made, business_day(record.published_at))
            change = Change(
                key=f"{code}/{now.number}", name=now.specification.name, vendor=now.specification.vendor,
                project=now.specification.project, published=record.published_at, effective=now.effective,
                product=code, number=now.number, courses=taught, within=_within(matrix, code), urgent=False,
                where=Where(),
            )  # fmt: skip
            withdrawn = over.get((code, now.number))
            off = withdrawn is not None and withdrawn.state is EntryState.WITHDRAWN
            yield KnownChange(change, record.published_by, record.why, True, off)


def _taught(
    version: SpecVersion, clauses: set[str], whole: bool, courses: Mapping[str, Course]
) -> tuple[str, ...]:
    """The courses that the version names, and those that say they teach what it changed."""
    named = [course_called(courses, name) for name in version.specification.trainings]
    teach = [
        course
        for course in courses.values()
        for taught in course.teaches
        if taught.spec == version.specification.code
        and (whole or not taught.clauses or clauses & set(taught.clauses))
    ]
    return tuple(dict.fromkeys(course.code for course in (*named, *teach) if course is not None))


def _within(matrix: Matrix | None, product: str) -> int:
    """Working days by the matrix of the day: a rule that names the product before one that names none."""
    rules = [
        rule
        for rule in (matrix.rules if matrix else ())
        if rule.kind is RuleKind.CHANGE and rule.within is not None and rule.where.product in (None, product)
    ]
    first = min(rules, key=lambda rule: rule.where.product is None, default=None)
    return first.within if first is not None and first.within is not None else WITHIN


def _typed(record: TrainingChangeRecord) -> KnownChange:
    body = record.body
    owed = body.get("owed_on")
    change = Change(
        key=record.id, name=record.name, vendor=record.vendor, project=record.project,
        published=record.published_at, effective=record.effective_from, product=record.product,
        number=record.number, courses=tuple(body["courses"]), within=body["within"], urgent=body["urgent"],
        where=Where(roles=frozenset(AgentRole(each) for each in body["roles"])),
        owed_on=date.fromisoformat(owed) if owed else None,
    )  # fmt: skip
    return KnownChange(change, record.entered_by, record.why, False, record.state is EntryState.WITHDRAWN)


def _handed_over(uow: UnitOfWork, change: Change, vendor: str | None, known: datetime | None) -> Change:
    """With the day each course came, the last word on each."""
    noted = uow.changes.deliveries.all(change_key=change.key, order=tables.course_deliveries.c.noted_at)
    days = {
        each.course: each.day
        for each in noted
        if (each.vendor is None or each.vendor == vendor) and (known is None or each.noted_at <= known)
    }
    return replace(change, delivered=days)


def _called_off(uow: UnitOfWork, change: Change, who: Principal, why: str) -> TrainingChangeRecord:
    """What is kept of a specification's change that asks nothing: it outranks what the version says."""
    return TrainingChangeRecord(
        vendor=change.vendor, project=change.project, name=change.name, product=change.product,
        number=change.number, spec=change.product, spec_number=change.number,
        published_at=change.published, effective_from=change.effective,
        body={"courses": list(change.courses), "within": change.within}, why=why,
        state=EntryState.WITHDRAWN, entered_at=uow.now, entered_by=who.name,
    )  # fmt: skip


def _noted(uow: UnitOfWork, action: str, key: str, vendor: str | None, why: str) -> None:
    uow.journal.note(action, "training_change", key, why=why, vendor=vendor)

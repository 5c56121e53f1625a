"""The chain behind a failed audit: item → clause → course → certificate on the call's day → cause, who acts.

Nothing of it is kept: it is reckoned from forms, specifications, rosters, matrix and records as they are
known now. Only what is linked can be told apart, so an item without a clause says that first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.staff import agent_key
from qa.form.terms import ClauseRef, Item
from qa.roster.spell import Spell, Standing
from qa.specification.terms import SpecVersion
from qa.training.came_late import CameLate
from qa.training.chain import (
    SPEC_UNCLEAR,
    TOOL_FAULT,
    Cause,
    CauseKind,
    Failure,
    OnRoster,
    Taken,
    classify,
)
from qa.training.course import Provider
from qa.training.held import held_on
from qa.training.record import Lack
from qa.training.requirement import Change, Requirement
from services.records.kept_audits import audit_of
from services.records.sealed_audits import sealed_ids
from services.specifications.specifications import versions_of
from services.training.asked_items import AskedItem, asked_in
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in
from services.training.vendor_days import VendorDays
from store.records import AuditRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Classes that rest on what the auditor picked: said once.
_PICKED = {CauseKind.SPEC_UNCLEAR: SPEC_UNCLEAR, CauseKind.OTHER: TOOL_FAULT}


@dataclass(frozen=True)
class Link:
    """An item of an audit with its chain."""

    audit: AuditRecord
    item: Item
    failed: bool
    failure: Failure
    #: The words of the cause the auditor picked; None: none was.
    picked: Text | None = None

    @cached_property
    def cause(self) -> Cause:
        """Of an item that failed: the class of cause and who must act."""
        return classify(self.failure)

    @property
    def because(self) -> Text:
        """Why, and what the auditor picked where that says something else."""
        why = self.cause.why
        if self.picked is None or self.failure.picked == _PICKED.get(self.cause.kind):
            return why
        said = self.picked
        return Text(f"{why.zh}（质检员选择：{said.zh}）", f"{why.en} (the auditor picked: {said.en})")


def chain_of(house: House, who: Principal, audit: str) -> list[Link]:
    """The chain of each failed item of an audit; nothing of one whose score is sealed for this person."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.audits.get(audit)
        if audit in sealed_ids(uow, who):
            return []
        return links_in(uow, house, record.vendor, [record])


def links_in(uow: UnitOfWork, house: House, vendor: str, audits: Iterable[AuditRecord]) -> list[Link]:
    """The same inside another service's transaction, for audits of one vendor."""
    failed = [each for audit in audits for each in asked_in(uow, audit) if each.failed]
    return chains_in(uow, house, vendor, failed)


def chains_in(uow: UnitOfWork, house: House, vendor: str, asked: Sequence[AskedItem]) -> list[Link]:
    """The chain of each of some items, failed or not, of one vendor's audits."""
    if not asked:
        return []
    books = _books(uow, house, vendor, [each.audit for each in asked])
    specs = {each.item.clause.spec for each in asked if each.item.clause}
    known = {spec: versions_of(uow, spec) for spec in specs}
    return [_link(books, known, each) for each in asked]


def _books(uow: UnitOfWork, house: House, vendor: str, records: Iterable[AuditRecord]) -> TrainingBooks:
    """Rosters and records for the days of some audits: records of the agents that they name only."""
    told = list(records)
    days = [record.business_date for record in told]
    period = Period(min(days), max(days) + timedelta(days=1))
    changes = [each.change for each in changes_in(uow, vendor) if not each.called_off]
    names = {agent_key(record.agent) for record in told if record.agent}
    rosters = books_in(uow, house, vendor, period, changes=changes, marks=())
    marks = {
        mark
        for day in set(days)
        for mark, spell in rosters.roster(day).items()
        if agent_key(spell.agent) in names
    }
    doubles = {mark for day in set(days) for mark, head in rosters.counted_as(day).items() if head in marks}
    return books_in(uow, house, vendor, period, changes=changes, marks=marks | doubles)


def _link(books: TrainingBooks, known: Mapping[str, list[SpecVersion]], asked: AskedItem) -> Link:
    audit, item = asked.audit, asked.item
    answer = audit_of(audit).answers.get(item.code)
    picked = answer.root_cause if answer else None
    failure = replace(
        _failure(books, known, audit, item.clause),
        picked=picked,
        attribution=answer.attribution if answer else None,
    )
    said = next((pick.text for pick in item.root_causes if pick.code == picked), None)
    return Link(audit, item, asked.failed, failure, said)


def _failure(
    books: TrainingBooks,
    known: Mapping[str, list[SpecVersion]],
    record: AuditRecord,
    clause: ClauseRef | None,
) -> Failure:
    day = record.business_date
    on_roster, spell = _agent(books, record, day)
    if clause is None:
        return Failure(day, on_roster, None)
    taught = tuple(
        course.code for course in books.courses.values() if course.taught(clause.spec, clause.clause)
    )
    needs = [need for need in books.needs(spell, day) if need.course in taught] if spell else []
    changing = _changing(books, needs, clause.spec, day)
    return Failure(
        day,
        on_roster,
        f"{clause.spec} v{clause.version} {clause.clause}",
        next((each.effective for each in known[clause.spec] if each.number == clause.version), None),
        taught,
        tuple(_taken(books, spell, need, day) for need in needs if spell and need.is_owed(day)),
        changing.days if changing else None,
        changing.late if changing else None,
    )


def _agent(books: TrainingBooks, record: AuditRecord, day: date) -> tuple[OnRoster, Spell | None]:
    """Whoever left, or had not joined, is on no roster of the day: nobody of that code was to take calls."""
    if not record.connected:
        return OnRoster.NOT_REACHED, None
    if not record.agent:
        return OnRoster.NOT_NAMED, None
    roster = books.roster(day)
    key = agent_key(record.agent)
    found = next((spell for spell in roster.values() if agent_key(spell.agent) == key), None)
    if found is not None and found.standing(day) not in (Standing.LEFT, Standing.NOT_YET):
        return OnRoster.YES, found
    return (OnRoster.NO if roster else OnRoster.NO_ROSTER), None


def _taken(books: TrainingBooks, spell: Spell, need: Requirement, day: date) -> Taken:
    lack = books.lack(spell.mark, need, day)
    held = held_on(books.held(spell.mark, need), day) if lack is Lack.NONE else None
    first, last = (held.first_day, held.last_day) if held else (None, None)
    return Taken(need.course, lack, first, last, _late(books.changes, need, day, books.by))


def _late(changes: Iterable[Change], need: Requirement, day: date, by: VendorDays) -> CameLate | None:
    """The client's delay with a course of the change that asks for it. Where no handing over is noted it is
    late only if the client gives the course itself: who teaches by own material waits for nothing."""
    for change in changes:
        published = by.of(change.published)
        if need.course not in change.courses or published != need.not_before:
            continue
        owed, came = change.owed_on or published, change.delivered.get(need.course)
        if (came is None and need.provider is Provider.CLIENT and owed < day) or (came and came > owed):
            return CameLate(owed, came, need.due)
    return None


@dataclass(frozen=True)
class _Changing:
    """The days of a change that holds already while its training is not due yet."""

    days: tuple[date, date]
    late: CameLate | None


def _changing(books: TrainingBooks, needs: Iterable[Requirement], spec: str, day: date) -> _Changing | None:
    open_ = {need.course: need for need in needs if need.due is not None and not need.is_owed(day)}
    for change in books.changes:
        if change.product == spec and change.effective <= day:
            asked = [open_[course] for course in change.courses if course in open_]
            # The same course may be asked by an earlier change too, whose day is long over.
            running = [need for need in asked if need.not_before == books.by.of(change.published)]
            if running:
                last = max(running, key=lambda need: need.due or day)
                return _Changing((change.effective, last.due or day), _late([change], last, day, books.by))
    return None

"""Certified trainers 转训讲师: whom of a vendor's the client lets give which version of a course."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.staff import agent_key, agent_mark
from qa.training.trainers import TrainerCertificate
from services.house.evidence import Evidence, keep_evidence
from services.house.privacy import privacy
from services.house.writing import needed, reasoned, writing
from services.training.courses import courses_in
from store.records.audits import EntryState
from store.records.courses import TrainerCertificationRecord
from store.tables import courses as tables
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_CODE = Text("讲师工号", "The trainer's code")


@dataclass(frozen=True)
class Certified:
    """What a person enters."""

    #: The trainer's code as the vendor writes it; kept as the site's rule leaves it.
    agent: str
    course: str
    first_day: date
    last_day: date | None = None
    #: None: every version.
    version: int | None = None
    site: str | None = None


def certify_trainer(
    house: House, who: Principal, vendor: str, given: Certified, why: str, evidence: Evidence | None = None
) -> TrainerCertificationRecord:
    """Let a trainer give a course from a day on. Refused: no code, a course or version that is not published,
    a last day before the first, a site that keeps nothing of its agents, and no reason."""
    authorize(who, Action.MANAGE, vendor)
    said, raw = reasoned(why), needed(given.agent, _CODE)
    if given.last_day is not None and given.last_day < given.first_day:
        raise WrongInputError("period_order", first=given.first_day, last=given.last_day)
    rules = privacy(house, who)
    agent = rules.agent(raw, vendor, given.site)
    if agent is None:
        raise WrongInputError("trainer_not_kept")
    sha256, name = keep_evidence(house, who, evidence, Action.MANAGE)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        _known(uow, given)
        kept = uow.trainers.add(
            TrainerCertificationRecord(
                vendor=vendor,
                mark=agent_mark(rules, vendor, agent_key(raw)),
                agent=agent,
                course=given.course,
                course_version=given.version,
                first_day=given.first_day,
                last_day=given.last_day,
                why=said,
                evidence_sha256=sha256,
                evidence_name=name,
                recorded_at=uow.now,
                recorded_by=who.name,
            )
        )
        after = {"trainer": agent, "course": given.course, "version": given.version}
        uow.journal.note("trainer_certified", "trainer", kept.id, after=after, why=said, vendor=vendor)
    return kept


def trainers(house: House, who: Principal, vendor: str | None = None) -> list[TrainerCertificationRecord]:
    """Who may give what, withdrawn ones too; of one vendor, or of all this person may see."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return uow.trainers.all(*_of(vendor))


def withdraw_trainer(house: House, who: Principal, id: str, why: str) -> TrainerCertificationRecord:
    """As if never given: classes that rested on it alone no longer count. Refused: one that is withdrawn."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.trainers.get(id)
        authorize(who, Action.MANAGE, record.vendor)
        if record.state is EntryState.WITHDRAWN:
            raise ConflictError("already_state", state=record.state)
        kept = uow.trainers.update(replace(record, state=EntryState.WITHDRAWN))
        uow.journal.note("trainer_withdrawn", "trainer", id, why=said, vendor=record.vendor)
    return kept


def certificates_in(
    uow: UnitOfWork, vendor: str | None = None, known: datetime | None = None
) -> list[TrainerCertificate]:
    """What counts, for other services; trainers meet lists by `agent_key` of the code that is kept.
    `known`: what had been entered by then; one that was withdrawn since is as if never given."""
    return [
        TrainerCertificate(
            each.vendor,
            agent_key(each.agent),
            each.course,
            each.course_version,
            each.first_day,
            each.last_day,
        )
        for each in uow.trainers.all(*_of(vendor), state=EntryState.LIVE)
        if known is None or each.recorded_at <= known
    ]


def _of(vendor: str | None) -> list[Any]:
    return [tables.trainer_certifications.c.vendor == vendor] if vendor else []


def _known(uow: UnitOfWork, given: Certified) -> None:
    course = courses_in(uow).get(given.course)
    if course is None:
        raise NotFoundError(code=given.course)
    if given.version is not None and not 1 <= given.version <= course.number:
        raise NotFoundError(code=f"{given.course} v{given.version}")

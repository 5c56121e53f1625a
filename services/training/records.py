"""Training records by hand, rows of lists taken back, and the papers kept with a course and a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import ConflictError, NotFoundError, WrongInputError
from core.people_lists import RecordKind
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.staff import agent_key, agent_mark
from qa.training.evidence import EvidenceKind
from qa.training.record import TrainingRecord
from services.house.evidence import Evidence, keep_evidence
from services.house.privacy import privacy
from services.house.writing import needed, reasoned, writing
from services.training.courses import courses_in
from services.training.list_records import KINDS, records_in
from store.records.audits import EntryState
from store.records.training import RecordRetractionRecord, TrainingEntryRecord, TrainingEvidenceRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_AGENT, _COURSE = Text("工号", "The agent's code"), Text("课程", "The course")
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Entered:
    """What a person types in; `TrainingRecord` says what each means."""

    #: The code as the vendor writes it; kept as the site's rule leaves it.
    agent: str
    course: str
    kind: RecordKind
    day: date
    site: str | None = None
    course_version: int | None = None
    attempt: int | None = None
    score: Decimal | None = None
    full_mark: Decimal | None = None
    passed: bool | None = None
    absent: bool = False
    minutes: int | None = None
    expires: date | None = None
    number: str = ""
    trainer: str = ""
    material: str = ""


def enter(
    house: House, who: Principal, vendor: str, given: Entered, why: str, evidence: Evidence | None = None
) -> TrainingEntryRecord:
    """Keep a record that no list tells; one beyond the attempts allowed is an extension and counts.

    Refused: no code, course or reason; a day to come; a score over the full mark; an expiry before the day; a
    site that keeps nothing of its agents.
    """
    authorize(who, Action.RECORD, vendor)
    said, raw, course = reasoned(why), needed(given.agent, _AGENT), needed(given.course, _COURSE)
    _possible(given, house.today())
    rules = privacy(house, who)
    agent = rules.agent(raw, vendor, given.site)
    if agent is None:
        raise WrongInputError("agent_not_kept")
    sha256, name = keep_evidence(house, who, evidence)
    told = {key: value for key, value in vars(given).items() if key not in {"agent", "course", "site"}}
    told["trainer"] = (given.trainer and rules.agent(given.trainer, vendor, given.site)) or ""
    with writing(house, who, Action.RECORD, vendor) as uow:
        uow.directory.vendor(vendor)
        kept = uow.training.entries.add(
            TrainingEntryRecord(
                **told,
                vendor=vendor,
                mark=agent_mark(rules, vendor, agent_key(raw)),
                agent=agent,
                course=course,
                known_at=uow.now,
                entered_by=who.name,
                why=said,
                evidence_sha256=sha256,
                evidence_name=name,
            )
        )
        after = {"agent": agent, "course": course, "kind": given.kind, "day": given.day}
        uow.journal.note("training_entered", "training_entry", kept.id, after=after, why=said, vendor=vendor)
    return kept


def withdraw_entry(house: House, who: Principal, id: str, why: str) -> TrainingEntryRecord:
    """Take back what was typed in: no longer known from now on. Refused: one that was taken back already."""
    said = reasoned(why)
    with writing(house, who, Action.RECORD) as uow:
        record = uow.training.entries.get(id)
        authorize(who, Action.RECORD, record.vendor)
        if record.state is EntryState.WITHDRAWN:
            raise ConflictError("already_state", state=record.state)
        gone = replace(record, state=EntryState.WITHDRAWN, withdrawn_at=uow.now)
        kept = uow.training.entries.update(gone)
        uow.journal.note("training_withdrawn", "training_entry", id, why=said, vendor=record.vendor)
    return kept


def retract(house: House, who: Principal, list_id: str, sheet: str, row: int, why: str) -> None:
    """Let one row of a list count no more from now on; the list itself stays as it came. Refused: a row that
    is not there, or was taken back already."""
    said = reasoned(why)
    with writing(house, who, Action.RECORD) as uow:
        record = uow.people_lists.get(list_id)
        authorize(who, Action.RECORD, record.vendor)
        rows = house.lake.read(record.rows_file) if record.rows_file and record.kind in KINDS else None
        if rows is None or (sheet, row) not in set(rows.select("sheet", "row").iter_rows()):
            raise NotFoundError(code=f"{sheet} {row}".strip())
        if uow.training.retractions.all(list_id=list_id, sheet=sheet, row=row):
            raise ConflictError("already_state", state=EntryState.WITHDRAWN)
        uow.training.retractions.add(
            RecordRetractionRecord(
                list_id=list_id,
                sheet=sheet,
                row=row,
                vendor=record.vendor,
                why=said,
                at=uow.now,
                by_whom=who.name,
            )
        )
        after = {"sheet": sheet, "row": row}
        uow.journal.note(
            "record_retracted", "people_list", list_id, after=after, why=said, vendor=record.vendor
        )


def records_of(
    house: House, who: Principal, vendor: str, agent: str, known: datetime | None = None
) -> list[TrainingRecord]:
    """One agent's records as they happened, however his code is written; as known then, else now."""
    authorize(who, Action.VIEW, vendor)
    mark = agent_mark(privacy(house, who), vendor, agent_key(agent))
    with house.database.read(who) as uow:
        uow.directory.vendors.one(code=vendor)
        found = records_in(uow, house.lake, vendor, marks={mark})
    return [each for each in found if each.known_at(known)]


def entries(house: House, who: Principal, vendor: str) -> list[TrainingEntryRecord]:
    """What was typed in for a vendor's agents, the newest first, what was taken back too."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = uow.training.entries.all(vendor=vendor)
    return sorted(found, key=lambda each: (each.known_at, each.id), reverse=True)


def rows_of_list(house: House, who: Principal, id: str) -> list[TrainingRecord]:
    """The records that one list tells, row by row; those taken back too, with the instant."""
    with house.database.read(who) as uow:
        record = uow.people_lists.get(id)
        authorize(who, Action.VIEW, record.vendor)
        found = records_in(uow, house.lake, record.vendor, courses_in(uow).values(), lists={id})
    return sorted(found, key=lambda each: (each.sheet, each.row or 0, each.key))


def keep_paper(
    house: House,
    who: Principal,
    vendor: str,
    course: str,
    day: date,
    kind: EvidenceKind,
    paper: Evidence,
    list_id: str | None = None,
) -> TrainingEvidenceRecord:
    """Keep a paper with a course and a day: attendance sheet, material, answers, sign-off, export."""
    authorize(who, Action.RECORD, vendor)
    said = needed(course, _COURSE)
    sha256, name = keep_evidence(house, who, paper)
    with writing(house, who, Action.RECORD, vendor) as uow:
        uow.directory.vendor(vendor)
        if list_id is not None and uow.people_lists.get(list_id).vendor != vendor:
            raise NotFoundError(code=list_id)
        kept = uow.training.evidence.add(
            TrainingEvidenceRecord(
                vendor=vendor,
                course=said,
                day=day,
                kind=kind,
                list_id=list_id,
                sha256=sha256 or "",
                name=name,
                kept_at=uow.now,
                kept_by=who.name,
            )
        )
        after = {"course": said, "day": day, "kind": kind}
        uow.journal.note("training_evidence_kept", "training_evidence", kept.id, after=after, vendor=vendor)
    return kept


def papers(
    house: House, who: Principal, vendor: str, course: str | None = None, day: date | None = None
) -> list[TrainingEvidenceRecord]:
    """The papers kept for a vendor's trainings, of a course or a day where one is asked for."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = uow.training.evidence.all(vendor=vendor)
    return [each for each in found if course in (None, each.course) and day in (None, each.day)]


def _possible(given: Entered, today: date) -> None:
    if given.day > today:
        raise WrongInputError("future", day=given.day)
    if given.score is not None and not 0 <= given.score <= (given.full_mark or _HUNDRED):
        raise WrongInputError("score_of_full", score=given.score, full=given.full_mark or _HUNDRED)
    if given.expires is not None and given.expires < given.day:
        raise WrongInputError("period_order", first=given.day, last=given.expires)

"""Evidence audits 佐证抽查: a month's random sample of agents whose records are looked at, and the findings.

The seed is made after the records came in and stays with the draw: with it anybody draws the same agents
again. A record behind which nothing was found holds no course any more, and coverage says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.period import calendar_month, parse_label
from core.principal import Action, Principal, authorize
from qa.training.evidence import EvidenceFound, Looked, came_out, drawn_agents, looked_at
from qa.training.record import TrainingRecord
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import reasoned, writing
from services.training.courses import courses_in
from services.training.list_records import records_in
from store.records.audits import EntryState
from store.records.training_changes import EvidenceAuditLineRecord, EvidenceAuditRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SEED_BYTES = 8


@dataclass(frozen=True)
class EvidenceAudit:
    """A sample with the records in it, agent by agent."""

    record: EvidenceAuditRecord
    lines: Sequence[EvidenceAuditLineRecord]

    @property
    def stands(self) -> bool:
        """Whether it counts: it was not taken back."""
        return self.record.state is EntryState.LIVE

    @property
    def looked(self) -> Looked:
        """How it came out so far."""
        return came_out(line.found for line in self.lines)

    @property
    def taken_away(self) -> list[EvidenceAuditLineRecord]:
        """The records that hold nothing any more."""
        return [line for line in self.lines if line.found.takes_away]


def draw(house: House, who: Principal, vendor: str, label: str) -> EvidenceAudit:
    """Draw the agents of a vendor's month: 5 % of those with a record, at least ten; every course of each.

    Refused: a month that has not begun, one whose sample stands already, one without records.
    """
    authorize(who, Action.AUDIT, vendor)
    year, month = parse_label(label)
    days = calendar_month(year, month)
    if days.start > house.today():
        raise WrongInputError("future", day=days.start)
    with writing(house, who, Action.AUDIT, vendor) as uow:
        uow.directory.vendor(vendor)
        if uow.evidence_audits.all(vendor=vendor, month=label, state=EntryState.LIVE):
            raise ConflictError("evidence_audit_twice", period=label)
        known = records_in(uow, house.lake, vendor, courses_in(uow).values())
        found = {
            mark: looked
            for mark, records in _by_agent([each for each in known if each.known_at(None)])
            if (looked := looked_at(each for each in records if each.day in days))
        }
        if not found:
            raise WrongInputError("no_training_records", period=label)
        seed = secrets.token_hex(_SEED_BYTES)
        marks = drawn_agents(seed, found)
        audit = uow.evidence_audits.add(
            EvidenceAuditRecord(
                vendor=vendor,
                month=label,
                seed=seed,
                population=len(found),
                size=len(marks),
                drawn_at=uow.now,
                drawn_by=who.name,
            )
        )
        for record in (each for mark in marks for each in found[mark]):
            uow.evidence_audits.lines.add(_line(audit, record))
        after = {"month": label, "seed": seed, "population": len(found), "size": len(marks)}
        uow.journal.note("evidence_audit_drawn", "evidence_audit", audit.id, after=after, vendor=vendor)
        return _with_lines(uow, audit)


def look(
    house: House,
    who: Principal,
    line: str,
    found: EvidenceFound,
    why: str = "",
    evidence: Evidence | None = None,
) -> EvidenceAuditLineRecord:
    """Say what was found of one record; saying it again corrects it, and the journal keeps both. Refused:
    a finding that takes a record away, or opens it again, without a reason; a sample that was withdrawn."""
    said = why.strip() if found is EvidenceFound.SUPPORTED else reasoned(why)
    sha256, name = keep_evidence(house, who, evidence, Action.AUDIT)
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.evidence_audits.lines.get(line)
        authorize(who, Action.AUDIT, before.vendor)
        audit = uow.evidence_audits.get(before.audit)
        if audit.state is EntryState.WITHDRAWN:
            raise ConflictError("already_state", state=audit.state)
        kept = uow.evidence_audits.lines.update(
            replace(
                before,
                found=found,
                why=said,
                evidence_sha256=sha256 or before.evidence_sha256,
                evidence_name=name or before.evidence_name,
                looked_at=uow.now,
                looked_by=who.name,
            )
        )
        uow.journal.note(
            "evidence_looked",
            "evidence_audit",
            before.audit,
            before={"record": before.record, "found": before.found},
            after={"record": kept.record, "found": kept.found},
            why=said,
            vendor=kept.vendor,
        )
    return kept


def withdraw(house: House, who: Principal, audit: str, why: str) -> EvidenceAuditRecord:
    """Take a whole sample back: what it found counts no more, and the month can be drawn again. Only who
    manages may, so nobody draws until the sample pleases. Refused: one that was taken back already."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.evidence_audits.get(audit)
        authorize(who, Action.MANAGE, record.vendor)
        if record.state is EntryState.WITHDRAWN:
            raise ConflictError("already_state", state=record.state)
        kept = uow.evidence_audits.update(replace(record, state=EntryState.WITHDRAWN))
        uow.journal.note("evidence_audit_withdrawn", "evidence_audit", audit, why=said, vendor=record.vendor)
    return kept


def audits(house: House, who: Principal, vendor: str | None = None) -> list[EvidenceAudit]:
    """Every sample this person may see, the latest month first, those taken back included."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        every = uow.evidence_audits.all()
        found = [_with_lines(uow, audit) for audit in every if vendor in (None, audit.vendor)]
    return sorted(found, key=lambda each: (each.record.month, each.record.drawn_at), reverse=True)


def _by_agent(records: Sequence[TrainingRecord]) -> list[tuple[str, list[TrainingRecord]]]:
    ordered = sorted(records, key=lambda each: each.mark)
    return [(mark, list(mine)) for mark, mine in groupby(ordered, key=lambda each: each.mark)]


def _line(audit: EvidenceAuditRecord, record: TrainingRecord) -> EvidenceAuditLineRecord:
    return EvidenceAuditLineRecord(
        audit=audit.id,
        vendor=audit.vendor,
        mark=record.mark,
        agent=record.agent,
        course=record.course,
        record=record.key,
    )


def _with_lines(uow: UnitOfWork, audit: EvidenceAuditRecord) -> EvidenceAudit:
    lines = uow.evidence_audits.lines.all(audit=audit.id)
    return EvidenceAudit(audit, sorted(lines, key=lambda line: (line.agent, line.course)))

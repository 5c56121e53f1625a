"""What publishing a draft of a process specification says, and publishing it.

What was published is never edited: a change is the next version, with its day and its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from core.canonical import content_hash
from core.errors import RefusedError, WrongInputError
from core.finding import Finding, blocking
from core.principal import Action, Principal
from qa.specification.terms import Specification, SpecVersion
from qa.specification.written import Read, from_plain, plain, read
from services.house.writing import reasoned, writing
from services.specifications.specification_checks import checked
from services.specifications.specification_drafts import noted, specification_draft, still_open, vendor_of
from services.specifications.specifications import authorize_for, versions_of
from store.records import SpecificationVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class DraftRead:
    """What a draft says so far: the specification where nothing blocks, and every finding."""

    read: Read
    findings: tuple[Finding, ...]
    #: The number it will have.
    number: int
    #: The version before it; None where it is the first.
    before: SpecVersion | None

    @property
    def specification(self) -> Specification | None:
        """What would be published; None where anything blocks."""
        return None if blocking(list(self.findings)) else self.read.specification


def read_draft(house: House, who: Principal, body: Mapping[str, Any]) -> DraftRead:
    """Everything publishing it would say; a finding's place is the code of its clause."""
    authorize_for(who, Action.MANAGE, vendor_of(body))
    # Without the person's filter: a code that another vendor's specification has is taken all the same.
    with house.database.read() as uow:
        return _draft_read(house, uow, body)


def publish_draft(
    house: House, who: Principal, id: str, version: int, effective: date, why: str
) -> SpecificationVersionRecord:
    """The draft as a version nobody can change any more, in force from a day on, with its reason.

    Refused: anything that blocks, a day before that of the version before it, and a version that says what
    that one says.
    """
    said = reasoned(why)
    record = still_open(specification_draft(house, who, id), version)
    head = {**record.body["head"], "effective": effective.isoformat(), "why": said}
    found = read_draft(house, who, {**record.body, "head": head})
    made = _publishable(found, effective)
    with writing(house, who, Action.MANAGE) as uow:
        uow.specifications.drafts.update(replace(record, ended_at=uow.now, published=found.number))
        kept = uow.specifications.versions.add(
            SpecificationVersionRecord(
                code=made.code,
                number=found.number,
                vendor=made.vendor,
                name=made.name,
                owner=made.owner,
                body=plain(made, effective, said),
                hash=content_hash(made),
                effective_from=effective,
                review_by=made.review_by,
                why=said,
                published_at=uow.now,
                published_by=who.name,
            )
        )
        after = {"version": kept.number, "effective": effective, "clauses": len(made.clauses)}
        noted(uow, "specification_published", made.code, made.vendor, after, said)
    return kept


def _draft_read(house: House, uow: UnitOfWork, body: Mapping[str, Any]) -> DraftRead:
    found = read(from_plain(body))
    head = body.get("head") or {}
    before = versions_of(uow, str(head.get("code") or ""))
    more = checked(uow, found.specification, before, found.effective, house.today())
    last = before[-1] if before else None
    return DraftRead(found, (*found.findings, *more), last.number + 1 if last else 1, last)


def _publishable(found: DraftRead, effective: date) -> Specification:
    made, before = found.specification, found.before
    if made is None:
        raise RefusedError(blocking(list(found.findings)))
    if before is not None and effective < before.effective:
        raise WrongInputError("specification_earlier", number=before.number, day=before.effective)
    if before is not None and made.stated == before.specification.stated:
        raise WrongInputError("specification_same", number=before.number)
    return made

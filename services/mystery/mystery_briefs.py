"""The library of briefs 拨测脚本库: versions with their model answers, approved by somebody else (T4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, NotAllowedError, RefusedError, WrongInputError
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.scope import checked_code
from core.text import Text
from qa.programme.brief import Brief, brief_findings
from services.house.writing import needed, writing
from services.mystery.mystery_kept import brief_of, stored_brief
from store.records import MysteryBriefRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("脚本名称", "The brief's name")


def briefs(house: House, who: Principal) -> list[MysteryBriefRecord]:
    """Every version of every brief, by code, the newest version first. Briefs name no vendor."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return sorted(uow.programme.briefs.all(), key=lambda record: (record.code, -record.number))


def save_brief(
    house: House, who: Principal, brief: Brief, seen: tuple[int, int] | None = None
) -> MysteryBriefRecord:
    """Keep a brief as the next version of its code; a version nobody has approved yet is written anew.

    `seen`: number and revision of the newest version it was written from, (0, 0) where there was none; None
    where nobody reads before writing. Refused: no name, an end before the beginning, fewer than one attempt,
    and where the newest is another by now. Whether it is complete is asked when it is approved.
    """
    authorize_everywhere(who, Action.AUDIT)
    _check(brief)
    with writing(house, who, Action.AUDIT) as uow:
        known = _versions(uow, checked_code(brief.code))
        _unseen(known, seen)
        draft = known[-1] if known and known[-1].approved_at is None else None
        said: dict[str, Any] = {
            "name": brief.name,
            "since": brief.since,
            "until": brief.until,
            "body": stored_brief(brief),
        }
        if draft:
            kept = uow.programme.briefs.update(
                replace(draft, **said, created_at=uow.now, created_by=who.name)
            )
        else:
            number = known[-1].number + 1 if known else 1
            made: dict[str, Any] = {"created_at": uow.now, "created_by": who.name}
            kept = uow.programme.briefs.add(
                MysteryBriefRecord(code=brief.code, number=number, **said, **made)
            )
        after = {"code": kept.code, "number": kept.number}
        uow.journal.note("mystery_brief", "mystery_brief", kept.id, after=after)
    return kept


def approve_brief(house: House, who: Principal, id: str, version: int) -> MysteryBriefRecord:
    """Answer for a version and its model answers; calls may be made by it from its first day.

    Refused (RefusedError with brief_lacks) where it is not complete, and for whoever wrote it.
    """
    authorize_everywhere(who, Action.APPROVE)
    with writing(house, who, Action.APPROVE) as uow:
        found = uow.programme.briefs.get(id)
        if found.approved_at is not None:
            raise WrongInputError("already_state", state=Text("已审批", "approved"))
        if found.created_by == who.name:
            raise NotAllowedError(action=Action.APPROVE, role=who.role, name=who.name)
        if lacking := brief_findings(brief_of(found)):
            raise RefusedError(lacking)
        kept = uow.programme.briefs.update(
            replace(found, version=version, approved_at=uow.now, approved_by=who.name)
        )
        after = {"code": kept.code, "number": kept.number}
        uow.journal.note("mystery_brief_approved", "mystery_brief", kept.id, after=after)
    return kept


def known_briefs(uow: UnitOfWork) -> list[Brief]:
    """Every version as the checks see it."""
    return [brief_of(record) for record in uow.programme.briefs.all()]


def _versions(uow: UnitOfWork, code: str) -> list[MysteryBriefRecord]:
    return sorted(uow.programme.briefs.all(code=code), key=lambda record: record.number)


def _unseen(known: Sequence[MysteryBriefRecord], seen: tuple[int, int] | None) -> None:
    """Nothing goes over what somebody else wrote and this person has not read."""
    newest = known[-1] if known else None
    now = (newest.number, newest.version) if newest else (0, 0)
    if newest is not None and seen == (0, 0):
        raise ConflictError("taken", code=newest.code)
    if seen is not None and seen != now:
        raise ConflictError(entity="mystery_briefs", id=newest.id if newest else "", seen=seen, now=now)


def _check(brief: Brief) -> None:
    needed(brief.name.zh + brief.name.en, _NAME)
    if brief.until is not None and brief.until < brief.since:
        raise WrongInputError("period_order", first=brief.since, last=brief.until)
    if brief.max_attempts < 1:
        raise WrongInputError("number", value=brief.max_attempts)

"""Immediate notices 当日即时通报: drafts that wait, and that one was sent or need not be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.review.notice import NoticeState
from services.house.writing import needed, reasoned, writing
from services.records.sealed_audits import sealed_ids
from store.records import AuditNoticeRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_HOW = Text("发给谁、用什么方式", "to whom and how it was sent")


def open_notices(house: House, who: Principal) -> list[AuditNoticeRecord]:
    """The drafts that wait to be sent, the oldest first; none that would tell a second scorer the
    first score."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        hidden = sealed_ids(uow, who)
        return [notice for notice in uow.reviews.open_notices() if notice.audit not in hidden]


def send_notice(
    house: House, who: Principal, id: str, how: str, text: Text | None = None, version: int | None = None
) -> AuditNoticeRecord:
    """Keep that the vendor was told, by whom and how, in the words that were sent (`text` where changed)."""
    return _ended(house, who, id, NoticeState.SENT, needed(how, _HOW), text, version)


def drop_notice(
    house: House, who: Principal, id: str, why: str, version: int | None = None
) -> AuditNoticeRecord:
    """Keep that the vendor is not told, and why."""
    return _ended(house, who, id, NoticeState.DROPPED, reasoned(why), None, version)


def _ended(
    house: House,
    who: Principal,
    id: str,
    state: NoticeState,
    how: str,
    text: Text | None,
    version: int | None,
) -> AuditNoticeRecord:
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.reviews.notices.get(id)
        if before.state is not NoticeState.DRAFT:
            raise WrongInputError("already_state", state=before.state.words)
        after = replace(
            before,
            state=state,
            how=how,
            text=text or before.text,
            ended_at=uow.now,
            ended_by=who.name,
            version=before.version if version is None else version,
        )
        kept = uow.reviews.notices.update(after)
        uow.journal.moved("audit_notice", id, before.state, state, how)
        uow.journal.note(
            "notice_ended", "audit_notice", id, after={"state": state}, why=how, vendor=before.vendor
        )
    return kept

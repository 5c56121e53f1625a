"""What waits around audits: notices to send, appeals to rule on, scores to release, calibrations to score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from services.calibration.calibration_view import calibrations
from services.review.audit_notices import open_notices
from services.review.audit_story import under_review
from services.vendors.tasks import Task, TaskKind
from store.records import AuditHead

if TYPE_CHECKING:
    from services.house.bootstrap import House


def audit_tasks(house: House, who: Principal) -> Iterator[Task]:
    """One line a notice, an open appeal and a score that is not released."""
    authorize(who, Action.VIEW)
    lines = {line.audit.id: line for line in under_review(house, who, settled=0)}
    for notice in open_notices(house, who):
        subject = Text("当日即时通报", "a fatal fault")
        params = {"audit": notice.audit} if notice.audit in lines else {}
        yield Task(TaskKind.NOTICE_TO_SEND, notice.vendor, subject, due=notice.due, params=params)
    for line in lines.values():
        subject, params = _call(line.audit), {"audit": line.audit.id}
        for appeal in line.open_appeals:
            yield Task(TaskKind.APPEAL_TO_RULE, appeal.vendor, subject, due=appeal.due, params=params)
        if not line.standing.is_released:
            yield Task(TaskKind.AUDIT_TO_RELEASE, line.audit.vendor, subject, due=line.due, params=params)


def calibration_tasks(house: House, who: Principal) -> Iterator[Task]:
    """One line a sealed session that waits for this person's scores, or that this person leads."""
    authorize(who, Action.VIEW)
    for view in calibrations(house, who, going=True):
        mine = any(rater.person == who.id and rater.id in view.missing for rater in view.raters)
        if mine or view.record.leader == who.id:
            words = Text(view.record.title, view.record.title)
            params = {"calibration": view.record.id}
            due = view.record.due
            yield Task(TaskKind.CALIBRATION_TO_SCORE, view.record.vendor, words, due=due, params=params)


def _call(audit: AuditHead) -> Text:
    """The day of the call and its agent."""
    words = " ".join(part for part in (f"{audit.business_date}", audit.agent) if part)
    return Text(words, words)

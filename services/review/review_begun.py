"""A submitted audit's way into review: its first version, the draw for a second score, a notice if fatal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.period import business_date
from core.text import Text
from qa.audit import scored
from qa.form.terms import AuditForm
from qa.review.appeals import VersionKind
from qa.review.clocks import ReviewRules
from qa.review.notice import Told, notice_text
from qa.review.second import drawn
from qa.review.states import ReviewState
from qa.scoring.receipt import Receipt
from services.records.kept_audits import audit_of
from services.review.review_rules import rules_for, rules_in
from store.records import (
    AuditNoticeRecord,
    AuditRecord,
    AuditReviewRecord,
    AuditVersionRecord,
)
from store.unit_of_work import UnitOfWork


def begin_review(uow: UnitOfWork, form: AuditForm, record: AuditRecord) -> None:
    """What submitting an audit sets off: a notice draft where fatal, a review where its form has any."""
    receipt = scored(form, audit_of(record))
    if receipt.fatal:
        open_notice(uow, form, record, receipt.fatal)
    rules = rules_in(uow, form.code)
    if rules is not None:
        submitted(uow, form, record, rules)


def submitted(uow: UnitOfWork, form: AuditForm, record: AuditRecord, rules: ReviewRules) -> AuditReviewRecord:
    """The audit's review, with its first version; until it is released it does not count."""
    rules = rules_for(uow, record, rules)
    review = AuditReviewRecord(
        audit=record.id,
        vendor=record.vendor,
        rules=rules.as_dict(),
        second=drawn(record.id, rules.second_percent),
        scorers=(record.logged_by,),
        submitted_at=uow.now,
        release_due=rules.release_due(day_of(uow.now, rules)).day,
    )
    uow.reviews.add(review)
    receipt = scored(form, audit_of(record))
    keep_version(uow, record, VersionKind.SCORED, receipt, made_by=record.logged_by)
    uow.journal.moved("audit", record.id, None, ReviewState.SUBMITTED, what="review")
    return review


def keep_version(
    uow: UnitOfWork,
    record: AuditRecord,
    kind: VersionKind,
    receipt: Receipt,
    made_by: str,
    why: str = "",
) -> AuditVersionRecord:
    """The record's answers and result as the next version of the audit."""
    version = AuditVersionRecord(
        audit=record.id,
        vendor=record.vendor,
        number=len(uow.reviews.versions_of(record.id)) + 1,
        kind=kind,
        answers=record.answers,
        fatal=record.fatal,
        points=record.points,
        passed=record.passed,
        receipt=receipt.hash,
        why=why,
        made_at=uow.now,
        made_by=made_by,
    )
    return uow.reviews.versions.add(version)


def open_notice(uow: UnitOfWork, form: AuditForm, record: AuditRecord, fatal: Collection[str]) -> None:
    """The draft of the notice, due today; one for each audit."""
    vendor = uow.directory.vendor(record.vendor)
    rules = rules_for(uow, record, ReviewRules())
    when = f"{record.at.astimezone(ZoneInfo(rules.zone)):%Y-%m-%d %H:%M}"
    faults = [form.names.get(code, Text(code, code)) for code in fatal]
    told = Told(vendor.name, when, faults, record.agent or "", record.recording)
    notice = AuditNoticeRecord(
        audit=record.id,
        vendor=record.vendor,
        text=notice_text(told),
        due=day_of(uow.now, rules),
        opened_at=uow.now,
    )
    uow.reviews.notices.add(notice)
    uow.journal.moved("audit_notice", notice.id, None, notice.state)
    uow.journal.note(
        "notice_opened", "audit_notice", notice.id, after={"audit": record.id}, vendor=record.vendor
    )


def day_of(instant: datetime, rules: ReviewRules) -> date:
    """The day of an instant where the rules' clocks run."""
    return business_date(instant, rules.zone)

"""From submission to release: the blind second score, adjudication where they differ, release, consent.

Nobody does any of it with an audit they scored. The audit's own record is always the version that counts;
every version stays beside it (audit_versions), and where everything moved stands in the changes of state.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.principal import Action, Principal
from core.text import Text
from qa.form.terms import AuditForm
from qa.known import known_answers
from qa.review.appeals import AppealState, VersionKind
from qa.review.clocks import ReviewRules
from qa.review.rulings import Scored
from qa.review.second import differences
from qa.review.states import ReviewState, followed
from qa.review.who import must_be_other
from qa.scoring.answers import Answer, check_asked
from qa.scoring.commented import uncommented
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import Receipt
from services.contracts.contract_versions import month_of_day
from services.forms.audit_forms import form_in
from services.house.writing import needed, reasoned, writing
from services.months.month import ensure_open
from services.records.kept_audits import audit_of, stored_answer, with_points
from services.review.review_begun import day_of, keep_version, open_notice, submitted
from services.review.review_rules import rules_in
from store.records import AuditRecord, AuditReviewRecord, EntryState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_WITHDRAWN = Text("已撤回", "withdrawn")
_NOT_REVIEWED = Text("复核", "a review of this audit")
_CALLER = Text("外包商方确认人", "who said so for the vendor")


def submit_for_review(house: House, who: Principal, audit: str) -> AuditReviewRecord:
    """Take an audit into review that was logged before its form had rules; it counts again once released.

    Refused where it is withdrawn or under review already, or its month is final.
    """
    with writing(house, who, Action.AUDIT) as uow:
        record, form = live(uow, audit)
        if uow.reviews.of(audit) is not None:
            raise WrongInputError("already_state", state=ReviewState.SUBMITTED.words)
        month_is_open(uow, record)
        review = submitted(uow, form, record, rules_in(uow, form.code) or ReviewRules(second_percent=0))
        uow.journal.note("audit_submitted", "audit", audit, vendor=record.vendor)
    return review


def second_score(
    house: House,
    who: Principal,
    audit: str,
    answers: Mapping[str, Answer],
    fatal: Collection[str] = (),
    version: int | None = None,
) -> AuditReviewRecord:
    """Score an audit again without having seen the first answers. Where both agree it is reviewed, and the
    first score stands; where they differ it waits for adjudication. Refused for who scored it first, where
    the audit was not drawn or is scored again already, and where an item lacks its answer, or a comment the
    form asks for."""
    with writing(house, who, Action.AUDIT) as uow:
        record, form = live(uow, audit)
        review = seen(uow, audit, version)
        must_be_other(who.name, review.scorers)
        if not review.second:
            raise WrongInputError("review_not_drawn")
        followed(review.state, ReviewState.REVIEWED)
        check_asked(form, answers)
        # What the facts of the call answer nobody judges, the second scorer no more than the first.
        answers = {**answers, **known_answers(form, record.connected, record.wait_s)}
        receipt, again = _rescored(form, record, Scored(answers, frozenset(fatal)))
        if silent := uncommented(form, answers, record.connected):
            lacking = [item.text for _section, item in form.items() if item.code in silent]
            raise WrongInputError("comment_needed", items=lacking)
        keep_version(uow, again, VersionKind.SECOND, receipt, who.name)
        first = audit_of(record)
        differs = differences(form, first.answers, answers, first.fatal, fatal)
        to = ReviewState.TO_ADJUDICATE if differs else ReviewState.REVIEWED
        after = move(uow, replace(review, scorers=(*review.scorers, who.name)), to)
        uow.journal.note(
            "audit_scored_again", "audit", audit, after={"differ": differs}, vendor=record.vendor
        )
    return after


def adjudicate(
    house: House,
    who: Principal,
    audit: str,
    answers: Mapping[str, Answer],
    fatal: Collection[str],
    why: str,
    version: int | None = None,
) -> AuditReviewRecord:
    """Settle where two scorers differ: `answers` for the items they differ on, `fatal` as it stays; a new
    version with a reason. Refused for either scorer, and where the audit waits for no adjudication."""
    said = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        record, form = live(uow, audit)
        review = seen(uow, audit, version)
        must_be_other(who.name, review.scorers)
        if review.state is not ReviewState.TO_ADJUDICATE:
            raise WrongInputError("review_no_difference")
        check_asked(form, answers)
        merged = Scored({**audit_of(record).answers, **answers}, frozenset(fatal))
        rewritten(uow, form, record, merged, VersionKind.ADJUDICATED, who.name, said)
        after = move(uow, review, ReviewState.REVIEWED, said)
        uow.journal.note("audit_adjudicated", "audit", audit, why=said, vendor=record.vendor)
    return after


def release(house: House, who: Principal, audit: str, version: int | None = None) -> AuditReviewRecord:
    """Publish the score to the vendor: it counts from then on, and the time to appeal begins.

    Refused for who scored it, where a second score or an adjudication is still to come, in a final month, and
    while the vendor scores its call in a sealed calibration session.
    """
    with writing(house, who, Action.AUDIT) as uow:
        record, _form = live(uow, audit)
        review = seen(uow, audit, version)
        must_be_other(who.name, review.scorers)
        if review.second and review.state is ReviewState.SUBMITTED:
            raise WrongInputError("review_second_needed")
        if uow.calibrations.is_with_vendor(audit):
            raise WrongInputError("calibration_holds")
        month_is_open(uow, record)
        rules = rules_of(review)
        published = replace(
            review,
            released_at=uow.now,
            released_by=who.name,
            appeal_due=rules.appeal_due(day_of(uow.now, rules)).day,
        )
        after = move(uow, published, ReviewState.RELEASED)
        uow.journal.note(
            "audit_released", "audit", audit, after={"appeal_due": after.appeal_due}, vendor=record.vendor
        )
    return after


def acknowledge(
    house: House, who: Principal, audit: str, caller: str, version: int | None = None
) -> AuditReviewRecord:
    """Enter that the vendor accepts the score; nothing of it can be appealed any more."""
    said = needed(caller, _CALLER)
    with writing(house, who, Action.RECORD) as uow:
        record, _form = live(uow, audit)
        review = seen(uow, audit, version)
        after = move(uow, review, ReviewState.ACKNOWLEDGED, said)
        uow.journal.note("audit_acknowledged", "audit", audit, why=said, vendor=record.vendor)
    return after


def live(uow: UnitOfWork, audit: str) -> tuple[AuditRecord, AuditForm]:
    """An audit that counts or will, and its form; refused where it was withdrawn."""
    record = uow.audits.get(audit)
    if record.state is EntryState.WITHDRAWN:
        raise WrongInputError("already_state", state=_WITHDRAWN)
    return record, form_in(uow, record.form, int(record.form_version))


def seen(uow: UnitOfWork, audit: str, version: int | None) -> AuditReviewRecord:
    """The review in the version the person saw; refused where it moved since, or there is none."""
    review = uow.reviews.of(audit)
    if review is None:
        raise WrongInputError("needed", what=_NOT_REVIEWED)
    if version is not None and version != review.version:
        raise ConflictError(entity="audit_reviews", id=review.id, seen=version, now=review.version)
    return review


def move(uow: UnitOfWork, review: AuditReviewRecord, to: ReviewState, why: str = "") -> AuditReviewRecord:
    """The review in the state that follows, and the change of state."""
    state = followed(review.state, to)
    uow.journal.moved("audit", review.audit, review.state, state, why, what="review")
    return uow.reviews.update(replace(review, state=state))


def rules_of(review: AuditReviewRecord) -> ReviewRules:
    """The windows and levels that hold for an audit."""
    return ReviewRules.from_dict(review.rules)


def month_is_open(uow: UnitOfWork, record: AuditRecord) -> None:
    """Refused where the audit's month is final: only a corrected edition changes it."""
    if record.contract is not None:
        ensure_open(uow, record.contract, month_of_day(uow, record.contract, record.business_date)[1])


def rewritten(
    uow: UnitOfWork,
    form: AuditForm,
    record: AuditRecord,
    said: Scored,
    kind: VersionKind,
    who: str,
    why: str,
) -> Receipt:
    """Score other answers by the one engine, keep them as the next version, and let the audit count as it."""
    receipt, after = _rescored(form, record, said)
    uow.audits.update(after)
    keep_version(uow, after, kind, receipt, who, why)
    if receipt.fatal and uow.reviews.notices.find(audit=record.id) is None:
        open_notice(uow, form, after, receipt.fatal)  # fatal only now: the vendor is told the day it is known
    return receipt


def waits(uow: UnitOfWork, audit: str) -> bool:
    """Whether an appeal against the audit waits for its ruling."""
    return any(appeal.state is AppealState.OPEN for appeal in uow.reviews.appeals_of(audit))


def _rescored(form: AuditForm, record: AuditRecord, said: Scored) -> tuple[Receipt, AuditRecord]:
    if left := unanswered(form, said.answers, record.connected):
        item = form.item(left[0])
        raise WrongInputError("item_unanswered", item=item.text if item else left[0])
    receipt = score(form, said.answers, said.fatal, record.connected)
    answers = {code: stored_answer(answer) for code, answer in said.answers.items()}
    return receipt, with_points(replace(record, answers=answers, fatal=tuple(sorted(said.fatal))), receipt)

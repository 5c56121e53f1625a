"""A vendor's appeal against one item, entered by the client for it, and what was ruled, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.review.appeals import AppealState, Channel, VersionKind
from qa.review.clocks import is_late
from qa.review.rulings import Claim, Ruling, Scored, changes, check_claim, ruled
from qa.review.states import ReviewState, after_rulings
from qa.review.who import must_rule
from qa.scoring.answers import Answer
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.records.kept_audits import audit_of, read_answer, stored_answer
from services.review.audit_review import live, month_is_open, move, rewritten, rules_of, seen, waits
from services.review.review_begun import day_of
from store.records import AppealRecord, AuditReviewRecord, RulingRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_CALLER = Text("外包商方申诉人", "who appeals for the vendor")
_WHY = Text("申诉理由", "what the vendor says")
_WITH = Text("外包商方经理", "the vendor's manager")
_RELEASED = Text("已发布的评分", "a released score")


@dataclass(frozen=True)
class Appeal:
    """What the client enters of a vendor's appeal."""

    audit: str
    #: The item, or the fatal fault that was found.
    item: str
    channel: Channel
    caller: str
    #: When it reached us, time zone aware; the clock runs from here.
    received_at: datetime
    reason: str
    #: The answer the vendor holds right, where it gave one.
    claimed: Answer | None = None
    #: Why it is taken after its last day.
    late_reason: str = ""


def enter_appeal(
    house: House, who: Principal, given: Appeal, evidence: Sequence[Evidence] = ()
) -> AppealRecord:
    """Keep an appeal for a vendor that has no login; what was only spoken waits for written confirmation.

    Refused: nothing released, accepted already, a second appeal on the same item, received in the future or
    before the release, after the last day without a reason, and an answer the item does not offer.
    """
    kept = [keep_evidence(house, who, each) for each in evidence]
    with writing(house, who, Action.RECORD) as uow:
        record, form = live(uow, given.audit)
        authorize(who, Action.RECORD, record.vendor)
        review = _released(uow, given.audit)
        audit = audit_of(record)
        check_claim(form, Scored(audit.answers, audit.fatal), Claim(given.item, given.claimed))
        if any(each.item == given.item for each in uow.reviews.appeals_of(given.audit)):
            raise WrongInputError("appeal_twice", item=given.item)
        appeal = uow.reviews.appeals.add(_appeal(uow, who, review, given, [[s, n] for s, n in kept if s]))
        move(uow, review, ReviewState.DISPUTED, appeal.reason)
        uow.journal.moved("audit_appeal", appeal.id, None, appeal.state)
        after = {
            "item": appeal.item,
            "channel": appeal.channel,
            "received_at": appeal.received_at,
        }
        uow.journal.note(
            "appeal_entered", "audit_appeal", appeal.id, after=after, why=appeal.reason, vendor=record.vendor
        )
    return appeal


def confirm_in_writing(
    house: House, who: Principal, id: str, evidence: Evidence | None, version: int | None = None
) -> AppealRecord:
    """The written confirmation of what was only spoken came in; its file is kept with the appeal."""
    sha, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.RECORD) as uow:
        before = _appeal_seen(uow, id, version)
        files = [*before.evidence, [sha, name]] if sha else before.evidence
        after = uow.reviews.appeals.update(replace(before, unconfirmed=False, evidence=files))
        uow.journal.note("appeal_confirmed", "audit_appeal", id, vendor=before.vendor)
    return after


def next_level(
    house: House,
    who: Principal,
    id: str,
    received_at: datetime,
    reason: str,
    late_reason: str = "",
    version: int | None = None,
) -> AppealRecord:
    """The vendor does not take a ruling and asks for the next level; refused at the last one, whose ruling is
    final, while the first waits, and after the last day without a reason."""
    said = needed(reason, _WHY)
    with writing(house, who, Action.RECORD) as uow:
        before = _appeal_seen(uow, id, version)
        review = _released(uow, before.audit)
        rules = rules_of(review)
        if before.state is AppealState.OPEN:
            raise WrongInputError("already_state", state=before.state.words)
        if before.next_due is None:
            raise WrongInputError("ruling_final")
        _check_received(uow, received_at, _rulings(uow, before)[-1].ruled_at)
        day = day_of(received_at, rules)
        late = _late(is_late(day, before.next_due), late_reason)
        after = uow.reviews.appeals.update(
            replace(
                before,
                state=AppealState.OPEN,
                level=before.level + 1,
                received_at=received_at,
                late_reason=late or before.late_reason,
                due=rules.ruling_due(day, before.level + 1).day,
                next_due=None,
            )
        )
        move(uow, review, ReviewState.DISPUTED, said)
        uow.journal.moved("audit_appeal", id, before.state, after.state, said)
        uow.journal.note(
            "appeal_next_level", "audit_appeal", id,
            before={"level": before.level}, after={"level": after.level}, why=said, vendor=before.vendor,
        )  # fmt: skip
    return after


def rule_appeal(
    house: House,
    who: Principal,
    id: str,
    ruling: Ruling,
    why: str,
    third: Answer | None = None,
    with_vendor: str = "",
    version: int | None = None,
) -> RulingRecord:
    """Rule on an appeal: keep ours, take theirs, or a third value, scored anew by the one engine.

    The first level is the client's review, by an auditor or manager who did not score the audit; every later
    one is an approver's, together with the vendor's manager, who is named. The last level's ruling is final.
    Refused as well: a ruling without a reason, a second one at the same level, and one that would change a
    score of a final month, which takes a corrected edition first.
    """
    said = reasoned(why)
    with writing(house, who, _ruling_action(_level_now(house, who, id))) as uow:
        appeal = _appeal_seen(uow, id, version)
        authorize(who, _ruling_action(appeal.level), appeal.vendor)  # the level may have moved on meanwhile
        review = seen(uow, appeal.audit, None)
        _may_rule(uow, who, review, appeal)
        both = needed(with_vendor, _WITH) if appeal.level > 1 else with_vendor.strip()
        was = uow.reviews.standing_version(appeal.audit)
        changed = _scored_anew(uow, who, appeal, ruling, third, said)
        now = uow.reviews.standing_version(appeal.audit)
        kept = uow.reviews.rulings.add(
            RulingRecord(
                appeal=id, audit=appeal.audit, vendor=appeal.vendor, level=appeal.level, ruling=ruling,
                why=said, with_vendor=both, changed=changed,
                version_before=was.number, version_after=now.number,
                receipt_before=was.receipt, receipt_after=now.receipt,
                ruled_at=uow.now, ruled_by=who.name,
            )
        )  # fmt: skip
        _settle(uow, appeal, review, kept)
    return kept


def appeal_evidence(house: House, who: Principal, id: str, sha256: str) -> Evidence:
    """One of the files an appeal came with; refused where it is not among them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.reviews.appeals.get(id)
    name = next((name for sha, name in record.evidence if sha == sha256), None)
    if name is None:
        raise NotFoundError(code=sha256)
    return name, read_evidence(house, who, record.vendor, sha256)


def _level_now(house: House, who: Principal, id: str) -> int:
    """The level an appeal is at: who may rule on it hangs on that."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.reviews.appeals.get(id).level


def _ruling_action(level: int) -> Action:
    return Action.AUDIT if level == 1 else Action.APPROVE


def _may_rule(uow: UnitOfWork, who: Principal, review: AuditReviewRecord, appeal: AppealRecord) -> None:
    """Refused: ruled on already, by who scored the audit, and by who ruled at an earlier level."""
    if appeal.state is not AppealState.OPEN:
        raise WrongInputError("already_state", state=appeal.state.words)
    must_rule(who.name, review.scorers, [each.ruled_by for each in _rulings(uow, appeal)])


def _scored_anew(
    uow: UnitOfWork, who: Principal, appeal: AppealRecord, ruling: Ruling, third: Answer | None, why: str
) -> bool:
    """Let the audit count as ruled; whether that changed anything, which a final month refuses."""
    record, form = live(uow, appeal.audit)
    audit = audit_of(record)
    before = Scored(audit.answers, audit.fatal)
    claimed = read_answer(appeal.claimed) if appeal.claimed else None
    after = ruled(form, before, Claim(appeal.item, claimed), ruling, third)
    if not changes(before, after):
        return False
    month_is_open(uow, record)
    rewritten(uow, form, record, after, VersionKind.RULED, who.name, why)
    return True


def _settle(uow: UnitOfWork, appeal: AppealRecord, review: AuditReviewRecord, ruling: RulingRecord) -> None:
    """The appeal is ruled on, and the audit stands where all its appeals leave it."""
    rules = rules_of(review)
    last = appeal.level >= rules.levels
    due = None if last else rules.appeal_due(day_of(uow.now, rules)).day
    uow.reviews.appeals.update(replace(appeal, state=AppealState.RULED, next_due=due))
    uow.journal.moved("audit_appeal", appeal.id, appeal.state, AppealState.RULED, ruling.why)
    changed = [each.changed for each in uow.reviews.rulings_of(appeal.audit)]
    move(uow, review, after_rulings(changed, waits(uow, appeal.audit)), ruling.why)
    versions = {"version": ruling.version_before}, {"version": ruling.version_after, "ruling": ruling.ruling}
    uow.journal.note(
        "appeal_ruled", "audit_appeal", appeal.id,
        before=versions[0], after=versions[1], why=ruling.why, vendor=appeal.vendor,
    )  # fmt: skip


def _appeal(
    uow: UnitOfWork, who: Principal, review: AuditReviewRecord, given: Appeal, evidence: list[list[str]]
) -> AppealRecord:
    assert review.released_at and review.appeal_due
    _check_received(uow, given.received_at, review.released_at)
    rules = rules_of(review)
    day = day_of(given.received_at, rules)
    return AppealRecord(
        audit=given.audit,
        vendor=review.vendor,
        item=given.item,
        channel=given.channel,
        caller=needed(given.caller, _CALLER),
        received_at=given.received_at,
        reason=needed(given.reason, _WHY),
        claimed=stored_answer(given.claimed) if given.claimed else None,
        evidence=evidence,
        unconfirmed=given.channel.is_spoken,
        late_reason=_late(is_late(day, review.appeal_due), given.late_reason),
        due=rules.ruling_due(day, 1).day,
        entered_at=uow.now,
        entered_by=who.name,
    )


def _released(uow: UnitOfWork, audit: str) -> AuditReviewRecord:
    review = seen(uow, audit, None)
    if not review.state.is_released:
        raise WrongInputError("needed", what=_RELEASED)
    return review


def _appeal_seen(uow: UnitOfWork, id: str, version: int | None) -> AppealRecord:
    """The appeal; an update of it is refused where it moved since the person saw it."""
    found = uow.reviews.appeals.get(id)
    return found if version is None else replace(found, version=version)


def _check_received(uow: UnitOfWork, received: datetime, earliest: datetime) -> None:
    """An appeal reaches us after what it is against, and not in the future."""
    if received.tzinfo is None or received > uow.now:
        raise WrongInputError("future", day=f"{received:%Y-%m-%d %H:%M}")
    if received < earliest:
        raise WrongInputError("appeal_early")


def _late(late: bool, reason: str) -> str:
    if late and not reason.strip():
        raise WrongInputError("appeal_late")
    return reason.strip() if late else ""


def _rulings(uow: UnitOfWork, appeal: AppealRecord) -> list[RulingRecord]:
    return [each for each in uow.reviews.rulings_of(appeal.audit) if each.appeal == appeal.id]

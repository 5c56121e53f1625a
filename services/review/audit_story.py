"""What is under review: the queue with its clocks, and one audit's whole story with versions and receipts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.form.terms import AuditForm
from qa.review.appeal_rates import Appealed, AppealRates, appeal_rates
from qa.review.appeals import AppealState, VersionKind
from qa.review.clocks import days_left
from qa.review.second import differences
from qa.review.states import ReviewState, standing
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.scoring.receipt import Receipt
from services.forms.audit_forms import form_in
from services.records.kept_audits import read_answer
from services.records.sealed_audits import sealed_calls, sealed_ids
from services.review.audit_review import rules_of
from services.review.review_begun import day_of
from store.records import (
    AppealRecord,
    AuditCaseRecord,
    AuditHead,
    AuditNoticeRecord,
    AuditRecord,
    AuditReviewRecord,
    AuditVersionRecord,
    EntryState,
    RulingRecord,
    StateChangeRecord,
)
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Of audits that are through, the queue shows so many.
MOST_SETTLED = 200
_NO_REVIEW = Text("复核", "a review of this audit")


@dataclass(frozen=True)
class UnderReview:
    """One line of the queue."""

    review: AuditReviewRecord
    audit: AuditHead
    #: What its state amounts to today.
    standing: ReviewState
    appeals: Sequence[AppealRecord]
    #: The last day of what comes next, None where nothing does; and the working days until then.
    due: date | None
    left: int | None
    #: Whether this person scored it, and so does nothing else with it.
    mine: bool
    sealed: bool

    @property
    def open_appeals(self) -> list[AppealRecord]:
        """Those that wait for a ruling."""
        return [each for each in self.appeals if each.state is AppealState.OPEN]


@dataclass(frozen=True)
class StoryVersion:
    """A version of an audit's answers with its receipt, reckoned again."""

    record: AuditVersionRecord
    answers: dict[str, Answer]
    receipt: Receipt


@dataclass(frozen=True)
class AuditStory:
    """Everything that happened to an audit since it was submitted."""

    line: UnderReview
    form: AuditForm
    #: None of them while the second score is to be given blind.
    versions: Sequence[StoryVersion]
    #: The codes on which the two scorers differ.
    differ: Sequence[str]
    rulings: Sequence[RulingRecord]
    cases: Sequence[AuditCaseRecord]
    notice: AuditNoticeRecord | None
    moves: Sequence[StateChangeRecord]

    @property
    def second(self) -> StoryVersion | None:
        """The blind score, where it is in."""
        found = [each for each in self.versions if each.record.kind is VersionKind.SECOND]
        return found[0] if found else None

    @property
    def counting(self) -> StoryVersion | None:
        """The version the score rests on."""
        found = [each for each in self.versions if each.record.kind is not VersionKind.SECOND]
        return found[-1] if found else None


def under_review(house: House, who: Principal, settled: int = MOST_SETTLED) -> list[UnderReview]:
    """Every audit under review that still waits for something, what is due first, and the `settled` last
    submitted of those that are through; without withdrawn ones."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        hidden = sealed_ids(uow, who)
        # In no time zone is it an earlier day than that.
        day = uow.now.date() - timedelta(days=1)
        reviews = [*uow.reviews.waiting(day), *uow.reviews.settled(day, settled)]
        appeals: dict[str, list[AppealRecord]] = {}
        for appeal in uow.reviews.appeals_among(reviews):
            appeals.setdefault(appeal.audit, []).append(appeal)
        audits = {head.id: head for head in sealed_calls(uow, who, uow.audits.heads_of(reviews))}
        found = [
            _line(
                uow, who, review, audits[review.audit], appeals.get(review.audit, []), review.audit in hidden
            )
            for review in reviews
            if review.audit in audits
        ]
    # A window that was over somewhere yesterday may be over here today.
    through = [line for line in found if line.standing is ReviewState.FINAL]
    through.sort(key=lambda line: line.review.submitted_at, reverse=True)
    found = [line for line in found if line.standing is not ReviewState.FINAL] + through[:settled]
    return sorted(found, key=lambda line: (line.due is None, line.due or date.max, line.review.submitted_at))


def audit_story(house: House, who: Principal, audit: str) -> AuditStory:
    """One audit's versions with their receipts, appeals and rulings, and every move; refused where it was
    never submitted for review. Its answers are left out while a second score is to be given blind."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record, review = uow.audits.get(audit), uow.reviews.of(audit)
        if review is None:
            raise WrongInputError("needed", what=_NO_REVIEW)
        form = form_in(uow, record.form, int(record.form_version))
        [shown] = sealed_calls(uow, who, [record])
        hidden = audit in sealed_ids(uow, who)
        line = _line(uow, who, review, shown, uow.reviews.appeals_of(audit), hidden)
        kept = [] if line.sealed else uow.reviews.versions_of(audit)
        versions = [_version(form, record, each) for each in kept]
        return AuditStory(
            line,
            form,
            versions,
            _differ(form, versions),
            uow.reviews.rulings_of(audit),
            uow.reviews.cases.all(audit=audit),
            None if line.sealed else uow.reviews.notices.find(audit=audit),
            [each for each in uow.journal.states_of("audit", audit) if each.what == "review"],
        )


def story_of(house: House, who: Principal, audit: str) -> AuditStory | None:
    """The same for an address that anybody may type: None where there is no such audit, or none that counts
    and was submitted for review."""
    try:
        found = audit_story(house, who, audit)
    except (NotFoundError, WrongInputError):
        return None
    return found if found.line.audit.state is EntryState.LIVE else None


def vendor_appeal_rates(house: House, who: Principal) -> list[AppealRates]:
    """申诉率 and 申诉成功率 of each vendor over its released audits."""
    return _rates(house, who, by_vendor=True)


def auditor_appeal_rates(house: House, who: Principal) -> list[AppealRates]:
    """The same of each auditor, by who scored first: above 20 % lost, trained again. Who does not see the
    auditors gets only their own."""
    found = _rates(house, who, by_vendor=False)
    return [each for each in found if sees_auditors(who) or each.of == who.name]


def sees_auditors(who: Principal) -> bool:
    """Whether a person is told how each auditor scores: managers and approvers are; an auditor sees only what
    is said of themselves."""
    return who.may(Action.MANAGE) or who.may(Action.APPROVE)


def _rates(house: House, who: Principal, by_vendor: bool) -> list[AppealRates]:
    authorize(who, Action.VIEW)
    released: Counter[str] = Counter()
    with house.database.read(who) as uow:
        for vendor, scorers, number in uow.reviews.released():
            released[vendor if by_vendor else scorers[0]] += number
    return appeal_rates(_appealed(house, who, by_vendor), released)


def _appealed(house: House, who: Principal, by_vendor: bool) -> list[Appealed]:
    with house.database.read(who) as uow:
        released = uow.reviews.appealed()
        appeals, rulings = uow.reviews.appeals.all(), uow.reviews.rulings.all()
    ruled = {each.appeal for each in rulings}
    won = {each.appeal for each in rulings if each.changed}
    mine: dict[str, list[str]] = {}
    for appeal in appeals:
        mine.setdefault(appeal.audit, []).append(appeal.id)
    return [
        Appealed(
            review.vendor if by_vendor else review.scorers[0],
            len(ids := mine[review.audit]),
            len(ruled & set(ids)),
            len(won & set(ids)),
        )
        for review in released
    ]


def _line(
    uow: UnitOfWork,
    who: Principal,
    review: AuditReviewRecord,
    audit: AuditHead,
    appeals: Sequence[AppealRecord],
    sealed: bool,
) -> UnderReview:
    rules = rules_of(review)
    today = day_of(uow.now, rules)
    windows = [review.appeal_due, *(each.next_due for each in appeals)]
    last = max((day for day in windows if day is not None), default=None)
    now = standing(review.state, last is not None and today > last)
    due = _due(review, appeals, now, last)
    return UnderReview(
        review,
        audit,
        now,
        appeals,
        due,
        None if due is None else days_left(rules.calendar, today, due),
        who.name in review.scorers,
        sealed,
    )


def _due(
    review: AuditReviewRecord, appeals: Sequence[AppealRecord], now: ReviewState, last: date | None
) -> date | None:
    """The last day of what comes next: the release, the first ruling, or the window to appeal."""
    if not now.is_released:
        return review.release_due
    if now is ReviewState.DISPUTED:
        return min(each.due for each in appeals if each.state is AppealState.OPEN)
    return None if now is ReviewState.FINAL else last


def _version(form: AuditForm, audit: AuditRecord, record: AuditVersionRecord) -> StoryVersion:
    answers = {item: read_answer(stored) for item, stored in record.answers.items()}
    return StoryVersion(record, answers, score(form, answers, record.fatal, audit.connected))


def _differ(form: AuditForm, versions: Sequence[StoryVersion]) -> list[str]:
    second = next((each for each in versions if each.record.kind is VersionKind.SECOND), None)
    if second is None:
        return []
    first = versions[0]
    return differences(form, first.answers, second.answers, first.record.fatal, second.record.fatal)

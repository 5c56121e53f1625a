"""What becomes of a submitted audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, literal_column, or_, select
from sqlalchemy.sql.elements import ColumnElement

from qa.review.appeals import VersionKind
from qa.review.notice import NoticeState
from qa.review.states import ReviewState
from store.records.audits import EntryState
from store.records.reviews import (
    AppealRecord,
    AuditCaseRecord,
    AuditNoticeRecord,
    AuditReviewRecord,
    AuditVersionRecord,
    ReviewRulesRecord,
    RulingRecord,
)
from store.repositories.base import Desk, Repository, Shelf
from store.tables.audits import audits
from store.tables.reviews import (
    audit_appeals,
    audit_cases,
    audit_notices,
    audit_reviews,
    audit_rulings,
    audit_versions,
    review_rules,
)

#: More keys are not named in a statement.
_FEW = 500
_SILENT = [state for state in ReviewState if state.ends_by_time]
_MOVING = [state for state in ReviewState if state.waits]
_RELEASED = [state for state in ReviewState if state.is_released]
#: Its audit was not withdrawn. The word stands in the statement itself: so the index of the few is found.
_STANDS = audit_reviews.c.audit.not_in(
    select(audits.c.id).where(audits.c.state == literal_column(f"'{EntryState.WITHDRAWN}'"))
)


def _window_open(day: date) -> ColumnElement[bool]:
    """Whether an appeal may still come on or after a day."""
    c, a = audit_reviews.c, audit_appeals.c
    again = c.audit.in_(select(a.audit).where(a.next_due >= day))
    return or_(c.appeal_due.is_(None), c.appeal_due >= day, again)


def _may_wait(day: date) -> ColumnElement[bool]:
    """What waits, and a few more: each part is answered by an index, which the whole truth is not."""
    return or_(audit_reviews.c.state.in_(_MOVING), _window_open(day))


class Reviews(Repository[AuditReviewRecord]):
    """Reviews of audits; on shelves of their own rules, versions, appeals, rulings, notices, cases."""

    TABLE = audit_reviews
    RECORD = AuditReviewRecord
    VENDOR = "vendor"
    FIGURES = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rules = Shelf(desk, review_rules, ReviewRulesRecord)
        self.versions = Shelf(desk, audit_versions, AuditVersionRecord, vendor="vendor")
        self.appeals = Shelf(desk, audit_appeals, AppealRecord, vendor="vendor")
        self.rulings = Shelf(desk, audit_rulings, RulingRecord, vendor="vendor")
        self.notices = Shelf(desk, audit_notices, AuditNoticeRecord, vendor="vendor")
        self.cases = Shelf(desk, audit_cases, AuditCaseRecord, vendor="vendor")

    def of(self, audit: str) -> AuditReviewRecord | None:
        """An audit's review; None where it is not reviewed."""
        return self.find(audit=audit)

    def among(self, keys: Sequence[str]) -> list[AuditReviewRecord]:
        """The reviews of a few audits."""
        return self.all(audit_reviews.c.audit.in_(keys))

    def waiting(self, day: date) -> list[AuditReviewRecord]:
        """Those in which something is still to come on or after a day: a score, a release, a ruling, or the
        last day to appeal."""
        found = self.all(_may_wait(day))
        return [each for each in found if each.state.waits or each.state.ends_by_time]

    def settled(self, day: date, limit: int) -> list[AuditReviewRecord]:
        """The last submitted of the others, whose audits still count."""
        c = audit_reviews.c
        waits = or_(c.state.in_(_MOVING), and_(c.state.in_(_SILENT), _window_open(day)))
        return self.all(~waits, _STANDS, order=c.submitted_at.desc(), limit=limit) if limit else []

    def released(self) -> list[tuple[str, tuple[str, ...], int]]:
        """How many audits that count were released, by vendor and scorers."""
        c = audit_reviews.c
        asked = select(c.vendor, c.scorers, func.count()).where(
            c.state.in_(_RELEASED), _STANDS, *self.visible()
        )
        return [tuple(row) for row in self.desk.connection.execute(asked.group_by(c.vendor, c.scorers))]

    def appealed(self) -> list[AuditReviewRecord]:
        """Those of them that were appealed: what is not released is not."""
        return self.all(audit_reviews.c.audit.in_(select(audit_appeals.c.audit)), _STANDS)

    def appeals_among(self, reviews: Sequence[AuditReviewRecord]) -> list[AppealRecord]:
        """The appeals of some reviews in the order they came; a few are asked for, of many all are read."""
        if len(reviews) > _FEW:
            return self.appeals.all(order=audit_appeals.c.received_at)
        keys = [review.audit for review in reviews]
        return self.appeals.all(audit_appeals.c.audit.in_(keys), order=audit_appeals.c.received_at)

    def rules_of(self, form: str) -> ReviewRulesRecord | None:
        """The rules set last for a form; None where nobody set any."""
        found = self.rules.all(
            form=form, order=(review_rules.c.set_at.desc(), review_rules.c.id.desc()), limit=1
        )
        return found[0] if found else None

    def versions_of(self, audit: str) -> list[AuditVersionRecord]:
        """Every version of an audit's answers by number, the blind one included."""
        return self.versions.all(audit=audit, order=audit_versions.c.number)

    def standing_version(self, audit: str) -> AuditVersionRecord:
        """The version its score rests on: the newest that is not the blind one."""
        return [each for each in self.versions_of(audit) if each.kind is not VersionKind.SECOND][-1]

    def appeals_of(self, audit: str) -> list[AppealRecord]:
        """An audit's appeals in the order they came."""
        return self.appeals.all(audit=audit, order=audit_appeals.c.received_at)

    def rulings_of(self, audit: str) -> list[RulingRecord]:
        """Every ruling on an audit in the order it was made."""
        return self.rulings.all(audit=audit, order=audit_rulings.c.ruled_at)

    def open_notices(self) -> list[AuditNoticeRecord]:
        """The notices nobody has sent or dropped yet, the oldest first."""
        return self.notices.all(state=NoticeState.DRAFT, order=audit_notices.c.opened_at)

    def cases_of(self, form: str | None = None, item: str | None = None) -> list[AuditCaseRecord]:
        """The cases kept of a form or an item, the newest first."""
        c, named = audit_cases.c, {"form": form, "item": item}
        asked = [c[name] == value for name, value in named.items() if value is not None]
        return self.cases.all(*asked, order=c.kept_at.desc())

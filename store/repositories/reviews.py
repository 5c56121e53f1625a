"""What becomes of a submitted audit."""

from __future__ import annotations

from qa.review.appeals import VersionKind
from qa.review.notice import NoticeState
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
from store.tables.reviews import (
    audit_appeals,
    audit_cases,
    audit_notices,
    audit_reviews,
    audit_rulings,
    audit_versions,
    review_rules,
)


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

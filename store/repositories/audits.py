"""Audit forms and audits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from core.period import Period
from store.records.audits import (
    AuditFormRecord,
    AuditHead,
    AuditRecord,
    EntryState,
    FormDraftRecord,
    HalfFilledRecord,
)
from store.records.reviews import AuditReviewRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.audits import audit_forms, audits, form_drafts, half_filled_calls
from store.tables.reviews import audit_reviews


class Audits(Repository[AuditRecord]):
    """Scored calls; `heads` has them without their answers, `forms` is the shelf of form versions,
    `form_drafts` of those being written."""

    TABLE = audits
    RECORD = AuditRecord
    VENDOR = "vendor"
    FIGURES = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heads = Shelf(desk, audits, AuditHead, vendor="vendor")
        self.forms = Shelf(desk, audit_forms, AuditFormRecord)
        self.form_drafts = Shelf(desk, form_drafts, FormDraftRecord)

    def form(self, code: str, number: str | None = None) -> AuditFormRecord | None:
        """A form's version, the newest where none is named; None where there is none."""
        equal = {"code": code} if number is None else {"code": code, "number": number}
        found = self.forms.all(order=audit_forms.c.created_at.desc(), limit=1, **equal)
        return found[0] if found else None

    def open_drafts(self) -> list[FormDraftRecord]:
        """The forms being written, the last changed first."""
        c = form_drafts.c
        return self.form_drafts.all(c.ended_at.is_(None), order=c.changed_at.desc())

    def live_in(self, period: Period, vendor: str | None = None, **equal: Any) -> list[AuditRecord]:
        """The audits that count on the days of a period, by day."""
        named: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
        return self.all(*_live_in(period), order=_BY_DAY, **named, **equal)

    def all_in(self, period: Period, vendor: str | None = None) -> list[AuditRecord]:
        """Every audit of the days of a period, withdrawn ones included, by day."""
        c = audits.c
        named: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
        days = c.business_date >= period.start, c.business_date < period.end
        return self.all(*days, order=_BY_DAY, **named)

    def counting_in(self, period: Period, vendor: str) -> list[AuditHead]:
        """Those of a vendor whose score counts: all but the ones under review that were never released."""
        return self.heads.all(*_live_in(period), _COUNTS, order=_BY_DAY, vendor=vendor)

    def first_day(self, vendor: str) -> date | None:
        """The business date of a vendor's first audit; None where there is none."""
        asked = select(func.min(audits.c.business_date)).where(
            audits.c.vendor == vendor, audits.c.state == EntryState.LIVE, *self.visible()
        )
        return self.desk.connection.execute(asked).scalar()

    def marks_in(self, period: Period, vendors: Iterable[str]) -> list[tuple[str, date, str, int]]:
        """Vendor, day, key and version of the same, for the inputs of runs."""
        c = audits.c
        asked = select(c.vendor, c.business_date, c.id, c.version).where(
            *_live_in(period), _COUNTS, c.vendor.in_(sorted(vendors)), *self.visible()
        )
        return [tuple(row) for row in self.desk.connection.execute(asked.order_by(*_BY_DAY, c.id))]

    def of(self, keys: Sequence[str]) -> list[AuditRecord]:
        """The audits with these keys, answers included."""
        parts = [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]
        return [record for part in parts for record in self.all(audits.c.id.in_(part))]

    def heads_of(self, reviews: Iterable[AuditReviewRecord]) -> list[AuditHead]:
        """The live audits of some reviews, without their answers."""
        keys = [review.audit for review in reviews]
        parts = [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]
        c = audits.c
        found = [self.heads.all(c.id.in_(part), state=EntryState.LIVE) for part in parts]
        return [head for part in found for head in part]

    def newest(self, limit: int = 200) -> list[AuditRecord]:
        """The last calls logged, newest first, withdrawn ones included."""
        return self.all(order=audits.c.logged_at.desc(), limit=limit)


#: How many keys a statement names.
_AT_ONCE = 500
#: The order in which calls were made.
_BY_DAY = (audits.c.business_date, audits.c.at)
#: Whether a call's score counts: it is under no review, or was released.
_COUNTS = ~exists().where(
    audit_reviews.c.audit == audits.c.id, audit_reviews.c.released_at.is_(None)
)  # fmt: skip


def _live_in(period: Period) -> list[ColumnElement[bool]]:
    c = audits.c
    return [c.business_date >= period.start, c.business_date < period.end, c.state == EntryState.LIVE]


class HalfFilledCalls(Repository[HalfFilledRecord]):
    """Calls being filled in: overwritten and deleted freely, for they are nothing yet."""

    TABLE = half_filled_calls
    RECORD = HalfFilledRecord
    VENDOR = "vendor"

    def of(self, person: str) -> list[HalfFilledRecord]:
        """What a person has begun, the last first."""
        return self.all(order=half_filled_calls.c.saved_at.desc(), person=person)

    def put(self, record: HalfFilledRecord) -> None:
        """Keep it in place of what was filled in before."""
        self.remove(record.id)
        self.add(record)

    def remove(self, id: str) -> None:
        """It was logged or let go."""
        self.desk.write(delete(half_filled_calls).where(half_filled_calls.c.id == id))

    def remove_before(self, instant: datetime) -> None:
        """Delete what nobody has gone on with since."""
        self.desk.write(delete(half_filled_calls).where(half_filled_calls.c.saved_at < instant))

"""Audit forms and audits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from core.period import Period
from store.records.audits import AuditFormRecord, AuditRecord, EntryState, FormDraftRecord, HalfFilledRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.audits import audit_forms, audits, form_drafts, half_filled_calls
from store.tables.reviews import audit_reviews


class Audits(Repository[AuditRecord]):
    """Scored calls; `forms` is the shelf of form versions, `form_drafts` of those being written."""

    TABLE = audits
    RECORD = AuditRecord
    VENDOR = "vendor"
    FIGURES = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
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
        c = audits.c
        named: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
        return self.all(
            c.business_date >= period.start,
            c.business_date < period.end,
            c.state == EntryState.LIVE,
            order=(c.business_date, c.at),
            **named,
            **equal,
        )

    def counting_in(self, period: Period, vendor: str | None = None) -> list[AuditRecord]:
        """Those of them whose score counts: all but the ones under review that were never released."""
        c = audit_reviews.c
        asked = select(c.audit).where(c.released_at.is_(None))
        sealed = set(self.desk.connection.execute(asked).scalars())
        return [each for each in self.live_in(period, vendor) if each.id not in sealed]

    def newest(self, limit: int = 200) -> list[AuditRecord]:
        """The last calls logged, newest first, withdrawn ones included."""
        return self.all(order=audits.c.logged_at.desc(), limit=limit)


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

"""Calibration sessions."""

from __future__ import annotations

from sqlalchemy import select

from core.period import Period
from qa.calibration.marks import Side
from store.records.calibrations import (
    CalibrationCallRecord,
    CalibrationDecisionRecord,
    CalibrationMarkRecord,
    CalibrationRaterRecord,
    CalibrationRecord,
    CalibrationState,
)
from store.repositories.base import Desk, Repository, Shelf
from store.tables.calibrations import (
    calibration_calls,
    calibration_decisions,
    calibration_marks,
    calibration_raters,
    calibrations,
)


class Calibrations(Repository[CalibrationRecord]):
    """Sessions; on shelves of their own calls, raters, marks and decisions."""

    TABLE = calibrations
    RECORD = CalibrationRecord
    VENDOR = "vendor"
    FIGURES = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.calls = Shelf(desk, calibration_calls, CalibrationCallRecord, vendor="vendor")
        self.raters = Shelf(desk, calibration_raters, CalibrationRaterRecord, vendor="vendor")
        self.marks = Shelf(desk, calibration_marks, CalibrationMarkRecord, vendor="vendor")
        self.decisions = Shelf(desk, calibration_decisions, CalibrationDecisionRecord, vendor="vendor")

    def newest(self) -> list[CalibrationRecord]:
        """Every session, those still being scored first, then the newest."""
        c = calibrations.c
        found = self.all(order=c.planned_at.desc())
        return sorted(found, key=lambda each: each.state is not CalibrationState.SCORING)

    def calls_of(self, session: str) -> list[CalibrationCallRecord]:
        """A session's calls in their order."""
        return self.calls.all(session=session, order=calibration_calls.c.number)

    def raters_of(self, session: str) -> list[CalibrationRaterRecord]:
        """Who scores in a session, in their order."""
        return self.raters.all(session=session, order=calibration_raters.c.number)

    def marks_of(self, session: str) -> list[CalibrationMarkRecord]:
        """Every score of a session, sealed or not, in the order they came."""
        return self.marks.all(session=session, order=calibration_marks.c.given_at)

    def decisions_of(self, session: str) -> list[CalibrationDecisionRecord]:
        """What a session decided, in the order it was written down."""
        return self.decisions.all(session=session, order=calibration_decisions.c.kept_at)

    def cases_of(self, form: str | None = None, item: str | None = None) -> list[CalibrationDecisionRecord]:
        """The decisions that stand in the case library, the newest first."""
        c, named = calibration_decisions.c, {"form": form, "item": item}
        asked = [c[name] == value for name, value in named.items() if value is not None]
        return self.decisions.all(*asked, c.in_library.is_(True), order=c.kept_at.desc())

    def opened_in(self, period: Period, vendor: str) -> list[CalibrationRecord]:
        """A vendor's sessions opened on the days of a period, by day."""
        c = calibrations.c
        return self.all(
            c.opened_on >= period.start,
            c.opened_on < period.end,
            vendor=vendor,
            state=CalibrationState.OPENED,
            order=c.opened_on,
        )

    def is_with_vendor(self, audit: str) -> bool:
        """Whether an audit's call is being scored by its vendor in a session that is still sealed."""
        s, c, r = calibrations.c, calibration_calls.c, calibration_raters.c
        found = self.calls.find(
            c.session == s.id,
            s.state == CalibrationState.SCORING,
            r.session == s.id,
            r.side == Side.VENDOR,
            audit=audit,
        )
        return found is not None

    def audits_scored_blind(self, person: str) -> set[str]:
        """The audits whose calls a person scores in sessions that are still sealed."""
        s, c, r = calibrations.c, calibration_calls.c, calibration_raters.c
        asked = select(c.audit).where(
            c.audit.is_not(None),
            c.session == s.id,
            s.state == CalibrationState.SCORING,
            r.session == s.id,
            r.person == person,
        )
        return set(self.desk.connection.execute(asked).scalars())

"""Calibration sessions as they may be seen: who has scored what and, once opened, every score.

The seal is here: before a session is opened a person gets their own scores and nobody else's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.period import business_date
from core.principal import Action, Principal, authorize
from qa.calibration.compared import Compared, compared
from qa.calibration.marks import Mark, Rater, mark_of
from qa.form.terms import AuditForm
from services.calibration.calibration import may_give
from services.calibration.calibration_plan import ZONE
from services.forms.audit_forms import form_in
from services.records.kept_audits import read_answer
from services.sampling.sample_link import moment_of
from services.sampling.sample_withdrawing import withdrawn_in
from store.records import (
    AuditRecord,
    CalibrationCallRecord,
    CalibrationDecisionRecord,
    CalibrationMarkRecord,
    CalibrationRaterRecord,
    CalibrationRecord,
    CalibrationState,
    EntryState,
    SampleLineRecord,
)
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Of drawn calls, as many are offered.
_MOST_LINES = 100


@dataclass(frozen=True)
class Given:
    """That a score is in: its seal and when, not what it says."""

    seal: str
    at: datetime
    by: str


@dataclass(frozen=True)
class CalibrationView:
    """A session as one person may see it."""

    record: CalibrationRecord
    form: AuditForm
    calls: Sequence[CalibrationCallRecord]
    raters: Sequence[CalibrationRaterRecord]
    #: (rater, call) → that it is in.
    given: Mapping[tuple[str, str], Given]
    #: The scores this person may read: all of an opened session, else their own.
    marks: Sequence[CalibrationMarkRecord]
    #: Raters this person may enter scores of now.
    mine: frozenset[str]
    decisions: Sequence[CalibrationDecisionRecord]
    today: date

    @property
    def is_open(self) -> bool:
        """Whether everything may be seen."""
        return self.record.state is CalibrationState.OPENED

    @property
    def is_going(self) -> bool:
        """Whether it is still being scored, and sealed."""
        return self.record.state is CalibrationState.SCORING

    @property
    def is_late(self) -> bool:
        """Whether scores are still missing after the last day."""
        return self.is_going and self.today > self.record.due

    @property
    def is_across(self) -> bool:
        """Whether both companies score."""
        return len({rater.side for rater in self.raters}) > 1

    @cached_property
    def missing(self) -> dict[str, int]:
        """Rater → calls without a score of theirs."""
        left = {r.id: sum((r.id, c.id) not in self.given for c in self.calls) for r in self.raters}
        return {rater: n for rater, n in left.items() if n}

    @property
    def next_call(self) -> tuple[CalibrationRaterRecord, CalibrationCallRecord] | None:
        """What this person has to score next, their own first."""
        ours = sorted((r for r in self.raters if r.id in self.mine), key=lambda r: r.person is None)
        todo = ((r, c) for r in ours for c in self.calls if (r.id, c.id) not in self.given)
        return next(todo, None)


@dataclass(frozen=True)
class Choosable:
    """A call that could be taken into a session."""

    audit: str | None
    line: str | None
    at: datetime
    agent: str
    recording: str
    #: Whether the vendor was told its score: no call for a session with the vendor.
    told: bool = False


def calibrations(house: House, who: Principal, going: bool = False) -> list[CalibrationView]:
    """Every session, those still being scored first, then the newest; `going`: only the former."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.calibrations.newest()
        return [
            _view(uow, who, record)
            for record in found
            if not going or record.state is CalibrationState.SCORING
        ]


def calibration(house: House, who: Principal, id: str) -> CalibrationView:
    """One session."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return _view(uow, who, uow.calibrations.get(id))


def calibration_result(house: House, who: Principal, id: str) -> Compared:
    """The scores side by side; refused while the session is sealed, and for good where it was cancelled."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.calibrations.get(id)
        if record.state is not CalibrationState.OPENED:
            raise WrongInputError("calibration_sealed")
        return compared_in(uow, record)


def compared_in(uow: UnitOfWork, record: CalibrationRecord) -> Compared:
    """The same of a session that is known to be open."""
    form = form_in(uow, record.form, int(record.form_version))
    raters = [rater_of(rater) for rater in uow.calibrations.raters_of(record.id)]
    calls = [call.id for call in uow.calibrations.calls_of(record.id)]
    marks = [read_mark(form, mark) for mark in uow.calibrations.marks_of(record.id)]
    return compared(form, raters, calls, marks)


def rater_of(record: CalibrationRaterRecord) -> Rater:
    """A rater as comparisons see one."""
    return Rater(record.id, record.name, record.side, record.master)


def read_mark(form: AuditForm, record: CalibrationMarkRecord) -> Mark:
    """A kept score as comparisons see it, reckoned again."""
    answers = {item: read_answer(stored) for item, stored in record.answers.items()}
    return mark_of(form, record.rater, record.call, answers, record.fatal)


def choosable(house: House, who: Principal, vendor: str, form: str) -> list[Choosable]:
    """The calls a session could score: the last audits on the form, and the calls of drawn samples."""
    authorize(who, Action.AUDIT, vendor)
    with house.database.read(who) as uow:
        newest = [call for call in uow.audits.newest() if _fits(call, vendor, form)]
        reviews = uow.reviews.among([call.id for call in newest])
        told = {review.audit for review in reviews if review.state.is_released}
        lines = uow.samples.newest_drawn(vendor, _MOST_LINES, withdrawn_in(uow))
    audits = [Choosable(a.id, None, a.at, a.agent or "", a.recording, a.id in told) for a in newest]
    return [*audits, *map(_line, lines)]


def _fits(call: AuditRecord, vendor: str, form: str) -> bool:
    return (call.vendor, call.form, call.state, call.connected) == (vendor, form, EntryState.LIVE, True)


def _line(line: SampleLineRecord) -> Choosable:
    return Choosable(None, line.id, moment_of(line), line.agent or "", line.number or "")


def _view(uow: UnitOfWork, who: Principal, record: CalibrationRecord) -> CalibrationView:
    raters, kept = uow.calibrations.raters_of(record.id), uow.calibrations.marks_of(record.id)
    calls = uow.calibrations.calls_of(record.id)
    given = {(m.rater, m.call): Given(m.seal, m.given_at, m.given_by) for m in kept}
    left = {r.id: n for r in raters if (n := sum((r.id, c.id) not in given for c in calls))}
    going = record.state is CalibrationState.SCORING
    own = {rater.id for rater in raters if rater.person == who.id}
    opened = record.state is CalibrationState.OPENED
    return CalibrationView(
        record,
        form_in(uow, record.form, int(record.form_version)),
        calls,
        raters,
        given,
        [mark for mark in kept if opened or mark.rater in own],
        frozenset(r.id for r in raters if going and r.id in left and may_give(who, r, raters, left)),
        uow.calibrations.decisions_of(record.id) if opened else (),
        business_date(uow.now, ZONE),
    )

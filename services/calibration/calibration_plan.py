"""Planning a calibration session 校准会: which calls are scored, on which form, by whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.period import business_date
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.calibration.marks import Side
from services.forms.audit_forms import form_to_begin, keep_form
from services.house.writing import needed, writing
from services.sampling.sample_link import moment_of
from services.sampling.sample_withdrawing import ensure_stands
from store.records import CalibrationCallRecord, CalibrationRaterRecord, CalibrationRecord, EntryState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

ZONE = "Asia/Shanghai"
#: More is no meeting.
MOST_CALLS, MOST_RATERS = 30, 12
_TITLE, _RECORDING = Text("名称", "a name"), Text("录音编号", "a recording reference")
_NAME = Text("评分人姓名", "the name of who scores")


@dataclass(frozen=True)
class PickedCall:
    """A call to be scored: an audit, the line of a sample, or a recording that is typed in."""

    audit: str | None = None
    line: str | None = None
    at: datetime | None = None
    recording: str = ""
    agent: str = ""


@dataclass(frozen=True)
class PickedRater:
    """Who is to score: one of ours by key, one of the vendor's by name."""

    name: str = ""
    person: str | None = None
    master: bool = False


@dataclass(frozen=True)
class CalibrationPlan:
    """A session as it is planned."""

    vendor: str
    title: str
    form: str
    due: date
    calls: Sequence[PickedCall]
    raters: Sequence[PickedRater]
    #: The newest where none is named.
    form_version: int | None = None
    #: Of calls that name none themselves: clauses of a project count only calls of it.
    project: str | None = None


def plan_calibration(house: House, who: Principal, plan: CalibrationPlan) -> CalibrationRecord:
    """Begin a session; who plans it leads it.

    Refused: fewer than two who score or one twice, more than one standard or one of the vendor's, no call or
    too many, a day that is over; and, where the vendor scores too, an audit it was told the score of.
    """
    authorize(who, Action.AUDIT, plan.vendor)
    with writing(house, who, Action.AUDIT, plan.vendor) as uow:
        uow.directory.vendor(plan.vendor)
        form = form_to_begin(uow, plan.form, plan.form_version)
        if plan.due < business_date(uow.now, ZONE):
            raise WrongInputError("calibration_due")
        record = CalibrationRecord(
            vendor=plan.vendor, title=needed(plan.title, _TITLE), form=form.code,
            form_version=str(form.version), leader=who.id, leader_name=who.name, due=plan.due,
            planned_at=uow.now,
        )  # fmt: skip
        raters = _raters(uow, record, plan.raters)
        calls = _calls(uow, record, plan, any(rater.side is Side.VENDOR for rater in raters))
        keep_form(uow, form)
        uow.calibrations.add(record)
        uow.calibrations.raters.add_all(raters)
        uow.calibrations.calls.add_all(calls)
        uow.journal.moved("calibration", record.id, None, record.state)
        after = {"calls": len(calls), "raters": [rater.name for rater in raters]}
        uow.journal.note("calibration_planned", "calibration", record.id, after=after, vendor=plan.vendor)
    return record


def _raters(
    uow: UnitOfWork, session: CalibrationRecord, picked: Sequence[PickedRater]
) -> list[CalibrationRaterRecord]:
    found = [_rater(uow, session, number, each) for number, each in enumerate(picked, 1)]
    names = {(rater.side, rater.name) for rater in found}
    if not 2 <= len(found) <= MOST_RATERS or len(names) < len(found):
        raise WrongInputError("calibration_raters", most=MOST_RATERS)
    masters = [rater for rater in found if rater.master]
    if len(masters) > 1 or any(rater.side is Side.VENDOR for rater in masters):
        raise WrongInputError("calibration_master")
    return found


def _rater(
    uow: UnitOfWork, session: CalibrationRecord, number: int, picked: PickedRater
) -> CalibrationRaterRecord:
    """One of ours under the name they act by, who may score; one of the vendor's under the name typed."""
    name, side = picked.name, Side.VENDOR
    if picked.person is not None:
        person = uow.people.get(picked.person).principal()
        authorize(person, Action.AUDIT, session.vendor)
        name, side = person.name, Side.CLIENT
    return CalibrationRaterRecord(
        session=session.id, vendor=session.vendor, number=number, name=" ".join(needed(name, _NAME).split()),
        side=side, master=picked.master, person=picked.person,
    )  # fmt: skip


def _calls(
    uow: UnitOfWork, session: CalibrationRecord, plan: CalibrationPlan, across: bool
) -> list[CalibrationCallRecord]:
    if not 1 <= len(plan.calls) <= MOST_CALLS:
        raise WrongInputError("calibration_calls", most=MOST_CALLS)
    found = [_call(uow, session, each, across) for each in plan.calls]
    if len({(call.audit, call.line, call.at, call.recording) for call in found}) < len(found):
        raise WrongInputError("calibration_call_twice")
    return [
        replace(call, number=number, project=call.project or plan.project)
        for number, call in enumerate(found, 1)
    ]


def _call(
    uow: UnitOfWork, session: CalibrationRecord, picked: PickedCall, across: bool
) -> CalibrationCallRecord:
    told: dict[str, Any] = {"session": session.id, "vendor": session.vendor, "number": 0}
    if picked.audit is not None:
        audit = uow.audits.one(id=picked.audit, vendor=session.vendor, state=EntryState.LIVE)
        review = uow.reviews.of(audit.id)
        if across and review is not None and review.state.is_released:
            raise WrongInputError("calibration_released")
        names = ("at", "recording", "agent", "project", "site", "queue", "channel", "wait_s")
        return CalibrationCallRecord(**told, audit=audit.id, **{name: getattr(audit, name) for name in names})
    if picked.line is not None:
        line = uow.samples.lines.one(id=picked.line, vendor=session.vendor)
        ensure_stands(uow, line.sample)
        return CalibrationCallRecord(
            **told, line=line.id, at=moment_of(line), recording=line.number or "", agent=line.agent,
            project=line.project, site=line.site, queue=line.queue,
        )  # fmt: skip
    if picked.at is None or picked.at > uow.now:
        raise WrongInputError("calibration_call_when")
    recording = needed(picked.recording, _RECORDING)
    return CalibrationCallRecord(
        **told, at=picked.at, recording=recording, agent=picked.agent.strip() or None
    )

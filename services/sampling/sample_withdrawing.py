"""Withdrawing a draw nothing was done with: it stays on record with the reason, its calls are free again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from services.house.writing import reasoned, writing
from store.records import Retirable, RetirementRecord, SampleLineState, SampleRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SAMPLE = "@sample"


def withdraw_sample(house: House, who: Principal, id: str, why: str) -> RetirementRecord:
    """Take a sample out of use, drawn by other strata than were meant, say; it is shown with the reason.

    Refused: no reason, a sample that is withdrawn, and once one of its calls was begun at the desk, scored
    (be it withdrawn since), found unusable or taken into a calibration: whoever knows a call could draw until
    it suits.
    """
    reason = reasoned(why)
    with house.database.read(who) as uow:
        vendor = uow.samples.get(id).vendor
    with writing(house, who, Action.AUDIT, vendor) as uow:
        ensure_stands(uow, id)
        sample = uow.samples.get(id)
        if _worked_on(uow, sample):
            raise WrongInputError("sample_worked_on")
        return _said(uow, who, sample, reason, withdrawn=True)


def put_back_sample(house: House, who: Principal, id: str) -> RetirementRecord:
    """Undo its withdrawal. Refused where it is not withdrawn, and once another sample for the same purpose
    was drawn from any of its days since: the same call could be in both."""
    with house.database.read(who) as uow:
        vendor = uow.samples.get(id).vendor
    with writing(house, who, Action.AUDIT, vendor) as uow:
        sample, word = uow.samples.get(id), withdrawn_in(uow).get(id)
        if word is None:
            raise WrongInputError("sample_in_use")
        others = uow.samples.all(vendor=vendor, purpose=sample.purpose)
        since = [each for each in others if (each.drawn_at, each.id) > (word.at, word.id)]
        if any(each.period.overlaps(sample.period) for each in since):
            raise WrongInputError("sample_drawn_since")
        return _said(uow, who, sample, "", withdrawn=False)


def withdrawn_samples(
    house: House, who: Principal, vendor: str | None = None
) -> Mapping[str, RetirementRecord]:
    """The samples that are withdrawn, with why, when and by whom."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return {id: word for id, word in withdrawn_in(uow).items() if vendor in (None, word.vendor)}


def withdrawn_in(uow: UnitOfWork) -> Mapping[str, RetirementRecord]:
    """The same within a unit of work."""
    return uow.retirements.of(Retirable.SAMPLE)


def ensure_stands(uow: UnitOfWork, sample: str) -> None:
    """Refused where the sample is withdrawn."""
    if word := withdrawn_in(uow).get(sample):
        raise WrongInputError("sample_withdrawn", why=word.why)


def _said(
    uow: UnitOfWork, who: Principal, sample: SampleRecord, why: str, *, withdrawn: bool
) -> RetirementRecord:
    word = uow.retirements.words.add(
        RetirementRecord(
            kind=Retirable.SAMPLE, code=sample.id, vendor=sample.vendor, retired=withdrawn, why=why,
            at=uow.now, by_whom=who.name,
        )
    )  # fmt: skip
    action = "sample_withdrawn" if withdrawn else "sample_put_back"
    uow.journal.note(action, "sample", sample.id, why=why, vendor=sample.vendor)
    return word


def _worked_on(uow: UnitOfWork, sample: SampleRecord) -> bool:
    lines = uow.samples.lines_of(sample.id)
    ids = {line.id for line in lines}
    return (
        any(line.state is SampleLineState.UNUSABLE for line in lines)
        or bool(uow.samples.ever_heard(sample.id))
        or not ids.isdisjoint(uow.audit_drafts.ever_saying(_SAMPLE))
        or any(call.line in ids for call in uow.calibrations.calls.all(vendor=sample.vendor))
    )

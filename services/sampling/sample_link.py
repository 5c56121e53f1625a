"""An audit and the drawn call it answers: a call of a sample is heard once, and counts as its sample does."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.errors import WrongInputError
from qa.audit import SampleType
from services.sampling.sample_withdrawing import ensure_stands
from store.records import AuditRecord, SampleLineRecord, SampleLineState, SamplePurpose
from store.unit_of_work import UnitOfWork

_ZONE = ZoneInfo("Asia/Shanghai")
_TYPES = {SamplePurpose.RANDOM: SampleType.RANDOM, SamplePurpose.TARGETED: SampleType.TARGETED}


def type_of_line(uow: UnitOfWork, line_id: str, vendor: str) -> SampleType:
    """What an audit of this call counts as; only a random one feeds a clause.

    Refused where the call is another vendor's, is not one to be heard, was heard already, or its sample is
    withdrawn.
    """
    line = uow.samples.lines.one(id=line_id, vendor=vendor)
    ensure_stands(uow, line.sample)
    if line.state is not SampleLineState.DRAWN:
        raise WrongInputError("sample_line_over")
    if line_id in heard(uow, line.sample):
        raise WrongInputError("sample_line_heard")
    return _TYPES[uow.samples.get(line.sample).purpose]


def heard(uow: UnitOfWork, sample_id: str) -> dict[str, AuditRecord]:
    """Line → the live audit that answers it."""
    return {audit.sample: audit for audit in uow.samples.heard(sample_id) if audit.sample}


def moment_of(line: SampleLineRecord) -> datetime:
    """When the call was, by the clock of the place."""
    second = line.second if line.second is not None else (line.minute or 0) * 60
    clock = time(second // 3600, second // 60 % 60, second % 60)
    return datetime.combine(line.day, clock, _ZONE)

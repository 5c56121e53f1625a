"""The calls of a drawn sample: what is to be heard, what stands in for an unusable one, how far it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, WrongInputError
from core.principal import Action, Principal, authorize
from qa.sampling.strata import Stratum
from services.house.writing import reasoned, writing
from services.sampling.sample_link import heard
from services.sampling.sample_withdrawing import ensure_stands, withdrawn_in
from store.records import RetirementRecord, SampleLineRecord, SampleLineState, SampleRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class SamplePart:
    """One stratum of a sample and how far it is."""

    stratum: Stratum
    #: All calls of the stratum, and those that were to be heard of it.
    volume: int
    wanted: int
    #: Calls to be heard now: less than wanted where recordings were unusable and nothing stood in.
    drawn: int
    unusable: int
    #: Calls that can still stand in.
    reserve: int


@dataclass(frozen=True)
class SampleView:
    """A sample with its strata and the calls that are or were to be heard, in the order to hear them.

    Reserves are not shown.
    """

    record: SampleRecord
    parts: tuple[SamplePart, ...]
    lines: tuple[SampleLineRecord, ...]
    #: Why, when and by whom it was withdrawn, if it was.
    withdrawn: RetirementRecord | None = None

    @property
    def to_hear(self) -> tuple[SampleLineRecord, ...]:
        """The calls to be heard; of a withdrawn sample none."""
        if self.withdrawn:
            return ()
        return tuple(line for line in self.lines if line.state is SampleLineState.DRAWN)

    @property
    def unusable(self) -> Fraction | None:
        """The share of recordings asked for that could not be used; itself an indicator of the vendor."""
        asked = len(self.lines)
        return Fraction(sum(part.unusable for part in self.parts), asked) if asked else None

    def part_of(self, line: SampleLineRecord) -> SamplePart:
        """The stratum a call is in."""
        return self.parts[line.stratum]


def samples(house: House, who: Principal, vendor: str | None = None) -> list[SampleRecord]:
    """The samples drawn, newest first, withdrawn ones included: none is ever taken away, so that no one draws
    until it suits."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return uow.samples.newest(vendor)


def sample(house: House, who: Principal, id: str) -> SampleView:
    """One sample, whole; refused where there is none this person may see."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return _view(uow, uow.samples.get(id))


def replace_line(
    house: House, who: Principal, line_id: str, why: str, version: int | None = None
) -> SampleLineRecord | None:
    """Note that a recording cannot be used, and let the next call of the same stratum stand in for it.

    The next in the order of the draw, so that nobody chooses. None where none is left in reserve: then the
    stratum gives less, which weights allow for. Refused without a reason, where the call is not one to be
    heard (again), and in a withdrawn sample.
    """
    with house.database.read(who) as uow:
        vendor = uow.samples.lines.get(line_id).vendor
    with writing(house, who, Action.AUDIT, vendor) as uow:
        line = uow.samples.lines.get(line_id)
        ensure_stands(uow, line.sample)
        if version is not None and version != line.version:
            raise ConflictError(entity="sample_lines", id=line_id, seen=version, now=line.version)
        if line.state is not SampleLineState.DRAWN:
            raise WrongInputError("sample_line_over")
        if line.id in heard(uow, line.sample):
            raise WrongInputError("sample_line_heard")
        why = reasoned(why)
        uow.samples.lines.update(_changed(uow, who, line, state=SampleLineState.UNUSABLE, why=why))
        next_one = _next(uow, line)
        if next_one is not None:
            stands = _changed(uow, who, next_one, state=SampleLineState.DRAWN, replaces=line.id)
            next_one = uow.samples.lines.update(stands)
        after = {"replaced_by": next_one.id if next_one else None}
        uow.journal.note("sample_line_unusable", "sample_line", line.id, after=after, why=why, vendor=vendor)
    return next_one


def _changed(uow: UnitOfWork, who: Principal, line: SampleLineRecord, **to: Any) -> SampleLineRecord:
    return replace(line, changed_at=uow.now, changed_by=who.name, **to)


def _next(uow: UnitOfWork, line: SampleLineRecord) -> SampleLineRecord | None:
    waiting = uow.samples.lines_of(line.sample, SampleLineState.RESERVE)
    return next((each for each in waiting if each.stratum == line.stratum), None)


def _view(uow: UnitOfWork, record: SampleRecord) -> SampleView:
    lines = uow.samples.lines_of(record.id)
    parts = []
    for at, said in enumerate(record.strata):
        mine = [line.state for line in lines if line.stratum == at]
        counted = [mine.count(state) for state in _COUNTED]
        parts.append(SamplePart(tuple(said["stratum"]), said["volume"], said["n"], *counted))
    shown = [line for line in lines if line.state is not SampleLineState.RESERVE]
    # All strata side by side: whoever stops halfway has heard half of each.
    shown.sort(key=lambda line: (Fraction(line.turn, parts[line.stratum].wanted), line.stratum))
    return SampleView(record, tuple(parts), tuple(shown), withdrawn_in(uow).get(record.id))


_COUNTED = (SampleLineState.DRAWN, SampleLineState.UNUSABLE, SampleLineState.RESERVE)

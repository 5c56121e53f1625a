"""What earlier files said of agents who left: read with the files that come, kept with those that came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.principal import Action, Principal, authorize
from importers.draft import Directory, Reading
from importers.staff import StaffSaid
from store.records import StaffSaidRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What rows are kept out for by what other files say.
_BY_OTHERS = "left_agent_works"


def with_staff(
    house: House, who: Principal, known: Directory, vendor: str | None, before: datetime | None = None
) -> Directory:
    """What is registered, with what the lists of files that count say of agents: of one vendor where it is
    named; `before` an instant, where a file is read again that came in then."""
    authorize(who, Action.VIEW, vendor)
    told: dict[str, dict[str, list[StaffSaid]]] = {}
    with house.database.read(who) as uow:
        standing = uow.staff_said.standing(vendor, before)
        names = {file.id: file.name for file in uow.files.by_ids(said.file_id for said in standing).values()}
    for record in standing:
        marks = told.setdefault(record.vendor, {})
        marks.setdefault(record.mark, []).append(_said(record, names[record.file_id]))
    return replace(known, staff=told)


def keep_staff(uow: UnitOfWork, file_id: str, said: Sequence[StaffSaid], vendors: Collection[str]) -> None:
    """Keep what a file says of the agents of the vendors it has figures of; it counts once these are in."""
    uow.staff_said.add_all(_record(file_id, one) for one in said if one.vendor in vendors)


def says_the_same(uow: UnitOfWork, reading: Reading, file_ids: Collection[str]) -> bool:
    """Whether a file whose figures are in already tells of the same leavers and days of joining as one of
    those that brought them, and the same of its rows stay out by what other files say."""
    now = {(one.vendor, one.mark, one.left, one.joined) for one in reading.staff if one.left or one.joined}
    told: dict[str, set[tuple[str, str, date | None, date | None]]] = {}
    for one in uow.staff_said.of_files(file_ids):
        if one.left_on or one.joined_on:
            told.setdefault(one.file_id, set()).add((one.vendor, one.mark, one.left_on, one.joined_on))
    files = uow.files.by_ids(file_ids).values()
    alike = [file for file in files if told.get(file.id, set()) == now]
    return any(_kept_out(file.findings) == _kept_out(reading.findings) for file in alike)


def _kept_out(findings: Sequence[Finding]) -> set[tuple[str, int | None]]:
    return {(found.place.sheet, found.place.row) for found in findings if found.code == _BY_OTHERS}


def _said(record: StaffSaidRecord, file: str) -> StaffSaid:
    return StaffSaid(
        record.vendor,
        record.mark,
        record.agent,
        record.left_on,
        record.joined_on,
        record.works,
        record.period,
        Place(file, record.sheet, record.row, record.col),
    )


def _record(file_id: str, said: StaffSaid) -> StaffSaidRecord:
    return StaffSaidRecord(
        file_id=file_id,
        vendor=said.vendor,
        mark=said.mark,
        agent=said.agent,
        left_on=said.left,
        joined_on=said.joined,
        works=said.works,
        day=said.days.start,
        day_end=said.days.end,
        sheet=said.place.sheet,
        row=said.place.row,
        col=said.place.column,
    )

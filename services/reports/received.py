"""What came in: every received file with what it changed, and which days of a month are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.batch import Dataset, Role, Source
from core.finding import Finding, Severity
from core.period import MonthRule
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.file_access import is_theirs, opened, vendors_of
from services.known.exit_days import left_on
from store.records import BatchRecord, BatchState, ReceivedFileRecord, StateChangeRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House
    from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ReceivedView:
    """A received file and what became of it."""

    file: ReceivedFileRecord
    batches: tuple[BatchRecord, ...]
    #: Batches of this file that a later file has replaced in part or whole.
    replaced: frozenset[str]
    #: Severity → how many findings.
    findings: dict[Severity, int]
    #: Its batches that were sent back, as long as no new report has come in their place.
    awaited: tuple[BatchRecord, ...] = ()
    #: Whether it could not come in, and somebody said that it need not.
    let_go: bool = False

    @property
    def is_live(self) -> bool:
        """Whether any of its figures count."""
        return any(batch.state is BatchState.COMMITTED for batch in self.batches)

    @property
    def is_staged(self) -> bool:
        """Whether it waits to be committed or let go."""
        return any(batch.state is BatchState.STAGED for batch in self.batches)

    @property
    def is_refused(self) -> bool:
        """Whether it could not come in at all."""
        return not self.batches


@dataclass(frozen=True)
class CoverageLine:
    """One vendor's figures of one kind and source in a month: which days are there."""

    vendor: str
    vendor_name: Text
    dataset: Dataset
    source: Source
    days: frozenset[date]
    expected: int

    @property
    def have(self) -> int:
        """How many days are there."""
        return len(self.days)


def received(house: House, who: Principal, vendor: str | None = None, limit: int = 200) -> list[ReceivedView]:
    """The last files received, newest first; of one vendor where named."""
    authorize(who, Action.VIEW, vendor)
    # Without the person's filter: whose a file is depends on all of its batches.
    with house.database.read() as uow:
        views = []
        for file in uow.files.newest(limit):
            batches = uow.batches.of_file(file.id)
            if not is_theirs(who, file, batches) or vendor not in (None, *vendors_of(file, batches)):
                continue
            views.append(_view(uow, file, batches))
    return views


def received_file(house: House, who: Principal, file_id: str) -> ReceivedView:
    """One received file."""
    file, batches = opened(house, who, Action.VIEW, file_id)
    with house.database.read(who) as uow:
        return _view(uow, file, batches)


def states(house: House, who: Principal, batch_id: str) -> list[StateChangeRecord]:
    """What became of one of a file's parts: staged, committed, withdrawn, by whom and why."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.journal.states_of("batch", uow.batches.get(batch_id).id)


def calendar(house: House, who: Principal, label: str) -> list[CoverageLine]:
    """Which days of a calendar month each vendor's figures are there for, by kind and source."""
    authorize(who, Action.VIEW)
    month = MonthRule().month(label)
    with house.database.read(who) as uow:
        names = {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}
        found: dict[tuple[str, Dataset, Source], set[date]] = {}
        for batch in uow.batches.live(period=month):
            if batch.role is Role.FACTS:
                days = {day for day in batch.days() if day in month}
                found.setdefault((batch.vendor, batch.dataset, batch.source), set()).update(days)
        gone = {vendor: last for vendor in names if (last := left_on(uow, vendor))}
    passed = [day for day in month.each_day() if day < house.today()]
    return [
        CoverageLine(
            vendor,
            names.get(vendor, Text(vendor, vendor)),
            dataset,
            source,
            frozenset(days),
            sum(day <= gone.get(vendor, day) for day in passed),
        )
        for (vendor, dataset, source), days in sorted(found.items())
    ]


def original(house: House, who: Principal, file_id: str) -> tuple[str, bytes]:
    """A received file as it came: name and bytes."""
    file, _ = opened(house, who, Action.VIEW, file_id)
    return file.name, house.files.opened(file.sha256).read_bytes()


def _view(uow: UnitOfWork, file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> ReceivedView:
    live = [batch for batch in batches if batch.state is BatchState.COMMITTED]
    replaced = frozenset(batch.id for batch in live if uow.batches.is_replaced(batch))
    awaited = tuple(batch for batch in live if uow.batches.is_awaited(batch))
    let_go = not batches and any(
        change.to_state == BatchState.DISCARDED for change in uow.journal.states_of("file", file.id)
    )
    return ReceivedView(file, tuple(batches), replaced, _counted(file.findings), awaited, let_go)


def _counted(findings: Sequence[Finding]) -> dict[Severity, int]:
    return {severity: sum(f.severity is severity for f in findings) for severity in Severity}

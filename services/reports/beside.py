"""What is committed beside a file's figures: the same days told finer or coarser, or by another source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from core.batch import SOURCE_NAMES, BatchKey, Coverage, Dataset, Grain, Source
from core.facts import day_number
from core.finding import Finding
from core.period import partitions
from core.principal import Action, Principal, authorize
from core.scope import Scope
from importers.claims.calls_beside import ListedCalls, added_up, by_day, calls_differ, compared
from importers.claims.grains import against_coarser, differences
from importers.claims.sources_differ import sources_differ
from importers.draft import Draft, Reading
from importers.preview.superseding import measured
from store.lake.stage import current_rows
from store.lake.whole_rows import lines
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TOLD = (Grain.MONTH, Grain.DAY, Grain.INTERVAL)


def beside(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """Where what is in says otherwise: sums of another grain, and the other side's figures day by day."""
    found: list[Finding] = []
    counted = [draft for draft in reading.drafts if draft.measures and draft.key.grain in _TOLD]
    listed = [draft for draft in reading.drafts if draft.measures and draft.key.dataset is Dataset.CALLS]
    for draft in (*counted, *listed):
        authorize(who, Action.IMPORT, draft.key.vendor)
    with house.database.read(who) as uow:
        for draft in counted:
            brings = {
                other.key for other in reading.drafts if other.coverage.period.overlaps(draft.coverage.period)
            }
            found += _other_grains(house, uow, reading.file.name, draft, brings)
            found += _other_sources(house, uow, reading.file.name, draft)
            found += _calls_in(house, uow, reading.file.name, draft, listed)
        for draft in listed:
            found += _figures_in(house, uow, reading.file.name, draft, counted)
    return found


def _other_grains(
    house: House, uow: UnitOfWork, file: str, draft: Draft, brings: Set[BatchKey]
) -> Iterator[Finding]:
    """What is in of the other grains, but for those the file brings anew itself (`brings`)."""
    for grain in _TOLD:
        if replace(draft.key, grain=grain) in brings:
            continue
        rows = current_rows(uow, house.lake, replace(draft.key, grain=grain), _all_scopes(draft))
        if rows is None:
            continue
        if _TOLD.index(grain) > _TOLD.index(draft.key.grain):
            yield from differences(file, draft, rows, grain)
        else:
            yield from against_coarser(file, draft, rows)


def _other_sources(house: House, uow: UnitOfWork, file: str, draft: Draft) -> Iterator[Finding]:
    """The vendor's figures against the client's, whichever of them came later."""
    other = {Source.VENDOR: Source.CLIENT, Source.CLIENT: Source.VENDOR}.get(draft.key.source)
    if other is None or draft.key.grain is Grain.MONTH:
        return
    for grain in _TOLD[1:]:
        key = replace(draft.key, source=other, grain=grain)
        rows = current_rows(uow, house.lake, key, _all_scopes(draft))
        if rows is not None:
            yield from sources_differ(file, draft, rows, SOURCE_NAMES[other])


def _calls_in(
    house: House, uow: UnitOfWork, file: str, draft: Draft, listed: Sequence[Draft]
) -> Iterator[Finding]:
    """Figures against the calls listed one by one: in the same file, else those that are in."""
    if draft.key.dataset is not Dataset.TRAFFIC:
        return
    mine = [other.frame for other in listed if _are_same_calls(other.key, draft.key)]
    committed = None if mine else _committed_calls(house, uow, draft)
    for calls in (*mine, committed):
        if calls is not None:
            names = compared(draft.measures, calls)
            yield from calls_differ(file, draft, draft.frame, by_day(calls, names), names)


def _committed_calls(house: House, uow: UnitOfWork, draft: Draft) -> ListedCalls | None:
    """The calls that are in for the days of these figures, added up where they lie: they may be millions."""
    key, names = draft.key, tuple(dict.fromkeys((*draft.measures, "offered", "answered")))
    period = draft.coverage.period
    files = uow.lake_files.current([key.vendor], Dataset.CALLS, key.source, partitions(period))
    found = lines(house.lake, files, Scope(key.vendor), period, names) if files else ()
    days = [
        {**line.where, "day": day_number(line.day), "day_end": day_number(line.day_end), **line.totals}
        for line in found
    ]
    return added_up([day for day in days if day["project"] == key.project], names)


def _figures_in(
    house: House, uow: UnitOfWork, file: str, draft: Draft, counted: Sequence[Draft]
) -> Iterator[Finding]:
    """A list of calls against the figures that are in, but for those the file brings anew itself."""
    for grain in _TOLD:
        key = replace(draft.key, dataset=Dataset.TRAFFIC, grain=grain)
        figures = None
        if not any(_are_same_calls(draft.key, other.key) for other in counted):
            figures = current_rows(uow, house.lake, key, _all_scopes(draft))
        if figures is not None:
            names = compared(measured(figures), draft.frame)
            yield from calls_differ(file, draft, figures, by_day(draft.frame, names), names)


def _are_same_calls(calls: BatchKey, figures: BatchKey) -> bool:
    """Whether a list and figures are of one vendor, project and source."""
    return replace(calls, dataset=figures.dataset, grain=figures.grain) == figures


def _all_scopes(draft: Draft) -> Coverage:
    return Coverage(draft.coverage.period)

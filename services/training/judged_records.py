"""What the engine reads of a vendor's training records: the rows that were known, on the terms asked."""

from __future__ import annotations

from collections.abc import Mapping

from core.people_lists import ListState
from importers.staff import agent_key
from qa.training.requirement import Requirement
from services.training.compliance import TrainingBooks
from services.training.list_records import KINDS, codes_of
from services.training.unsupported import unsupported_marks
from store.lake.held import Judged, Terms, TrainerDays
from store.lake.held_told import ListRows, RecordsTold
from store.lake.lake import Lake
from store.records.training import TrainingEntryRecord
from store.unit_of_work import UnitOfWork


def judged_in(uow: UnitOfWork, lake: Lake, books: TrainingBooks, terms: Mapping[Requirement, int]) -> Judged:
    """Every record of the agents on these rosters, as the books know it, on the terms that are asked."""
    on, codes = books.roster_of_all(), codes_of(books.courses.values())
    told = RecordsTold(
        lake, _lists(uow, books), _entries(uow, books), on, lambda said: codes.get(said.strip().casefold())
    )
    return Judged(
        told,
        [_terms(need, number) for need, number in terms.items()],
        [
            TrainerDays(each.agent, each.course, each.course_version, each.first_day, each.last_day)
            for each in books.certificates
            if each.vendor == books.vendor
        ],
        agent_key,
        {on.get(mark, mark) for mark in unsupported_marks(uow, books.vendor, books.known)},
    )


def _terms(need: Requirement, number: int) -> Terms:
    mark = need.pass_mark * 1000
    return Terms(
        number, need.course, need.valid_months, need.valid_days, int(mark) if mark % 1 == 0 else None,
        need.attempts, need.holds_by, need.min_version, need.not_before, need.certified_trainer,
    )  # fmt: skip


def _lists(uow: UnitOfWork, books: TrainingBooks) -> list[ListRows]:
    """The lists of records that were known, each with what was taken back of it by then."""
    known = books.known
    gone: dict[str, set[tuple[str, int]]] = {}
    for each in uow.training.retractions.all(vendor=books.vendor):
        if known is None or each.at <= known:
            gone.setdefault(each.list_id, set()).add((each.sheet, each.row))
    found = []
    for record in uow.people_lists.all(vendor=books.vendor):
        live = record.state in (ListState.COMMITTED, ListState.WITHDRAWN) and record.kind in KINDS
        if not live or not record.rows_file or record.committed_at is None:
            continue
        withdrawn = record.withdrawn_at
        if (known is None and withdrawn is None) or (known is not None and (
            record.committed_at <= known and not (withdrawn and withdrawn <= known)
        )):  # fmt: skip
            found.append(ListRows(record.rows_file, frozenset(gone.get(record.id, ()))))
    return found


def _entries(uow: UnitOfWork, books: TrainingBooks) -> list[TrainingEntryRecord]:
    """What was typed in, as it was known."""
    known = books.known
    told = uow.training.entries.all(vendor=books.vendor)
    if known is None:
        return [each for each in told if each.withdrawn_at is None]
    return [
        each
        for each in told
        if each.known_at <= known and not (each.withdrawn_at and each.withdrawn_at <= known)
    ]

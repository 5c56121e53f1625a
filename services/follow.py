"""Every number home: from a clause's month to its days, to the rows, to the cell of the vendor's sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Role, Source
from core.counts import CAME_AT, WAIT, follows_from_callers, follows_from_waits
from core.errors import NotFoundError
from core.offsets import cell_of
from core.period import Period
from core.principal import Action, Principal, authorize
from core.scope import Scope
from core.tally import Sums
from core.verdict import Verdict
from services.contract_versions import must_govern
from services.file_access import is_theirs
from services.sources import Asked, Sources, bit_of, formula_of, received_sources
from sla.contract import Clause, ClauseSource, scope_of
from sla.tally import measure
from sla.verdict import judge
from sla.window import Window
from store.lake.correction import RowAt
from store.lake.cube import Bit
from store.lake.rows import FactRow, day_lines, fact_rows
from store.lake.whole_rows import whole_days
from store.records import BatchRecord, BatchState, ReceivedFileRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House


@dataclass(frozen=True)
class DayFigure:
    """A clause on one day: its counts, and how they stand against the month's target."""

    day: date
    numerator: Fraction
    denominator: Fraction
    value: Fraction | None
    verdict: Verdict


@dataclass(frozen=True)
class FactLine:
    """One row behind a figure, with the cells of the received sheet its counts stand in."""

    file_id: str
    file_name: str
    received_at: datetime
    sheet: str
    row: int | None
    #: Base count → cell as Excel calls it, 'F7'; with its sheet where that is another one.
    cells: Mapping[str, str]
    counts: Mapping[str, int]
    scope: Scope
    day: date
    #: The first day after it.
    day_end: date
    #: Minutes from midnight where it is an interval.
    slot: int | None = None
    agent: str | None = None
    item: str | None = None
    #: Whether the row only checks the sum instead of feeding it.
    is_check: bool = False
    #: Key of the batch that brought it.
    batch: str = ""
    #: The counts of it that the client set right (甲方更正).
    corrected: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FactLines:
    """The first rows behind a figure, and how many there are in all."""

    lines: tuple[FactLine, ...]
    total: int


def days(house: House, who: Principal, contract: str, label: str, clause: str) -> list[DayFigure]:
    """A clause day by day, as far as its source reports days; typed figures have none."""
    return days_of_month(house, who, contract, label, (clause,))[clause]


def days_of_month(
    house: House, who: Principal, contract: str, label: str, clauses: Sequence[str] | None = None
) -> dict[str, list[DayFigure]]:
    """Clause → its days, for every clause of the contract (or those named): one query a source and scope."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        asked = _alone(uow, contract, label, clauses)
        sources = Sources.open(uow, house.lake, [asked], house.today(asked.contract.timezone))
        received = _daily(uow, house, asked, sources)
    return {
        clause.code: _audited_days(asked, clause, sources)
        if clause.source is ClauseSource.AUDITS
        else received.get(clause.code, [])
        for clause in asked.contract.clauses
    }


def rows(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    clause: str,
    day: date | None = None,
    limit: int = 200,
) -> FactLines:
    """The received rows behind a clause's month, or one of its days, with file, sheet and cell."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        asked = _alone(uow, contract, label, (clause,))
        promise = asked.contract.clauses[0]
        sources = Sources.open(uow, house.lake, [asked], house.today(asked.contract.timezone))
        source = _source(asked, promise, sources)
        if source is None:
            return FactLines((), 0)
        form = formula_of(asked.contract, promise)
        scope = scope_of(asked.contract, promise)
        span = Period(day, date.fromordinal(day.toordinal() + 1)) if day else asked.period
        page = fact_rows(
            uow, house.lake, source, scope, span, form.base_counts, bit=bit_of(promise), limit=limit
        )
        batches = {row.batch: uow.batches.get(row.batch) for row in page.rows}
        files = uow.files.by_ids(batch.file_id for batch in batches.values())
        marks = [_corrected(uow, row, batches[row.batch]) for row in page.rows]
    lines = [
        _line(row, batches[row.batch], files[batches[row.batch].file_id], corrected)
        for row, corrected in zip(page.rows, marks, strict=True)
    ]
    return FactLines(tuple(lines), page.total)


def files_behind(house: House, who: Principal, origins: Sequence[str]) -> list[ReceivedFileRecord]:
    """The received files that figures rest on, in the order they came in."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        batches = [found for key in origins if (found := uow.batches.find(id=key))]
        files = uow.files.by_ids(batch.file_id for batch in batches)
    with house.database.read() as uow:
        whole = {file.id: is_theirs(who, file, uow.batches.of_file(file.id)) for file in files.values()}
    # What was odd about it may name another vendor's figures; its name and day are needed all the same.
    shown = [file if whole[file.id] else replace(file, findings=()) for file in files.values()]
    return sorted(shown, key=lambda file: file.received_at)


def _alone(uow: UnitOfWork, contract: str, label: str, clauses: Sequence[str] | None) -> Asked:
    """The contract with only these clauses, each as a single month of its own, whatever its window."""
    version = must_govern(uow, contract, label)
    for code in clauses or ():
        if version.clause(code) is None:
            raise NotFoundError(code=code)
    kept = [each for each in version.clauses if clauses is None or each.code in clauses]
    alone = tuple(replace(each, window=Window.MONTH) for each in kept)
    return Asked(replace(version, clauses=alone), label)


def _daily(uow: UnitOfWork, house: House, asked: Asked, sources: Sources) -> dict[str, list[DayFigure]]:
    """The days of every clause judged on received figures; clauses of one source, scope and hours share a
    query."""
    shared: dict[tuple[Source, Scope, Bit | None], list[Clause]] = {}
    for clause in asked.contract.clauses:
        if clause.source is not ClauseSource.AUDITS and (source := _source(asked, clause, sources)):
            asked_of = (source, scope_of(asked.contract, clause), bit_of(clause))
            shared.setdefault(asked_of, []).append(clause)
    found: dict[str, list[DayFigure]] = {}
    for (source, scope, bit), clauses in shared.items():
        counts = sorted({n for clause in clauses for n in formula_of(asked.contract, clause).base_counts})
        lines = day_lines(uow, house.lake, source, scope, asked.period, counts, bit)
        for clause in clauses:
            days = whole_days(lines, sorted(formula_of(asked.contract, clause).base_counts))
            each_day = [
                _figure(asked, clause, day, [_sums(scope, day, totals)]) for day, totals in days.items()
            ]
            found[clause.code] = [figure for figure in each_day if figure]
    return found


def _source(asked: Asked, clause: Clause, sources: Sources) -> Source | None:
    """The received source the clause was judged on; None where it was not judged on received figures."""
    return next(
        (source for source in received_sources(clause) if sources.speaks(asked, clause, source)), None
    )


def _audited_days(asked: Asked, clause: Clause, sources: Sources) -> list[DayFigure]:
    found = []
    for day in asked.period.each_day():
        one = Period(day, date.fromordinal(day.toordinal() + 1))
        figure = _figure(asked, clause, day, sources.sums_on(asked, clause, one))
        found += [figure] if figure else []
    return found


def _figure(asked: Asked, clause: Clause, day: date, sums: Sequence[Sums]) -> DayFigure | None:
    """The day's counts held against the month's target: a help for the eye, not a verdict of the contract."""
    form = formula_of(asked.contract, clause)
    measured = measure(form, sums)
    if measured is None:
        return None
    judgement = judge(replace(clause, volume_floor=0), form, measured)
    return DayFigure(day, measured.numerator, measured.denominator, measured.value, judgement.verdict)


def _sums(scope: Scope, day: date, totals: Mapping[str, int]) -> Sums:
    return Sums(scope, Period(day, date.fromordinal(day.toordinal() + 1)), "", totals)


def _corrected(uow: UnitOfWork, row: FactRow, batch: BatchRecord) -> frozenset[str]:
    """The counts of a row that live corrections set right; a row of a report as it came has none."""
    if not batch.is_correction:
        return frozenset()
    where = RowAt(row.scope, row.day, row.day_end, row.slot, row.agent, row.item)
    return frozenset(
        record.measure
        for record in uow.corrections.of_row(row.scope.vendor, row.day, row.slot)
        if dict(record.split) == where.split
        and uow.batches.get(record.batch_id).state is BatchState.COMMITTED
    )


def _line(row: FactRow, batch: BatchRecord, file: ReceivedFileRecord, corrected: frozenset[str]) -> FactLine:
    counts = {name: value for name, value in row.values.items() if value is not None}
    homes = {name: _home(row, batch, name) for name in counts}
    cells = {
        name: cell if sheet == row.sheet else f"{sheet}!{cell}"
        for name, (sheet, cell) in homes.items()
        if cell
    }
    return FactLine(
        file.id,
        file.name,
        file.received_at,
        row.sheet,
        row.row,
        cells,
        counts,
        row.scope,
        row.day,
        row.day_end,
        row.slot,
        row.agent,
        row.item,
        row.role is Role.CHECK,
        batch.id,
        corrected,
    )


def _home(row: FactRow, batch: BatchRecord, name: str) -> tuple[str, str]:
    """(sheet, cell) of a count; of one that follows from a call's wait or moment, that cell."""
    segment = row.scope.segment
    own = cell_of(batch.offsets, row.sheet, row.row, row.col, name, segment)
    if own[1] or not (follows_from_waits(name) or follows_from_callers(name)):
        return own
    stands = WAIT if follows_from_waits(name) else CAME_AT
    return cell_of(batch.offsets, row.sheet, row.row, row.col, stands, segment)

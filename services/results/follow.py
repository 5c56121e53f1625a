"""Every number home: from a clause's month to its days, to the rows, to the cell of the vendor's sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Source
from core.errors import NotFoundError
from core.period import Period
from core.principal import Action, Principal, authorize
from core.scope import Scope
from core.tally import Sums
from core.verdict import Verdict
from services.contracts.asked import Asked, formula_of
from services.contracts.contract_versions import must_govern
from services.house.file_access import is_theirs
from services.judging.baselines import based
from services.judging.cube_asked import bits_of
from services.judging.production_days import calendar_days, lines_of_days, rows_of_days
from services.judging.sources import Sources, received_sources
from services.reports.fact_lines import FactLine, corrected_counts, line_of
from services.reports.report_days import ReportDays, report_days
from sla.judging.inherited import as_held
from sla.judging.ramp import ramped
from sla.judging.rollup import of_one_day
from sla.judging.tally import measure
from sla.judging.verdict import judge
from sla.terms.contract import Clause, ClauseSource, day_start_of, scope_of
from sla.terms.window import Window
from store.lake.cube import Bit
from store.lake.summed import Summed, over_whole_rows
from store.lake.whole_rows import whole_days
from store.records import ReceivedFileRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class DayFigure:
    """A clause on one day: its counts, and how they stand against the month's target."""

    day: date
    numerator: Fraction
    denominator: Fraction
    value: Fraction | None
    verdict: Verdict


@dataclass(frozen=True)
class FactLines:
    """The first rows behind a figure, and how many there are in all."""

    lines: tuple[FactLine, ...]
    total: int
    #: The reports with rows of these days, and on which of them each counts.
    reports: tuple[ReportDays, ...] = ()


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
        asked = based(asked, sources).asked
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
    """The received rows a clause's month, or one of its days, is the sum of, with file, sheet and cell."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        asked = _alone(uow, contract, label, (clause,))
        promise = asked.contract.clauses[0]
        sources = Sources.open(uow, house.lake, [asked], house.today(asked.contract.timezone))
        source = _source(asked, promise, sources)
        if source is None:
            return FactLines((), 0)
        summed = _summed(uow, house, asked, promise, sources, source, day)
        span = _one_day(day) if day else asked.period
        page = rows_of_days(uow, house.lake, asked, promise, source, span, summed, limit)
        batches = {row.batch: uow.batches.get(row.batch) for row in page.rows}
        files = uow.files.by_ids(batch.file_id for batch in batches.values())
        marks = [corrected_counts(uow, row, batches[row.batch]) for row in page.rows]
        reports = report_days(uow, summed, calendar_days(asked, promise, span))
    lines = [
        line_of(row, batches[row.batch], files[batches[row.batch].file_id], corrected)
        for row, corrected in zip(page.rows, marks, strict=True)
    ]
    return FactLines(tuple(lines), page.total, reports)


def reports_behind(
    house: House, who: Principal, contract: str, label: str, clauses: Sequence[str]
) -> dict[str, tuple[ReportDays, ...]]:
    """Clause → the received reports with rows of its month, and on which days each counts."""
    authorize(who, Action.VIEW)
    found: dict[str, tuple[ReportDays, ...]] = {}
    with house.database.read(who) as uow:
        asked = _alone(uow, contract, label, clauses)
        sources = Sources.open(uow, house.lake, [asked], house.today(asked.contract.timezone))
        for clause in asked.contract.clauses:
            if source := _source(asked, clause, sources):
                span = calendar_days(asked, clause, asked.period)
                found[clause.code] = report_days(uow, sources.summed(asked, clause, source), span)
    return found


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
    held = [as_held(version, each, label, scope_of(version, each)) for each in kept]
    alone = tuple(replace(each, window=Window.MONTH, campaign=None) for each in held)
    return Asked(replace(version, clauses=alone), label)


def _daily(uow: UnitOfWork, house: House, asked: Asked, sources: Sources) -> dict[str, list[DayFigure]]:
    """The days of every clause judged on received figures; clauses of one source, scope and hours share a
    query."""
    shared: dict[tuple[Source, Scope, tuple[Bit, ...]], list[Clause]] = {}
    for clause in asked.contract.clauses:
        if clause.source is not ClauseSource.AUDITS and (source := _source(asked, clause, sources)):
            asked_of = (source, scope_of(asked.contract, clause), tuple(bits_of(asked.contract, clause)))
            shared.setdefault(asked_of, []).append(clause)
    found: dict[str, list[DayFigure]] = {}
    for (source, scope, _bits), clauses in shared.items():
        counts = sorted({n for clause in clauses for n in formula_of(asked.contract, clause).base_counts})
        lines = lines_of_days(uow, house.lake, asked, clauses[0], source, scope, counts)
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


def _summed(
    uow: UnitOfWork,
    house: House,
    asked: Asked,
    clause: Clause,
    sources: Sources,
    source: Source,
    day: date | None,
) -> Summed:
    """What the clause's month is the sum of, or one of its days: that of the month which falls on it."""
    if day is None:
        return sources.summed(asked, clause, source)
    if clause.source is ClauseSource.AUDITS or day_start_of(asked.contract, clause):
        return sources.summed(asked, clause, source, _one_day(day))
    scope, counts = scope_of(asked.contract, clause), formula_of(asked.contract, clause).base_counts
    lines = lines_of_days(uow, house.lake, asked, clause, source, scope, counts)
    return over_whole_rows(lines, counts).on(_one_day(day))


def _one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def _audited_days(asked: Asked, clause: Clause, sources: Sources) -> list[DayFigure]:
    found = []
    for day in asked.period.each_day():
        figure = _figure(asked, clause, day, sources.sums_on(asked, clause, _one_day(day)))
        found += [figure] if figure else []
    return found


def _figure(asked: Asked, clause: Clause, day: date, sums: Sequence[Sums]) -> DayFigure | None:
    """The day's counts held against the month's target: a help for the eye, not a verdict of the contract."""
    form = formula_of(asked.contract, clause)
    measured = measure(form, sums)
    if measured is None:
        return None
    judgement = judge(of_one_day(form, ramped(asked.contract, clause, asked.label)), form, measured)
    return DayFigure(day, measured.numerator, measured.denominator, measured.value, judgement.verdict)


def _sums(scope: Scope, day: date, totals: Mapping[str, int]) -> Sums:
    return Sums(scope, _one_day(day), "", totals)

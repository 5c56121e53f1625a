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
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.house.file_access import is_theirs
from services.judging.cube_asked import bits_of
from services.judging.objections import as_contested
from services.judging.production_days import calendar_days, lines_of_days, rows_of_days
from services.judging.rules_held import rules_of_month
from services.judging.sources import Sources, received_sources
from services.reports.fact_lines import FactLine, corrected_counts, line_of
from services.reports.report_days import ReportDays, report_days
from services.results.days_looked_at import DaysAsked, LookedAt
from sla.judging.ramp import ramped
from sla.judging.rollup import of_one_day
from sla.judging.tally import measure
from sla.judging.verdict import judge
from sla.terms.contract import Aggregate, Clause, ClauseSource, day_start_of, scope_of
from sla.terms.indicator import Formula
from store.lake.cube import Bit
from store.lake.summed import Summed, over_whole_rows
from store.lake.whole_rows import Line, whole_days
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
        asked, sources, found = _opened(uow, house, contract, label, clauses)
        received = _daily(uow, house, asked, found, sources)
    return {
        clause.code: _audited_days(asked, found[clause.code], sources)
        if clause.source in (ClauseSource.AUDITS, ClauseSource.COMPLIANCE) and clause.code in found
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
        asked, sources, found = _opened(uow, house, contract, label, (clause,))
        if clause not in found or (source := _source(asked, found[clause].clause, sources)) is None:
            return FactLines((), 0)
        looked = found[clause]
        promise = looked.clause
        summed = _summed(uow, house, asked, looked, sources, source, day)
        span = _one_day(day) if day else looked.days
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
    said: dict[str, tuple[ReportDays, ...]] = {}
    with house.database.read(who) as uow:
        asked, sources, found = _opened(uow, house, contract, label, clauses)
        for code, looked in found.items():
            if source := _source(asked, looked.clause, sources):
                span = calendar_days(asked, looked.clause, looked.days)
                summed = sources.summed(asked, looked.clause, source, looked.days)
                said[code] = report_days(uow, summed, span)
    return said


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


def _opened(
    uow: UnitOfWork, house: House, contract: str, label: str, clauses: Sequence[str] | None
) -> tuple[Asked, Sources, Mapping[str, LookedAt]]:
    """The contract with only these clauses, its sources, and what the days of each are of."""
    version = as_contested(uow, must_govern(uow, contract, label), label)
    for code in clauses or ():
        if version.clause(code) is None:
            raise NotFoundError(code=code)
    kept = tuple(each for each in version.clauses if clauses is None or each.code in clauses)
    asked = DaysAsked.of(replace(version, clauses=kept), label, rules_of_month(uow, contract, label))
    sources = Sources.open(uow, house.lake, asked.every, house.today(version.timezone))
    return asked.asked, sources, asked.looked_at(sources)


def _daily(
    uow: UnitOfWork, house: House, asked: Asked, found: Mapping[str, LookedAt], sources: Sources
) -> dict[str, list[DayFigure]]:
    """The days of every clause judged on received figures; clauses of one source, scope, hours and days share
    a query."""
    shared: dict[tuple[Source, Scope, tuple[Bit, ...], Period], list[Clause]] = {}
    for looked in found.values():
        clause = looked.clause
        if clause.source is not ClauseSource.AUDITS and (source := _source(asked, clause, sources)):
            bits = tuple(bits_of(asked.contract, clause))
            asked_of = (source, scope_of(asked.contract, clause), bits, looked.days)
            shared.setdefault(asked_of, []).append(clause)
    days: dict[str, list[DayFigure]] = {}
    for (source, scope, _bits, span), clauses in shared.items():
        counts = sorted({n for clause in clauses for n in asked.formula(clause).base_counts})
        lines = lines_of_days(uow, house.lake, asked, clauses[0], source, scope, counts, span)
        for clause in clauses:
            each_day = [_figure(asked, clause, *one) for one in _sums_of(asked, clause, scope, lines)]
            days[clause.code] = [figure for figure in each_day if figure]
    return days


def _sums_of(
    asked: Asked, clause: Clause, scope: Scope, lines: Sequence[Line]
) -> list[tuple[date, list[Sums]]]:
    """Each day's counts; site by site where the clause asks for a mean of these."""
    counts = sorted(asked.formula(clause).base_counts)
    parts = {scope: lines}
    if clause.aggregate is not Aggregate.POOLED:
        sites = dict.fromkeys(line.where["site"] for line in lines)
        parts = {
            replace(scope, site=site): [each for each in lines if each.where["site"] == site]
            for site in sites
        }
    days: dict[date, list[Sums]] = {}
    for part, mine in parts.items():
        for day, totals in whole_days(mine, counts).items():
            days.setdefault(day, []).append(_sums(part, day, totals))
    return sorted(days.items())


def _source(asked: Asked, clause: Clause, sources: Sources) -> Source | None:
    """The received source the clause was judged on; None where it was not judged on received figures."""
    return next(
        (source for source in received_sources(clause) if sources.speaks(asked, clause, source)), None
    )


def _summed(
    uow: UnitOfWork,
    house: House,
    asked: Asked,
    looked: LookedAt,
    sources: Sources,
    source: Source,
    day: date | None,
) -> Summed:
    """What the clause's days are the sum of, or one of them: that of all these which falls on it."""
    clause = looked.clause
    if day is None:
        return sources.summed(asked, clause, source, looked.days)
    if clause.source is ClauseSource.AUDITS or day_start_of(asked.contract, clause):
        return sources.summed(asked, clause, source, _one_day(day))
    scope, counts = scope_of(asked.contract, clause), asked.formula(clause).base_counts
    lines = lines_of_days(uow, house.lake, asked, clause, source, scope, counts, looked.days)
    return over_whole_rows(lines, counts).on(_one_day(day))


def _one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def _audited_days(asked: Asked, looked: LookedAt, sources: Sources) -> list[DayFigure]:
    found, there = [], sources.measuring(asked, looked.clause)
    for day in looked.days.each_day():
        figure = _figure(asked, looked.clause, day, there.sums(_one_day(day)), there.form)
        found += [figure] if figure else []
    return found


def _figure(
    asked: Asked, clause: Clause, day: date, sums: Sequence[Sums], form: Formula | None = None
) -> DayFigure | None:
    """The day's counts held against the month's target: a help for the eye, not a verdict of the contract."""
    form = form or asked.formula(clause)
    measured = measure(form, sums, clause.aggregate, clause.site_weights)
    if measured is None:
        return None
    judgement = judge(of_one_day(form, ramped(asked.contract, clause, asked.label)), form, measured)
    return DayFigure(day, measured.numerator, measured.denominator, measured.value, judgement.verdict)


def _sums(scope: Scope, day: date, totals: Mapping[str, int]) -> Sums:
    return Sums(scope, _one_day(day), "", totals)

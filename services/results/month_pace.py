"""The month under way: what the days to come must bring for each target still to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Source
from core.period import Period
from core.principal import Principal
from core.rounding import rounded
from core.scope import Scope
from core.tally import Flag, Tally
from core.text import Text
from core.workdays import WorkCalendar
from services.contracts.asked import Asked
from services.judging.assess_month import results
from services.judging.cube_asked import bits_of
from services.judging.month_result import ClauseLine, MonthResult
from services.judging.production_days import lines_of_days
from sla.judging.opening import hours_on, is_closed
from sla.judging.pace import Pace
from sla.judging.pace import pace as still_to_come
from sla.judging.rollup import is_by_day
from sla.judging.tally import Measured
from sla.terms.contract import Aggregate, Clause
from sla.terms.definition import Rollup
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula
from sla.terms.opening import Span
from sla.terms.window import Window
from store.lake.cube import Bit
from store.lake.whole_rows import Line, whole_days
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Figures that no sums of days could be added to.
_OF_MOMENTS = frozenset({Rollup.QUANTILE, Rollup.MEAN_PERCENT, Rollup.DONE})


@dataclass(frozen=True)
class PaceLine:
    """One clause of the month under way: so far, and what must follow.

    What is to come is an expectation: for every open day without figures the mean of the same weekday with
    the same hours so far this month (of all days with these hours where there was none yet, else of all
    days), added up and rounded half-up. On days the clause is closed nothing is expected.
    """

    vendor: str
    vendor_name: Text
    contract: str
    clause: Clause
    clause_name: Text
    unit: str
    #: The exact figure so far.
    so_far: Fraction | None
    pace: Pace
    target: Fraction | None
    #: The last day there are figures for.
    last_day: date
    #: Days of the month on which it is open, still without figures.
    days_left: int
    #: Whether what is to come is counted in seconds: a share of time.
    of_time: bool = False


def month_pace(house: House, who: Principal, label: str) -> list[PaceLine]:
    """The clauses of the months under way that have daily figures, in the contracts' order.

    Left out: months that are over, clauses over several months or the days of a campaign, the worst or mean
    of sites, shares of days or intervals, figures of the last or worst day, bands, plain counts, clauses
    without a target.
    """
    found: list[PaceLine] = []
    for month in results(house, who, label):
        lines = [line for line in month.lines if _has_pace(line)]
        if lines:
            with house.database.read(who) as uow:
                found += _lines(house, uow, month, lines)
    return found


@dataclass(frozen=True)
class OpenDays:
    """On which days a clause counts anything, and which of them are alike."""

    clause: Clause
    calendar: WorkCalendar

    def is_open(self, day: date) -> bool:
        """Whether anything that comes in on the day counts."""
        if self.clause.weekdays and day.isoweekday() not in self.clause.weekdays:
            return False
        return self.clause.opening is None or not is_closed(self.clause.opening, self.calendar, day)

    def hours(self, day: date) -> tuple[Span, ...]:
        """The hours of the line and of each site with its own; empty where every day has the same."""
        opening = self.clause.opening
        every = (opening, *(each for _, each in opening.sites)) if opening else ()
        return tuple(hours_on(each, self.calendar, day) for each in every)

    def after(self, last: date, period: Period) -> list[date]:
        """The open days of the period after this one."""
        ahead = (last + timedelta(days=i + 1) for i in range((period.last_day - last).days))
        return [day for day in ahead if self.is_open(day)]


def expected_to_come(days: Mapping[date, int], period: Period, known: OpenDays) -> int:
    """The volume expected on the open days of the period after the last one that has figures."""
    ahead = known.after(max(days), period)
    return int(rounded(sum((_mean_of(days, day, known) for day in ahead), Fraction(0)), 0))


def _mean_of(days: Mapping[date, int], like: date, known: OpenDays) -> Fraction:
    alike = [day for day in days if known.hours(day) == known.hours(like)]
    same = [day for day in alike if day.weekday() == like.weekday()] or alike or list(days)
    return Fraction(sum(days[day] for day in same), len(same))


def _has_pace(line: ClauseLine) -> bool:
    received = line.clause.source.value in {Source.VENDOR, Source.CLIENT, Source.THIRD_PARTY}
    plain = line.clause.window is Window.MONTH and line.clause.aggregate is Aggregate.POOLED
    counted = line.judgement.numerator is not None and not line.formula.is_count
    alone = line.clause.floor_rule is not FloorRule.CARRY_FORWARD and line.days is None
    summed = line.formula.rollup not in _OF_MOMENTS and not is_by_day(line.formula, line.clause)
    return received and plain and alone and summed and counted and Flag.IN_PROGRESS in line.judgement.flags


def _lines(house: House, uow: UnitOfWork, month: MonthResult, lines: Sequence[ClauseLine]) -> list[PaceLine]:
    """One query for all clauses of a source, a scope and certain hours."""
    groups: dict[tuple[str, Scope, tuple[Bit, ...]], list[ClauseLine]] = {}
    for line in lines:
        groups.setdefault(_asked_of(month, line), []).append(line)
    asked, rows = Asked(month.contract, month.label), {}
    for (source, scope, bits), mine in groups.items():
        names = sorted({name for line in mine for name in line.formula.base_counts})
        rows[source, scope, bits] = lines_of_days(
            uow, house.lake, asked, mine[0].clause, Source(source), scope, names
        )
    worked, name = _worked(uow, month), uow.directory.vendor(month.contract.vendor).name
    found = [_line(month, worked, name, line, rows[_asked_of(month, line)]) for line in lines]
    return [line for line in found if line is not None]


def _asked_of(month: MonthResult, line: ClauseLine) -> tuple[str, Scope, tuple[Bit, ...]]:
    return line.clause.source.value, line.scope, tuple(bits_of(month.contract, line.clause))


def _worked(uow: UnitOfWork, month: MonthResult) -> Period:
    """The month up to the day its vendor leaves the contract."""
    last = uow.last_days.get(month.contract.code, month.period.last_day)
    return Period(month.period.start, min(month.period.end, last + timedelta(days=1)), month.label)


def _line(
    month: MonthResult, worked: Period, name: Text, line: ClauseLine, rows: Sequence[Line]
) -> PaceLine | None:
    sums = whole_days(rows, sorted(line.formula.base_counts))
    volumes = {day: _volume(line.formula, totals) for day, totals in sums.items()}
    days = {day: volume for day, volume in volumes.items() if volume is not None}
    if not days:
        return None
    known = OpenDays(line.clause, WorkCalendar(month.contract.calendar))
    # The target it is judged by: of a ramp-up, a baseline, a row by scope, a relief.
    clause = replace(line.clause, target=line.judgement.target)
    said = still_to_come(clause, _measured(line), expected_to_come(days, worked, known))
    if said is None:
        return None
    last, contract = max(days), month.contract
    return PaceLine(
        contract.vendor,
        name,
        contract.code,
        line.clause,
        line.name,
        line.judgement.unit.value,
        line.judgement.value,
        said,
        line.judgement.target,
        last,
        len(known.after(last, worked)),
        line.formula.is_of_time,
    )


def _volume(formula: Formula, totals: Mapping[str, int]) -> int | None:
    """A day's denominator in the reader's unit; None where one of its counts was not reported."""
    if any(name not in totals for name in formula.denominator):
        return None
    total = sum(weight * totals[name] for name, weight in formula.denominator.items())
    return total // formula.denominator_per


def _measured(line: ClauseLine) -> Measured:
    """The counts so far, from the judgement."""
    said, formula = line.judgement, line.formula
    tally = Tally(
        int((said.numerator or 0) * formula.numerator_per),
        int((said.denominator or 0) * formula.denominator_per),
        formula.tally_scale,
    )
    return Measured(formula, tally, said.value)

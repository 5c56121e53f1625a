"""Clauses whose days begin after midnight: the rows of such days, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.batch import Source
from core.period import Period
from core.scope import Scope
from core.text import Text
from services.contracts.asked import Asked
from services.judging.cube_asked import bit_of, parts_of_days
from services.judging.inside_hours import Provider
from sla.contract_file.clock import clock_text
from sla.terms.contract import Clause, day_start_of, scope_of
from store.lake.lake import Lake
from store.lake.production_days import ProductionDays, day_after
from store.lake.rows import FactPage, day_lines, fact_rows
from store.lake.source import LakeSource
from store.lake.summed import Summed
from store.lake.whole_rows import Line
from store.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)


def calendar_days(asked: Asked, clause: Clause, days: Period) -> Period:
    """The calendar days in which the rows of the clause's days lie: a night lies in the day after."""
    late = bool(day_start_of(asked.contract, clause))
    return Period(days.start, day_after(days).end, days.label) if late else days


def lines_of_days(
    uow: UnitOfWork,
    lake: Lake,
    asked: Asked,
    clause: Clause,
    source: Source,
    scope: Scope,
    counts: Sequence[str],
    days: Period | None = None,
) -> tuple[Line, ...]:
    """The rows of the clause's month, or of these days, each dated by the day it belongs to."""
    start, period = day_start_of(asked.contract, clause), days or asked.period
    if not start:
        bit = bit_of(asked.contract, clause)
        return day_lines(uow, lake, source, scope, period, counts, bit)
    since, nights, _ = parts_of_days(asked.contract, clause, start)
    late = day_lines(uow, lake, source, scope, day_after(period), counts, nights)
    return (
        *day_lines(uow, lake, source, scope, period, counts, since),
        *(replace(each, day=each.day - _DAY, day_end=each.day_end - _DAY) for each in late),
    )


def rows_of_days(
    uow: UnitOfWork,
    lake: Lake,
    asked: Asked,
    clause: Clause,
    source: Source,
    days: Period,
    summed: Summed,
    limit: int,
) -> FactPage:
    """The received rows behind the clause on some days, in the order of the calendar."""
    counts, scope = asked.formula(clause).base_counts, scope_of(asked.contract, clause)
    start = day_start_of(asked.contract, clause)
    if not start:
        bit = bit_of(asked.contract, clause)
        return fact_rows(uow, lake, source, scope, days, counts, bit=bit, summed=summed, limit=limit)
    since, nights, _ = parts_of_days(asked.contract, clause, start)
    parts = [
        fact_rows(uow, lake, source, scope, period, counts, bit=bit, summed=summed, limit=limit)
        for period, bit in ((days, since), (day_after(days), nights))
    ]
    found = sorted((row for part in parts for row in part.rows), key=lambda row: (row.day, row.slot or 0))
    return FactPage(tuple(found[:limit]), sum(part.total for part in parts))


def words_of_days(
    asked: Asked, clause: Clause, providers: Sequence[Provider], as_of: date
) -> tuple[Text, ...]:
    """When its days begin, what could not be parted, and whether the last night is still to come."""
    start = day_start_of(asked.contract, clause)
    if not start:
        return ()
    at = clock_text(start)
    said = [
        Text(
            f"一天自 {at} 起至次日 {at} 止，此前的夜间计入前一天",
            f"A day runs from {at} to {at}: the night before it belongs to the day before",
        )
    ]
    for provider in providers:
        if isinstance(provider, LakeSource):
            said += _of_source(asked, clause, provider, as_of)
    return tuple(said)


def _of_source(asked: Asked, clause: Clause, provider: LakeSource, as_of: date) -> list[Text]:
    counts, scope = asked.formula(clause).base_counts, scope_of(asked.contract, clause)
    start, period = day_start_of(asked.contract, clause), _last_days(asked, clause)
    parts = [provider.where(bit.name) for bit in parts_of_days(asked.contract, clause, start)]
    since, nights, whole = (
        sum(sum(sums.rows.values()) for sums in part.tallies(counts, scope, days, as_of))
        for part, days in zip(parts, (period, day_after(period), period), strict=True)
    )
    said = []
    if whole and whole == since and not nights:
        zh, en = "数据都按整天报送，无法按此拆分，仍按自然日计", "figures are of whole days alone: they"
        said.append(Text(zh, f"The {en} cannot be parted and stay with their calendar days"))
    elif whole:
        en = "Figures of whole days cannot be parted and stay with their calendar days"
        said.append(Text("按整天报送的数据无法拆分，仍计入其自然日", en))
    days = ProductionDays(parts[0], parts[1])
    if nights and days.lacks_last_night(counts, scope, period, as_of):
        at, day = clock_text(start), period.end
        said.append(
            Text(f"最后一夜（{day} {at} 前）尚无数据", f"Nothing yet of the last night, {day} before {at}")
        )
    return said


def _last_days(asked: Asked, clause: Clause) -> Period:
    """The month, or of a campaign the days of it that the month is about."""
    spans = clause.campaign.looked_at(asked.period) if clause.campaign else []
    return Period(spans[-1].start, min(spans[-1].end, asked.period.end)) if spans else asked.period

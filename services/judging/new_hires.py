"""New hires left out of a clause's figure: the rows behind it and the agents' own, gathered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.batch import Dataset, Role
from core.period import Period
from core.tally import Flag, Sums
from core.text import Text
from importers.staff import agent_key
from qa.tallies import CountSource
from services.contracts.asked import Asked, one_day
from services.judging.inside_hours import narrowed
from services.judging.joined import Joinings
from services.judging.month_result import ClauseLine
from services.judging.relief_terms import Cell
from services.judging.sources import Sources
from sla.judging.new_hire_words import outcome_words, reason_words, untaken_words
from sla.judging.new_hires import Days, Listed, Outcome, Part, Told, new_hires_out
from sla.judging.tally import measure
from sla.terms.contract import scope_of
from sla.terms.relief import Counts, Mechanism, Relief
from sla.terms.review import ScoredOn
from sla.terms.window import labels_in
from store.lake.agents import AgentLine
from store.lake.production_days import ProductionDays, day_after
from store.lake.source import LakeSource
from store.lake.summed import identity
from store.lake.whole_rows import Line

_CODE = "new_hires"


@dataclass(frozen=True)
class NewHiresOut:
    """What comes off a figure as a relief nobody asks for, None where nothing does; and its words."""

    relief: Relief | None
    words: tuple[Text, ...]


@dataclass
class _Rows:
    """The parts of a figure, and the agents' rows of every report of these days."""

    parts: list[Part]
    lists: list[Listed]


def new_hires_left_out(
    asked: Asked, line: ClauseLine, sources: Sources, without: Sequence[Cell] = ()
) -> NewHiresOut | None:
    """What agents did in their first days; None where the clause counts everybody.

    `without`: days and places that are taken out of the figure already, with everybody's counts.
    """
    rule = line.clause.new_hires
    if rule is None:
        return None
    if _is_no_sum(asked, line, sources):
        return NewHiresOut(None, (untaken_words(rule),))
    rows = _gathered(asked, line, sources)
    parts = [part for part in rows.parts if not any(_meet(cell, part.days) for cell in without)]
    codes = {told.agent for part in parts for told in part.own} | {each.told.agent for each in rows.lists}
    joinings = sources.joined.get((asked.contract.code, asked.label), {})
    names = line.formula.base_counts
    found = new_hires_out(rule, parts, rows.lists, names, _by_code(codes, joinings))
    words = outcome_words(rule, line.formula, found)
    if not found.spared:
        return NewHiresOut(None, words)
    off = Relief(
        _CODE, Mechanism.REMOVE_CONTACTS, reason_words(rule), _counts(asked, line, found), steps=words
    )
    return NewHiresOut(off, words)


def _is_no_sum(asked: Asked, line: ClauseLine, sources: Sources) -> bool:
    """Whether the figure is typed in, claimed as it is, or of the days both reports agree on."""
    judgement, rule = line.judgement, asked.contract.disputes
    contested = sources.disputed.get((asked.contract.code, asked.label), {}).get(line.clause.code)
    part = contested is not None and rule is not None and rule.scored_on is ScoredOn.UNDISPUTED
    return part or bool({Flag.BY_HAND, Flag.ASSERTED} & judgement.flags) or judgement.numerator is None


def _counts(asked: Asked, line: ClauseLine, found: Outcome) -> Counts:
    """The same as the figure's own numerator and denominator are formed."""
    totals = {**dict.fromkeys(line.formula.base_counts, 0), **found.taken}
    part = measure(line.formula, [Sums(line.scope, asked.period, _CODE, totals)])
    assert part is not None
    return Counts(part.numerator, part.denominator)


def _by_code(codes: set[str], joinings: Joinings) -> dict[str, Sequence[Any]]:
    return {code: days for code in codes if (days := joinings.get(agent_key(code)))}


def _meet(cell: Cell, days: Days) -> bool:
    """Whether some of the counts may be taken out with a cell already."""
    named = dict(days.place)
    apart = any(named.get(name, value) != value for name, value in cell.scope.items())
    return not apart and cell.first < days.day_end and days.day <= cell.last


def _gathered(asked: Asked, line: ClauseLine, sources: Sources) -> _Rows:
    rows, clause = _Rows([], []), line.clause
    months = [asked.contract.month_rule.month(each) for each in labels_in(clause.window, asked.label)]
    for provider in sources.measuring(asked, clause).providers:
        for month in months:
            if isinstance(provider, CountSource):
                rows.parts += _logged(provider, asked, line, month, sources)
                continue
            inside = narrowed(provider, asked.contract, clause)
            for source, days in _sources(inside, month):
                _add(rows, source, asked, line, days, sources)
    return rows


def _sources(inside: Any, month: Period) -> Iterator[tuple[LakeSource, Period]]:
    """The source; where days begin after midnight, the evenings and the nights after them."""
    if isinstance(inside, ProductionDays):
        yield inside.since, month
        yield inside.nights, day_after(month)
    else:
        assert isinstance(inside, LakeSource)
        yield inside, month


def _logged(
    provider: CountSource, asked: Asked, line: ClauseLine, month: Period, sources: Sources
) -> Iterator[Part]:
    """Our own audits, each with the agent it was of."""
    names = line.formula.base_counts
    for row in provider.counted(names, scope_of(asked.contract, line.clause), month, sources.as_of):
        counts = {name: row.counts[name] for name in names if name in row.counts}
        days = Days(provider.source, row.day, one_day(row.day).end, tuple(row.scope.narrowed().items()))
        yield Part(days, counts, (Told(row.agent, counts),))


def _add(
    rows: _Rows, source: LakeSource, asked: Asked, line: ClauseLine, days: Period, sources: Sources
) -> None:
    names, scope = line.formula.base_counts, scope_of(asked.contract, line.clause)
    agents = source.agents(names, scope, days)
    own: dict[tuple[Any, ...], list[AgentLine]] = {}
    for each in agents:
        rows.lists.append(Listed(each.line.report[0], _days(each.line), Told(each.agent, each.line.totals)))
        if each.role is Role.FACTS:
            own.setdefault(identity(each.line), []).append(each)
    found: dict[Days, tuple[dict[str, int], list[Told]]] = {}
    for share in source.summed(names, scope, days, sources.as_of).shares:
        counts, told = found.setdefault(_days(share.line), ({}, []))
        for name in share.counts:
            counts[name] = counts.get(name, 0) + share.line.totals[name]
        for each in own.get(identity(share.line), ()):
            mine = {name: each.line.totals.get(name, 0) for name in share.counts}
            told.append(Told(each.agent, mine))
    rows.parts += [Part(of, counts, tuple(told)) for of, (counts, told) in found.items()]


def _days(line: Line) -> Days:
    """Calls one by one are those of the traffic figures."""
    dataset = Dataset.TRAFFIC if line.dataset is Dataset.CALLS else line.dataset
    place = tuple((name, value) for name, value in line.where.items() if value is not None)
    return Days(dataset.value, line.day, line.day_end, place)

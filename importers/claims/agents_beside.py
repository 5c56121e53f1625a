"""Figures by agent beside figures of all, or of other agents: divided by each other, no average maybe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from core.batch import Role
from core.facts import ALL_COLUMNS
from core.finding import Finding, Place
from importers.claims.formulas import count_name
from importers.claims.grains import SCOPES
from importers.columnar.coded import worded
from importers.draft import Draft

#: The month rows are of, and whose figures they are beside the agent's.
_ABOUT = ("ym", *SCOPES)
_LISTED = 10
_Counts = frozenset[str]


def agents_beside(
    file: str, draft: Draft, others: Sequence[pl.DataFrame], formulas: Iterable[_Counts]
) -> Iterator[Finding]:
    """Where an indicator divides figures of agents by figures of all, and no count that both hold tells that
    these are all agents; or by another report's, which names agents that this one lacks, or the other way.

    `others`: the rows beside the draft, of its file or committed. `formulas`: the counts of each indicator.
    """
    if not others and draft.frame["agent"].null_count() in (0, draft.frame.height):
        # Every row names its agent, or none does: nothing stands beside anything. A large file is not copied.
        return
    mine, wanted = worded(draft.frame), tuple(formulas)
    counted = [_counted(worded(frame)) for frame in others]
    rest = pl.concat(counted, how="diagonal") if counted else mine.clear()
    yield from _unchecked(file, draft, pl.concat([mine, rest], how="diagonal"), wanted)
    yield from _lacking(file, draft, mine, rest, wanted)


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Without committed rows that only check."""
    return rows.filter(pl.col("role") == Role.FACTS.value) if "role" in rows.columns else rows


def _unchecked(file: str, draft: Draft, rows: pl.DataFrame, formulas: Sequence[_Counts]) -> Iterator[Finding]:
    agents, whole = rows.filter(pl.col("agent").is_not_null()), rows.filter(pl.col("agent").is_null())
    both = agents.join(whole, on=_ABOUT, how="semi", nulls_equal=True)
    there = whole.join(both, on=_ABOUT, how="semi", nulls_equal=True)
    by_agent, by_all = _held(both), _held(there)
    halves = [
        (formula & by_agent, formula & by_all)
        for formula in formulas
        if formula <= by_agent | by_all and formula & by_agent and formula & by_all
    ]
    said = {name for half in halves for part in half for name in part}
    if by_agent & by_all or said.isdisjoint(draft.measures):
        return
    some, all_ = said & by_agent, said & by_all
    facts = {"counts": _names(some), "others": _names(all_), "n": both["agent"].n_unique()}
    yield Finding("agents_unchecked", Place(file), {"vendor": draft.key.vendor, **facts})


def _lacking(
    file: str, draft: Draft, mine: pl.DataFrame, rest: pl.DataFrame, formulas: Sequence[_Counts]
) -> Iterator[Finding]:
    mine, rest = (rows.filter(pl.col("agent").is_not_null()) for rows in (mine, rest))
    here, there = _held(mine), _held(rest)
    if here & there:
        # What both hold was held against each other.
        return
    for one, other in dict.fromkeys(_pairs(here, there, formulas)):
        held, beside = (mine, rest) if one in here else (rest, mine)
        without = _agents_without(held, beside, one, other)
        if without:
            more = ["…"] if len(without) > _LISTED else []
            facts = {
                "vendor": draft.key.vendor,
                "count": count_name(one),
                "other": count_name(other),
                "n": len(without),
                "agents": [*without[:_LISTED], *more],
            }
            yield Finding("agents_lacking", Place(file), facts)


def _pairs(here: _Counts, there: _Counts, formulas: Sequence[_Counts]) -> Iterator[tuple[str, str]]:
    """The counts of one report that an indicator lays beside one of the other's, both ways."""
    for formula in formulas:
        if formula <= here | there and formula & here and formula & there:
            one, other = min(formula & here), min(formula & there)
            yield from ((one, other), (other, one))


def _agents_without(held: pl.DataFrame, beside: pl.DataFrame, one: str, other: str) -> list[str]:
    """The agents who have one count on days of which others have the other, and they do not."""
    told = held.filter(pl.col(one) > 0).join(
        beside.filter(pl.col(other).is_not_null()), on=_ABOUT, how="semi", nulls_equal=True
    )
    lone = told.join(
        beside.filter(pl.col(other).is_not_null()), on=[*_ABOUT, "agent"], how="anti", nulls_equal=True
    )
    return sorted(lone["agent"].unique().to_list())


def _held(rows: pl.DataFrame) -> _Counts:
    """The counts that any of the rows gives."""
    return frozenset(name for name in rows.columns if name not in ALL_COLUMNS and rows[name].count())


def _names(counts: Iterable[str]) -> list[object]:
    return [count_name(name) for name in sorted(counts)]

"""The rows of a scope and period that name their agents, whether they feed sums or only check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.batch import Dataset, Role
from core.period import Period
from core.scope import Scope
from store.lake import engine
from store.lake.cube import Bit
from store.lake.lake import Lake
from store.lake.whole_rows import PLACES, Line, alike_sql, line_of, rows_of
from store.records.batches import LakeFileRecord


@dataclass(frozen=True)
class AgentLine:
    """The rows of one agent that are alike otherwise."""

    agent: str
    role: Role
    line: Line


def agent_lines(
    lake: Lake,
    files: Sequence[LakeFileRecord],
    scope: Scope,
    period: Period,
    measures: Sequence[str],
    bit: Bit | None = None,
) -> tuple[AgentLine, ...]:
    """What each agent did, day by day and place by place, in any report of these files."""
    found: list[AgentLine] = []
    for dataset in dict.fromkeys(file.dataset for file in files):
        mine = [file for file in files if file.dataset is dataset]
        sql = engine.over(lake, mine, (*measures, *PLACES, "agent", "item")) + _sql(
            scope, period, measures, bit
        )
        sums = [pl.col(f"s{i}").cast(pl.Int64) for i in range(len(measures))]
        rows = engine.query(sql).with_columns(sums).iter_rows()
        found += (_line(dataset, row, measures) for row in rows)
    return tuple(found)


def _sql(scope: Scope, period: Period, measures: Sequence[str], bit: Bit | None) -> str:
    keys = ["agent", "role", "grain", "kind", "batch", "day", "day_end", *PLACES]
    return alike_sql(keys, f"{rows_of(scope, period, None, bit)} AND agent IS NOT NULL", measures)


def _line(dataset: Dataset, row: tuple, measures: Sequence[str]) -> AgentLine:  # type: ignore[type-arg]
    agent, role, *rest = row
    return AgentLine(agent, Role(role), line_of(dataset, tuple(rest), measures))

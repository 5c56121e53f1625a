"""A column of names where no column holds codes: the name is the agent, kept by the same rule as a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from importers.dictionary.headers import Field, synonyms
from importers.draft import Choice
from importers.layouts.answers import answered
from importers.layouts.grid import Column, Grid
from importers.layouts.told_apart import KEYS, of_a_list

#: Of the headers that only order rows.
_TEAMS = frozenset(
    {"班组", "小组", "团队", "组别", "所属班组", "部门", "科室", "team", "group", "squad", "department"}
)
_BETWEEN = "·"

Pair = tuple[Column, Field]


def with_names(grid: Grid, pairs: Sequence[Pair], choice: Choice) -> tuple[Grid, list[Pair]]:
    """The columns with the names read as agents. Two people of one name are told apart by their teams, where
    these do; lists of calls and of persons are left as they are."""
    roles = {field.role for _, field in pairs}
    if "agent" in roles or of_a_list(roles) or grid.across or grid.cells:
        return grid, list(pairs)
    column = next((at for at in grid.columns if _is_name(at, grid, pairs, choice)), None)
    if column is None:
        return grid, list(pairs)
    field = replace(synonyms().fields["agent_name"], kind="code", role="agent")
    return _with_teams(grid, pairs, column), [*pairs, (column, field)]


def _is_name(column: Column, grid: Grid, pairs: Sequence[Pair], choice: Choice) -> bool:
    read = any(at.index == column.index for at, _ in pairs)
    field = synonyms().field_of(column.path)
    known = field is not None and field.code == "agent_name"
    return known and not read and answered(column, grid.columns, choice) is None


def _with_teams(grid: Grid, pairs: Sequence[Pair], name: Column) -> Grid:
    """Names that stand twice on a day with their teams behind them, where no row is the same then."""
    team = next((at for at in grid.columns if "".join(at.path[-1].split()).casefold() in _TEAMS), None)
    keys = [*(at.letters for at, field in pairs if field.role in KEYS), name.letters]
    twice = grid.body.filter(pl.struct(keys).is_duplicated())[name.letters].unique()
    if team is None or twice.is_empty() or grid.body.n_unique([*keys, team.letters]) < grid.body.height:
        return grid
    both = pl.concat_str([pl.col(name.letters), pl.col(team.letters)], separator=_BETWEEN, ignore_nulls=True)
    told = pl.when(pl.col(name.letters).is_in(twice.implode())).then(both).otherwise(pl.col(name.letters))
    return replace(grid, body=grid.body.with_columns(told.alias(name.letters)))

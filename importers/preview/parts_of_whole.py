"""Figures of sites or queues beside those of all of them: where they come to these, nothing needs asking."""

from __future__ import annotations

import polars as pl

from core.batch import Role
from core.facts import DETAIL_COLUMNS
from importers.columnar.several import several
from importers.preview.superseding import measured

#: What parts of a whole are told apart by; projects are another matter, for contracts are of them.
_SCOPES = ("site", "queue", "channel", "segment", "language")
_WHEN = ("day", "day_end", "slot")


def told_by_parts(rows: pl.DataFrame, held: pl.DataFrame) -> bool:
    """Whether a report of everything says what the sites or queues that are in come to: it only checks them.

    `held`: the committed rows of its key and days.
    """
    return is_whole(rows) and adds_up(rows, of_parts(held.filter(pl.col("role") == Role.FACTS.value)))


def is_whole(rows: pl.DataFrame) -> bool:
    """Whether all rows are of everything, of no one site, queue or agent."""
    told = [rows[name].is_null().all() for name in (*_SCOPES, *DETAIL_COLUMNS)]
    return not rows.is_empty() and all(told)


def of_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of single sites, queues and the like."""
    return rows.filter(pl.any_horizontal(pl.col(*_SCOPES).is_not_null()))


def adds_up(whole: pl.DataFrame, parts: pl.DataFrame) -> bool:
    """Whether the parts come to the whole on each of its days in every count it holds; one that they lack
    would be lost beside them."""
    names = [name for name in measured(whole) if whole[name].count()]
    if parts.is_empty() or not is_whole(whole) or not names or not {*names} <= {*parts.columns}:
        return False
    both = _summed(whole, names).join(
        _summed(parts, names), on=_WHEN, how="left", suffix="+", nulls_equal=True
    )
    same = [pl.col(name).eq_missing(pl.col(f"{name}+")) | pl.col(name).is_null() for name in names]
    return bool(both.select(pl.all_horizontal(same).all()).item())


def _summed(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Each day's counts; none of a count that a row of the day lacks."""
    whole = [pl.when(pl.col(name).null_count() == 0).then(several(name)) for name in names]
    keys = [pl.col(name).cast(pl.Int64) for name in _WHEN]
    return rows.group_by(keys).agg(each.alias(name) for each, name in zip(whole, names, strict=True))

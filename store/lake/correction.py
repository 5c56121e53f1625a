"""One figure of a report set right: the rows of its day and scope once more, with one count changed.

They are a batch of the same key that covers nothing but that day and scope, so that folding, withdrawing and
summing need no other rule: the vendor's next report replaces it, taking it back restores what was reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from core.batch import Coverage, Role
from core.canonical import content_hash
from core.errors import NotFoundError
from core.facts import ALL_COLUMNS, COMMIT_COLUMNS, day_number
from core.period import Period
from core.scope import Scope
from importers.draft import Draft
from store.lake.lake import Lake
from store.lake.stage import current_rows
from store.records.batches import BatchRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RowAt:
    """What makes a row the row it is, inside its batch."""

    scope: Scope
    day: date
    day_end: date
    slot: int | None = None
    agent: str | None = None
    item: str | None = None

    @property
    def split(self) -> dict[str, str]:
        """What it is split by beside the vendor, agent and item included."""
        finer = {"agent": self.agent, "item": self.item}
        return {**self.scope.narrowed(), **{name: value for name, value in finer.items() if value}}


def corrected(
    uow: UnitOfWork, lake: Lake, batch: BatchRecord, at: RowAt, measure: str, after: int
) -> tuple[Draft, dict[str, int | None]]:
    """The draft of a correction, and the counts of its row as they stand now.

    Refused where the batch has no such row that feeds sums any more.
    """
    scope = at.scope
    named = (scope.site, scope.queue, scope.channel, scope.segment, scope.language)
    coverage = Coverage(Period(at.day, at.day_end), frozenset({named}))
    held = current_rows(uow, lake, batch.key, coverage)
    mine = _of(held, batch) if held is not None else None
    if mine is None or measure not in mine.columns or mine.filter(_is(at)).height != 1:
        raise NotFoundError(code=f"{at.day.isoformat()} {measure}")
    (row,) = mine.filter(_is(at)).to_dicts()
    changed = mine.with_columns(
        pl.when(_is(at)).then(pl.lit(after, pl.Int64)).otherwise(pl.col(measure)).alias(measure)
    )
    measures = _reported(changed)
    said = {"corrects": batch.id, "row": [at.split, at.day, at.slot], "measure": measure, "after": after}
    return (
        Draft(
            batch.key,
            coverage,
            changed.drop(name for name in changed.columns if name not in (*_FACT, *measures)),
            measures,
            batch.offsets,
            (),
            content_hash(said),
            frozenset(batch.derived) & (set(measures) - {measure}),
        ),
        {name: row[name] for name in measures},
    )


_FACT = tuple(name for name in ALL_COLUMNS if name not in COMMIT_COLUMNS)


def _of(held: pl.DataFrame, batch: BatchRecord) -> pl.DataFrame:
    return held.filter((pl.col("batch") == batch.id) & (pl.col("role") == Role.FACTS.value))


def _is(at: RowAt) -> pl.Expr:
    return (
        (pl.col("day") == day_number(at.day))
        & (pl.col("day_end") == day_number(at.day_end))
        & pl.col("slot").eq_missing(pl.lit(at.slot, pl.Int32))
        & pl.col("agent").eq_missing(pl.lit(at.agent, pl.String))
        & pl.col("item").eq_missing(pl.lit(at.item, pl.String))
    )


def _reported(rows: pl.DataFrame) -> tuple[str, ...]:
    """The counts any of the rows holds."""
    names = [name for name in rows.columns if name not in ALL_COLUMNS]
    return tuple(sorted(name for name in names if rows[name].null_count() < rows.height))

"""Lays a draft beside what is committed: new, changed, unchanged, rejected, no longer in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from core.batch import Coverage, Grain, Role
from core.facts import KEY_COLUMNS, day_number
from importers.columnar.coded import worded
from importers.columnar.in_order import doubled
from importers.draft import Draft
from importers.preview.other_calls import beside
from importers.preview.superseding import idle, measured, replaced, shares, told_by_agent

#: The columns of a change where a report holds no counts at all.
_NO_CHANGE = (pl.lit("").alias("measure"), *(pl.lit(None, pl.Int64).alias(n) for n in ("before", "after")))
_SCOPES = ("site", "queue", "channel", "segment", "language")


@dataclass(frozen=True)
class Preview:
    """The five classes, counted, with their rows. Exactly the draft's frame is what commits."""

    new: int
    changed: int
    unchanged: int
    rejected: int
    gone: int
    new_rows: pl.DataFrame
    #: One line per changed figure: key columns, place, `measure`, `before`, `after`.
    changes: pl.DataFrame
    unchanged_rows: pl.DataFrame
    gone_rows: pl.DataFrame
    #: Days (yyyymmdd) without a call, as what is in says: a list of agents has no row of them to give.
    idle: frozenset[int] = frozenset()
    #: Days (yyyymmdd) of calls that are in and not in this list, whose numbers are all others: both count.
    other_calls: tuple[int, ...] = ()


def compare(draft: Draft, current: pl.DataFrame | None) -> Preview:
    """`draft` against the committed rows of the same batch key (any days; only its coverage counts)."""
    if current is None:
        return _all_new(draft)
    draft = replace(draft, frame=worded(draft.frame))
    others = _of_other_calls(draft, current)
    held = _held(draft, current.filter(~others))
    keys = list(KEY_COLUMNS)
    both = draft.frame.join(held, on=keys, how="inner", nulls_equal=True, suffix="__before")
    lost = [name for name in held.columns if name not in draft.frame.columns]
    changes = _changes(both, draft.measures, lost)
    changed_rows = changes.select(keys).unique()
    same = both.join(changed_rows, on=keys, how="anti", nulls_equal=True)
    fresh = draft.frame
    if held.height:
        fresh = fresh.join(held.select(keys), on=keys, how="anti", nulls_equal=True)
    gone = held.join(draft.frame.select(keys), on=keys, how="anti", nulls_equal=True)
    return Preview(
        new=fresh.height,
        changed=changed_rows.height,
        unchanged=same.height,
        rejected=len(draft.rejected),
        gone=gone.height,
        new_rows=fresh,
        changes=changes,
        unchanged_rows=same.select(draft.frame.columns),
        gone_rows=gone,
        idle=_idle(draft, current),
        other_calls=tuple(current.filter(others)["day"]),
    )


def _of_other_calls(draft: Draft, current: pl.DataFrame) -> pl.Series:
    """Which of the rows that are in are calls of other lists, and stay."""
    nothing = pl.repeat(False, current.height, dtype=pl.Boolean, eager=True)
    if draft.key.grain is not Grain.CALL or draft.repairs is not None:
        return nothing
    project = pl.col("project").eq_missing(pl.lit(draft.key.project, pl.String))
    feeding = pl.col("role") == Role.FACTS.value if "role" in current.columns else pl.lit(True)
    mine = current.select((covered(draft.coverage) & project & feeding).alias("mine"))["mine"]
    return nothing.scatter(mine.arg_true(), beside(current.filter(mine), draft.frame))


def _all_new(draft: Draft) -> Preview:
    """Nothing is committed beside it."""
    none, kept = draft.frame.clear(), [*KEY_COLUMNS, "sheet", "row", "col"]
    changes = none.select(*kept, *_NO_CHANGE)
    return Preview(draft.frame.height, 0, 0, len(draft.rejected), 0, draft.frame, changes, none, none)


def covered(coverage: Coverage) -> pl.Expr:
    """The rows a coverage speaks for: inside its days and of its scopes (of any where it names none)."""
    start, end = day_number(coverage.period.start), day_number(coverage.period.end)
    inside = (pl.col("day") >= start) & (pl.col("day") < end)
    if not coverage.scopes:
        return inside
    return inside & pl.any_horizontal([_is_scope(scope) for scope in sorted(coverage.scopes, key=str)])


def _is_scope(scope: tuple[str | None, ...]) -> pl.Expr:
    return pl.all_horizontal(
        [pl.col(n).eq_missing(pl.lit(v, pl.String)) for n, v in zip(_SCOPES, scope, strict=True)]
    )


def _idle(draft: Draft, current: pl.DataFrame) -> frozenset[int]:
    there = current.filter(covered(draft.coverage))
    return frozenset(there.filter(idle(there, draft.frame, draft.measures))["day"])


def _held(draft: Draft, current: pl.DataFrame) -> pl.DataFrame:
    wanted = draft.frame.schema
    missing = [pl.lit(None, dtype).alias(n) for n, dtype in wanted.items() if n not in current.columns]
    project = pl.lit(draft.key.project, pl.String)
    there = current.filter(covered(draft.coverage) & pl.col("project").eq_missing(project))
    there = _one_a_thing(_shared(draft, there)).with_columns(missing)
    extra = [n for n in measured(there) if n not in wanted]
    there = there.select([pl.col(n).cast(dtype) for n, dtype in wanted.items()] + [pl.col(n) for n in extra])
    if draft.repairs is None:
        return there
    # Rows put right stand beside those of the same days that were taken the first time.
    return there.join(draft.frame.select(KEY_COLUMNS), on=list(KEY_COLUMNS), how="semi", nulls_equal=True)


def _shared(draft: Draft, there: pl.DataFrame) -> pl.DataFrame:
    """The rows that hold any of the draft's counts, without those of the others that stay."""
    told = told_by_agent(there, draft.frame, draft.measures)
    rows = there.filter(shares(there, draft.measures) & ~told)
    others = [name for name in measured(rows) if name not in draft.measures]
    if not others or rows.is_empty():
        return rows
    leaving = replaced(rows, draft.frame, draft.measures)
    return rows.with_columns(pl.when(leaving).then(pl.col(name)).alias(name) for name in others)


def _one_a_thing(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of several reports about the same thing as one; what counts goes before what only checks it."""
    keys = list(KEY_COLUMNS)
    if not doubled(rows, keys).any():
        return rows
    ranked = rows.sort("role", descending=True, maintain_order=True) if "role" in rows.columns else rows
    counts = measured(rows)
    rest = [name for name in rows.columns if name not in (*keys, *counts)]
    return ranked.group_by(keys, maintain_order=True).agg(
        *(pl.col(name).first() for name in rest), *(pl.col(name).drop_nulls().first() for name in counts)
    )


def _changes(both: pl.DataFrame, measures: Sequence[str], lost: Sequence[str]) -> pl.DataFrame:
    """Before → after of every measure that differs, those the file no longer carries (`lost`) included."""
    kept = [*KEY_COLUMNS, "sheet", "row", "col"]
    lines = [_change_of(both, kept, name, f"{name}__before") for name in measures]
    gone = both.with_columns(pl.lit(None, pl.Int64).alias(f"{name}__after") for name in lost)
    lines += [_change_of(gone, kept, name, name, f"{name}__after") for name in lost]
    return pl.concat(lines) if lines else both.clear().select(*kept, *_NO_CHANGE)


def _change_of(
    both: pl.DataFrame, kept: list[str], name: str, before: str, after: str | None = None
) -> pl.DataFrame:
    then, now = pl.col(before), pl.col(after or name)
    return both.filter(now.ne_missing(then)).select(
        *kept, pl.lit(name).alias("measure"), then.alias("before"), now.alias("after")
    )

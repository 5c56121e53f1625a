"""Calls without a number that stand twice, on a copied sheet or pasted again: counted once, or said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from core.batch import Dataset
from core.counts import CAME_AT
from core.finding import Finding, Place
from importers.draft import Draft
from importers.rows.call_numbers import ALIKE, placed

#: Where a list tells calls apart by little, so many in a hundred may well be alike.
_FEW = 5
_MINUTE = 60


def without_copies(file: str, draft: Draft) -> tuple[Draft, list[Finding]]:
    """The draft with such calls once, and what is said of it.

    Nobody answers two calls at one second: where calls that an agent answered then stand twice, rows were
    copied, and so were the lost calls that do. Else, and where times are told by the minute, all count.
    """
    if draft.key.dataset is not Dataset.CALLS or draft.frame.is_empty():
        return draft, []
    again = _again(draft)
    if not again.any():
        return draft, []
    seconds, taken = _by_the_second(draft.frame), _taken(draft.frame)
    copies = again & seconds & bool((again & seconds & taken).any())
    alike = again & ~copies
    said = list(_said(file, draft, copies, "calls_repeated"))
    strange = alike & (
        (taken & draft.frame["slot"].is_not_null()) | (draft.frame["caller"].is_not_null() & seconds)
    )
    if strange.any() or alike.sum() * 100 >= draft.frame.height * _FEW:
        said += _said(file, draft, alike, "calls_alike")
    return (replace(draft, frame=draft.frame.filter(~copies)) if copies.any() else draft), said


def _again(draft: Draft) -> pl.Series:
    """Which calls without a number are the same as one before in all that the list tells."""
    frame = draft.frame
    told = [*ALIKE, *draft.measures, "caller"]
    numberless = placed(frame)
    if not numberless.any():
        return numberless
    same = frame.select(pl.struct(told).is_duplicated() & ~pl.struct(told).is_first_distinct())
    return numberless & same.to_series()


def _taken(frame: pl.DataFrame) -> pl.Series:
    """Which calls an agent answered."""
    answered = pl.col("answered") == 1 if "answered" in frame.columns else pl.lit(True)
    return frame.select((answered & pl.col("agent").is_not_null()).fill_null(False).alias("taken"))["taken"]


def _timed(frame: pl.DataFrame) -> pl.Series:
    moments = frame[CAME_AT] if CAME_AT in frame.columns else pl.Series([None] * frame.height, dtype=pl.Int64)
    return moments.is_not_null()


def _by_the_second(frame: pl.DataFrame) -> pl.Series:
    """Which calls came at a moment told to the second: where any of the list's is within a minute."""
    timed = _timed(frame)
    seconds = timed.any() and bool((frame[CAME_AT].drop_nulls() % _MINUTE != 0).any())
    return timed if seconds else timed & False


def _said(file: str, draft: Draft, which: pl.Series, code: str) -> Iterator[Finding]:
    rows = draft.frame.filter(which).sort("sheet", "row").select(pl.col("sheet").cast(pl.String), "row")
    if rows.is_empty():
        return
    sheet, row = rows.row(0)
    facts = {"vendor": draft.key.vendor, "n": rows.height, "of": draft.frame.height}
    yield Finding(code, Place(file, sheet or "", row), facts)

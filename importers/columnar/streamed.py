"""Works long columns out a stretch at a time, on every processor, while the stretch lies in its memory."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

#: From so many rows on; below, setting it up would take longer than it saves.
_LONG = 250_000


def worked_out(frame: pl.DataFrame, *wanted: pl.Expr) -> pl.DataFrame:
    """The expressions over the frame's rows, in their order; each must follow from its own row alone, or be
    one sum, count or extreme of all rows."""
    if frame.height < _LONG:
        return frame.select(wanted)
    return frame.lazy().select(wanted).collect(engine="streaming")


def few(frame: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """The rows of a frame that meet a condition which most do not: none of them is copied to see that."""
    mask = worked_out(frame, wanted.fill_null(False).alias("wanted"))["wanted"]
    return frame.filter(mask) if mask.any() else frame.clear()


def any_of(frame: pl.DataFrame, wanted: Sequence[pl.Expr]) -> list[bool]:
    """Which of several conditions any row meets: the columns are gone through once for all of them."""
    if not wanted:
        return []
    return list(worked_out(frame, *(each.any().alias(str(at)) for at, each in enumerate(wanted))).row(0))

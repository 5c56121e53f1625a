"""Calls that a list gives no number: told apart by what is said of them, in whatever order they stand."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from core.batch import Grain
from core.counts import CAME_AT
from core.facts import KEY_COLUMNS
from importers.draft import Draft

#: What makes two calls the same beside their counts and their caller.
ALIKE = [name for name in KEY_COLUMNS if name != "item"]


def numbered_by_content(draft: Draft) -> Draft:
    """The draft with calls that were told apart by their place numbered among those of the same moment and
    agent, by what the list says of each: the same list in another order gives the same calls.
    """
    frame = draft.frame
    if draft.key.grain is not Grain.CALL or frame.is_empty():
        return draft
    numberless = placed(frame)
    if not numberless.any():
        return draft
    numbers = _numbers(frame, numberless, draft.measures)
    items = pl.when(numberless).then(numbers).otherwise(pl.col("item").cast(pl.String))
    return replace(draft, frame=frame.with_columns(items.alias("item")))


def placed(frame: pl.DataFrame) -> pl.Series:
    """Which calls are told apart by their place, sheet and row, for want of a number."""
    item = frame["item"].cast(pl.String)
    if not item.str.contains("#", literal=True).any():
        return pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True).alias("placed")
    place = pl.concat_str(pl.col("sheet").cast(pl.String), pl.lit("#"), pl.col("row").cast(pl.String))
    return frame.select((pl.lit(item) == place).fill_null(False).alias("placed"))["placed"]


def _numbers(frame: pl.DataFrame, placed: pl.Series, measures: tuple[str, ...]) -> pl.Series:
    moment = pl.col(CAME_AT) if CAME_AT in frame.columns else pl.lit(None, pl.Int64)
    alike = frame.select(*ALIKE, *measures, caller=pl.col("caller").cast(pl.String)).with_columns(
        moment.alias("moment"), placed.alias("placed"), at=pl.int_range(pl.len())
    )
    within = ["placed", "moment", *ALIKE]
    turn = pl.int_range(1, pl.len() + 1).over(within).alias("turn")
    told = alike.sort(*measures, "caller").with_columns(turn).sort("at")
    # Seconds of the day, where the list tells the moment a call came.
    second = (pl.col("moment") % 86_400).cast(pl.String).fill_null("")
    return told.select(pl.concat_str(second, pl.lit("#"), pl.col("turn").cast(pl.String)).alias("item"))[
        "item"
    ]

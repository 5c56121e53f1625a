"""Calls that another list of the same days does not name: it is of other calls, or corrects the list.

A call is known by its number. A list that shares none with the one that is in is of other calls, and both
count; one that shares most of them is the same list corrected; of any other only a person can tell.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from core.batch import Grain
from core.counts import CAME_AT

#: What a call that its list gave no number is told by: its second of the day, and its turn (call_numbers).
_NOT_NUMBERED = r"^\d{0,5}#\d+$"
#: The further rows of a call have its number and their turn (legs).
_TURN = r"#\d+$"


class Kinship(StrEnum):
    """What a list is to one that is in."""

    OTHER_CALLS = "other_calls"
    CORRECTED = "corrected"
    UNCLEAR = "unclear"


def beside(old: pl.DataFrame, new: pl.DataFrame) -> pl.Series:
    """Which of the rows that are in stay beside the new ones: those of lists of other calls."""
    return _of_lists(old, new, Kinship.OTHER_CALLS)


def unclear(old: pl.DataFrame, new: pl.DataFrame) -> pl.Series:
    """Which of them are of lists that share some calls with the new one, and no more than half."""
    return _of_lists(old, new, Kinship.UNCLEAR)


def _of_lists(old: pl.DataFrame, new: pl.DataFrame, wanted: Kinship) -> pl.Series:
    if "batch" not in old.columns or not _are_calls(old) or not _are_calls(new):
        return pl.repeat(False, old.height, dtype=pl.Boolean, eager=True)
    lists = [batch for (batch,), rows in _by_batch(old) if _kinship(rows, new) is wanted]
    return old["batch"].cast(pl.String).is_in(lists)


def _are_calls(rows: pl.DataFrame) -> bool:
    return not rows.is_empty() and rows["grain"][0] == Grain.CALL.value


def _by_batch(old: pl.DataFrame) -> list[tuple[tuple[object, ...], pl.DataFrame]]:
    return list(old.with_columns(pl.col("batch").cast(pl.String)).partition_by("batch", as_dict=True).items())


def _kinship(old: pl.DataFrame, new: pl.DataFrame) -> Kinship:
    """By the calls' numbers. Where these say one thing and the moments of the calls another, as in a system
    that numbers them anew in every list, it is not clear."""
    mine, theirs = _numbers(old), _numbers(new)
    common = mine.join(theirs, on="number", how="semi").height
    moments = _same_moments(old, new)
    if 2 * common >= mine.height and moments is not False:
        return Kinship.CORRECTED
    if common or moments or not (_has_numbers(old) and _has_numbers(new)):
        return Kinship.UNCLEAR
    return Kinship.OTHER_CALLS


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """The calls' numbers; of those without, the day with what tells them apart."""
    item, day = pl.col("item").cast(pl.String), pl.col("day").cast(pl.String)
    own = pl.when(item.str.contains(_NOT_NUMBERED)).then(day + " " + item)
    return rows.select(own.otherwise(item.str.replace(_TURN, "")).alias("number")).drop_nulls().unique()


def _has_numbers(rows: pl.DataFrame) -> bool:
    """Whether the list gives its calls numbers."""
    item = pl.col("item").cast(pl.String)
    return not rows.select(item.str.contains(_NOT_NUMBERED).fill_null(True).all()).item()


def _same_moments(old: pl.DataFrame, new: pl.DataFrame) -> bool | None:
    """Whether more than one in ten of the calls came at the same second from the same caller; None where
    the lists do not tell."""
    if CAME_AT not in old.columns or CAME_AT not in new.columns:
        return None
    keys = [pl.col(CAME_AT), pl.col("caller").cast(pl.String)]
    mine, theirs = (rows.filter(pl.col(CAME_AT).is_not_null()).select(keys).unique() for rows in (old, new))
    if mine.is_empty() or theirs.is_empty():
        return None
    common = mine.join(theirs, on=[CAME_AT, "caller"], how="semi", nulls_equal=True).height
    return 10 * common > min(mine.height, theirs.height)

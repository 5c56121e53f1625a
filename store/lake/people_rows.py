"""The rows of people lists in the lake: one immutable Parquet file a list, named by its record."""

from __future__ import annotations

import polars as pl

from store.lake.lake import Lake, Written
from store.records.people_lists import PeopleListRecord


def place_of(vendor: str, list_id: str) -> str:
    """Where the rows of a list lie, below the data folder."""
    return f"lake/people/vendor={vendor}/{list_id}.parquet"


def keep_aside(lake: Lake, list_id: str, frame: pl.DataFrame) -> None:
    """Keep the rows of a list to be looked at before it is taken in."""
    lake.put_aside(list_id, frame)


def kept_aside(lake: Lake, list_id: str) -> pl.DataFrame:
    """The rows of a list that waits; refused where they are gone."""
    return lake.staged(list_id)


def written(lake: Lake, list_id: str) -> Written:
    """The rows of a list that waits, written whole to disk and not yet in their place."""
    return lake.write_aside(kept_aside(lake, list_id))


def rows_of(lake: Lake, record: PeopleListRecord) -> pl.DataFrame | None:
    """The rows of a list that was taken in; None where none were kept."""
    return lake.read(record.rows_file) if record.rows_file else None


def courses_said(lake: Lake, record: PeopleListRecord) -> list[str]:
    """What a list of training records calls its courses; nothing else of it is read."""
    if not record.rows_file:
        return []
    told = pl.scan_parquet(lake.path(record.rows_file)).select(pl.col("course_said").unique())
    return list(told.collect()["course_said"])

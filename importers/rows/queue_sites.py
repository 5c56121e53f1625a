"""Rows that name a queue and no site: they belong to the site the queue stands in on their days."""

from __future__ import annotations

import polars as pl

from core.facts import day_number
from core.finding import Finding, Place
from importers.columnar.in_order import distinct
from importers.draft import Directory, QueueStay
from importers.rows.extract import Rows
from importers.rows.naming import Assembled

_NEVER = 9999_12_31


def site_by_queue(file: str, rows: Rows, directory: Directory, result: Assembled) -> None:
    """Fill `site` from the table of queues, and say of which queues. A row that runs over a move, or of a day
    on which the table has no site for its queue, keeps none, and that is said."""
    mine = _of_rows(rows, directory)
    if not mine:
        return
    bare = pl.col("site").is_null() & pl.col("queue").is_not_null()
    site = pl.lit(None, dtype=pl.String)
    for stay in mine:
        site = pl.when(_whose(stay) & _inside(stay)).then(pl.lit(stay.site)).otherwise(site)
    found = rows.frame.with_columns(pl.when(bare).then(site).alias("_taken"))
    table = Place(file, rows.table.grid.sheet)
    taken = found.filter(pl.col("_taken").is_not_null())
    if not taken.is_empty():
        said = [f"{queue} → {at}" for queue, at in distinct(taken, ["queue", "_taken"])]
        facts = {"n": taken.height, "sites": said, "vendor": mine[0].vendor}
        result.findings.append(Finding("queue_sited", table, facts))
    known = pl.any_horizontal([_whose(stay) for stay in mine])
    left = found.filter(bare & known & pl.col("_taken").is_null())
    if not left.is_empty():
        queues = [queue for (queue,) in distinct(left, ["queue"])]
        facts = {"n": left.height, "queues": queues, "vendor": mine[0].vendor}
        result.findings.append(Finding("queue_unsited", table, facts))
    if not taken.is_empty():
        site = pl.coalesce(pl.col("_taken"), pl.col("site").cast(pl.String)).alias("site")
        rows.frame = found.with_columns(site).drop("_taken")


def _of_rows(rows: Rows, directory: Directory) -> list[QueueStay]:
    """The stays of the queues that rows without a site name."""
    if not directory.stays or {"vendor", "queue", "site", "day", "day_end"} - set(rows.frame.columns):
        return []
    bare = rows.frame.filter(pl.col("site").is_null() & pl.col("queue").is_not_null())
    named = {(of, queue) for of, queue in distinct(bare, ["vendor", "queue"])} if bare.height else set()
    return [stay for stay in directory.stays if (stay.vendor, stay.queue) in named]


def _whose(stay: QueueStay) -> pl.Expr:
    vendor, queue = pl.col("vendor").cast(pl.String), pl.col("queue").cast(pl.String)
    return (vendor == stay.vendor) & (queue == stay.queue)


def _inside(stay: QueueStay) -> pl.Expr:
    """Whether all days of a row lie in the stay."""
    until = day_number(stay.until) if stay.until else _NEVER
    return (pl.col("day") >= day_number(stay.since)) & (pl.col("day_end") <= until)

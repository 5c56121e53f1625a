"""Agents in one file, their days in another: the cell at which the two come to different sums."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from core.counts import base_count
from core.facts import DETAIL_COLUMNS, KEY_COLUMNS, date_of
from core.finding import Finding, Place
from core.offsets import cell_of
from importers.columnar.coded import worded
from importers.columnar.several import several
from importers.draft import Draft
from importers.preview.staging import Preview

_SPAN = [name for name in KEY_COLUMNS if name not in DETAIL_COLUMNS]


def agents_differ(file: str, draft: Draft, preview: Preview) -> list[Finding]:
    """For each count the first day of which the file's agents, or its days, say another sum than the rows
    they would take out, with its cell."""
    return list(_each(file, draft, preview.gone_rows)) if preview.gone else []


def _each(file: str, draft: Draft, gone: pl.DataFrame) -> Iterator[Finding]:
    new, old = _told(worded(draft.frame), draft), _told(worded(gone), draft)
    for name in draft.measures:
        if name not in gone.columns:
            continue
        both = new.join(old, on=_SPAN, how="inner", nulls_equal=True, suffix="+")
        off = both.filter(
            (pl.col("agents") != pl.col("agents+")) & (pl.col(name) != pl.col(f"{name}+"))
        ).sort("day")
        if not off.is_empty():
            yield _said(file, draft, name, off.row(0, named=True), off.height)


def _told(rows: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """What rows come to for each day and place, and whether they are of agents."""
    detailed = pl.any_horizontal(pl.col(DETAIL_COLUMNS).is_not_null())
    names = [name for name in draft.measures if name in rows.columns]
    sums = [pl.when(pl.col(name).count() > 0).then(several(name)).alias(name) for name in names]
    told = rows.with_columns(agents=detailed).group_by(*_SPAN, "agents", maintain_order=True)
    return told.agg(pl.col("sheet", "row", "col").first(), *sums)


def _said(file: str, draft: Draft, name: str, line: dict[str, object], n: int) -> Finding:
    at = str(line["sheet"]), int(line["row"]), str(line["col"])  # type: ignore[call-overload]
    sheet, cell = cell_of(draft.offsets, *at, name)
    letters = cell.rstrip("0123456789")
    place = Place(file, sheet or at[0], int(cell[len(letters) :]) if cell else at[1], letters)
    day, agents = (f"{name}+", name) if line["agents"] else (name, f"{name}+")
    said, added = int(line[day]), int(line[agents])  # type: ignore[call-overload]
    known = base_count(name)
    facts = {
        "vendor": draft.key.vendor,
        "count": known.text if known else name,
        "day": date_of(int(line["day"])).isoformat(),  # type: ignore[call-overload]
        "said": said,
        "added": added,
        "off": abs(said - added),
        "n": n,
    }
    return Finding("agents_differ", place, facts)

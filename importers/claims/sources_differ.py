"""The vendor's figures against the client's own system, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from core.facts import SCOPE_COLUMNS, date_of
from core.finding import Finding, Place
from core.offsets import cell_of
from core.text import Text
from importers.claims.formulas import count_name
from importers.claims.grains import side_by_side
from importers.columnar.several import several
from importers.draft import Draft

#: Two systems part by a few calls at midnight and at transfers: so many, or so many in a thousand.
_FEW, _PER_MILLE = 3, 5


def sources_differ(file: str, draft: Draft, other: pl.DataFrame, whose: Text) -> Iterator[Finding]:
    """A finding for each count that another source gives differently: on how many days, and the worst."""
    names = [name for name in draft.measures if name in other.columns]
    finer, coarser = _by_detail(draft.frame, other)
    lines = list(side_by_side(_whole_days(coarser, names), finer, names))
    for name in names:
        mine = [line for line in lines if line["name"] == name]
        off = [line for line in mine if _is_far(line)]
        if off:
            worst = max(off, key=_gap)
            yield _finding(file, draft, name, worst, whose, coarser is draft.frame, (len(off), len(mine)))


def _by_detail(one: pl.DataFrame, other: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame whose rows add up to those of the other, and that other."""
    return (one, other) if one.height > other.height else (other, one)


def _whole_days(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """One row a day and scope, at the place of its first."""
    figures = [pl.when(pl.col(n).null_count() == 0).then(several(n)).alias(n) for n in names]
    places = [pl.col(name).first() for name in ("sheet", "row", "col")]
    keys = ["day", "day_end", *SCOPE_COLUMNS, "agent"]
    return frame.group_by(keys, maintain_order=True).agg(*figures, *places)


def _gap(line: Mapping[str, object]) -> int:
    return abs(int(line["said"]) - int(line["added"]))  # type: ignore[call-overload]


def _is_far(line: Mapping[str, object]) -> bool:
    gap, larger = _gap(line), max(int(line["said"]), int(line["added"]))  # type: ignore[call-overload]
    return gap > _FEW and gap * 1000 > larger * _PER_MILLE


def _finding(
    file: str,
    draft: Draft,
    name: str,
    worst: Mapping[str, object],
    whose: Text,
    is_mine: bool,
    days: tuple[int, int],
) -> Finding:
    said, added = worst["said"], worst["added"]
    facts = {
        "vendor": draft.key.vendor,
        "count": count_name(name),
        "n": days[0],
        "of": days[1],
        "day": date_of(int(worst["day"])).isoformat(),  # type: ignore[call-overload]
        "mine": said if is_mine else added,
        "other": added if is_mine else said,
        "whose": whose,
    }
    return Finding("sources_differ", _place(file, draft, name, worst, is_mine), facts)


def _place(file: str, draft: Draft, name: str, worst: Mapping[str, object], is_mine: bool) -> Place:
    """The cell of the worst day in this file; of several rows of a day the first."""
    line = worst if is_mine else _first_of(draft.frame, worst)
    at = line["sheet"], line["row"], line["col"]
    sheet, cell = cell_of(draft.offsets, *at, name, line["segment"])  # type: ignore[arg-type]
    letters = cell.rstrip("0123456789")
    return Place(file, sheet or str(line["sheet"]), int(cell[len(letters) :]) if cell else None, letters)


def _first_of(frame: pl.DataFrame, worst: Mapping[str, object]) -> Mapping[str, object]:
    same = frame.filter(pl.col("day") == worst["day"])
    return same.sort("row").row(0, named=True)

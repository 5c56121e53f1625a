"""The same figures told finer and coarser: half hours against their day, days against their month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import polars as pl

from core.batch import Grain
from core.counts import adds_over_days
from core.facts import date_of
from core.finding import Finding, Place
from core.offsets import cell_of
from core.period import Period
from core.text import Text
from importers.claims.formulas import count_name
from importers.columnar.coded import worded
from importers.draft import Draft

#: What rows may be about beside their vendor and project.
SCOPES = ("site", "queue", "channel", "segment", "language")
_GRAINS = list(Grain)
_PEOPLE = "headcount_"
#: A call may fall into the half hour it came in or the one it was answered in: days differ by that few.
_AT_EDGES = 3


def check_grains(file: str, drafts: Sequence[Draft]) -> list[Finding]:
    """What a file's own parts say differently of the same days."""
    found: list[Finding] = []
    for coarse, fine in permutations(drafts, 2):
        if _is_finer(fine, coarse) and same_line(coarse, fine):
            found += differences(file, coarse, fine.frame, fine.key.grain)
    return found


def differences(file: str, coarse: Draft, fine: pl.DataFrame, grain: Grain) -> Iterator[Finding]:
    """A finding for each count that the finer rows add up to another figure of, at its first cell.

    Only where every day of a coarse row has finer rows, all of them with the count.
    """
    shared = adding_up(coarse.measures, fine)
    off = [line for line in side_by_side(coarse.frame, fine, shared) if differs(line, grain)]
    for name in dict.fromkeys(line["name"] for line in off):
        mine = [line for line in off if line["name"] == name]
        yield _finding(file, coarse, mine[0], len(mine), grain)


def against_coarser(file: str, fine: Draft, coarse: pl.DataFrame) -> Iterator[Finding]:
    """The same the other way round, where the coarser figures are in: they stand in no cell of this file."""
    shared = adding_up(fine.measures, coarse)
    off = [line for line in side_by_side(coarse, fine.frame, shared) if differs(line, fine.key.grain)]
    for name in dict.fromkeys(line["name"] for line in off):
        mine = [line for line in off if line["name"] == name]
        facts = _facts(fine, mine[0], len(mine), fine.key.grain)
        yield Finding("grains_differ", Place(file), facts)


def adding_up(names: Sequence[str], other: pl.DataFrame) -> list[str]:
    """Those of the counts that the other rows have too and that add up over days: people do not, for the
    same fifty may come on each of them, nor what is open at a moment, nor the longest wait."""
    shared = [name for name in names if name in other.columns and not name.startswith(_PEOPLE)]
    return [name for name in shared if adds_over_days(name)]


def _is_finer(fine: Draft, coarse: Draft) -> bool:
    grains = (fine.key.grain, coarse.key.grain)
    return Grain.CALL not in grains and _GRAINS.index(grains[0]) > _GRAINS.index(grains[1])


def same_line(one: Draft, other: Draft) -> bool:
    """Whether two drafts may speak of the same: vendor, project, dataset and source."""
    mine, theirs = (
        (draft.key.vendor, draft.key.project, draft.key.dataset, draft.key.source) for draft in (one, other)
    )
    return mine == theirs


def of_lines(fine: pl.DataFrame) -> pl.DataFrame:
    """The rows about lines; those about agents where there are no others."""
    whole = fine.filter(pl.col("agent").is_null() & pl.col("item").is_null())
    return fine if whole.is_empty() else whole


def side_by_side(
    coarse: pl.DataFrame, fine: pl.DataFrame, names: Sequence[str], *, in_part: bool = False
) -> Iterator[dict[str, object]]:
    """Each coarse row and count (`said`) with what the finer rows of its days and scope come to (`added`).

    Only rows all of whose days (`days+`) have finer ones; `in_part` those of which some have.
    """
    if not names or coarse.is_empty() or fine.is_empty():
        return
    fine = of_lines(worded(fine))
    kinds = _wholes(worded(coarse), names).with_columns(
        pl.concat_str([pl.col(name).is_not_null().cast(pl.Int8) for name in SCOPES]).alias("kind")
    )
    for part in kinds.partition_by("kind", "day", "day_end", maintain_order=True):
        first = part.row(0, named=True)
        dims = [name for name in SCOPES if first[name] is not None]
        yield from _of_span(part, inside(fine, first), dims, names, in_part)


def _wholes(coarse: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The rows about lines; where a report lists agents alone, what they add up to, at the first of them."""
    lines = coarse.filter(pl.col("agent").is_null())
    if not lines.is_empty():
        return lines.with_columns(pl.lit(False).alias("agents"))
    first = [pl.col(name).first() for name in ("sheet", "row", "col")]
    added = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in names]
    span = (*SCOPES, "day", "day_end")
    return coarse.group_by(span, maintain_order=True).agg(*first, *added, pl.lit(True).alias("agents"))


def inside(fine: pl.DataFrame, span: Mapping[str, Any]) -> pl.DataFrame:
    """The finer rows of a coarse row's days."""
    return fine.filter((pl.col("day") >= span["day"]) & (pl.col("day_end") <= span["day_end"]))


def _of_span(
    part: pl.DataFrame, fine: pl.DataFrame, dims: list[str], names: Sequence[str], in_part: bool
) -> Iterator[dict[str, object]]:
    keys = [pl.col(name) for name in dims] or [pl.lit(1).alias("all")]
    figures = [each for name in names for each in (pl.col(name).sum().alias(f"{name}+"), _gaps(name))]
    added = fine.group_by(keys).agg(*figures, pl.col("day").unique().sort().alias("days+"))
    rows = part.join(added, on=dims) if dims else part.join(added, how="cross")
    for line in rows.iter_rows(named=True):
        whole = Period(date_of(line["day"]), date_of(line["day_end"])).days == len(line["days+"])
        for name in names if line["days+"] and whole is not in_part else ():
            if line[name] is not None and not line[f"{name}?"]:
                yield {**line, "name": name, "said": line[name], "added": line[f"{name}+"]}


def _gaps(name: str) -> pl.Expr:
    return pl.col(name).null_count().alias(f"{name}?")


def differs(line: Mapping[str, object], grain: Grain) -> bool:
    """Whether it says something else than the finer rows add up to."""
    off = abs(int(line["said"]) - int(line["added"]))  # type: ignore[call-overload]
    return off > (_AT_EDGES if grain is Grain.INTERVAL else 0)


def _finding(file: str, coarse: Draft, line: Mapping[str, object], n: int, grain: Grain) -> Finding:
    return Finding("grains_differ", place_of(file, coarse, line), _facts(coarse, line, n, grain))


def place_of(file: str, coarse: Draft, line: Mapping[str, Any]) -> Place:
    """The cell of the coarse figure; what agents add up to stands in no cell: it is their column."""
    at = line["sheet"], line["row"], line["col"]
    sheet, cell = cell_of(coarse.offsets, *at, str(line["name"]), line["segment"])
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) if cell and not line["agents"] else None
    return Place(file, sheet or str(line["sheet"]), row, letters)


def _facts(draft: Draft, line: Mapping[str, object], n: int, grain: Grain) -> dict[str, object]:
    start, end = (date_of(int(line[name])) for name in ("day", "day_end"))  # type: ignore[call-overload]
    return {
        "vendor": draft.key.vendor,
        "count": count_name(str(line["name"])),
        "period": start.isoformat() if (end - start).days == 1 else f"{start}–{Period(start, end).last_day}",
        "where": whose(line),
        "said": line["said"],
        "added": line["added"],
        "parts": _PARTS[grain],
        "n": n,
    }


def whose(line: Mapping[str, object]) -> Text:
    """Whose figure it is, where it is not the whole vendor's."""
    named = [Text(str(line[name]), str(line[name])) for name in SCOPES if line[name] is not None]
    named += [Text("各坐席合计", "all agents together")] if line["agents"] else []
    if not named:
        return Text("", "")
    return Text(f"（{'·'.join(n.zh for n in named)}）", f" ({', '.join(n.en for n in named)})")


_PARTS = {
    Grain.DAY: Text("各日", "the days"),
    Grain.INTERVAL: Text("各时段", "the half hours"),
    Grain.MONTH: Text("各月", "the months"),
}

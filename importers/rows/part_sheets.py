"""Sheets told apart by site, queue or agent beside one of the whole: their sum is no third figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from core.counts import base_count
from core.facts import date_of
from core.finding import Finding, Place
from core.offsets import cell_of, sheets_of
from core.period import Period
from importers.columnar.coded import worded
from importers.columnar.several import several
from importers.draft import Draft

_DIMS = ("site", "queue", "channel", "segment", "language", "agent", "item")
_SPAN = ("day", "day_end", "slot", "slot_end")


@dataclass(frozen=True)
class _Held:
    """A sheet of a whole against the sheets told further apart: its rows, each with what theirs come to."""

    whole: Draft
    parts: Sequence[Draft]
    shared: Sequence[str]
    #: The whole's rows with a column `name+` for each shared count, and whether any part has the days.
    rows: pl.DataFrame

    @property
    def off(self) -> list[dict[str, object]]:
        """The figures that the parts add up to something else of, in the order of the counts."""
        found = []
        for name in self.shared:
            differs = pl.col("there") & (pl.col(name) != pl.col(f"{name}+"))
            for line in self.rows.filter(differs).iter_rows(named=True):
                found.append({**line, "name": name, "said": line[name], "added": line[f"{name}+"]})
        return found

    @property
    def by_agent(self) -> bool:
        return "agent" in (_dims(self.parts[0]) or ())


def without_sums(file: str, parts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts of one key without the figures of a whole that sheets of its sites or agents give already.

    A whole that is off in a few of its figures is a sum all the same: each of those is said. One that is
    off in half of them stays, and is asked about. A list of agents only adds its detail: on days to which it
    does not come the day counts, unless most of them would be smaller for it. No sheet is left out unsaid.
    """
    kept: list[Draft] = []
    findings: list[Finding] = []
    left: dict[int, _Held] = {}
    for part in parts:
        held = next(_finer(part, parts), None)
        if held is None:
            kept.append(part)
            continue
        findings += _differences(file, held)
        doubtful = _smaller(held) if held.by_agent else held.off
        if doubtful and 2 * len(doubtful) >= _figures(held):
            kept.append(part)
            continue
        if held.off and held.by_agent:
            findings.append(_left_out(file, held))
            left |= {id(each): held for each in held.parts}
        if not held.off and not held.by_agent:
            facts = {"vendor": part.key.vendor, "others": _others(held)}
            findings.append(Finding("sheet_sums_sites", Place(file, sheets_of(part.offsets)[0]), facts))
        kept += _rest(held)
    return [each for part in kept for each in (_agreeing(part, left.get(id(part))))], findings


def _finer(whole: Draft, parts: Sequence[Draft]) -> Iterator[_Held]:
    """The whole against each kind of sheets that tell its rows further apart; the most figures first."""
    dims = _dims(whole)
    if dims is None:
        return
    kinds: dict[tuple[str, ...], list[Draft]] = {}
    for part in parts:
        mine = _dims(part)
        if mine is not None and set(mine) > set(dims):
            kinds.setdefault(mine, []).append(part)
    for kind, finer in sorted(kinds.items(), key=lambda each: len(each[0])):
        shared = [name for name in whole.measures if all(name in each.measures for each in finer)]
        if shared and _several(finer, kind):
            held = _Held(whole, finer, shared, _beside(whole.frame, finer, dims, shared))
            if held.rows["there"].any():
                yield held


def _dims(part: Draft) -> tuple[str, ...] | None:
    """By what all of its rows are told apart; None where some are and others are not."""
    named = {name: part.frame[name].count() for name in _DIMS}
    even = all(n in (0, part.frame.height) for n in named.values()) and not part.frame.is_empty()
    return tuple(name for name, n in named.items() if n) if even else None


def _several(parts: Sequence[Draft], kind: Sequence[str]) -> bool:
    """Whether they tell at least two things apart: the sheet of a single site beside the whole is no sum."""
    return pl.concat([worded(part.frame).select(kind) for part in parts]).n_unique() > 1


def _beside(
    whole: pl.DataFrame, parts: Sequence[Draft], dims: Sequence[str], names: Sequence[str]
) -> pl.DataFrame:
    on = [*_SPAN, *dims]
    sums = [several(name).alias(f"{name}+") for name in names]
    every = pl.concat([worded(part.frame).select(*on, *names) for part in parts])
    added = every.group_by(on).agg(sums).with_columns(there=True)
    both = worded(whole).join(added, on=on, how="left", nulls_equal=True, maintain_order="left")
    return both.with_columns(pl.col("there").fill_null(False))


def _figures(held: _Held) -> int:
    """How many of the whole's figures stand beside a sum."""
    return sum(held.rows.filter("there")[name].count() for name in held.shared)


def _rest(held: _Held) -> list[Draft]:
    """The whole with what the parts do not give; nothing where nothing is left."""
    whole, there = held.whole, held.rows["there"] & ~_differing(held)
    frame = whole.frame.with_columns(pl.when(~there).then(pl.col(name)).alias(name) for name in held.shared)
    left = tuple(name for name in whole.measures if name not in held.shared or frame[name].count())
    frame = frame.drop(set(whole.measures) - set(left))
    frame = frame.filter(pl.any_horizontal([pl.lit(False), *(pl.col(name).is_not_null() for name in left)]))
    return [replace(whole, frame=frame, measures=left)] if left or whole.asserted else []


def _smaller(held: _Held) -> list[dict[str, object]]:
    """The figures that the parts add up to more of."""
    return [line for line in held.off if int(line["added"]) > int(line["said"])]  # type: ignore[call-overload]


def _differing(held: _Held) -> pl.Series:
    """Which rows of the whole count as they are, because their agents come to something else."""
    if not held.by_agent:
        return pl.repeat(False, held.rows.height, dtype=pl.Boolean, eager=True)
    off = [(pl.col(name) != pl.col(f"{name}+")).fill_null(False) for name in held.shared]
    return held.rows.select((pl.col("there") & pl.any_horizontal(off)).alias("off"))["off"]


def _of_differing(part: Draft, held: _Held) -> pl.Series:
    """Which rows of agents are of a day and place to which they do not come."""
    keys = [*_SPAN, *(_dims(held.whole) or ())]
    off = worded(held.rows.filter(_differing(held)).select(keys)).with_columns(off=True)
    found = worded(part.frame.select(keys)).join(
        off, on=keys, how="left", nulls_equal=True, maintain_order="left"
    )
    return found["off"].fill_null(False)


def _agreeing(part: Draft, held: _Held | None) -> list[Draft]:
    """A list of agents without the figures of days to which it does not come."""
    if held is None:
        return [part]
    out = _of_differing(part, held)
    frame = part.frame.with_columns(pl.when(~out).then(pl.col(name)).alias(name) for name in held.shared)
    frame = frame.filter(pl.any_horizontal([pl.col(name).is_not_null() for name in part.measures]))
    return [] if frame.is_empty() and not part.asserted else [replace(part, frame=frame)]


def _left_out(file: str, held: _Held) -> Finding:
    days = sorted({date_of(day).isoformat() for day in held.rows.filter(_differing(held))["day"]})
    facts = {
        "vendor": held.whole.key.vendor,
        "others": _others(held),
        "day": days[0],
        "days": len(days),
        "n": sum(int(_of_differing(part, held).sum()) for part in held.parts),
    }
    return Finding("agents_left_out", Place(file, sheets_of(held.whole.offsets)[0]), facts)


def _differences(file: str, held: _Held) -> Iterator[Finding]:
    """For each count the first figure that is off, at its cell, and how many are."""
    off = held.off
    for name in dict.fromkeys(line["name"] for line in off):
        mine = [line for line in off if line["name"] == name]
        yield _difference(file, held, mine[0], len(mine))


def _difference(file: str, held: _Held, line: Mapping[str, object], n: int) -> Finding:
    at = line["sheet"], line["row"], line["col"]
    sheet, cell = cell_of(held.whole.offsets, *at, str(line["name"]), line["segment"])  # type: ignore[arg-type]
    letters = cell.rstrip("0123456789")
    place = Place(file, sheet or str(line["sheet"]), int(cell[len(letters) :]) if cell else None, letters)
    known = base_count(str(line["name"]))
    start, end = (date_of(int(line[name])) for name in ("day", "day_end"))  # type: ignore[call-overload]
    facts = {
        "vendor": held.whole.key.vendor,
        "count": known.text if known else line["name"],
        "period": start.isoformat() if (end - start).days == 1 else f"{start}–{Period(start, end).last_day}",
        "others": _others(held),
        "said": line["said"],
        "added": line["added"],
        "off": abs(int(line["said"]) - int(line["added"])),  # type: ignore[call-overload]
        "n": n,
    }
    return Finding("sheet_sum_differs", place, facts)


def _others(held: _Held) -> list[str]:
    return [f"“{name}”" for name in sorted({name for part in held.parts for name in sheets_of(part.offsets)})]

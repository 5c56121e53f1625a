"""Which rows a figure is the sum of, and which of the same days stand aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.batch import Dataset, Grain
from core.facts import day_number
from core.period import Period
from store.lake.whole_rows import PLACES, Line, Share, whole_shares


@dataclass(frozen=True)
class Summed:
    """The lines behind an indicator's sums: what each brings, and those that bring nothing."""

    shares: tuple[Share, ...] = ()
    #: Lines that report some of its counts and are in none of its sums.
    aside: tuple[Line, ...] = ()

    def on(self, days: Period) -> Summed:
        """Only of rows that stand for these days or some of them."""
        return Summed(
            tuple(share for share in self.shares if _within(share.line, days)),
            tuple(line for line in self.aside if _within(line, days)),
        )

    def rows(self, measures: Sequence[str]) -> pl.DataFrame:
        """What tells the rows of each share (`ROW_KEYS`), and whether they give each count: g0, g1, …"""
        found = [_keys(share.line, measures) | _given(share, measures) for share in self.shares]
        texts = dict.fromkeys(("dataset", "grain", "batch", *PLACES), pl.String)
        numbers = dict.fromkeys(("kind", "reported", "day", "day_end"), pl.Int64)
        flags = {f"g{i}": pl.Boolean() for i in range(len(measures))}
        return pl.DataFrame(found, schema={**texts, **numbers, **flags})


#: The columns that tell rows of one line from those of another; `reported` has a bit for each count.
ROW_KEYS = ("grain", "batch", "kind", "reported", "day", "day_end", *PLACES)


def over_whole_rows(found: Iterable[Line], names: Sequence[str]) -> Summed:
    """What the sums over whole rows are made of."""
    every = tuple(found)
    return _parted(every, whole_shares(every, names), names)


def over_all_rows(found: Iterable[Line], names: Sequence[str]) -> Summed:
    """What plain sums are made of: every row; single calls only give what no figure does."""
    every, wanted = tuple(found), frozenset(names)
    elsewhere = {n for line in every if line.dataset is not Dataset.CALLS for n in line.totals}
    shares = [
        Share(line, wanted & line.totals.keys() - (elsewhere if line.dataset is Dataset.CALLS else set()))
        for line in every
    ]
    return _parted(every, tuple(share for share in shares if share.counts), names)


def together(parts: Iterable[Summed]) -> Summed:
    """Several scopes' rows as one; of a calendar day whose hours belong to two days, each line once."""
    every = tuple(parts)
    shares = {(identity(share.line), share.counts): share for part in every for share in part.shares}
    return Summed(
        tuple(shares.values()),
        tuple(line for part in every for line in part.aside),
    )


def _parted(every: Sequence[Line], shares: tuple[Share, ...], names: Sequence[str]) -> Summed:
    summed = {identity(share.line) for share in shares}
    wanted = frozenset(names)
    aside = (line for line in every if wanted & line.reported and identity(line) not in summed)
    return Summed(shares, tuple(aside))


def identity(line: Line) -> tuple[Any, ...]:
    """What tells a line from every other of the same question."""
    return line.dataset, line.kind, line.place, line.report, line.day, line.day_end, line.reported


def _within(line: Line, days: Period) -> bool:
    return line.day < days.end and days.start < line.day_end


def _keys(line: Line, measures: Sequence[str]) -> dict[str, Any]:
    batch, grain, detail = line.report
    return {
        "dataset": line.dataset.value,
        "grain": Grain(grain).value,
        "batch": batch,
        "kind": line.kind[1] | detail,
        "reported": sum(1 << i for i, name in enumerate(measures) if name in line.reported),
        "day": day_number(line.day),
        "day_end": day_number(line.day_end),
        **line.where,
    }


def _given(share: Share, measures: Sequence[str]) -> dict[str, bool]:
    return {f"g{i}": name in share.counts for i, name in enumerate(measures)}

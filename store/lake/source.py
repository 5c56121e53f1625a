"""Reported figures as a TallySource: one cube prepared for many verdicts, then only look-ups.

Rules it keeps. One batch source only, never a sum of two. The datasets of that source add up, because
each holds other contacts, except call records: they are the same calls seen one by one, so a count is
taken from them only where no other dataset reports it. A count nobody reported is absent, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from core.batch import Dataset, Role, Source
from core.errors import WrongInputError
from core.period import Period, partitions, shifted
from core.scope import Scope
from core.tally import Flag, Have, Sums
from store.lake import engine
from store.lake.cube import Bit, CubeWish, layers, period_keys
from store.lake.lake import Lake
from store.records.batches import BatchRecord, LakeFileRecord
from store.unit_of_work import UnitOfWork

#: (narrowed dimensions, bit, dimension to split by): one vectorised sum for each that is asked for.
_View = tuple[tuple[tuple[str, str], ...], str | None, str | None]
#: (split value) → base count → (total, rows).
_Totals = dict[str | None, dict[str, tuple[int, int]]]


@dataclass(frozen=True)
class _Books:
    """One state of the lake's list, and the cubes and sums made from it so far."""

    lake: Lake
    source: Source
    files: tuple[LakeFileRecord, ...]
    batches: tuple[BatchRecord, ...]
    measures: tuple[str, ...]
    dims: tuple[str, ...]
    bits: tuple[Bit, ...]
    #: (first day, day after) → the periods that share its cube, and its key there.
    places: dict[tuple[date, date], tuple[tuple[Period, ...], int]] = field(default_factory=dict)
    cubes: dict[tuple[Dataset, tuple[Period, ...]], pl.DataFrame] = field(default_factory=dict)
    #: By dataset, first period of the cube (each is in one cube only) and view.
    sums: dict[tuple[Dataset, Period, _View], dict[tuple[str, int], _Totals]] = field(default_factory=dict)
    days: dict[tuple, tuple[frozenset[date], tuple[str, ...], bool]] = field(default_factory=dict)

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The datasets the source has reported."""
        return tuple(dict.fromkeys(file.dataset for file in self.files))

    @cached_property
    def batches_of(self) -> dict[str, list[BatchRecord]]:
        """Vendor → its live batches in the order of their commits."""
        found: dict[str, list[BatchRecord]] = {}
        for batch in self.batches:
            found.setdefault(batch.vendor, []).append(batch)
        return found

    @cached_property
    def feeding(self) -> dict[tuple[str, str], set[str]]:
        """(vendor, month) → the batches with rows there that feed sums."""
        found: dict[tuple[str, str], set[str]] = {}
        for file in self.files:
            found.setdefault((file.vendor, file.month), set()).update(b for b, n in file.batches.items() if n)
        return found


@dataclass(frozen=True)
class LakeSource:
    """The sums of one batch source. Its answers stay those of the moment it was prepared."""

    books: _Books
    bit: str | None = None
    split: str | None = None

    @staticmethod
    def prepare(
        uow: UnitOfWork,
        lake: Lake,
        source: Source,
        periods: Iterable[Period],
        base_counts: Iterable[str],
        *,
        vendors: Iterable[str] | None = None,
        dims: Iterable[str] = (),
        bits: Iterable[Bit] = (),
    ) -> LakeSource:
        """Ready to answer for these periods, base counts and vendors.

        `dims` are the dimensions any scope narrows or splits by; a scope that narrows another is
        refused. Other periods can be asked for later; each costs a query of its own.
        """
        seen = None if vendors is None else sorted(set(vendors))
        wanted = ("vendor", *sorted(set(dims) - {"vendor"}))
        books = _Books(
            lake,
            source,
            tuple(uow.lake_files.current(seen, source=source)),
            tuple(batch for batch in uow.batches.live(seen, source=source) if batch.role is Role.FACTS),
            tuple(sorted(set(base_counts))),
            wanted,
            tuple(bits),
        )
        for layer in layers([_bare(period) for period in periods]):
            _place(books, layer)
        return LakeSource(books)

    def where(self, bit: str) -> LakeSource:
        """The same source, counting only rows inside one of the prepared bits."""
        if bit not in {known.name for known in self.books.bits}:
            raise WrongInputError("cube_bit", code=bit)
        return replace(self, bit=bit)

    def by(self, dimension: str) -> LakeSource:
        """The same source, with one entry for each value of a dimension (worst site, mean of sites)."""
        if dimension not in self.books.dims:
            raise WrongInputError("cube_dimension", code=dimension)
        return replace(self, split=dimension)

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """The sums for a scope and a period, days through `as_of` expected; empty where nothing came."""
        view = self._view(scope)
        parts = {dataset: _found(self.books, dataset, scope, period, view) for dataset in self.books.datasets}
        values = sorted({value for totals in parts.values() for value in totals}, key=str)
        have = _reported(self.books, base_counts, scope, period)
        if not values and not have[1]:
            return []
        if self.split is None:
            return [self._sums(base_counts, scope, period, as_of, parts, None, have)]
        scopes = [(value, replace(scope, **{self.split: value})) for value in values if value is not None]
        return [
            self._sums(
                base_counts,
                narrow,
                period,
                as_of,
                parts,
                v,
                _reported(self.books, base_counts, narrow, period),
            )
            for v, narrow in scopes
        ]

    def _sums(
        self,
        base_counts: Sequence[str],
        scope: Scope,
        period: Period,
        as_of: date,
        parts: dict[Dataset, _Totals],
        value: str | None,
        have: tuple[frozenset[date], tuple[str, ...], bool],
    ) -> Sums:
        found = {name: _one(name, parts, value) for name in base_counts}
        known = {name: pair for name, pair in found.items() if pair is not None}
        days, origins, rejected = have
        flags = {Flag.PROVISIONAL} if rejected else set()
        flags |= {Flag.IN_PROGRESS} if as_of < period.last_day else set()
        return Sums(
            scope,
            period,
            self.books.source.value,
            {name: total for name, (total, _) in known.items()},
            {name: rows for name, (_, rows) in known.items()},
            _coverage(days, period, as_of),
            frozenset(flags),
            origins,
            any(_is_uneven(base_counts, totals.get(value, {})) for totals in parts.values()),
        )

    def _view(self, scope: Scope) -> _View:
        narrowed = tuple(sorted(scope.narrowed().items()))
        for name, _ in narrowed:
            if name not in self.books.dims:
                raise WrongInputError("cube_dimension", code=name)
        return narrowed, self.bit, self.split


def _found(books: _Books, dataset: Dataset, scope: Scope, period: Period, view: _View) -> _Totals:
    """The totals of one dataset, from the sums already made for this view, or made now for all vendors."""
    days = (period.start, period.end)
    if days not in books.places:
        _place(books, (_bare(period),))
    layer, period_key = books.places[days]
    key = (dataset, layer[0], view)
    if key not in books.sums:
        books.sums[key] = _summed(books, _cube(books, dataset, layer), view)
    return books.sums[key].get((scope.vendor, period_key), {})


def _place(books: _Books, layer: tuple[Period, ...]) -> None:
    for period, key in period_keys(layer).items():
        books.places[period.start, period.end] = (layer, key)


def _cube(books: _Books, dataset: Dataset, layer: tuple[Period, ...]) -> pl.DataFrame:
    key = (dataset, layer)
    if key not in books.cubes:
        months = {month for period in layer for month in partitions(period)}
        files = [file for file in books.files if file.dataset is dataset and file.month in months]
        wish = CubeWish(books.measures, books.dims, layer, books.bits)
        books.cubes[key] = engine.cube(books.lake, files, wish) if files else pl.DataFrame()
    return books.cubes[key]


def _summed(books: _Books, cube: pl.DataFrame, view: _View) -> dict[tuple[str, int], _Totals]:
    """One group-by over the small cube for all vendors and periods at once."""
    narrowed, bit, split = view
    if cube.is_empty():
        return {}
    chosen = [pl.col(name) == value for name, value in narrowed]
    chosen += [pl.col(f"b{i}") == 1 for i, known in enumerate(books.bits) if known.name == bit]
    keys = ["vendor", "period", *([split] if split else [])]
    figures = [pl.col(f"{kind}{i}").sum() for i in range(len(books.measures)) for kind in "sn"]
    found: dict[tuple[str, int], _Totals] = {}
    for row in cube.filter(*chosen).group_by(keys).agg(figures).rows():
        pairs = zip(row[len(keys) :: 2], row[len(keys) + 1 :: 2], strict=True)
        totals = {name: pair for name, pair in zip(books.measures, pairs, strict=True) if pair[1]}
        found.setdefault((row[0], row[1]), {})[row[2] if split else None] = totals
    return found


def _one(name: str, parts: dict[Dataset, _Totals], value: str | None) -> tuple[int, int] | None:
    """A count over the datasets that report it; call records only where none of the others does."""
    pairs = {d: totals[value][name] for d, totals in parts.items() if name in totals.get(value, {})}
    kept = [pair for dataset, pair in pairs.items() if dataset is not Dataset.CALLS] or list(pairs.values())
    return (sum(total for total, _ in kept), sum(rows for _, rows in kept)) if kept else None


def _is_uneven(base_counts: Sequence[str], found: dict[str, tuple[int, int]]) -> bool:
    """Whether some rows of one dataset carry one of the counts and lack another. Counts of different
    datasets stand on rows of their own: two monthly ticket rows go with 62 daily ones."""
    return len({found[name][1] for name in base_counts if name in found}) > 1


def _reported(
    books: _Books, base_counts: Sequence[str], scope: Scope, period: Period
) -> tuple[frozenset[date], tuple[str, ...], bool]:
    """The days reported on these counts, the batches they come from, and whether rows were rejected."""
    key = (tuple(base_counts), scope, period.start, period.end)
    if key not in books.days:
        books.days[key] = _reported_now(books, set(base_counts), scope, period)
    return books.days[key]


def _reported_now(
    books: _Books, wanted: set[str], scope: Scope, period: Period
) -> tuple[frozenset[date], tuple[str, ...], bool]:
    feeding = _feeding(books, scope.vendor, period)
    batches = [
        batch
        for batch in books.batches_of.get(scope.vendor, ())
        if batch.id in feeding and wanted & set(batch.measures) and _speaks_for(batch, scope, period)
    ]
    days = _days(batches, period)
    rejected = any(batch.counts.get("rejected", 0) for batch in batches)
    return days, tuple(sorted(batch.id for batch in batches)), rejected


def _feeding(books: _Books, vendor: str, period: Period) -> set[str]:
    """The batches with rows that feed sums in the months a period touches, or just before."""
    touched = partitions(period)
    months = [shifted(touched[0], -1), *touched]
    return {batch for month in months for batch in books.feeding.get((vendor, month), ())}


def _speaks_for(batch: BatchRecord, scope: Scope, period: Period) -> bool:
    if batch.vendor != scope.vendor or not batch.coverage.period.overlaps(period):
        return False
    if scope.project is not None and batch.project != scope.project:
        return False
    asked = (scope.site, scope.queue, scope.channel, scope.segment, scope.language)
    names = [zip(asked, named, strict=True) for named in batch.scopes]
    return not batch.scopes or any(all(a is None or a == n for a, n in pairs) for pairs in names)


def _days(batches: Sequence[BatchRecord], period: Period) -> frozenset[date]:
    """The days every project and dataset of them has reported: a sum is whole only where all parts are."""
    parts: dict[tuple[str | None, Dataset], set[date]] = {}
    for batch in batches:
        days = parts.setdefault((batch.project, batch.dataset), set())
        days |= batch.days()
        days -= {date.fromisoformat(gap) for gap in batch.gaps}
    whole = set.intersection(*parts.values()) if parts else set()
    return frozenset(day for day in whole if day in period)


def _coverage(days: frozenset[date], period: Period, as_of: date) -> Have:
    if as_of >= period.last_day:
        return Have(len(days), period.days)
    expected = max((as_of - period.start).days + 1, 0)
    return Have(sum(day <= as_of for day in days), expected)


def _bare(period: Period) -> Period:
    """The days alone: two contracts call the same days by different labels."""
    return Period(period.start, period.end)

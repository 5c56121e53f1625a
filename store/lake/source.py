"""Reported figures as a TallySource: one cube prepared for many verdicts, then only look-ups.

Rules it keeps. One batch source only, never a sum of two. The datasets of that source add up, because
each holds other contacts, except call records: they are the same calls seen one by one, so a count is
taken from them only where no other dataset reports it. A count nobody reported is absent, not 0. Where
some rows lack one of an indicator's counts, the indicator is summed over the whole rows alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl

from core.batch import Dataset, Role, Source
from core.counts import added, is_greatest
from core.errors import WrongInputError
from core.period import Period
from core.scope import Scope
from core.tally import Sums
from store.lake import engine
from store.lake.agents import AgentLine, agent_lines
from store.lake.cube import SLOT, Bit, CubeWish, layers, period_keys
from store.lake.lake import Lake
from store.lake.repeats import months_with_window
from store.lake.reported import Register, Speakers, Told
from store.lake.summed import Summed, over_all_rows, over_whole_rows, together
from store.lake.whole_rows import Line, Whole, lines, whole
from store.lake.wider import wider
from store.records.batches import LakeFileRecord
from store.unit_of_work import UnitOfWork

#: (narrowed dimensions, bit, dimension to split by): one vectorised sum for each that is asked for.
_View = tuple[tuple[tuple[str, str], ...], str | None, str | None]
#: (split value) → base count → (total, rows).
_Totals = dict[str | None, dict[str, tuple[int, int]]]


#: Scope, first day, day after, bit, dimension to split by, and how long an interval is.
_Asked = tuple[Scope, date, date, str | None, str | None, int | None]


@dataclass(frozen=True)
class _Place:
    """A scope and a period in one view, gathered once and asked for every indicator."""

    #: Over all datasets, call records aside.
    totals: _Totals
    #: The same, dataset by dataset.
    parts: Mapping[Dataset, _Totals]
    speakers: Speakers


@dataclass(frozen=True)
class _Books:
    """One state of the lake's list, and the cubes and sums made from it so far."""

    lake: Lake
    source: Source
    register: Register
    measures: tuple[str, ...]
    dims: tuple[str, ...]
    bits: tuple[Bit, ...]
    #: The datasets the source has reported.
    datasets: tuple[Dataset, ...]
    #: (first day, day after) → the periods that share its cube, and its key there.
    layers: dict[tuple[date, date], tuple[tuple[Period, ...], int]] = field(default_factory=dict)
    cubes: dict[tuple[Dataset, tuple[Period, ...]], pl.DataFrame] = field(default_factory=dict)
    #: By dataset, first period of the cube (each is in one cube only) and view.
    sums: dict[tuple[Dataset, Period, _View], dict[tuple[str, int], _Totals]] = field(default_factory=dict)
    places: dict[_Asked, _Place] = field(default_factory=dict)
    #: By counts, scope, first day, day after and bit, where rows lack one of the counts.
    wholes: dict[tuple[tuple[str, ...], Scope, date, date, str | None], Whole] = field(default_factory=dict)


@dataclass(frozen=True)
class LakeSource:
    """The sums of one batch source. Its answers stay those of the moment it was prepared."""

    books: _Books
    bit: str | None = None
    split: str | None = None
    #: Minutes: intervals that are told apart are put together into such.
    width: int | None = None

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
        register: Register | None = None,
    ) -> LakeSource:
        """Ready to answer for these periods, base counts and vendors.

        `dims` are the dimensions any scope narrows or splits by; a scope that narrows another is
        refused. Other periods can be asked for later; each costs a query of its own.
        `register`: other files and batches than those listed now (store/lake/planned.py).
        """
        seen = None if vendors is None else sorted(set(vendors))
        wanted = ("vendor", *sorted(set(dims) - {"vendor"}))
        known = register or Register(
            tuple(uow.lake_files.current(seen, source=source)),
            tuple(batch for batch in uow.batches.live(seen, source=source) if batch.role is Role.FACTS),
            uow.corrections.measures(seen),
        )
        books = _Books(
            lake,
            source,
            known,
            tuple(sorted(set(base_counts))),
            wanted,
            tuple(bits),
            tuple(dict.fromkeys(file.dataset for file in known.files)),
        )
        for layer in layers([_bare(period) for period in periods]):
            _lay(books, layer)
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

    def by_interval(self) -> LakeSource:
        """The same source in books of its own that tell the intervals of a day apart: one entry for each.

        Rows of whole days belong to no interval. Its cubes are far larger: only for who asks for them.
        """
        books = self.books
        own = replace(
            books,
            dims=(*books.dims, SLOT),
            layers=dict(books.layers),
            cubes={},
            sums={},
            places={},
            wholes={},
        )
        return replace(self, books=own, split=SLOT)

    def together(self, minutes: int | None) -> LakeSource:
        """The same source with its intervals put together into ones of so many minutes from midnight."""
        return replace(self, width=minutes)

    @property
    def tells_intervals(self) -> bool:
        """Whether it answers with one entry for each interval."""
        return self.split == SLOT

    def has_day(self, base_counts: Sequence[str], scope: Scope, day: date, as_of: date) -> bool:
        """Whether these counts were reported of a day."""
        alone = Period(day, day + timedelta(days=1))
        told = self.books.register.speakers(scope, alone).on(tuple(base_counts), as_of)
        return bool(told.coverage.have)

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """The sums for a scope and a period, days through `as_of` expected; empty where nothing came."""
        names, place = tuple(base_counts), self._place(scope, period)
        if self.split is None:
            found = self._sums(names, scope, period, place, None, as_of)
            return [found] if place.totals or found.origins else []
        scopes = self._split(scope, place)
        return [self._sums(names, each, period, place, value, as_of) for value, each in scopes]

    def slots(self, scope: Scope, period: Period) -> dict[int, dict[str, int]]:
        """The minute an interval begins at → base count → its sum, where the intervals of a day are apart."""
        place = self._place(scope, period)
        return {
            int(slot): {name: total for name, (total, _rows) in found.items()}
            for slot, found in place.totals.items()
            if slot is not None
        }

    def summed(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> Summed:
        """The rows that `tallies` of the same question is the sum of."""
        names, place = tuple(base_counts), self._place(scope, period)
        scopes = [(None, scope)] if self.split is None else self._split(scope, place)
        return together(self._summed(names, each, period, place, value, as_of) for value, each in scopes)

    def agents(self, base_counts: Sequence[str], scope: Scope, period: Period) -> tuple[AgentLine, ...]:
        """What each agent did by any report of the source, also by those that only check the sums."""
        names = tuple(base_counts)
        return agent_lines(
            self.books.lake, self._files(names, scope, period), scope, period, names, self._inside
        )

    def _split(self, scope: Scope, place: _Place) -> list[tuple[str | None, Scope]]:
        """The values of the dimension it is split by, each with its scope."""
        values = sorted(value for value in place.totals if value is not None)
        if self.split == SLOT:
            return [(value, scope) for value in values]
        return [(value, replace(scope, **{str(self.split): value})) for value in values]

    def _place(self, scope: Scope, period: Period) -> _Place:
        key = (scope, period.start, period.end, self.bit, self.split, self.width)
        found = self.books.places.get(key)
        if found is None:
            view = self._view(scope)
            parts = {each: _found(self.books, each, scope, period, view) for each in self.books.datasets}
            there = {dataset: wider(totals, self.width) for dataset, totals in parts.items() if totals}
            speakers = self.books.register.speakers(scope, period)
            found = _Place(_added(there), there, speakers)
            self.books.places[key] = found
        return found

    def _sums(
        self,
        base_counts: tuple[str, ...],
        scope: Scope,
        period: Period,
        place: _Place,
        value: str | None,
        as_of: date,
    ) -> Sums:
        found = place.totals.get(value, {})
        totals: dict[str, int] = {}
        rows: dict[str, int] = {}
        for name in base_counts:
            if name in found:
                totals[name], rows[name] = found[name]
        speakers = self._speakers(scope, period, place, value)
        told = speakers.on(base_counts, as_of).without(self._closed, period, as_of)
        uneven = _is_uneven(rows, place.parts, value) or _told_twice(base_counts, place.parts, value)
        if self.split != SLOT and _asks_for_whole_rows(base_counts, rows, told, uneven):
            kept = self._whole(base_counts, scope, period)
            totals, rows, uneven = dict(kept.totals), dict(kept.rows), bool(kept.lacking)
            told = speakers.on(base_counts, as_of, kept.lacking).without(self._closed, period, as_of)
        source = self.books.source.value
        return Sums(scope, period, source, totals, rows, told.coverage, told.flags, told.origins, uneven)

    def _summed(
        self,
        names: tuple[str, ...],
        scope: Scope,
        period: Period,
        place: _Place,
        value: str | None,
        as_of: date,
    ) -> Summed:
        found = place.totals.get(value, {})
        rows = {name: found[name][1] for name in names if name in found}
        told = self._speakers(scope, period, place, value).on(names, as_of)
        told = told.without(self._closed, period, as_of)
        uneven = _is_uneven(rows, place.parts, value) or _told_twice(names, place.parts, value)
        by = over_whole_rows if _asks_for_whole_rows(names, rows, told, uneven) else over_all_rows
        return by(self._lines(names, scope, period), names)

    def _speakers(self, scope: Scope, period: Period, place: _Place, value: str | None) -> Speakers:
        return place.speakers if value is None else self.books.register.speakers(scope, period)

    def _whole(self, names: tuple[str, ...], scope: Scope, period: Period) -> Whole:
        """The sums over whole rows: a query of its own, made only where some rows are not whole."""
        key = (names, scope, period.start, period.end, self.bit)
        if key not in self.books.wholes:
            self.books.wholes[key] = whole(self._lines(names, scope, period), names)
        return self.books.wholes[key]

    def _lines(self, names: tuple[str, ...], scope: Scope, period: Period) -> tuple[Line, ...]:
        return lines(self.books.lake, self._files(names, scope, period), scope, period, names, self._inside)

    def _files(self, names: Sequence[str], scope: Scope, period: Period) -> list[LakeFileRecord]:
        months = set(months_with_window(period, names))
        found = self.books.register.files
        return [file for file in found if file.vendor == scope.vendor and file.month in months]

    @property
    def _inside(self) -> Bit | None:
        return next((bit for bit in self.books.bits if bit.name == self.bit), None)

    @property
    def _closed(self) -> frozenset[date]:
        """The days on which nothing is open."""
        return frozenset() if self.bit is None or not (bit := self._inside) else bit.closed

    def _view(self, scope: Scope) -> _View:
        narrowed = tuple(sorted(scope.narrowed().items()))
        for name, _ in narrowed:
            if name not in self.books.dims:
                raise WrongInputError("cube_dimension", code=name)
        return narrowed, self.bit, self.split


def _found(books: _Books, dataset: Dataset, scope: Scope, period: Period, view: _View) -> _Totals:
    """The totals of one dataset, from the sums already made for this view, or made now for all vendors."""
    days = (period.start, period.end)
    if days not in books.layers:
        _lay(books, (_bare(period),))
    layer, period_key = books.layers[days]
    key = (dataset, layer[0], view)
    if key not in books.sums:
        books.sums[key] = _summed(books, _cube(books, dataset, layer), view)
    return books.sums[key].get((scope.vendor, period_key), {})


def _lay(books: _Books, layer: tuple[Period, ...]) -> None:
    for period, key in period_keys(layer).items():
        books.layers[period.start, period.end] = (layer, key)


def _cube(books: _Books, dataset: Dataset, layer: tuple[Period, ...]) -> pl.DataFrame:
    key = (dataset, layer)
    if key not in books.cubes:
        months = {month for period in layer for month in months_with_window(period, books.measures)}
        files = [file for file in books.register.files if file.dataset is dataset and file.month in months]
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
    figures = [
        each for i, name in enumerate(books.measures) for each in (_merged(i, name), pl.col(f"n{i}").sum())
    ]
    found: dict[tuple[str, int], _Totals] = {}
    for row in cube.filter(*chosen).group_by(keys).agg(figures).rows():
        pairs = zip(row[len(keys) :: 2], row[len(keys) + 1 :: 2], strict=True)
        totals = {name: pair for name, pair in zip(books.measures, pairs, strict=True) if pair[1]}
        found.setdefault((row[0], row[1]), {})[row[2] if split else None] = totals
    return found


def _merged(place: int, name: str) -> pl.Expr:
    column = pl.col(f"s{place}")
    return column.max() if is_greatest(name) else column.sum()


def _added(parts: dict[Dataset, _Totals]) -> _Totals:
    """The datasets' totals added up, value by value and count by count."""
    if len(parts) == 1:
        return next(iter(parts.values()))
    values = {value for totals in parts.values() for value in totals}
    return {value: _added_counts({d: t[value] for d, t in parts.items() if value in t}) for value in values}


def _added_counts(parts: dict[Dataset, dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """A count over the datasets that report it; call records only where none of the others does."""
    found: dict[str, tuple[int, int]] = {}
    for name in {name for part in parts.values() for name in part}:
        pairs = {dataset: part[name] for dataset, part in parts.items() if name in part}
        kept = [pair for d, pair in pairs.items() if d is not Dataset.CALLS] or list(pairs.values())
        found[name] = (added(name, *(total for total, _ in kept)), sum(rows for _, rows in kept))
    return found


def _is_uneven(rows: Mapping[str, int], parts: Mapping[Dataset, _Totals], value: str | None) -> bool:
    """Whether some rows of one dataset carry one of the counts and lack another. Counts of different
    datasets stand on rows of their own: two monthly ticket rows go with 62 daily ones."""
    if len(parts) == 1:
        return len(set(rows.values())) > 1
    return any(_differ(rows, part.get(value, {})) for part in parts.values())


def _asks_for_whole_rows(names: Sequence[str], rows: Mapping[str, int], told: Told, uneven: bool) -> bool:
    """Whether the sums have to be made row by row; where a count is missing altogether there are none."""
    # Fewer rows than days: on some day all of the counts are empty.
    sparse = told.daily and min(rows.values(), default=0) < told.coverage.have
    return (uneven or told.parted or sparse) and len(rows) == len(names)


def _told_twice(names: Iterable[str], parts: Mapping[Dataset, _Totals], value: str | None) -> bool:
    """Whether calls listed one by one and figures of them give the counts."""
    wanted = frozenset(names)
    told = {d is Dataset.CALLS for d, part in parts.items() if wanted & part.get(value, {}).keys()}
    return len(told) > 1


def _differ(names: Iterable[str], found: dict[str, tuple[int, int]]) -> bool:
    return len({found[name][1] for name in names if name in found}) > 1


def _bare(period: Period) -> Period:
    """The days alone: two contracts call the same days by different labels."""
    return Period(period.start, period.end)

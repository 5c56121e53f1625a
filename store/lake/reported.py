"""Which days a source has reported, and by which batches: worked out once, asked for every indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from core.batch import BatchKey, Dataset, Grain
from core.counts import CAME_AT, WAIT, follows_from_callers, follows_from_waits
from core.period import Period, partitions, shifted
from core.scope import Scope
from core.tally import Flag, Have
from importers.preview.restated import RESTATED
from store.lake.repeats import window_after
from store.records.batches import BatchRecord, LakeFileRecord


@dataclass(frozen=True)
class Told:
    """What stands behind the sums of some base counts."""

    coverage: Have
    flags: frozenset[Flag]
    #: The batches they come from, sorted.
    origins: tuple[str, ...]
    #: Whether several reports hold them, each another part of them.
    parted: bool = False
    #: Whether none of them stands for a whole month: each day has a row of its own.
    daily: bool = False
    #: The days that are there.
    days: frozenset[date] = frozenset()

    def without(self, closed: frozenset[date], period: Period, as_of: date) -> Told:
        """The same where nothing is expected of some days."""
        return replace(self, coverage=_coverage(self.days, period, as_of, closed)) if closed else self


@dataclass(frozen=True)
class Speakers:
    """The live batches that speak for a scope in a period."""

    register: Register
    period: Period
    batches: tuple[tuple[BatchRecord, frozenset[str]], ...]
    #: By counts asked for, and by the batches that report them.
    by_counts: dict[tuple[tuple[str, ...], date, frozenset[date]], Told] = field(default_factory=dict)
    by_batches: dict[tuple[tuple[str, ...], date, frozenset[date]], Told] = field(default_factory=dict)

    def on(self, base_counts: tuple[str, ...], as_of: date, lacking: frozenset[date] = frozenset()) -> Told:
        """What they report on these counts, days through `as_of` expected; on `lacking` days some count is
        missing, and they are not there."""
        key = (base_counts, as_of, lacking)
        found = self.by_counts.get(key)
        if found is None:
            found = self.by_counts[key] = self._on(base_counts, as_of, lacking)
        return found

    def _on(self, base_counts: tuple[str, ...], as_of: date, lacking: frozenset[date]) -> Told:
        wanted = _with_calls(base_counts)
        batches = [batch for batch, measures in self.batches if not wanted.isdisjoint(measures)]
        if self._is_open(base_counts, batches):
            told = self._of(base_counts, batches, wanted, as_of, lacking)
            return replace(told, flags=told.flags | {Flag.PROVISIONAL})
        return self._of(base_counts, batches, wanted, as_of, lacking)

    def _is_open(self, base_counts: tuple[str, ...], batches: Sequence[BatchRecord]) -> bool:
        """Whether calls may still be followed by others that no list has told of yet."""
        told = [name for name in base_counts if not any(name in batch.measures for batch in batches)]
        after = window_after(self.period, told)
        if after is None:
            return False
        lists = [
            batch
            for batch in self.register.batches
            if CAME_AT in batch.measures and batch.vendor in {each.vendor for each in batches}
        ]
        return not set(after.each_day()) <= _days(lists, after)

    def _of(
        self,
        base_counts: tuple[str, ...],
        batches: Sequence[BatchRecord],
        wanted: frozenset[str],
        as_of: date,
        lacking: frozenset[date],
    ) -> Told:
        # Indicators are many and files are few: most sets of counts came with the same batches.
        key = (tuple([batch.id for batch in batches]), as_of, lacking)
        if key not in self.by_batches:
            self.by_batches[key] = self._told(batches, as_of, lacking)
        told = self.by_batches[key]
        if other := self._of_either(base_counts, batches):
            days = other - lacking
            told = replace(told, coverage=_coverage(days, self.period, as_of), days=days)
        if self._is_parted(wanted):
            told = replace(told, parted=True)
        marks = {Flag.RESTATED} if self.register.restates(batches, wanted, self.period) else set()
        marks |= {Flag.CORRECTED} if self.register.corrects(batches, wanted) else set()
        return replace(told, flags=told.flags | marks) if marks else told

    def _of_either(self, base_counts: tuple[str, ...], batches: Sequence[BatchRecord]) -> frozenset[date]:
        """The days that figures or a list of calls tell, each of which holds all of the counts; none where
        they do not come in both."""
        parts = [[b for b in batches if (b.dataset is Dataset.CALLS) is calls] for calls in (True, False)]
        if not all(parts):
            return frozenset()
        whole = [each for each in parts if all(_tell(each, name) for name in base_counts)]
        return frozenset().union(*(self.register.days(each, self.period) for each in [*whole, batches]))

    def _is_parted(self, wanted: frozenset[str]) -> bool:
        """Whether batches of one dataset hold different ones of the counts."""
        held: dict[Dataset, set[frozenset[str]]] = {}
        for batch, measures in self.batches:
            if there := wanted & measures:
                held.setdefault(batch.dataset, set()).add(there)
        return any(len(sets) > 1 for sets in held.values())

    def _told(self, batches: Sequence[BatchRecord], as_of: date, lacking: frozenset[date]) -> Told:
        still_out = any(self.register.still_out(batch) for batch in batches)
        # A new report is awaited in place of one that was sent back.
        awaited = any(batch.is_returned for batch in batches)
        flags = {Flag.PROVISIONAL} if still_out or awaited else set()
        flags |= {Flag.IN_PROGRESS} if as_of < self.period.last_day else set()
        days = self.register.days(batches, self.period) - lacking
        coverage = _coverage(days, self.period, as_of)
        daily = all(batch.grain is not Grain.MONTH for batch in batches)
        origins = tuple(sorted(batch.id for batch in batches))
        return Told(coverage, frozenset(flags), origins, daily=daily, days=days)


@dataclass(frozen=True)
class Register:
    """The live batches of one source and the files that hold their rows, at one moment."""

    files: tuple[LakeFileRecord, ...]
    batches: tuple[BatchRecord, ...]
    #: Correction's batch → the one count it sets right; the others of its rows are as they were reported.
    corrected: Mapping[str, str] = field(default_factory=dict)
    speakers_of: dict[tuple[Scope, date, date], Speakers] = field(default_factory=dict)
    feeding_of: dict[tuple[str, date, date], frozenset[str]] = field(default_factory=dict)
    days_of: dict[tuple[tuple[str, ...], date, date], frozenset[date]] = field(default_factory=dict)

    def speakers(self, scope: Scope, period: Period) -> Speakers:
        """The batches that speak for the scope and have rows that feed sums in the period."""
        key = (scope, period.start, period.end)
        if key not in self.speakers_of:
            feeding = self._feeding_in(scope.vendor, period)
            found = tuple(
                (batch, frozenset(batch.measures))
                for batch in self._by_vendor.get(scope.vendor, ())
                if batch.id in feeding and _speaks_for(batch, scope, period)
            )
            self.speakers_of[key] = Speakers(self, period, found)
        return self.speakers_of[key]

    def days(self, batches: Sequence[BatchRecord], period: Period) -> frozenset[date]:
        """The days all their projects and datasets have reported: a sum is whole only where every part is."""
        key = (tuple(batch.id for batch in batches), period.start, period.end)
        if key not in self.days_of:
            self.days_of[key] = _days(batches, period)
        return self.days_of[key]

    def restates(self, batches: Sequence[BatchRecord], counts: Collection[str], period: Period) -> bool:
        """Whether one of the batches gave committed figures of these counts anew on days of the period."""
        return bool(self._restated) and any(
            not changed.isdisjoint(counts) and first < period.end and period.start <= last
            for batch in batches
            for changed, first, last in self._restated.get(batch.id, ())
        )

    def corrects(self, batches: Sequence[BatchRecord], counts: Collection[str]) -> bool:
        """Whether one of the batches is a correction of any of these counts."""
        return any(self.corrected.get(batch.id) in counts for batch in batches if batch.is_correction)

    @cached_property
    def _restated(self) -> dict[str, list[tuple[frozenset[str], date, date]]]:
        """Batch → the counts it gave anew, with the first and the last day of them."""
        return {batch.id: found for batch in self.batches if (found := list(_restated_by(batch)))}

    def still_out(self, batch: BatchRecord) -> int:
        """How many of its rows are kept out: of those put right since, only what the last copy left."""
        return sum(
            each.counts.get("rejected", 0) for each in self._repairs.get((batch.file_id, batch.key), [batch])
        )

    @cached_property
    def _repairs(self) -> dict[tuple[str, BatchKey], list[BatchRecord]]:
        """(received file, key) → the batches of the last copy in which its rows were put right."""
        found: dict[tuple[str, BatchKey], list[BatchRecord]] = {}
        for batch in self.batches:
            if batch.repairs:
                before = found.get((batch.repairs, batch.key), [])
                same = [each for each in before if each.file_id == batch.file_id]
                found[batch.repairs, batch.key] = [*same, batch]
        return found

    @cached_property
    def _by_vendor(self) -> dict[str, list[BatchRecord]]:
        """Vendor → its live batches in the order of their commits."""
        found: dict[str, list[BatchRecord]] = {}
        for batch in self.batches:
            found.setdefault(batch.vendor, []).append(batch)
        return found

    @cached_property
    def _feeding(self) -> dict[tuple[str, str], set[str]]:
        """(vendor, month) → the batches with rows there that feed sums."""
        found: dict[tuple[str, str], set[str]] = {}
        for file in self.files:
            found.setdefault((file.vendor, file.month), set()).update(b for b, n in file.batches.items() if n)
        return found

    def _feeding_in(self, vendor: str, period: Period) -> frozenset[str]:
        """The batches with rows that feed sums in the months a period touches, or just before."""
        key = (vendor, period.start, period.end)
        if key not in self.feeding_of:
            touched = partitions(period)
            months = [shifted(touched[0], -1), *touched]
            found = frozenset(batch for month in months for batch in self._feeding.get((vendor, month), ()))
            self.feeding_of[key] = found
        return self.feeding_of[key]


@lru_cache
def _with_calls(base_counts: tuple[str, ...]) -> frozenset[str]:
    """The counts, and of single calls the waits or moments where one of them follows from these."""
    waits = {WAIT} if any(map(follows_from_waits, base_counts)) else set()
    moments = {CAME_AT} if any(map(follows_from_callers, base_counts)) else set()
    return frozenset({*waits, *moments, *base_counts})


def _tell(batches: Sequence[BatchRecord], name: str) -> bool:
    """Whether the batches report a count, or the single calls it follows from."""
    made = WAIT if follows_from_waits(name) else CAME_AT if follows_from_callers(name) else name
    return any(name in batch.measures or made in batch.measures for batch in batches)


def _restated_by(batch: BatchRecord) -> Iterator[tuple[frozenset[str], date, date]]:
    for finding in batch.findings:
        facts = finding.facts
        if finding.code == RESTATED and facts.get("vendor") == batch.vendor:
            days = (date.fromisoformat(str(facts[name])) for name in ("first", "last"))
            yield frozenset(facts["codes"]) & set(batch.measures), *days  # type: ignore[call-overload, misc]


def _speaks_for(batch: BatchRecord, scope: Scope, period: Period) -> bool:
    if not (batch.covers_from < period.end and period.start < batch.covers_to):
        return False
    if scope.project is not None and batch.project != scope.project:
        return False
    asked = (scope.site, scope.queue, scope.channel, scope.segment, scope.language)
    names = [zip(asked, named, strict=True) for named in batch.scopes]
    return not batch.scopes or any(all(a is None or a == n for a, n in pairs) for pairs in names)


def _days(batches: Iterable[BatchRecord], period: Period) -> frozenset[date]:
    parts: dict[tuple[str | None, Dataset, frozenset[str | None]], set[date]] = {}
    every = list(batches)
    for batch in every:
        days = parts.setdefault((batch.project, batch.dataset, _sites_with(batch, every)), set())
        gaps = {date.fromisoformat(gap) for gap in batch.gaps}
        # Rows put right say nothing about the days between them.
        days -= set() if batch.repairs else gaps
        days |= set(_covered(batch, period)) - gaps
    return frozenset(set.intersection(*parts.values()) if parts else ())


def _sites_with(batch: BatchRecord, every: Sequence[BatchRecord]) -> frozenset[str | None]:
    """The sites whose files stand for each other's: a file of one site says nothing of another's days, files
    that share a site, or name none, go on from each other."""
    found = _sites(batch)
    alike = [
        _sites(each) for each in every if each.dataset is batch.dataset and each.project == batch.project
    ]
    if any(None in sites for sites in alike):
        return frozenset({None})
    while more := [sites for sites in alike if sites & found and not sites <= found]:
        found = found.union(*more)
    return found


def _sites(batch: BatchRecord) -> frozenset[str | None]:
    return frozenset(scope[0] for scope in batch.scopes) or frozenset({None})


def _covered(batch: BatchRecord, period: Period) -> Iterable[date]:
    """The days of the period a batch covers, whatever else it covers."""
    start, end = max(batch.covers_from, period.start), min(batch.covers_to, period.end)
    return (start + timedelta(days=i) for i in range((end - start).days))


def _coverage(
    days: frozenset[date], period: Period, as_of: date, closed: frozenset[date] = frozenset()
) -> Have:
    """Days after `as_of` are not yet expected, closed ones never."""
    if not closed and as_of >= period.last_day:
        return Have(len(days), period.days)
    expected = {day for day in period.each_day() if day <= as_of} - closed
    return Have(len(days & expected), len(expected))

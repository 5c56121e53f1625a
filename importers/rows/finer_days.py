"""Days told by the day alone beside others told by the half hour: each counts by its finest figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from core.batch import Grain
from core.period import day_runs
from importers.draft import Draft
from importers.rows.parting import parted
from importers.spans import Speaks


def day_by_day(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a file, where its day rows hold days that its half hours lack, parted by these days.

    A draft counts or checks as a whole: of one that did both the days without half hours would be lost.
    """
    alone = {id(draft): _alone(draft, drafts) for draft in drafts if draft.key.grain is Grain.DAY}
    apart = [draft for draft in drafts if alone.get(id(draft))]
    found: list[Draft] = []
    for draft in drafts:
        days = alone.get(id(draft))
        if days:
            found += [*_of(draft, days), *_of(replace(draft, rejected=()), draft.days() - days)]
        elif any(draft is each for coarse in apart for each in _finer(coarse, drafts)):
            found += _of(draft, draft.days())
        else:
            found.append(draft)
    return found


def _alone(coarse: Draft, drafts: Sequence[Draft]) -> frozenset[date]:
    """Its days that no half hours of the same counts are of, where there are such half hours at all."""
    finer = _finer(coarse, drafts)
    return coarse.days().difference(*(each.days() for each in finer)) if finer else frozenset()


def _finer(coarse: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    key = replace(coarse.key, grain=Grain.INTERVAL)
    return [each for each in drafts if each.key == key and set(each.measures) & set(coarse.measures)]


def _of(draft: Draft, days: Collection[date]) -> list[Draft]:
    return parted(replace(draft, speaks=Speaks(day_runs(days)))) if days else []

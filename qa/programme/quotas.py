"""The quota board 配额表: planned, done and valid by cell, where the wave will end, what to dial next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from core.finding import Finding
from core.text import LANGS, Text
from qa.programme.dayparts import Daypart
from qa.programme.shop import Shop
from qa.programme.wave import Cell, Wave, cell_of


@dataclass(frozen=True)
class CellCount:
    """One cell of the board."""

    cell: Cell
    planned: int
    #: Calls logged that reached an agent, valid or not.
    done: int
    valid: int
    #: Valid calls there will be at the wave's end if it goes on as so far; None before the slot's first day.
    projected: int | None

    @property
    def invalid(self) -> int:
        """Done, but not to be counted."""
        return self.done - self.valid

    @property
    def missing(self) -> int:
        """Valid calls still to be made."""
        return max(self.planned - self.valid, 0)

    @property
    def filled(self) -> Fraction:
        """The share of the plan that is there; 1 where nothing is planned."""
        return Fraction(self.valid, self.planned) if self.planned else Fraction(1)


def board(wave: Wave, shops: Iterable[Shop], invalid: Collection[str], today: date) -> list[CellCount]:
    """Every cell with a quota or a call, in order. `invalid`: keys of calls that do not count.

    Calls that reached nobody are attempts: they fill no cell.
    """
    done: Counter[Cell] = Counter()
    valid: Counter[Cell] = Counter()
    for shop in shops:
        if shop.reached:
            cell = cell_of(wave, shop)
            done[cell] += 1
            valid[cell] += shop.key not in invalid
    paces = {part: _days(wave, part, today) for part in Daypart}
    return [
        CellCount(
            cell, wave.quotas.get(cell, 0), done[cell], valid[cell], _whole(valid[cell], paces[cell.part])
        )
        for cell in sorted({*wave.quotas, *done})
    ]


def of_vendor(counts: Iterable[CellCount], vendor: str, wave: Wave, today: date) -> CellCount:
    """A vendor's cells added up. What is projected of them adds up before it is rounded; a cell whose slot
    has not come yet is taken as planned, where that of another has."""
    mine = [each for each in counts if each.cell.vendor == vendor]
    ends = [_pace(each.valid, _days(wave, each.cell.part, today)) for each in mine]
    begun = any(end is not None for end in ends)
    end = sum((c.planned if end is None else end for c, end in zip(mine, ends, strict=True)), Fraction(0))
    return CellCount(
        mine[0].cell,
        sum(each.planned for each in mine),
        sum(each.done for each in mine),
        sum(each.valid for each in mine),
        int(end) if begun else None,
    )


def _days(wave: Wave, part: Daypart, today: date) -> tuple[int, int]:
    """The days of a wave on which a slot can be called, and those of them that are gone; today counts as
    gone. Of a wave that is closed or over, and of a slot that is nowhere in it, all are."""
    days = wave.parts.days(part, wave.since, wave.until)
    if wave.closed or today >= wave.until or not days:
        return len(days) or 1, len(days) or 1
    return len(days), sum(day <= today for day in days)


def _pace(valid: int, days: tuple[int, int]) -> Fraction | None:
    """Valid calls at the wave's end at the pace so far: valid × days of the slot ÷ those of them gone.

    By the slot's own days: a weekend that is over brings no more, however many workdays are left. None before
    its first day.
    """
    of, gone = days
    return Fraction(valid * of, gone) if gone else None


def _whole(valid: int, days: tuple[int, int]) -> int | None:
    """The same, rounded down."""
    end = _pace(valid, days)
    return None if end is None else int(end)


def dial_next(wave: Wave, counts: Sequence[CellCount], now: datetime) -> CellCount | None:
    """The emptiest cell of this time slot: the least filled, then the most missing, then by code.

    None outside the wave's days and hours, and where the slot is full. A vendor in a blackout is left out.
    """
    minute = now.hour * 60 + now.minute
    within = wave.since <= now.date() <= wave.until and wave.parts.open[0] <= minute < wave.parts.open[1]
    if wave.closed or not within:
        return None
    part = wave.parts.of(now)
    wanted = [
        each
        for each in counts
        if each.cell.part is part
        and each.missing
        and not any(blackout.hits(now, each.cell.vendor) for blackout in wave.blackouts)
    ]
    return min(wanted, key=lambda each: (each.filled, -each.missing, each.cell), default=None)


def uneven(wave: Wave) -> list[Finding]:
    """Where vendors of a wave are not asked the same: scenario and slot with unequal plans."""
    plans: dict[tuple[str, Daypart], Counter[str]] = {}
    for cell, planned in wave.quotas.items():
        plans.setdefault((cell.brief, cell.part), Counter())[cell.vendor] += planned
    unequal = [
        _beside(wave, brief, part, plan)
        for (brief, part), plan in sorted(plans.items())
        if len({plan[vendor] for vendor in wave.vendors}) > 1
    ]
    if not unequal:
        return []
    return [Finding("quota_uneven", facts={"wave": wave.code, "n": len(unequal), "cells": unequal[:5]})]


def _beside(wave: Wave, brief: str, part: Daypart, plan: Counter[str]) -> Text:
    plans = [(wave.named(vendor), plan[vendor]) for vendor in wave.vendors]
    zh, en = (", ".join(f"{name.in_(lang)} {n}" for name, n in plans) for lang in LANGS)
    return Text(f"{brief} · {part.words.zh} ({zh})", f"{brief} · {part.words.en} ({en})")

"""The quota board 配额表: planned, done and valid by cell, where the wave will end, what to dial next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from core.finding import Finding
from core.text import Text
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
    #: Valid calls there will be at the wave's end if it goes on as so far; None before its first day.
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
    return [
        CellCount(
            cell, wave.quotas.get(cell, 0), done[cell], valid[cell], projected(wave, valid[cell], today)
        )
        for cell in sorted({*wave.quotas, *done})
    ]


def projected(wave: Wave, valid: int, today: date) -> int | None:
    """Valid calls at the wave's end at the pace so far: valid × days of the wave ÷ days gone, rounded down.

    Today counts as gone. A wave that is over or closed has what it has.
    """
    if wave.closed or today >= wave.until:
        return valid
    gone = (today - wave.since).days + 1
    return valid * ((wave.until - wave.since).days + 1) // gone if gone > 0 else None


def of_vendor(counts: Iterable[CellCount], vendor: str, wave: Wave, today: date) -> CellCount:
    """A vendor's cells added up, projected as a whole."""
    mine = [each for each in counts if each.cell.vendor == vendor]
    valid = sum(each.valid for each in mine)
    whole = mine[0].cell
    return CellCount(
        whole,
        sum(each.planned for each in mine),
        sum(each.done for each in mine),
        valid,
        projected(wave, valid, today),
    )


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
    said = ", ".join(f"{vendor} {plan[vendor]}" for vendor in wave.vendors)
    return Text(f"{brief} · {part.words.zh} ({said})", f"{brief} · {part.words.en} ({said})")

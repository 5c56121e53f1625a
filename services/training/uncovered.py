"""Contacts handled without everything that had to be held: zero tolerance, so each is listed (T5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.roster.spell import Spell
from services.training.count_rows import uncertified
from services.training.held_month import HeldMonth
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Uncovered:
    """Contacts of one agent on one day without everything that has to be held."""

    spell: Spell
    day: date
    contacts: int
    #: What was lacking that day.
    courses: tuple[str, ...]


def uncovered_in(uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date) -> tuple[Uncovered, ...]:
    """Those of a month up to a day, each with what was lacking then; the latest day first."""
    found = []
    for each in uncertified(uow, lake, month, until):
        stretch, bit = each.stretch, 1 << (each.day - month.period.start).days
        lacked = tuple(
            need.course
            for need in month.asked.owed(stretch.asked, stretch.first_day)
            if not month.of(stretch.spell.mark, need).held & bit
        )
        found.append(Uncovered(stretch.spell, each.day, each.contacts, lacked))
    return tuple(
        sorted(found, key=lambda each: (-each.day.toordinal(), each.spell.site or "", each.spell.agent))
    )

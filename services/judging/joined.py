"""The days on which agents joined, as the staff lists of a vendor's files tell them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from importers.staff import agent_key
from services.contracts.asked import Asked
from store.records import StaffSaidRecord
from store.unit_of_work import UnitOfWork

#: Agent, as `agent_key` has the code that the site's rule leaves → days of joining, earliest first.
Joinings = Mapping[str, tuple[date, ...]]


def _asks(asked: Asked) -> bool:
    """Whether a clause of the contract leaves new hires out."""
    return any(clause.new_hires for clause in asked.contract.clauses)


def joined_in(
    uow: UnitOfWork, asked: Sequence[Asked], coming: Collection[str] = ()
) -> dict[tuple[str, str], Joinings]:
    """(contract, month) → who had joined by the month's end, of contracts that ask for it; as told today, and
    by files that are `coming` in."""
    wanted = [each for each in asked if _asks(each)]
    told = {vendor: _told(uow, vendor, coming) for vendor in {each.contract.vendor for each in wanted}}
    return {
        (each.contract.code, each.label): _before(told[each.contract.vendor], each.period.end)
        for each in wanted
    }


def kept(joinings: Joinings) -> dict[str, list[str]]:
    """As a run's inputs keep them."""
    return {agent: [f"{day}" for day in days] for agent, days in sorted(joinings.items())}


def joined_then(stored: Mapping[str, Any]) -> dict[str, tuple[date, ...]]:
    """The days of joining that a run's inputs keep: a closed month is judged again by these."""
    return {agent: tuple(map(date.fromisoformat, days)) for agent, days in stored.get("joined", {}).items()}


def _told(uow: UnitOfWork, vendor: str, coming: Collection[str]) -> dict[str, list[date]]:
    said: dict[str, list[StaffSaidRecord]] = {}
    more = uow.staff_said.of_files(coming) if coming else []
    for one in (*uow.staff_said.standing(vendor), *more):
        if one.agent and one.vendor == vendor:
            said.setdefault(agent_key(one.agent), []).append(one)
    return {agent: days for agent, its in said.items() if (days := _days(its))}


def _days(said: Sequence[StaffSaidRecord]) -> list[date]:
    """Of each time between two leaving days the day of joining told last; so a corrected one replaces the
    one before it, and somebody who came back has two."""
    left = {one.left_on for one in said if one.left_on}
    found = {sum(day < one.joined_on for day in left): one.joined_on for one in said if one.joined_on}
    return sorted(found.values())


def _before(told: Mapping[str, Sequence[date]], end: date) -> Joinings:
    days = {agent: tuple(day for day in its if day < end) for agent, its in told.items()}
    return {agent: its for agent, its in days.items() if its}

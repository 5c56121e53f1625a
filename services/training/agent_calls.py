"""One agent's calls of a month: contacts handled uncertified, and audits that failed with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.period import Period, calendar_month
from core.principal import Action, Principal, authorize
from importers.staff import agent_key
from services.training.agent_file import AgentFile
from services.training.asked_items import counting_audits
from services.training.changes import changes_in
from services.training.failure_chain import Link, links_in
from services.training.held_month import month_in
from services.training.uncovered import Uncovered, uncovered_in

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class AgentCalls:
    """An agent's calls of the month of a file's day, as they are known now."""

    days: Period
    uncovered: tuple[Uncovered, ...]
    #: How many audits of the agent count, those without a failed item too.
    audits: int
    links: tuple[Link, ...]


def agent_calls(house: House, who: Principal, file: AgentFile) -> AgentCalls:
    """Under every code of the same person; nothing of an agent whose site keeps no codes."""
    authorize(who, Action.VIEW, file.vendor)
    days = calendar_month(file.day.year, file.day.month)
    codes = {agent_key(code) for code in (file.agent, *file.other_codes) if code}
    with house.database.read(who) as uow:
        asked = [each.change for each in changes_in(uow, file.vendor) if not each.called_off]
        month = month_in(uow, house, file.vendor, days, changes=asked)
        until = min(days.last_day, house.today())
        uncovered = tuple(
            each
            for each in uncovered_in(uow, house.lake, month, until)
            if agent_key(each.spell.agent) in codes
        )
        audits = [
            each
            for each in counting_audits(uow, who, file.vendor, days)
            if each.agent and agent_key(each.agent) in codes
        ]
        links = tuple(links_in(uow, house, file.vendor, audits))
    return AgentCalls(days, uncovered, len(audits), links)

"""What waits because of rosters: somebody on one who may not work on our programmes (红线清退)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from services.roster.cleared_out import cleared_spells, persons_cleared
from services.roster.roster import in_books
from services.training.change_board import vendors_with_rosters
from services.vendors.tasks import Task, TaskKind

if TYPE_CHECKING:
    from services.house.bootstrap import House


def roster_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    """One line a vendor whose roster of the day names such codes; the codes, and nothing else of them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        # Rosters are not opened where nobody is on the list.
        vendors = vendors_with_rosters(uow) if persons_cleared(uow) else []
        found = {
            vendor: cleared_spells(uow, in_books(uow, house, vendor, today).values(), today)
            for vendor in vendors
        }
    for vendor, spells in found.items():
        if spells:
            codes = [each.agent for each in spells]
            subject = Text("、".join(codes), ", ".join(codes))
            yield Task(TaskKind.CLEARED_ON_ROSTER, vendor, subject, count=len(codes))

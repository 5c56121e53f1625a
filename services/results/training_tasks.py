"""What waits because of training: changes nearly due or breached, compliance courses lacked, expiries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from qa.training.change import ChangeState
from services.training.change_board import ChangeAtVendor, standings, vendors_with_rosters
from services.training.gaps import Gap, GapKind, gaps_in
from services.training.matrix import matrices_in
from services.vendors.tasks import Task, TaskKind

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A change is called to mind so many days before it is due, a certificate before it runs out.
_SOON, _ENDING = timedelta(days=3), timedelta(days=7)


def training_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    """One line a change at a vendor that somebody still lacks, and one a vendor for what runs out."""
    authorize(who, Action.VIEW)
    for at in standings(house, who):
        kind = _kind(at, today)
        if kind is not None and at.due is not None:
            whole = at.whole()
            yield Task(
                kind, at.vendor, at.change.name, due=at.due.day, count=whole.in_scope - whole.now,
                params=_place(at),
            )  # fmt: skip
    with house.database.read(who) as uow:
        vendors = vendors_with_rosters(uow) if matrices_in(uow) else []
        found = {vendor: gaps_in(uow, house, vendor, today) for vendor in vendors}
    for vendor, gaps in found.items():
        ending = [gap for gap in gaps if _ends(gap, today)]
        if ending:
            names = dict.fromkeys(gap.name for gap in ending)
            subject = Text("、".join(each.zh for each in names), ", ".join(each.en for each in names))
            first = min((gap.due for gap in ending if gap.due), default=today)
            yield Task(TaskKind.COURSES_RUN_OUT, vendor, subject, due=first, count=len(ending))


def _kind(at: ChangeAtVendor, today: date) -> TaskKind | None:
    """None: nobody lacks it any more, it is far off, or the records of its due day are not all in."""
    whole = at.whole()
    if at.standing is None or at.due is None or whole.now >= whole.in_scope:
        return None
    if at.standing.state is ChangeState.BREACHED and not at.standing.provisional:
        return TaskKind.CHANGE_BREACHED
    running = at.standing.state is ChangeState.RUNNING and at.due.day - today <= _SOON
    return TaskKind.CHANGE_DUE if running else None


def _ends(gap: Gap, today: date) -> bool:
    return gap.kind is GapKind.EXPIRING and gap.due is not None and gap.due - today <= _ENDING


def _place(at: ChangeAtVendor) -> dict[str, str]:
    """What finds the change on its page."""
    if at.known.is_specification:
        return {"spec": at.change.product, "version": str(at.change.number)}
    return {"change": at.change.key}

"""The timeline of plans: what is due when, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from core.language import _, current, ngettext
from core.period import business_date
from services.improvement.plans import PlanView
from sla.follow_up.plans import PlanStatus
from ui import formats, house
from ui.charts.draw import Picture, draw

#: The picture shows so many plans; the list shows all.
SHOWN = 12


def show(plans: Sequence[PlanView]) -> None:
    """The picture, open plans before closed ones; its title says how many are late."""
    today = house.house().today()
    shown = sorted(plans, key=lambda view: view.status is PlanStatus.CLOSED)[:SHOWN]
    late = sum(view.overdue for view in plans)
    title = ngettext("{n} plan is overdue", "{n} plans are overdue", late).format(n=late)
    title = title if late else _("No plan is overdue")
    draw(Picture.TIMELINE, frame(shown, today), title=title, alt=title, key="plans")


def frame(plans: Sequence[PlanView], today: date) -> pd.DataFrame:
    """Rows for Picture.TIMELINE, in the order given."""
    rows = [_row(view, rank, today) for rank, view in enumerate(plans)]
    table = pd.DataFrame(rows)
    for name in ("start", "end", "late_until", "today"):
        table[name] = pd.to_datetime(table[name])
    return table


def _row(view: PlanView, rank: int, today: date) -> dict[str, object]:
    record = view.record
    start = business_date(record.created_at, "Asia/Shanghai")
    end = record.due or max(today, start)
    return {
        "label": record.title,
        "start": min(start, end),
        "end": end,
        "late_until": today if view.overdue else end,
        "today": today,
        "today_text": _("today {day}").format(day=f"{today:%m-%d}"),
        "kind": _kind(view),
        "status": view.status_name.in_(current()),
        "due": formats.day(record.due),
        "owner": record.owner or formats.DASH,
        "rank": rank,
    }


def _kind(view: PlanView) -> str:
    if view.status is PlanStatus.CLOSED:
        return "closed"
    if view.overdue:
        return "overdue"
    return "open" if view.record.due else "undated"

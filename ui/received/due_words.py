"""Words of the reporting plan: states with their signs, rules, periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.language import N_, _, current
from core.period import Period
from services.reports import reporting_plan
from services.reports.reporting_plan import BoardLine
from sla.follow_up.reporting import DueKind, DueRule, Frequency, ReportState
from ui import formats, house

if TYPE_CHECKING:
    from store.records import ReportPlanRecord

SIGNS: dict[ReportState, str] = {
    ReportState.MISSING: "✕",
    ReportState.RETURNED: "↩",
    ReportState.PARTIAL: "◐",
    ReportState.LATE: "△",
    ReportState.WAITING: "…",
    ReportState.RESENT: "↻",
    ReportState.RECEIVED: "✓",
}
_RULES: dict[DueKind, str] = {
    DueKind.WORKING_DAY: N_("{frequency}, by working day {n} after the period"),
    DueKind.CALENDAR_DAY: N_("{frequency}, by day {n} after the period"),
    DueKind.HOURS: N_("{frequency}, within {n} hours after the period"),
}


def state(line: BoardLine) -> str:
    """✓ Received, with how often it was sent again."""
    found = line.owed.standing
    said = f"{SIGNS[found.state]} {found.state.words.in_(current())}"
    names = [line.sites[site].in_(current()) if site in line.sites else site for site, _days in found.sites]
    if names and found.state is ReportState.PARTIAL:
        said += " · " + _("lacks {sites}").format(sites=("、" if current() == "zh" else ", ").join(names))
    if found.resent and found.state is not ReportState.RESENT:
        said += " · " + _("sent again {n} times").format(n=found.resent)
    return said


def rule(frequency: Frequency, said: DueRule) -> str:
    """月报，期后第5个工作日."""
    return _(_RULES[said.kind]).format(frequency=frequency.words.in_(current()), n=said.count)


def period(frequency: Frequency, days: Period) -> str:
    """What a report is about: a month by its name, a day, a week from and to."""
    if frequency is Frequency.MONTHLY and days.label:
        return formats.period(days)
    if days.days == 1:
        return formats.day(days.start)
    return f"{formats.day(days.start)} – {formats.day(days.last_day)}"


def due(line: BoardLine) -> str:
    """The last day; a moved one and one counted without a published calendar say so."""
    found = line.owed
    said = formats.day(found.due.day)
    if found.due.day != found.first_day:
        said += " · " + _("extended")
    return said if found.due.certain else said + " · " + _("to be checked")


def board(label: str, vendor: str | None) -> Sequence[BoardLine]:
    """The reports due in a month as they stand this minute: never cached, for time alone changes them."""
    return reporting_plan.board(house.house(), house.principal(), label, vendor)


def plans() -> Sequence[ReportPlanRecord]:
    """The reports planned, of the vendors this person may see."""
    return reporting_plan.plans(house.house(), house.principal())

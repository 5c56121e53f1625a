"""A clause's window in a contract file: one of the words, or days from a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sla.contract_file.bands import is_band
from sla.contract_file.node import Node, Report
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Choice, Day, Number
from sla.terms.campaign import Campaign
from sla.terms.contract import ClauseSource
from sla.terms.floor import FloorRule
from sla.terms.window import Window

_CAMPAIGN = Record(
    {
        "days": Key(Number(whole=True, least=1, most=366), required=True, meaning="So many successive days"),
        "from": Key(Day(), required=True, meaning="The first of them"),
        "to": Key(Day(), meaning="Windows follow each other until this day; one alone where left out"),
    }
)
#: Whose figures are of months, or of moments.
_NOT_OF_DAYS = (ClauseSource.BY_HAND, ClauseSource.EVENTS, ClauseSource.REPORTS)


@dataclass(frozen=True)
class WindowOrDays:
    """One of the words, or {days, from, to}."""

    def read(self, node: Node, report: Report, key: str) -> Any:
        """The window, or the record."""
        return (_CAMPAIGN if node.entries is not None else Choice(Window)).read(node, report, key)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [Choice(Window).schema(), _CAMPAIGN.schema()]}


def build_window(read: Any) -> tuple[Window, Campaign | None]:
    """The window; with the days it is made of where it is a campaign's."""
    if not isinstance(read, Got):
        return read or Window.MONTH, None
    return Window.CAMPAIGN, Campaign(int(read.get("days")), read.get("from"), read.get("to"))


def window_as_dict(window: Window, campaign: Campaign | None) -> Any:
    """The shape of the file."""
    if campaign is None:
        return window
    return {"days": campaign.days, "from": campaign.first, "to": campaign.last}


def check_window(got: Got, contract: Got | None, report: Report) -> None:
    """Days that no month of the contract holds, and rules that a window of days has no place for."""
    read, code = got.get("window"), got.get("code", "?")
    if read is Window.CAMPAIGN:
        report.add("contract_campaign_days", got.at("window"), clause=code)
    if not isinstance(read, Got) or read.broken:
        return
    first, last = read.get("from"), read.get("to")
    dates: Got | None = contract.get("effective") if contract else None
    outside = dates is not None and (
        first < dates.get("from", first) or (dates.get("to") is not None and first > dates.get("to"))
    )
    if outside or (last is not None and last < first):
        report.add("contract_campaign_outside", read.place, clause=code, first=str(first))
    monthly = {"ramp", "baseline", "over_service"} & got.places.keys()
    several = last is not None and is_band(got)
    carried = got.get("floor_rule") is FloorRule.CARRY_FORWARD
    if monthly or several or carried or got.get("source") in _NOT_OF_DAYS:
        report.add("contract_campaign_unfit", read.place, clause=code)

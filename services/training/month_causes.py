"""Why a vendor's calls of a month failed 失分归因: each failed item with its chain, counted by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from core.period import MonthRule, labels_between
from core.principal import Action, Principal, authorize
from qa.training.chain import CauseKind, rolled_up
from services.training.asked_items import counting_audits
from services.training.failure_chain import Link, links_in

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class MonthCauses:
    """The failed items of a vendor's audits of a month whose score counts."""

    vendor: str
    label: str
    #: How many audits there are, those without a failed item too.
    audits: int
    links: Sequence[Link]

    @cached_property
    def counts(self) -> dict[CauseKind, int]:
        """How many failed items are of which class, in the order of precedence."""
        return rolled_up(link.cause for link in self.links)

    @cached_property
    def failing(self) -> int:
        """How many audits have a failed item."""
        return len({link.audit.id for link in self.links})


def month_causes(house: House, who: Principal, vendor: str, label: str) -> MonthCauses:
    """As rosters, matrix and records are known now; without audits whose score is sealed for this person."""
    authorize(who, Action.VIEW, vendor)
    days = MonthRule().month(label)
    with house.database.read(who) as uow:
        audits = counting_audits(uow, who, vendor, days)
        links = links_in(uow, house, vendor, audits)
    return MonthCauses(vendor, label, len(audits), tuple(links))


def months_audited(house: House, who: Principal, vendor: str) -> list[str]:
    """The months from a vendor's first audit to today's, the newest first; none where none was ever made."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        first = uow.audits.first_day(vendor)
    if first is None:
        return []
    return labels_between(f"{first:%Y-%m}", f"{max(first, house.today()):%Y-%m}")[::-1]

"""What of a vendor's committed list of calls can be sampled: how many, and in which strata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Dataset, Source
from core.period import Period
from core.principal import Action, Principal, authorize
from qa.sampling.listed import ListedCall
from qa.sampling.strata import Dimension, Stratum, parted
from store.lake.call_list import answered_calls
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class CallVolume:
    """The answered calls of a period as the vendor listed them, counted."""

    calls: int
    agents: int
    #: Calls by stratum, for the dimensions asked for.
    strata: Mapping[Stratum, int]
    #: What the list tells at all, with the calls of each value; None counts those it does not tell it of.
    told: Mapping[Dimension, Mapping[str | None, int]]

    def an_agent(self, size: int) -> Fraction:
        """The calls one agent has in a sample of `size`, were all agents heard alike; at least one."""
        return max(Fraction(size, self.agents), Fraction(1)) if self.agents else Fraction(1)


def call_volume(
    house: House, who: Principal, vendor: str, period: Period, dimensions: Sequence[Dimension] = ()
) -> CallVolume:
    """What there is to draw from; nothing where no call list of these days is in."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        calls = calls_of(house, uow, vendor, period)
    told = {dimension: Counter(getattr(call, dimension.value) for call in calls) for dimension in Dimension}
    return CallVolume(
        calls=len(calls),
        agents=len({call.agent for call in calls if call.agent}),
        strata={stratum: len(members) for stratum, members in parted(calls, dimensions).items()},
        told={dimension: counted for dimension, counted in told.items() if set(counted) - {None}},
    )


def months_listed(house: House, who: Principal, vendor: str) -> list[str]:
    """The calendar months of which a call list of the vendor is in, newest first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        files = uow.lake_files.current([vendor], Dataset.CALLS, Source.VENDOR)
    return sorted({file.month for file in files}, reverse=True)


def calls_of(house: House, uow: UnitOfWork, vendor: str, period: Period) -> list[ListedCall]:
    """The answered calls, with how long their agents have been on the job where a staff list tells it."""
    return answered_calls(uow, house.lake, vendor, period, _joined(uow, vendor))


def _joined(uow: UnitOfWork, vendor: str) -> dict[str, date]:
    """Agent → first day on the job, as the last list that counts has it."""
    said = uow.staff_said.standing(vendor)
    return {each.agent: each.joined_on for each in said if each.joined_on is not None}

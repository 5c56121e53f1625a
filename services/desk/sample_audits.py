"""What the audits of a sample say of all calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from qa.sampling.clustering import calls_an_agent, design_effect
from qa.sampling.weights import Estimate, Heard, estimate
from services.desk.desk_begun import being_scored
from services.records.sealed_audits import sealed_calls
from services.sampling.sample_lines import SampleView, sample
from services.sampling.sample_link import heard
from store.records import AuditRecord, SampleLineRecord, SamplePurpose

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class SampleResult:
    """A sample with what was heard of it."""

    view: SampleView
    #: Line → its audit.
    audits: Mapping[str, AuditRecord]
    #: The share that passed, each stratum weighing as many calls as it has; None of a targeted sample, which
    #: says nothing of all calls, and before the first audit.
    passed: Estimate | None
    #: How many times more calls are needed because several are of one agent.
    effect: Fraction
    #: Lines somebody is scoring now.
    begun: frozenset[str] = frozenset()

    @property
    def waiting(self) -> list[SampleLineRecord]:
        """The calls to be heard that nobody has begun, in their order."""
        busy = self.begun | self.audits.keys()
        return [line for line in self.view.to_hear if line.id not in busy]

    @property
    def left(self) -> int:
        """Calls still to be heard."""
        return sum(line.id not in self.audits for line in self.view.to_hear)


def sample_result(house: House, who: Principal, sample_id: str) -> SampleResult:
    """One sample with its audits and the figure weighted back."""
    authorize(who, Action.VIEW)
    view = sample(house, who, sample_id)
    with house.database.read(who) as uow:
        audits, begun = heard(uow, sample_id), being_scored(uow)
        # What somebody is still to score blind is shown to nobody, in no rate either.
        audits = dict(zip(audits, sealed_calls(uow, who, audits.values()), strict=True))
    judged = [line for line in view.lines if (got := audits.get(line.id)) and got.passed is not None]
    effect = design_effect(calls_an_agent(line.agent for line in judged), view.record.likeness)
    random = view.record.purpose is SamplePurpose.RANDOM
    passed = estimate(_strata(view, judged, audits), effect) if random else None
    return SampleResult(view, audits, passed, effect, begun)


def _strata(
    view: SampleView, judged: Sequence[SampleLineRecord], audits: Mapping[str, AuditRecord]
) -> list[Heard]:
    found = []
    for at, part in enumerate(view.parts):
        mine = [bool(audits[line.id].passed) for line in judged if line.stratum == at]
        found.append(Heard(part.stratum, part.volume, len(mine), sum(mine)))
    return found

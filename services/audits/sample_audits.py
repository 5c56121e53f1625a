"""Hearing the calls of a sample: a form begun from the list, and what the audits say of all calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.principal import Action, Principal, authorize
from core.ulid import new_ulid
from qa.form.kinds import FormKind
from qa.sampling.clustering import calls_an_agent, design_effect
from qa.sampling.weights import Estimate, Heard, estimate
from services.audits.half_filled import keep
from services.audits.review_begun import sealed_calls
from services.audits.spot_check import CallDraft
from services.forms.audit_forms import form_in
from services.sampling.sample_lines import SampleView, sample
from services.sampling.sample_link import heard, type_of_line
from store.records import AuditRecord, SampleLineRecord, SamplePurpose

if TYPE_CHECKING:
    from services.house.bootstrap import House

_ZONE = ZoneInfo("Asia/Shanghai")


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

    @property
    def left(self) -> int:
        """Calls still to be heard."""
        return sum(line.id not in self.audits for line in self.view.to_hear)


def sample_result(house: House, who: Principal, sample_id: str) -> SampleResult:
    """One sample with its audits and the figure weighted back."""
    authorize(who, Action.VIEW)
    view = sample(house, who, sample_id)
    with house.database.read(who) as uow:
        audits = heard(uow, sample_id)
        # What somebody is still to score blind is shown to nobody, in no rate either.
        audits = dict(zip(audits, sealed_calls(uow, who, audits.values()), strict=True))
    judged = [line for line in view.lines if (got := audits.get(line.id)) and got.passed is not None]
    effect = design_effect(calls_an_agent(line.agent for line in judged), view.record.likeness)
    random = view.record.purpose is SamplePurpose.RANDOM
    passed = estimate(_strata(view, judged, audits), effect) if random else None
    return SampleResult(view, audits, passed, effect)


def begin_audit(
    house: House, who: Principal, line_id: str, form: str, contract: str | None = None
) -> CallDraft:
    """A form begun for a drawn call: when, whose, which agent, which recording; kept as half-filled.

    Refused where the call is not one to be heard, or was heard already.
    """
    with house.database.read(who) as uow:
        line = uow.samples.lines.get(line_id)
        authorize(who, Action.AUDIT, line.vendor)
        counts_as = type_of_line(uow, line_id, line.vendor)
        chosen = form_in(uow, form, None)
    draft = CallDraft(
        vendor=line.vendor,
        form=chosen.code,
        form_version=chosen.version,
        at=moment(line),
        kind=FormKind.LISTENING,
        project=line.project,
        contract=contract,
        site=line.site,
        queue=line.queue,
        agent=line.agent or "",
        recording=line.number or "",
        sample_type=counts_as,
        sample=line.id,
        token=new_ulid(),
    )
    keep(house, who, draft)
    return draft


def _strata(
    view: SampleView, judged: Sequence[SampleLineRecord], audits: Mapping[str, AuditRecord]
) -> list[Heard]:
    found = []
    for at, part in enumerate(view.parts):
        mine = [bool(audits[line.id].passed) for line in judged if line.stratum == at]
        found.append(Heard(part.stratum, part.volume, len(mine), sum(mine)))
    return found


def moment(line: SampleLineRecord) -> datetime:
    """When the call was, by the clock of the place."""
    second = line.second if line.second is not None else (line.minute or 0) * 60
    clock = time(second // 3600, second // 60 % 60, second % 60)
    return datetime.combine(line.day, clock, _ZONE)

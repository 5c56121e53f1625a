"""The desk opened from elsewhere: for a drawn call, a cell of a wave, a call begun on the quick form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from qa.programme.wave import Cell
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft
from services.desk.audit_drafts import marked, open_in
from services.desk.draft_checks import Said
from services.desk.draft_standing import AuditDraft, draft_in
from services.house.writing import writing
from services.mystery.mystery_waves import open_wave
from services.records.kept_audits import stored_answer
from services.sampling.sample_link import moment_of, type_of_line
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SAMPLE = "@sample"


@dataclass(frozen=True)
class Dialled:
    """A cell of a wave that is dialled now, and the form it is scored on."""

    wave: str
    cell: Cell
    form: str


def begin_line(
    house: House, who: Principal, line_id: str, form: str, contract: str | None = None
) -> AuditDraft:
    """The desk for a drawn call: when, whose, which agent, which recording are filled in.

    Where somebody is scoring this call already it is that draft, so that no call is heard twice. Refused
    where the call is not one to be heard, or was heard already.
    """
    with writing(house, who, Action.AUDIT) as uow:
        line = uow.samples.lines.get(line_id)
        authorize(who, Action.AUDIT, line.vendor)
        counts_as = type_of_line(uow, line_id, line.vendor)
        for draft, answers in uow.audit_drafts.open_saying(_SAMPLE).items():
            if answers == line_id:
                return draft_in(uow, draft)
        said = {
            "@at": moment_of(line).isoformat(),
            "@agent": line.agent,
            "@recording": line.number,
            "@project": line.project,
            "@site": line.site,
            "@queue": line.queue,
            "@talk": line.length,
            "@sample_type": counts_as.value,
            _SAMPLE: line.id,
        }
        return open_in(uow, who, line.vendor, form, contract, said)


def begin_dial(house: House, who: Principal, dialled: Dialled, contract: str | None = None) -> AuditDraft:
    """The desk for a call of a wave, now: its brief and its site are filled in. Refused in a closed wave."""
    cell = dialled.cell
    with writing(house, who, Action.AUDIT, cell.vendor) as uow:
        open_wave(uow, dialled.wave)
        said = {
            "@at": uow.now.isoformat(),
            "@wave": dialled.wave,
            "@brief": cell.brief,
            "@site": cell.site,
        }
        return open_in(uow, who, cell.vendor, dialled.form, contract, said)


def begin_half(
    house: House, who: Principal, call: CallDraft, facts: Mapping[str, Any] = MappingProxyType({})
) -> AuditDraft:
    """The desk with everything that was filled in on the quick form, and `facts` of its wave as the desk
    names them; the half-filled call is gone there."""
    known = {what: marked(house, who, Said(what, value)).value for what, value in facts.items()}
    with writing(house, who, Action.AUDIT, call.vendor) as uow:
        opened = open_in(uow, who, call.vendor, call.form, call.contract, {**_said(call), **known})
        if call.token and uow.half_filled.find(id=call.token, person=who.id) is not None:
            uow.half_filled.remove(call.token)
    return opened


def being_scored(uow: UnitOfWork) -> frozenset[str]:
    """The drawn calls somebody is scoring."""
    return frozenset(uow.audit_drafts.open_saying(_SAMPLE).values())


def _said(call: CallDraft) -> Mapping[str, Any]:
    facts = {
        "at": call.at.isoformat(),
        "dialled": call.dialled,
        "connected": call.connected,
        "outcome": call.outcome,
        "wait": call.wait_s,
        "agent": call.agent,
        "recording": call.recording,
        "remark": call.remark,
        "project": call.project,
        "site": call.site,
        "queue": call.queue,
        "channel": call.channel,
        "sample_type": call.sample_type.value if call.sample_type else None,
        "sample": call.sample,
        "talk": (call.outcome_facts or {}).get("talk_s"),
        "worst": call.moments.worst,
        "ending": call.moments.ending.value if call.moments.ending else None,
        "behaviours": list(call.moments.behaviours) or None,
        "behaviour": call.moments.other,
    }
    said: dict[str, Any] = {f"@{name}": value for name, value in facts.items()}
    for item, answer in call.answers.items():
        none = answer == Answer(comment=answer.comment)  # of several choices none, and that said
        said[item] = stored_answer(answer) | ({"none": True} if none else {})
    return said | {f"!{code}": {"ticked": True} for code in call.fatal}

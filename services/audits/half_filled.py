"""Half-filled spot-check calls: kept for whoever types them, until the call is logged or let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from qa.audit import SampleType, mask_number
from qa.form.kinds import FormKind
from qa.moments import moments_of
from services.audits.spot_check import CallDraft
from services.forms.audit_forms import form_to_begin
from services.records.kept_audits import read_answer, stored_answer
from store.records import HalfFilledRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What nobody has gone on with for so long is deleted.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class HalfFilled:
    """A call somebody began, and when something was last filled in."""

    draft: CallDraft
    saved_at: datetime


def keep(house: House, who: Principal, draft: CallDraft) -> None:
    """Keep what is filled in so far under the draft's token, in place of what was kept before.

    Nobody else sees it and nothing counts it: it is neither in the journal nor in any figure. The number
    dialled is masked here too, so it comes back masked. Refused: a call begun on a retired form.
    """
    authorize(who, Action.AUDIT, draft.vendor)
    with house.database.write(who) as uow:
        if uow.half_filled.find(id=draft.token, person=who.id) is None:
            form_to_begin(uow, draft.form, draft.form_version)
        record = HalfFilledRecord(
            id=draft.token, vendor=draft.vendor, person=who.id, body=_body(draft), saved_at=uow.now
        )
        uow.half_filled.put(record)
        uow.half_filled.remove_before(uow.now - KEPT)
        uow.commit()


def half_filled(house: House, who: Principal) -> list[HalfFilled]:
    """What this person began and has neither logged nor let go, the last first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        begun = [record for record in uow.half_filled.of(who.id) if "of" not in record.body]  # half_scored
        return [HalfFilled(_draft(record), record.saved_at) for record in begun]


def let_go(house: House, who: Principal, token: str) -> None:
    """Delete a call that was begun and will not be logged."""
    authorize(who, Action.AUDIT)
    with house.database.write(who) as uow:
        if uow.half_filled.find(id=token, person=who.id) is not None:
            uow.half_filled.remove(token)
            uow.commit()


def _body(draft: CallDraft) -> dict[str, Any]:
    body = asdict(draft)
    body |= {
        "at": draft.at.isoformat(),
        "kind": draft.kind.value,
        "dialled": mask_number(draft.dialled.strip()),
        "answers": {item: stored_answer(answer) for item, answer in draft.answers.items()},
        "fatal": sorted(draft.fatal),
        "sample_type": draft.sample_type.value if draft.sample_type else None,
        "moments": draft.moments.stored(),
    }
    return body


def _draft(record: HalfFilledRecord) -> CallDraft:
    body: Mapping[str, Any] = record.body
    exact = {
        "at": datetime.fromisoformat(body["at"]),
        "kind": FormKind(body["kind"]),
        "answers": {item: read_answer(stored) for item, stored in body["answers"].items()},
        "fatal": frozenset(body["fatal"]),
        "sample_type": SampleType(body["sample_type"]) if body.get("sample_type") else None,
        "moments": moments_of(body.get("moments")),
    }
    return CallDraft(**{**body, **exact})

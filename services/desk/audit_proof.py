"""What stands behind a logged call: why something was fatal, and the evidence kept with its draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from services.desk.draft_standing import draft_in
from services.records.sealed_audits import sealed_ids
from store.records import DraftEvidenceRecord, EntryState

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class AuditProof:
    """Reasons by the code of what is fatal, and the evidence in the order it was added."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    evidence: Sequence[DraftEvidenceRecord] = ()


def proof_of(house: House, who: Principal, audit: str) -> AuditProof:
    """What was kept on the desk with an audit; nothing of one that was not scored there.

    Whoever is still to score it blind gets the recording of the call and nothing that was judged by it.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.audits.get(audit)
        found = uow.audit_drafts.find(audit=audit)
        if found is None:
            return AuditProof()
        draft = draft_in(uow, found.id)
        sealed = record.state is EntryState.LIVE and audit in sealed_ids(uow, who)
    if sealed:
        whole = [proof for proof in draft.evidence if not proof.item and proof.sha256]
        return AuditProof({}, [replace(proof, note="", mark_s=None) for proof in whole])
    codes = draft.form.fatal_codes()
    return AuditProof({code: why for code in codes if (why := draft.reason(code))}, draft.evidence)

"""Submitting an audit that was scored answer by answer: what still stands in its way, then the one audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.audit import SampleType
from qa.form.policies import NaPolicy, Unanswered
from qa.form.terms import AuditForm
from qa.programme.kinds import outcome_of
from qa.scoring.commented import uncommented
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import Receipt
from services.audits.spot_check import CallDraft, Logged, log_in
from services.desk.draft_checks import NUMBER
from services.desk.draft_standing import AuditDraft, draft_in, ensure_going, ensure_owner
from services.house.writing import writing
from services.mystery.mystery_calls import Placing, UsedNumber, place_in
from services.mystery.mystery_promises import promise_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def submit(house: House, who: Principal, id: str) -> Logged:
    """Log the audit a draft makes; the same draft again gives the audit that was logged first.

    Refused: by anyone but its owner; answers that differ between two people; anything fatal without a reason
    and evidence; an item without an answer; whatever log_call refuses. Everything happens or nothing.
    """
    with writing(house, who, Action.AUDIT) as uow:
        found = draft_in(uow, id)
        authorize(who, Action.AUDIT, found.record.vendor)
        if found.record.audit is None:
            ensure_going(found.record)
        ensure_owner(who, found.record)
        if found.record.audit is None:
            ensure_whole(found)
        logged = log_in(uow, who, as_call(found))
        if found.record.audit is None:
            _placed(uow, who, found, logged.record.id)
            for promise in found.promises:
                promise_in(uow, who, logged.record.id, promise.what, promise.due)
            uow.audit_drafts.update(replace(found.record, ended_at=uow.now, audit=logged.record.id))
    return logged


def _placed(uow: UnitOfWork, who: Principal, found: AuditDraft, audit: str) -> None:
    """Part of the wave it was made for, where it was made for one."""
    if not found.fact("@wave"):
        return
    given = Placing(
        audit, found.fact("@wave"), found.fact("@brief") or "", found.fact("@brief_version"),
        caller=found.fact("@caller") or "", talk_s=found.talk,
    )  # fmt: skip
    place_in(uow, who, given, UsedNumber(**(found.fact(NUMBER) or {})))


def left_open(found: AuditDraft) -> list[str]:
    """The items that still need an answer."""
    return unanswered(found.form, found.answers, found.is_connected)


def so_far(found: AuditDraft) -> Receipt:
    """The reckoning of what is answered; what is not yet answered stays out of the base."""
    policies = replace(found.form.policies, unanswered=Unanswered.NOT_APPLICABLE, na=NaPolicy.PROPORTIONAL)
    return score(replace(found.form, policies=policies), found.answers, found.fatal, found.is_connected)


def unproven(found: AuditDraft) -> tuple[list[str], list[str]]:
    """What is fatal and has no reason; what is fatal and has no evidence."""
    fatal = so_far(found).fatal
    proven = {proof.item for proof in found.evidence}
    return [code for code in fatal if not found.reason(code)], [code for code in fatal if code not in proven]


class Lack(StrEnum):
    """What keeps a draft from being submitted, in the order in which it is refused."""

    DIFFERS = "differs"
    REASON = "reason"
    EVIDENCE = "evidence"
    COMMENT = "comment"
    ANSWER = "answer"


def first_lack(found: AuditDraft) -> tuple[Lack, str] | None:
    """The first of what is missing, and of which item, fault or fact (@…, !…); None where nothing is."""
    reasons, proofs = unproven(found)
    silent = uncommented(found.form, found.answers, found.is_connected)
    lacking = (found.differing, reasons, proofs, silent, left_open(found))
    return next(
        ((lack, codes[0]) for lack, codes in zip(Lack, map(list, lacking), strict=True) if codes), None
    )


def ensure_whole(found: AuditDraft) -> None:
    """Refused where two people differ, or something fatal is not explained and proven."""
    if found.differing:
        raise WrongInputError("draft_differs", items=_named(found.form, found.differing))
    for reason, codes in zip(("fatal_reason", "fatal_evidence"), unproven(found), strict=True):
        if codes:
            raise WrongInputError(reason, items=_named(found.form, codes))


def as_call(found: AuditDraft) -> CallDraft:
    """The draft as one call, ready to be logged."""
    record, fact = found.record, found.fact
    sample = fact("@sample_type")
    connected = found.is_connected
    return CallDraft(
        vendor=record.vendor,
        form=record.form,
        form_version=int(record.form_version),
        at=datetime.fromisoformat(fact("@at")),
        contract=record.contract,
        kind=found.form.kind,
        dialled=fact("@dialled") or "",
        agent=(fact("@agent") or "") if connected else "",
        connected=connected,
        outcome=_outcome(found),
        wait_s=found.wait,
        answers=found.answers,
        fatal=found.fatal,
        reasons={code: found.reason(code) for code in so_far(found).fatal},
        remark=fact("@remark") or "",
        recording=fact("@recording") or "",
        token=record.id,
        sample_type=SampleType(sample) if sample else None,
        sample=fact("@sample"),
        **{part: fact(f"@{part}") for part in ("project", "site", "queue", "channel")},
        outcome_facts=_seconds(found),
        moments=found.moments,
    )


def _outcome(found: AuditDraft) -> str:
    """What became of it, where it fits whether an agent was reached; else nothing in particular."""
    said = str(found.fact("@outcome") or "")
    known = outcome_of(said, connected=False)
    return said if (known.reached if known else False) is found.is_connected else ""


def _seconds(found: AuditDraft) -> dict[str, int] | None:
    """What the stop-watch measured, the talk as it was typed."""
    measured = found.timed.facts() if found.fact("@watch") else {}
    typed = found.fact("@talk")
    return measured | ({} if typed is None else {"talk_s": int(typed)}) or None


def _named(form: AuditForm, codes: Iterable[str]) -> list[Text]:
    """The words of items and fatal faults; facts by their name."""
    bare = [code.lstrip("@!") for code in codes]
    return [form.names.get(code, Text(code, code)) for code in bare]

"""Exclusions and relief 免责与剔除: asked for with evidence, decided by somebody else.

A decision changes no figure. The month is judged anew with it, and both verdicts are kept side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import must_govern
from services.decisions.relief_preview import relief_effect
from services.decisions.relief_rules import (
    RELIEF_STATE_NAMES,
    check_clauses,
    check_decision,
    check_request,
    due_of,
    is_late,
)
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.judging.relief_terms import ReliefTerms, terms_as_dict
from services.judging.relief_tests import ReliefTests, keep_tests
from services.months.month import ensure_open
from sla.terms.contract import Contract
from sla.terms.relief import Mechanism
from store.records import ReliefRecord, ReliefState
from store.records.relief import IN_FORCE
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_REASON = Text("申请理由", "The reason")


def reliefs(house: House, who: Principal, contract: str, label: str) -> list[ReliefRecord]:
    """A month's requests with their decisions, in the order they were made."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.reliefs.of(contract, label)


def request_relief(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    clauses: Sequence[str],
    mechanism: Mechanism,
    terms: ReliefTerms,
    reason: str,
    evidence: Sequence[Evidence] = (),
    claimed: ReliefTests | None = None,
) -> ReliefRecord:
    """Ask for a relief. It changes nothing until somebody else grants it; its deadline is kept with it.

    `claimed`: whose doing it mostly was, and whether it could have been worked around.

    Refused: a mechanism the contract does not admit, nothing to remove, an unknown clause, a final month.
    """
    kept = _kept(house, who, evidence)
    with writing(house, who, Action.RECORD) as uow:
        version = _open_terms(uow, who, Action.RECORD, contract, label)
        check_request(version, label, clauses, mechanism, terms)
        found = _new(uow, who, version, label, clauses, mechanism, terms, reason)
        found = replace(found, terms={**found.terms, **keep_tests(claimed)})
        record = uow.reliefs.add(replace(found, evidence=kept, due=due_of(version, label)))
        _note(uow, record, None, "relief_requested", record.reason)
    return record


def decide_relief(
    house: House,
    who: Principal,
    id: str,
    to: ReliefState,
    why: str,
    granted: ReliefTerms | None = None,
    admit_late: bool = False,
    version: int | None = None,
    found: ReliefTests | None = None,
) -> ReliefRecord:
    """Grant, grant in part (`granted`: what of it) or refuse; by an approver who did not ask.

    `found`: whose doing it mostly was, and whether it could have been worked around.
    A request after its deadline is granted only where the approver says so (`admit_late`).
    """
    said = reasoned(why)
    authorize(who, Action.APPROVE)
    if to in IN_FORCE:
        # Refused here where it does not fit the figures: more removed than there is.
        relief_effect(house, who, id, granted)
    with writing(house, who, Action.APPROVE) as uow:
        before = _asked_for(uow, who, Action.APPROVE, id)
        check_decision(uow, who, before, to, granted, admit_late)
        terms = must_govern(uow, before.contract, before.period)
        after = uow.reliefs.update(
            replace(
                before,
                state=to,
                granted={
                    **(terms_as_dict(granted) if granted and to is ReliefState.PART else {}),
                    **keep_tests(found),
                },
                late_admitted=admit_late and is_late(before, terms),
                decision=said,
                decided_at=uow.now,
                decided_by=who.name,
                version=before.version if version is None else version,
            )
        )
        _note(uow, after, before, "relief_decided", said)
    return after


def withdraw_relief(
    house: House, who: Principal, id: str, why: str, version: int | None = None
) -> ReliefRecord:
    """Take a request or a decision back; it stays on record, and the month is judged without it."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.reliefs.get(id)
        authorize(who, Action.MANAGE, before.vendor)
        if before.state is ReliefState.WITHDRAWN:
            raise WrongInputError("already_state", state=RELIEF_STATE_NAMES[before.state])
        ensure_open(uow, before.contract, before.period)
        seen = before.version if version is None else version
        after = uow.reliefs.update(replace(before, state=ReliefState.WITHDRAWN, version=seen))
        _note(uow, after, before, "relief_withdrawn", said)
    return after


def deem_failed(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    clauses: Sequence[str],
    why: str,
    evidence: Sequence[Evidence] = (),
) -> ReliefRecord:
    """Let clauses count as failed because their report is missing or late: only ever by this decision."""
    kept = _kept(house, who, evidence)
    with writing(house, who, Action.MANAGE) as uow:
        version = _open_terms(uow, who, Action.MANAGE, contract, label)
        check_clauses(version, clauses)
        mechanism, reason = Mechanism.DEEM_FAILED, reasoned(why)
        found = _new(uow, who, version, label, clauses, mechanism, ReliefTerms(), reason)
        record = uow.reliefs.add(
            replace(
                found,
                evidence=kept,
                state=ReliefState.GRANTED,
                decision=reason,
                decided_at=uow.now,
                decided_by=who.name,
            )
        )
        _note(uow, record, None, "deemed_failed", reason)
    return record


def relief_evidence(house: House, who: Principal, id: str, sha256: str) -> Evidence:
    """One of the files a request was made with; refused where it is not among them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.reliefs.get(id)
    name = next((name for sha, name in record.evidence if sha == sha256), None)
    if name is None:
        raise NotFoundError(code=sha256)
    return name, read_evidence(house, who, record.vendor, sha256)


def _kept(house: House, who: Principal, evidence: Sequence[Evidence]) -> list[list[str]]:
    """Hash and name of each file."""
    kept = [keep_evidence(house, who, each) for each in evidence]
    return [[sha, name] for sha, name in kept if sha]


def _asked_for(uow: UnitOfWork, who: Principal, action: Action, id: str) -> ReliefRecord:
    record = uow.reliefs.get(id)
    authorize(who, action, record.vendor)
    ensure_open(uow, record.contract, record.period)
    return record


def _open_terms(uow: UnitOfWork, who: Principal, action: Action, contract: str, label: str) -> Contract:
    """The contract as it governs the month; refused where the month is final or the vendor not theirs."""
    version = must_govern(uow, contract, label)
    authorize(who, action, version.vendor)
    ensure_open(uow, contract, label)
    return version


def _new(
    uow: UnitOfWork,
    who: Principal,
    contract: Contract,
    label: str,
    clauses: Sequence[str],
    mechanism: Mechanism,
    terms: ReliefTerms,
    reason: str,
) -> ReliefRecord:
    return ReliefRecord(
        contract=contract.code,
        vendor=contract.vendor,
        period=label,
        clauses=tuple(clauses),
        mechanism=mechanism,
        terms=terms_as_dict(terms),
        reason=needed(reason, _REASON),
        requested_at=uow.now,
        requested_by=who.name,
    )


def _note(uow: UnitOfWork, after: ReliefRecord, before: ReliefRecord | None, action: str, why: str) -> None:
    """The change of state, and the journal's line."""
    uow.journal.moved("relief", after.id, before.state if before else None, after.state, why)
    said = {"state": after.state, "clauses": list(after.clauses), "mechanism": after.mechanism}
    was = {"state": before.state} if before else None
    note: dict[str, Any] = {"before": was, "after": {**said, **after.in_force}, "why": why}
    uow.journal.note(action, "relief", after.id, vendor=after.vendor, **note)

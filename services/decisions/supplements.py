"""Supplementary agreements 补充约定: made once by both sides, recorded with proof, approved by somebody else.

An approval changes no figure: the month is judged anew with it, and both verdicts are kept side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from services.decisions.relief_preview import ReliefEffect
from services.decisions.supplement_effect import effect_of, supplement_effect
from services.decisions.supplement_rules import (
    SUPPLEMENT_STATE_NAMES,
    check_approval,
    check_fits,
    check_words,
)
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import reasoned, writing
from services.judging.supplement_terms import SupplementTerms, supplement_as_dict
from services.months.month import ensure_open
from sla.terms.supplement import Effect
from store.records import SupplementRecord, SupplementState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Supplement:
    """What a person enters of an agreement."""

    contract: str
    periods: Sequence[str]
    effect: Effect
    terms: SupplementTerms
    #: What was agreed, in a sentence.
    subject: str
    agreed_on: date
    #: Who agreed for each side.
    client: str
    vendor: str
    clauses: Sequence[str] = ()
    #: As on the paper; left out: the next of the contract.
    number: str = ""


def supplements(house: House, who: Principal, contract: str) -> list[SupplementRecord]:
    """A contract's agreements in the order they were recorded."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        return uow.supplements.of(contract)


def record_supplement(
    house: House, who: Principal, given: Supplement, evidence: Sequence[Evidence]
) -> SupplementRecord:
    """Keep what both sides agreed on; it counts once somebody else has approved it.

    Refused: nobody named on a side, no proof, a day in the future, a number that is taken, a final month, and
    an effect that makes nothing of the contract (points where it gives none, money where it settles none).
    """
    kept = [keep_evidence(house, who, each) for each in evidence]
    with writing(house, who, Action.RECORD) as uow:
        draft = drafted(uow, who, given, [[sha, name] for sha, name in kept if sha])
        authorize(who, Action.RECORD, draft.vendor)
        versions = check_fits(uow, draft)
        check_words(draft, house.today(versions[0].timezone))
        record = uow.supplements.add(draft)
        _note(uow, record, None, "supplement_recorded", record.subject)
    return record


def approve_supplement(
    house: House, who: Principal, id: str, why: str = "", version: int | None = None
) -> SupplementRecord:
    """Let it count: by an approver who did not record it; refused where its days do not fit the figures."""
    authorize(who, Action.APPROVE)
    # Refused here where its days do not fit the figures.
    supplement_effect(house, who, id)
    with writing(house, who, Action.APPROVE) as uow:
        before = uow.supplements.get(id)
        authorize(who, Action.APPROVE, before.vendor)
        check_approval(uow, who, before)
        approved = replace(
            before,
            state=SupplementState.APPROVED,
            approved_at=uow.now,
            approved_by=who.name,
            version=before.version if version is None else version,
        )
        after = uow.supplements.update(approved)
        _note(uow, after, before, "supplement_approved", why.strip())
    return after


def withdraw_supplement(
    house: House, who: Principal, id: str, why: str, version: int | None = None
) -> SupplementRecord:
    """Take it back, with a reason; it stays on record, and its months are judged without it."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.supplements.get(id)
        authorize(who, Action.MANAGE, before.vendor)
        if before.state is SupplementState.WITHDRAWN:
            raise WrongInputError("already_state", state=SUPPLEMENT_STATE_NAMES[before.state])
        for label in before.periods:
            ensure_open(uow, before.contract, label)
        seen = before.version if version is None else version
        after = uow.supplements.update(replace(before, state=SupplementState.WITHDRAWN, version=seen))
        _note(uow, after, before, "supplement_withdrawn", said)
    return after


def tried_supplement(house: House, who: Principal, given: Supplement) -> list[ReliefEffect]:
    """What it would do to each of its months, before it is kept; refused as recording it would be, but for
    its words and its proof."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        draft = drafted(uow, who, given, ())
        check_fits(uow, draft)
    return effect_of(house, who, draft)


def supplement_evidence(house: House, who: Principal, id: str, sha256: str) -> Evidence:
    """One of the files it was recorded with; refused where it is not among them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.supplements.get(id)
    name = next((name for sha, name in record.evidence if sha == sha256), None)
    if name is None:
        raise NotFoundError(code=sha256)
    return name, read_evidence(house, who, record.vendor, sha256)


def drafted(
    uow: UnitOfWork, who: Principal, given: Supplement, evidence: Sequence[Sequence[str]]
) -> SupplementRecord:
    """The record as it would be kept, with its number."""
    owner, known = uow.contracts.by_code(given.contract), uow.supplements.of(given.contract)
    return SupplementRecord(
        contract=given.contract,
        vendor=owner.vendor,
        number=_number(given, [each.number for each in known]),
        periods=tuple(dict.fromkeys(given.periods)),
        clauses=tuple(given.clauses),
        effect=given.effect,
        terms=supplement_as_dict(given.terms),
        subject=given.subject.strip(),
        evidence=evidence,
        agreed_on=given.agreed_on,
        agreed_client=given.client.strip(),
        agreed_vendor=given.vendor.strip(),
        recorded_at=uow.now,
        recorded_by=who.name,
    )


def _number(given: Supplement, taken: Sequence[str]) -> str:
    """As typed; else the contract's code with the next number that is free."""
    typed = given.number.strip()
    if typed in taken:
        raise WrongInputError("supplement_number", number=typed)
    free = (f"{given.contract}-B{n:02d}" for n in range(1, len(taken) + 2))
    return typed or next(each for each in free if each not in taken)


def _note(
    uow: UnitOfWork, after: SupplementRecord, before: SupplementRecord | None, action: str, why: str
) -> None:
    """The change of state, and the journal's line."""
    uow.journal.moved("supplement", after.id, before.state if before else None, after.state, why)
    said = {"number": after.number, "state": after.state, "effect": after.effect}
    what = {"months": list(after.periods), "clauses": list(after.clauses), **after.terms}
    note: dict[str, Any] = {"before": {"state": before.state} if before else None, "after": {**said, **what}}
    uow.journal.note(action, "supplement", after.id, vendor=after.vendor, why=why, **note)

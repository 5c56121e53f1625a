"""A vendor leaves a contract early 退出: its last day, what is open, the proof that its data are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.month import FROZEN
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.vendors.exit_open import open_things
from services.vendors.exit_view import ExitView, act_about, exit_view, on_day
from sla.terms.contract import Contract
from store.records import ActKind, VendorActRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_PROOF = Text("数据销毁证明", "The proof of deletion")


@dataclass(frozen=True)
class Exit:
    """What a person enters."""

    contract: str
    #: The last day of work; may lie ahead.
    last_day: date
    #: Until when the proof of deletion is due; not before the last day.
    proof_due: date
    why: str


def record_exit(
    house: House, who: Principal, given: Exit, evidence: Evidence | None = None
) -> VendorActRecord:
    """End a contract for its vendor on a day. Months after it are judged no more, no report is owed for days
    after it, and what is open is kept with the act.

    Refused: a day on which no version governs, one before or within a month that is final already, a proof
    due before the last day, a second exit.
    """
    authorize(who, Action.MANAGE)
    why = reasoned(given.why)
    if given.proof_due < given.last_day:
        raise WrongInputError("period_order", first=given.last_day, last=given.proof_due)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.MANAGE) as uow:
        terms = _may_end(uow, given)
        authorize(who, Action.MANAGE, terms.vendor)
        things = open_things(uow, given.contract, given.last_day)
        kept = uow.vendor_acts.add(
            VendorActRecord(
                vendor=terms.vendor,
                kind=ActKind.EXIT,
                day=given.last_day,
                contract=given.contract,
                due=given.proof_due,
                body={"open": [each.as_dict() for each in things]},
                why=why,
                evidence_sha256=sha256,
                evidence_name=name,
                recorded_at=uow.now,
                recorded_by=who.name,
            )
        )
        after = {"last_day": kept.day, "proof_due": kept.due, "open": len(things)}
        uow.journal.note("vendor_exit", "contract", given.contract, after=after, why=why, vendor=terms.vendor)
    return kept


def undo_exit(house: House, who: Principal, id: str, why: str) -> VendorActRecord:
    """Take an exit back: the contract goes on as if it had never been entered. Refused once somebody has
    taken the contract over, the proof of deletion is in, or the part of a month that was left is final."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        before = _exit(uow, id)
        authorize(who, Action.MANAGE, before.vendor)
        if act_about(uow, before, ActKind.SUCCEEDED) or act_about(uow, before, ActKind.DELETION_PROOF):
            raise WrongInputError("exit_settled", contract=before.contract)
        for label in _final_after(uow, on_day(uow, before.contract or "", before.day), before.day):
            raise WrongInputError("exit_before_final", day=before.day, period=label)
        kept = uow.vendor_acts.add(_following(uow, who, before, ActKind.EXIT_UNDONE, before.day, said))
        uow.journal.note(
            "vendor_exit_undone", "contract", before.contract or "", why=said, vendor=before.vendor
        )
    return kept


def record_deletion_proof(
    house: House, who: Principal, id: str, day: date, number: str, evidence: Evidence | None
) -> VendorActRecord:
    """Keep the certificate (数据销毁证明) that a vendor that left has deleted the data. Refused without the
    paper itself, with a day in the future or before the last day of work, and where one is in already."""
    authorize(who, Action.MANAGE)
    if day > house.today():
        raise WrongInputError("future", day=day)
    sha256, name = keep_evidence(house, who, evidence)
    needed(name, _PROOF)
    with writing(house, who, Action.MANAGE) as uow:
        before = _exit(uow, id)
        authorize(who, Action.MANAGE, before.vendor)
        if day < before.day:
            raise WrongInputError("period_order", first=before.day, last=day)
        if act_about(uow, before, ActKind.DELETION_PROOF):
            raise WrongInputError("taken", code=_PROOF)
        said = needed(number, _PROOF)
        act = _following(uow, who, before, ActKind.DELETION_PROOF, day, said, (sha256, name))
        kept = uow.vendor_acts.add(act)
        uow.journal.note("deletion_proof", "contract", before.contract or "", why=said, vendor=before.vendor)
    return kept


def exits(house: House, who: Principal, vendor: str) -> list[ExitView]:
    """A vendor's exits as they stand today, in the order they were entered."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [exit_view(uow, act) for act in uow.vendor_acts.exits() if act.vendor == vendor]


def act_file(house: House, who: Principal, id: str) -> Evidence:
    """The paper kept with an act: its name and its bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.vendor_acts.get(id)
    return found.evidence_name, read_evidence(house, who, found.vendor, found.evidence_sha256 or "")


def _may_end(uow: UnitOfWork, given: Exit) -> Contract:
    if given.contract in uow.last_days:
        raise WrongInputError("exit_twice", contract=given.contract, day=uow.last_days[given.contract])
    terms = on_day(uow, given.contract, given.last_day)
    final = _final_after(uow, terms, given.last_day)
    if final:
        raise WrongInputError("exit_before_final", day=given.last_day, period=max(final))
    return terms


def _final_after(uow: UnitOfWork, terms: Contract, last: date) -> list[str]:
    """The final months with days after a day."""
    frozen = [month.period for month in uow.months.listed(terms.code) if month.state in FROZEN]
    return [label for label in frozen if terms.month_rule.month(label).last_day > last]


def _exit(uow: UnitOfWork, id: str) -> VendorActRecord:
    """The exit of that key; refused where there is none, or it was undone."""
    found = next((act for act in uow.vendor_acts.exits() if act.id == id), None)
    if found is None:
        raise NotFoundError(code=id)
    return found


def _following(
    uow: UnitOfWork,
    who: Principal,
    exit: VendorActRecord,
    kind: ActKind,
    day: date,
    why: str,
    evidence: tuple[str | None, str] = (None, ""),
) -> VendorActRecord:
    return VendorActRecord(
        vendor=exit.vendor,
        kind=kind,
        day=day,
        contract=exit.contract,
        about=exit.id,
        why=why,
        evidence_sha256=evidence[0],
        evidence_name=evidence[1],
        recorded_at=uow.now,
        recorded_by=who.name,
    )

"""A vendor leaves a contract early 退出: its last day, what is open, the proof that its data are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import NotFoundError, WrongInputError
from core.month import FROZEN
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contract_versions import month_of_day, must_govern
from services.evidence import Evidence, keep_evidence, read_evidence
from services.exit_open import OpenThing, open_things
from services.writing import needed, reasoned, writing
from sla.terms.contract import Contract
from sla.terms.fee import FeeKind
from store.records import ActKind, VendorActRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House

_PROOF = Text("数据销毁证明", "The proof of deletion")
#: What the contract's own fee does with a month of which only a part was worked.
_PART_MONTH: dict[FeeKind, Text] = {
    FeeKind.MONTHLY: Text(
        "合同按月固定计费，没有不足一月的约定：按整月计算，如要折算请另行约定",
        "the fee is fixed by the month and the contract says nothing of a part of one: it counts whole "
        "unless you agree otherwise",
    ),
    FeeKind.PER_CALL: Text(
        "按量计费，只计到最后一日的量", "paid by volume: what was served up to the last day"
    ),
    FeeKind.PER_SEAT: Text(
        "按席位在岗天数折算，只计到最后一日", "paid by seats and days on duty, up to the last day"
    ),
}
_NO_FEE = Text("合同未约定费用", "the contract settles no fee")
_OTHER_FEE = Text(
    "合同按总价分期，没有不足一月的约定：按整期计算，如要折算请另行约定",
    "the fee is an instalment of a total and the contract says nothing of a part of a month: it counts whole "
    "unless you agree otherwise",
)


@dataclass(frozen=True)
class PartMonth:
    """The last month of work: the days worked of the days it has, and what the contract makes of that."""

    month: Period
    worked: int
    fee: Text

    @property
    def share(self) -> Fraction:
        """Days worked ÷ days of the contract's month, exact."""
        return Fraction(self.worked, self.month.days)

    @property
    def is_whole(self) -> bool:
        """Whether the last day is the month's own."""
        return self.worked == self.month.days


@dataclass(frozen=True)
class ExitView:
    """An exit as it stands today."""

    record: VendorActRecord
    part: PartMonth
    #: What was open when it was entered, and what of everything is open now.
    open_then: tuple[OpenThing, ...]
    open_now: tuple[OpenThing, ...]
    #: The proof that the data are deleted; None while it is missing.
    proof: VendorActRecord | None

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        record, part = self.record, self.part
        return {
            "id": record.id,
            "contract": record.contract,
            "last_day": record.day.isoformat(),
            "why": record.why,
            "last_month": part.month.label,
            "days_worked": part.worked,
            "days_of_month": part.month.days,
            "fee": part.fee.as_dict(),
            "open_then": [each.as_dict() for each in self.open_then],
            "open_now": [each.as_dict() for each in self.open_now],
            "proof_due": record.due.isoformat() if record.due else None,
            "proof": self.proof.evidence_name if self.proof else None,
            "proof_day": self.proof.day.isoformat() if self.proof else None,
        }


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
        if _of_exit(uow, before, ActKind.SUCCEEDED) or _of_exit(uow, before, ActKind.DELETION_PROOF):
            raise WrongInputError("exit_settled", contract=before.contract)
        for label in _final_after(uow, _on_day(uow, before.contract or "", before.day), before.day):
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
        if _of_exit(uow, before, ActKind.DELETION_PROOF):
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


def exit_view(uow: UnitOfWork, act: VendorActRecord) -> ExitView:
    """An exit with what is open now."""
    contract = act.contract or ""
    return ExitView(
        act,
        _part_month(uow, contract, act.day),
        tuple(OpenThing.from_dict(each) for each in act.body["open"]),
        tuple(open_things(uow, contract, act.day)),
        _of_exit(uow, act, ActKind.DELETION_PROOF),
    )


def _part_month(uow: UnitOfWork, contract: str, last: date) -> PartMonth:
    terms = _on_day(uow, contract, last)
    month = terms.month_rule.month_of(last)
    kind = terms.settlement.fee.kind if terms.settlement else None
    fee = _NO_FEE if kind is None else _PART_MONTH.get(kind, _OTHER_FEE)
    return PartMonth(month, (last - month.start).days + 1, fee)


def _on_day(uow: UnitOfWork, contract: str, day: date) -> Contract:
    """What governs the month a day belongs to; refused where no version is in force that day."""
    return must_govern(uow, contract, month_of_day(uow, contract, day)[1])


def _may_end(uow: UnitOfWork, given: Exit) -> Contract:
    if given.contract in uow.last_days:
        raise WrongInputError("exit_twice", contract=given.contract, day=uow.last_days[given.contract])
    terms = _on_day(uow, given.contract, given.last_day)
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


def _of_exit(uow: UnitOfWork, exit: VendorActRecord, kind: ActKind) -> VendorActRecord | None:
    return uow.vendor_acts.find(about=exit.id, kind=kind)


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

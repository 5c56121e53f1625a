"""An exit as it stands today: the part of its last month, what is open, the proof that data are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from core.period import Period
from core.text import Text
from services.contracts.contract_versions import month_of_day, must_govern
from services.vendors.exit_open import OpenThing, open_things
from sla.terms.contract import Contract
from sla.terms.fee import FeeKind
from store.records import ActKind, VendorActRecord
from store.unit_of_work import UnitOfWork

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


def exit_view(uow: UnitOfWork, act: VendorActRecord) -> ExitView:
    """An exit with what is open now."""
    contract = act.contract or ""
    return ExitView(
        act,
        _part_month(uow, contract, act.day),
        tuple(OpenThing.from_dict(each) for each in act.body["open"]),
        tuple(open_things(uow, contract, act.day)),
        act_about(uow, act, ActKind.DELETION_PROOF),
    )


def on_day(uow: UnitOfWork, contract: str, day: date) -> Contract:
    """What governs the month a day belongs to; refused where no version is in force that day."""
    return must_govern(uow, contract, month_of_day(uow, contract, day)[1])


def act_about(uow: UnitOfWork, exit: VendorActRecord, kind: ActKind) -> VendorActRecord | None:
    """The act of a kind that belongs to an exit; None where there is none."""
    return uow.vendor_acts.find(about=exit.id, kind=kind)


def _part_month(uow: UnitOfWork, contract: str, last: date) -> PartMonth:
    terms = on_day(uow, contract, last)
    month = terms.month_rule.month_of(last)
    kind = terms.settlement.fee.kind if terms.settlement else None
    fee = _NO_FEE if kind is None else _PART_MONTH.get(kind, _OTHER_FEE)
    return PartMonth(month, (last - month.start).days + 1, fee)

"""What a fee is billed for in a contract file: months in part and the least volume; keys, terms, checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.batch import Source
from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, Record
from sla.contract_file.values import Choice, Day, Number, YesNo
from sla.terms.billing import MinimumBilling, PartMonth
from sla.terms.fee import Fee, FeeKind

PART_MONTH = Record(
    {
        "from": Key(Day(), meaning="The first day of service, where it cuts a month"),
        "to": Key(Day(), meaning="The last day of service; a vendor's exit before it counts by itself"),
        "floors": Key(YesNo(), meaning="Volume floors of such a month are taken by its days as well"),
    }
)
MINIMUM_BILLING = Record(
    {
        "share": Key(Number(least=0), required=True, meaning="Of the month's forecast, such as 0.9"),
        "source": Key(Choice(Source), meaning="Whose forecast: client, unless another is named"),
    }
)


def build_part_month(got: Got | None) -> PartMonth | None:
    """The rule; None where every month is paid in full."""
    return None if got is None else PartMonth(got.get("from"), got.get("to"), got.get("floors") or None)


def build_minimum_billing(got: Got | None) -> MinimumBilling | None:
    """The rule; None where only what came is billed."""
    return None if got is None else MinimumBilling(got.get("share"), got.get("source", Source.CLIENT))


def fee_as_dict(fee: Fee) -> dict[str, Any]:
    """The fee in the shape of its file."""
    part = fee.part_month
    return {
        "kind": fee.kind,
        "amount": fee.amount,
        "volume": fee.volume,
        "months": fee.months,
        "days": fee.days,
        "part_month": part and {"from": part.first, "to": part.last, "floors": part.floors},
        "minimum_billing": fee.minimum_billing,
    }


@dataclass(frozen=True)
class BillingChecks:
    """Checks of what a fee is billed for."""

    report: Report

    def fee(self, fee: Got) -> None:
        """Fixed sums alone are parted by days, totals need both ends; a least volume needs a volume."""
        kind, part = fee.get("kind"), fee.get("part_month")
        if part is not None:
            ends = part.get("from"), part.get("to")
            fixed = kind in (FeeKind.MONTHLY, FeeKind.SEAT_MONTH)
            if not fixed or (kind is FeeKind.SEAT_MONTH and None in ends):
                self.report.add("contract_part_month", part.place)
            elif None not in ends and ends[1] < ends[0]:
                self.report.add(
                    "contract_dates_reversed", part.at("to"), start=str(ends[0]), end=str(ends[1])
                )
        if (least := fee.get("minimum_billing")) and kind is not FeeKind.PER_CALL:
            self.report.add("contract_minimum_billing", least.place)

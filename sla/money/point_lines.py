"""The lines of a month's service points: on its own bill, or on the next one's (M8, domain reference 2.7)."""

from __future__ import annotations

from dataclasses import replace

from core.money import Money
from core.text import Text
from sla.exact import shown_text
from sla.money.credits import Misses
from sla.money.deductions import DeductionLine, LineKind, clause_name
from sla.money.service_points import points_in_money, service_points
from sla.terms.contract import Contract
from sla.terms.credits import ServicePoints

_POINTS = Text("服务扣分", "Service points")
#: The codes of lines of service points: that take off their own month's bill, the next one's, this one's.
OWN_POINTS, LATER_POINTS, EARLIER_POINTS = "SERVICE_POINTS", "SERVICE_POINTS_LATER", "SERVICE_POINTS_EARLIER"
_NO_NEXT = Text(
    "合同的最后一个月，没有下月账单，按本月费用计",
    "The contract's last month: there is no next bill, so they are taken of this one",
)


def point_lines(
    contract: Contract, gross: Money, misses: Misses, *, is_last: bool = False
) -> tuple[DeductionLine, ...]:
    """The month's service points as one line; none where the contract knows none.

    Where they come off the next month's bill: those of the month before with what they take off this one,
    and the month's own, which take nothing yet. `is_last`: there is no next bill, so that they fall to the
    month itself.
    """
    credits = contract.settlement.credits if contract.settlement else None
    if credits is None or credits.service_points is None:
        return ()
    found = service_points(credits.service_points, gross, misses)
    steps = tuple(
        Text(f"{name.zh} {step.zh}", f"{name.en} {step.en}")
        for line in found.lines
        for name in [clause_name(contract, line.clause)]
        for step in line.trace
    )
    own = DeductionLine(
        OWN_POINTS, _POINTS, found.points, found.amount, (*steps, *found.trace), LineKind.POINTS
    )
    if not credits.service_points.is_later:
        return (own,)
    earlier = _earlier_points(credits.service_points, gross, misses)
    if is_last:
        return (*earlier, replace(own, trace=(*own.trace, _NO_NEXT)))
    none, points = Money(0, gross.currency), shown_text(found.points)
    later = Text(
        f"服务扣分 {points} 分，计入下月账单", f"{points} service points, credited on next month's bill"
    )
    return (*earlier, replace(own, code=LATER_POINTS, amount=none, trace=(*steps, later)))


def _earlier_points(rules: ServicePoints, charges: Money, misses: Misses) -> tuple[DeductionLine, ...]:
    """What the points of the month before take off this month's bill, by this month's ladder."""
    if misses.points_before is None or not misses.points_before[1]:
        return ()
    label, points = misses.points_before
    amount, how = points_in_money(rules, points, charges)
    name = Text(f"{_POINTS.zh}（{label}）", f"{_POINTS.en} of {label}")
    step = Text(
        f"{label} 的扣分计入本月账单，{how.zh}", f"Those of {label} come off this month's bill, {how.en}"
    )
    return (DeductionLine(EARLIER_POINTS, name, points, amount, (step,), LineKind.POINTS),)

"""What a contract says of correcting a closed month: until when, and whether a change is worth it.

Said beside the correction, never applied: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from core.period import shifted
from core.text import Text
from services.judging.moved import MovedMonth
from sla.exact import exact_text
from sla.terms.contract import Contract


def corrected_until(contract: Contract, label: str) -> date | None:
    """The last day on which a month may be corrected; None where the contract gives no limit."""
    rule = contract.restatement
    if rule is None or rule.months is None:
        return None
    return contract.month_rule.month(shifted(label, rule.months)).last_day


def restating(contract: Contract, label: str, day: date, moved: MovedMonth | None = None) -> tuple[Text, ...]:
    """What the contract says of a correction on that day, and of what it moves where that is known."""
    return (*_limit(contract, label, day), *(_worth(contract, moved) if moved else ()))


def is_material(contract: Contract, moved: MovedMonth) -> bool | None:
    """Whether a verdict turns or the total moves too far; None where the contract says nothing of it."""
    rule = contract.restatement
    if rule is None or rule.points is None:
        return None
    return any(clause.turns for clause in moved.clauses) or _by(moved) > rule.points


def _limit(contract: Contract, label: str, day: date) -> Iterator[Text]:
    until = corrected_until(contract, label)
    rule = contract.restatement
    if until is None or rule is None:
        return
    if day > until:
        yield Text(
            f"合同约定的更正时限（月末后 {rule.months} 个月）已于 {until} 届满，{day} 更正须双方另行同意。",
            f"The contract lets a month be corrected for {rule.months} months after its end: that ended on "
            f"{until}, and a correction on {day} takes the agreement of both sides.",
        )
    else:
        yield Text(f"合同约定可更正至 {until}。", f"By the contract it may be corrected until {until}.")


def _worth(contract: Contract, moved: MovedMonth) -> Iterator[Text]:
    rule, material = contract.restatement, is_material(contract, moved)
    if rule is None or rule.points is None or material is None:
        return
    turned = [clause.name for clause in moved.clauses if clause.turns]
    by, most = exact_text(_by(moved)), exact_text(rule.points)
    if turned:
        zh, en = "、".join(name.zh for name in turned), ", ".join(name.in_("en") for name in turned)
        yield Text(f"判定有变（{zh}）：达到更正起点。", f"A verdict turns ({en}): the change is material.")
    elif material:
        yield Text(
            f"总分变动 {by} 分，超过 {most} 分：达到更正起点。",
            f"The total moves by {by} points, more than {most}: the change is material.",
        )
    else:
        yield Text(
            f"判定不变，总分变动 {by} 分，不超过 {most} 分：按合同未达更正起点，是否更正由人决定。",
            f"No verdict turns and the total moves by {by} points, no more than {most}: by the contract the "
            "change is not material; whether to correct the month is a person's decision.",
        )


def _by(moved: MovedMonth) -> Fraction:
    """How far the total moves; 0 where one side has none."""
    if moved.total_before is None or moved.total_after is None:
        return Fraction(0)
    return abs(Fraction(moved.total_after) - Fraction(moved.total_before))

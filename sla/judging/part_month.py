"""A month of which only some days count: its volume floor taken by these days, where the contract says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.text import Text
from sla.terms.contract import Clause, Contract


def floor_in_part(contract: Contract, clause: Clause, label: str, exit_day: date | None = None) -> Clause:
    """The clause with its floor by the month's days of service, rounded up; the same where all are."""
    rule = contract.settlement.fee.part_month if contract.settlement else None
    month = contract.month_rule.month(label)
    if rule is None or not rule.floors or not clause.volume_floor:
        return clause
    days = rule.days_of(month, exit_day)
    return replace(clause, volume_floor=-(-clause.volume_floor * days // month.days))


def floor_words(clause: Clause, now: Clause) -> tuple[Text, ...]:
    """How the floor came about; nothing where it is the clause's own."""
    if now.volume_floor == clause.volume_floor:
        return ()
    return (
        Text(
            f"不足月，起评量按天折算：{clause.volume_floor} → {now.volume_floor}",
            f"Part of a month: volume floor by its days, {clause.volume_floor} → {now.volume_floor}",
        ),
    )

"""What approved supplementary agreements bring to a month's judging: days, targets, points and money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.money import Money
from core.text import Text
from services.contracts.asked import days_behind
from services.judging.relief_terms import Cell
from services.judging.supplement_terms import supplement_of
from sla.money.deductions import AgreedAmount
from sla.points.month import AgreedPoints
from sla.terms.contract import Clause, Contract
from sla.terms.supplement import Effect
from store.records import SupplementRecord


def cited(record: SupplementRecord) -> Text:
    """How an agreement is named wherever it counts: its number and what was agreed."""
    return Text(
        f"补充约定 {record.number}：{record.subject}",
        f"Supplementary agreement {record.number}: {record.subject}",
    )


def cells_in(contract: Contract, clause: Clause, label: str, record: SupplementRecord) -> list[Cell] | None:
    """The agreement's days that the clause's month looks at; None where it is about the whole month."""
    cells = supplement_of(record.terms).cells
    if not cells:
        return None
    months = days_behind(contract, clause.code, label)
    return [
        replace(cell, first=days.start, last=days.last_day) for cell in cells for days in cell.months(months)
    ]


def agreed_points(records: Iterable[SupplementRecord]) -> tuple[AgreedPoints, ...]:
    """The points they add or take."""
    return tuple(_points(records))


def agreed_amounts(records: Iterable[SupplementRecord], currency: str) -> tuple[AgreedAmount, ...]:
    """The amounts they add or take off."""
    return tuple(
        AgreedAmount(each.number, cited(each), Money(cents, currency))
        for each in records
        if each.effect is Effect.AMOUNT and (cents := supplement_of(each.terms).cents)
    )


def _points(records: Iterable[SupplementRecord]) -> Iterator[AgreedPoints]:
    for each in records:
        points = supplement_of(each.terms).points
        if each.effect is Effect.POINTS and points:
            yield AgreedPoints(each.number, cited(each), points)

"""A month judged twice, before and after: which figures, verdicts, points and money differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import Money
from core.text import Text
from core.verdict import Verdict
from services.house.as_json import exact, shown
from services.judging.judging import Scored
from services.judging.month_result import ClauseLine
from sla.judging.verdict import Judgement
from sla.money.settlement import Payable
from sla.points.month import MonthScore
from sla.terms.contract import Contract


@dataclass(frozen=True)
class JudgedMonth:
    """One of the two: every clause judged, with the points and money it came to."""

    lines: Sequence[ClauseLine]
    score: MonthScore | None
    settled: Payable | None

    @staticmethod
    def of(lines: Sequence[ClauseLine], points: Scored) -> JudgedMonth:
        """A month that was judged just now."""
        return JudgedMonth(lines, points.score, points.payable)

    @property
    def total(self) -> Decimal | None:
        """The month's points; None where the contract gives none."""
        return self.score.total if self.score else None

    @property
    def payable(self) -> Money | None:
        """What is to be paid; None where the contract settles nothing or the volume is not known."""
        return self.settled.payable if self.settled else None

    @property
    def points(self) -> dict[str, Decimal | None]:
        """The points of each clause that has any to earn."""
        return {item.clause: item.earned for item in self.score.items} if self.score else {}


@dataclass(frozen=True)
class MovedClause:
    """A clause before and after; None on the side where there is no such clause."""

    clause: str
    name: Text
    before: Judgement | None
    after: Judgement | None
    points_before: Decimal | None
    points_after: Decimal | None

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        """Before and after."""
        return _verdict(self.before), _verdict(self.after)

    @property
    def values(self) -> tuple[Fraction | None, Fraction | None]:
        """Before and after, exact, in the indicator's unit."""
        return _value(self.before), _value(self.after)

    @property
    def turns(self) -> bool:
        """Whether the verdict itself would be another."""
        before, after = self.verdicts
        return before is not after

    @property
    def is_moved(self) -> bool:
        """Whether its figure, verdict or points would be others."""
        before, after = self.values
        return self.turns or before != after or self.points_before != self.points_after

    def as_dict(self) -> dict[str, Any]:
        """The --json form; points and values as decimal text, as in `assess`."""
        return {
            "clause": self.clause,
            "value": [shown(value) for value in self.values],
            "verdict": [verdict.value if verdict else None for verdict in self.verdicts],
            "points": [exact(self.points_before), exact(self.points_after)],
        }


@dataclass(frozen=True)
class MovedMonth:
    """A contract's month before and after."""

    contract: str
    name: Text
    vendor: str
    label: str
    clauses: tuple[MovedClause, ...]
    total_before: Decimal | None
    total_after: Decimal | None
    #: A month that is closed stays as it was; only a corrected edition takes the new figures.
    is_final: bool
    payable_before: Money | None = None
    payable_after: Money | None = None
    #: What the contract says of correcting it, where it is final or was corrected.
    restated: tuple[Text, ...] = ()

    @property
    def moved(self) -> tuple[MovedClause, ...]:
        """The clauses that are not the same before and after."""
        return tuple(clause for clause in self.clauses if clause.is_moved)

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "contract": self.contract,
            "vendor": self.vendor,
            "period": self.label,
            "final": self.is_final,
            "total": [exact(self.total_before), exact(self.total_after)],
            "payable": [_amount(self.payable_before), _amount(self.payable_after)],
            "clauses": [clause.as_dict() for clause in self.clauses],
            **({"restatement": [said.as_dict() for said in self.restated]} if self.restated else {}),
        }


def moved_month(
    contract: Contract, label: str, before: JudgedMonth, after: JudgedMonth, *, is_final: bool
) -> MovedMonth:
    """The month with each of its clauses, moved or not: `after` in its order, then those that are gone."""
    return MovedMonth(
        contract.code,
        contract.name,
        contract.vendor,
        label,
        tuple(_clauses(before, after)),
        before.total,
        after.total,
        is_final,
        before.payable,
        after.payable,
    )


def _clauses(before: JudgedMonth, after: JudgedMonth) -> Iterator[MovedClause]:
    was = {line.clause.code: line for line in before.lines}
    becomes = {line.clause.code: line for line in after.lines}
    for code, line in {**becomes, **{code: was[code] for code in was if code not in becomes}}.items():
        old, new = was.get(code), becomes.get(code)
        yield MovedClause(
            code,
            line.name,
            old.judgement if old else None,
            new.judgement if new else None,
            before.points.get(code),
            after.points.get(code),
        )


def _verdict(judgement: Judgement | None) -> Verdict | None:
    return judgement.verdict if judgement else None


def _value(judgement: Judgement | None) -> Fraction | None:
    return judgement.value if judgement else None


def _amount(amount: Money | None) -> str | None:
    return str(amount.amount) if amount else None

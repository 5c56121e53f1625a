"""What trying a draft gives: months before and after, and what each change moves by itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from core.money import Money
from core.text import Text
from core.verdict import Verdict
from services.contracts.contract_changes import Change
from services.contracts.drafts import Draft
from services.house.as_json import exact, findings
from services.judging.moved import JudgedMonth, MovedMonth


class Why(StrEnum):
    """Why a month is not among those judged."""

    NO_FIGURES = "no_figures"
    NOT_GOVERNED = "not_governed"


@dataclass(frozen=True)
class Unjudged:
    """A month that was asked for and is not counted."""

    label: str
    why: Why


@dataclass(frozen=True)
class Effect:
    """What one change moves by itself, everything else as it is, over all the months that have it."""

    change: Change
    #: The months in which any verdict turns.
    turned: tuple[str, ...]
    #: Points more or less, summed over the months; None where no month has points on both sides.
    points: Decimal | None
    #: Money more or less; None where no month is settled on both sides.
    payable: Money | None

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "clause": self.change.clause or None,
            "name": self.change.name.as_dict(),
            "kind": self.change.kind.value,
            "terms": [term.as_dict() for term in self.change.terms],
            "turned": list(self.turned),
            "points": exact(self.points),
            "payable": _amount(self.payable),
        }


@dataclass(frozen=True)
class Sums:
    """The months together, of those that have the figure on both sides."""

    #: (mean total before, after), exact.
    totals: tuple[Fraction, Fraction] | None
    #: What is to be paid before and after.
    payable: tuple[Money, Money] | None
    #: Clause-months missed before and after.
    missed: tuple[int, int]


@dataclass(frozen=True)
class WhatIf:
    """Months of one contract as they are, and under the draft."""

    contract: str
    name: Text
    vendor: str
    draft: Draft
    months: tuple[MovedMonth, ...]
    effects: tuple[Effect, ...]
    unjudged: tuple[Unjudged, ...]

    @property
    def moved_months(self) -> tuple[MovedMonth, ...]:
        """The months that would not be the same, each with the clauses that moved."""
        changed = [replace(month, clauses=month.moved) for month in self.months]
        return tuple(
            month
            for month in changed
            if month.clauses
            or month.total_before != month.total_after
            or month.payable_before != month.payable_after
        )

    @property
    def sums(self) -> Sums:
        """All the months together."""
        return Sums(_mean_totals(self.months), _payable(self.months), _missed(self.months))

    @property
    def together(self) -> Money | None:
        """What the changes move together beyond what each moves alone; None where nothing is settled."""
        payable, alone = self.sums.payable, [e.payable for e in self.effects if e.payable is not None]
        if payable is None:
            return None
        before, after = payable
        return Money(after.cents - before.cents - sum(each.cents for each in alone), after.currency)

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        sums = self.sums
        return {
            "contract": self.contract,
            "vendor": self.vendor,
            "draft": self.draft.contract.version,
            "months": [month.as_dict() for month in self.months],
            "unjudged": [{"period": each.label, "why": each.why.value} for each in self.unjudged],
            "effects": [effect.as_dict() for effect in self.effects],
            "sums": {
                "mean_total": [exact(total) for total in sums.totals] if sums.totals else None,
                "payable": [_amount(each) for each in sums.payable] if sums.payable else None,
                "missed": list(sums.missed),
                "payable_together": _amount(self.together),
            },
            "findings": findings(self.draft.findings),
        }


@dataclass
class Effects:
    """Adds up, month by month, what each change moves by itself."""

    _found: dict[tuple[str, str], Effect] = field(default_factory=dict)

    def add(self, change: Change, month: MovedMonth, before: JudgedMonth, alone: JudgedMonth) -> None:
        """One month more."""
        key = (change.clause, change.kind.value)
        known = self._found.get(key) or Effect(change, (), None, None)
        turned = (*known.turned, month.label) if _turns(before, alone) else known.turned
        self._found[key] = Effect(
            change,
            turned,
            _plus(known.points, before.total, alone.total),
            _more(known.payable, before.payable, alone.payable),
        )

    def found(self) -> list[Effect]:
        """Every change, what moves most money first, then what moves most points."""
        return sorted(self._found.values(), key=_weight, reverse=True)


def _weight(effect: Effect) -> tuple[int, Decimal]:
    return abs(effect.payable.cents) if effect.payable else 0, abs(effect.points or Decimal(0))


def _turns(before: JudgedMonth, alone: JudgedMonth) -> bool:
    was = {line.clause.code: line.judgement.verdict for line in before.lines}
    return was != {line.clause.code: line.judgement.verdict for line in alone.lines}


def _plus(known: Decimal | None, before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if before is None or after is None:
        return known
    return (known or Decimal(0)) + after - before


def _more(known: Money | None, before: Money | None, after: Money | None) -> Money | None:
    if before is None or after is None or before.currency != after.currency:
        return known
    return Money((known.cents if known else 0) + after.cents - before.cents, after.currency)


def _mean_totals(months: tuple[MovedMonth, ...]) -> tuple[Fraction, Fraction] | None:
    both = [
        (Fraction(m.total_before), Fraction(m.total_after))
        for m in months
        if m.total_before is not None and m.total_after is not None
    ]
    if not both:
        return None
    return sum(before for before, _ in both) / Fraction(len(both)), sum(a for _, a in both) / Fraction(
        len(both)
    )


def _payable(months: tuple[MovedMonth, ...]) -> tuple[Money, Money] | None:
    both = [(m.payable_before, m.payable_after) for m in months if m.payable_before and m.payable_after]
    currencies = {each.currency for pair in both for each in pair}
    if len(currencies) != 1:
        return None
    (currency,) = currencies
    before, after = (sum(pair[side].cents for pair in both) for side in (0, 1))
    return Money(before, currency), Money(after, currency)


def _missed(months: tuple[MovedMonth, ...]) -> tuple[int, int]:
    pairs = [clause.verdicts for month in months for clause in month.clauses]
    before, after = (sum(pair[side] is Verdict.MISSED for pair in pairs) for side in (0, 1))
    return before, after


def _amount(amount: Money | None) -> str | None:
    return str(amount.amount) if amount is not None else None

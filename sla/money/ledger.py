"""The life of what is taken off a fee: from the month that drew it to the invoice, or back to the vendor.

Pure rules of the ledger (domain reference T2.7): what a final month draws, which state follows which, until
when a credit must be claimed, and what comes off by where an entry stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import IllegalTransitionError, WrongInputError
from core.money import Money
from core.text import Text
from core.workdays import DueDate, WorkCalendar
from sla.money.deductions import LineKind
from sla.money.settlement import Payable
from sla.money.shares import in_proportion
from sla.spoken import amount_words
from sla.terms.credits import ClaimFrom, Credits


class CreditState(StrEnum):
    """Where an entry of the ledger stands."""

    ACCRUED = "accrued"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    AGREED = "agreed"
    INVOICED = "invoiced"
    EARNED_BACK = "earned_back"
    TRUED_UP = "trued_up"
    LAPSED = "lapsed"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return CREDIT_STATE_NAMES[self]


CREDIT_STATE_NAMES: dict[CreditState, Text] = {
    CreditState.ACCRUED: Text("已计提", "Accrued"),
    CreditState.CLAIMED: Text("已主张", "Claimed"),
    CreditState.DISPUTED: Text("有争议", "Disputed"),
    CreditState.AGREED: Text("已确认", "Agreed"),
    CreditState.INVOICED: Text("已抵扣", "Set off"),
    CreditState.EARNED_BACK: Text("已返还", "Earned back"),
    CreditState.TRUED_UP: Text("已补差", "Trued up"),
    CreditState.LAPSED: Text("逾期失效", "Lapsed"),
}
_S = CreditState
_NEXT: dict[CreditState, frozenset[CreditState]] = {
    _S.ACCRUED: frozenset({_S.CLAIMED, _S.EARNED_BACK, _S.LAPSED}),
    _S.CLAIMED: frozenset({_S.DISPUTED, _S.AGREED, _S.EARNED_BACK}),
    _S.DISPUTED: frozenset({_S.CLAIMED, _S.AGREED}),
    _S.AGREED: frozenset({_S.INVOICED, _S.EARNED_BACK}),
    _S.INVOICED: frozenset({_S.EARNED_BACK, _S.TRUED_UP}),
    _S.EARNED_BACK: frozenset(),
    _S.TRUED_UP: frozenset({_S.EARNED_BACK, _S.TRUED_UP}),
    # Only for a claim that was made in time and is entered late.
    _S.LAPSED: frozenset({_S.CLAIMED}),
}
#: Where no claim is needed, what the month drew can be agreed, contested and set off as it is.
_UNCLAIMED = frozenset({_S.AGREED, _S.DISPUTED, _S.INVOICED})
_OVER = frozenset({_S.LAPSED, _S.EARNED_BACK})
_SET_OFF = frozenset({_S.INVOICED, _S.TRUED_UP})


@dataclass(frozen=True)
class Due:
    """What one line of a final month takes off the fee, its part of the caps applied."""

    kind: LineKind
    code: str
    name: Text
    amount: Money


@dataclass(frozen=True)
class Move:
    """One row of an entry's account."""

    state: CreditState
    #: What the entry comes to from here on.
    amount: Money
    #: The edition of the month that drew this amount; None where a person moved it.
    edition: int | None = None
    #: Part of the amount that is in dispute while the rest goes on.
    disputed_cents: int = 0


@dataclass(frozen=True)
class Account:
    """An entry with its rows, oldest first."""

    moves: tuple[Move, ...]
    #: Whether it comes off only once it was claimed.
    claim_needed: bool = False

    @property
    def state(self) -> CreditState:
        """Where it stands now."""
        return self.moves[-1].state

    @property
    def amount(self) -> Money:
        """What it comes to now."""
        return self.moves[-1].amount

    @property
    def part(self) -> Money:
        """The part in dispute while the rest goes on; 0 where none is, or the whole."""
        return Money(self.moves[-1].disputed_cents, self.amount.currency)

    @property
    def contested(self) -> Money:
        """What is in dispute, the whole or a part."""
        return self.amount if self.state is CreditState.DISPUTED else self.part

    @property
    def rest(self) -> Money:
        """What goes on beside the part in dispute."""
        return Money(self.amount.cents - self.part.cents, self.amount.currency)

    @property
    def drawn(self) -> Money:
        """What the last edition of the month drew, whatever was agreed since."""
        return next(move.amount for move in reversed(self.moves) if move.edition is not None)

    @property
    def owed(self) -> Money:
        """What comes off the fee by where it stands; a disputed amount is held back until it is decided."""
        gone = self.state in _OVER or (self.claim_needed and self.state is CreditState.ACCRUED)
        return Money(0, self.amount.currency) if gone else self.amount

    @property
    def next_states(self) -> frozenset[CreditState]:
        """The states that may follow; while a part is in dispute, the whole cannot be."""
        found = next_credit_states(self.state, self.claim_needed)
        return found - {CreditState.DISPUTED} if self.part.cents else found

    def redrawn(self, amount: Money, edition: int) -> Move | None:
        """The row a corrected edition adds; None where it draws the same, or nothing is open any more.

        What was set off already is trued up, a part in dispute stays so; what was not, is accrued anew.
        """
        if amount == self.drawn or self.state in _OVER:
            return None
        if self.state not in _SET_OFF:
            return Move(CreditState.ACCRUED, amount, edition)
        return Move(CreditState.TRUED_UP, amount, edition, min(self.part.cents, amount.cents))

    def part_disputed(self, part: Money) -> Move:
        """The row that parts what is in dispute from the rest, which stays where it stands.

        Refused where a dispute does not follow, and where `part` is nothing or the whole.
        """
        if CreditState.DISPUTED not in self.next_states:
            raise IllegalTransitionError(entity="credit", state=self.state, to=CreditState.DISPUTED)
        if not 0 < part.cents < self.amount.cents:
            raise WrongInputError("credit_part", amount=amount_words(part), most=amount_words(self.amount))
        return Move(self.state, self.amount, disputed_cents=part.cents)

    def part_decided(self, upheld: Money) -> Move:
        """The row that ends the dispute on a part: `upheld` of it stays, the other is given up.

        What was set off already is trued up.
        """
        if not 0 <= upheld.cents <= self.part.cents or not self.part.cents:
            raise WrongInputError("credit_amount", amount=amount_words(upheld), most=amount_words(self.part))
        left = Money(self.rest.cents + upheld.cents, self.amount.currency)
        trued = left != self.amount and self.state in _SET_OFF
        return Move(CreditState.TRUED_UP if trued else self.state, left)


def dues_of(payable: Payable) -> tuple[Due, ...]:
    """What each line really takes off: they add up to the fee before them less what is paid.

    Where the cap or the least payment cuts the sum, the lines share it in proportion, to the cent.
    """
    lines = [line for line in payable.deductions if line.amount.cents]
    off = Money(max(0, payable.after_coefficient.cents - payable.by_contract.cents), payable.gross.currency)
    amounts = [line.amount for line in lines]
    if lines and sum(each.cents for each in amounts) != off.cents:
        amounts = in_proportion(off, amounts)
    return tuple(
        Due(line.kind, line.code, line.name, amount) for line, amount in zip(lines, amounts, strict=True)
    )


def next_credit_states(state: CreditState, claim_needed: bool = False) -> frozenset[CreditState]:
    """The states that may follow, by whether a claim must come first."""
    free = state is CreditState.ACCRUED and not claim_needed
    return _NEXT[state] | _UNCLAIMED if free else _NEXT[state]


def credit_moved(state: CreditState, to: CreditState, claim_needed: bool = False) -> CreditState:
    """`to`, or a refusal where it does not follow `state`."""
    if to not in next_credit_states(state, claim_needed):
        raise IllegalTransitionError(entity="credit", state=state, to=to)
    return to


def is_claimed(rules: Credits | None, kind: LineKind) -> bool:
    """Whether the contract wants such an entry claimed: it says how long there is for a service credit."""
    return rules is not None and rules.claim_days is not None and kind.is_credit


def claim_until(
    rules: Credits | None, final_on: date, last_day: date, calendar: WorkCalendar
) -> DueDate | None:
    """The last day to claim a credit of a month that ended and became final on these days; None where the
    contract gives none."""
    if rules is None or rules.claim_days is None:
        return None
    start = last_day if rules.claim_from is ClaimFrom.MONTH_END else final_on
    return calendar.add(start, rules.claim_days)


def has_lapsed(state: CreditState, until: DueDate | None, day: date) -> bool:
    """Whether a credit was not claimed by that day in time: on the last day it still can be, and no date that
    rests on an unpublished calendar ends anything."""
    return state is CreditState.ACCRUED and until is not None and until.certain and day > until.day


def balance(accounts: Sequence[Account], currency: str) -> Money:
    """What these entries take off together, as they stand."""
    return Money(sum(each.owed.cents for each in accounts), currency)

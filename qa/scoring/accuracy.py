"""Accuracy by error class: by contact, for one contact with three errors is one bad contact, not three.

accuracy = 1 − (contacts with an error of the class) / (contacts where the class applies). Beside it the same
by opportunity, which is how non-critical errors are told. Never blended with the weighted score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from qa.form.kinds import ErrorClass
from qa.form.policies import WHOLE
from qa.scoring.receipt import LeftOut, Receipt

#: The shares of deficient and of undetermined cases that a correctness rate forgives (S89).
DEFICIENT_TOLERANCE, UNDETERMINED_TOLERANCE = Fraction(15, 100), Fraction(5, 100)


@dataclass(frozen=True)
class ClassCount:
    """One contact, one class: items that applied, items with an error, items nobody could tell."""

    opportunities: int = 0
    errors: int = 0
    undetermined: int = 0


@dataclass(frozen=True)
class Accuracy:
    """Several contacts, one class."""

    contacts: int
    with_error: int
    opportunities: int
    errors: int
    #: Contacts where nothing of the class could be told; they are in no base.
    undetermined: int

    @property
    def by_contact(self) -> Fraction | None:
        """Percent of contacts without an error; None where the class applied to none."""
        return _percent(self.contacts - self.with_error, self.contacts)

    @property
    def by_opportunity(self) -> Fraction | None:
        """Percent of opportunities without an error."""
        return _percent(self.opportunities - self.errors, self.opportunities)


def class_counts(receipt: Receipt) -> dict[ErrorClass, ClassCount]:
    """Class → what one audit says of it. An item below its full points is an error of its class."""
    counts: dict[ErrorClass, ClassCount] = {}
    for line in receipt.items:
        error_class = line.error_class
        if error_class is None or line.left_out not in (None, LeftOut.UNDETERMINED):
            continue
        told = counts.get(error_class, ClassCount())
        open_ = line.left_out is LeftOut.UNDETERMINED
        wrong = not open_ and line.earned < line.applicable
        counts[error_class] = ClassCount(
            told.opportunities + (not open_), told.errors + wrong, told.undetermined + open_
        )
    return counts


def accuracy(counts: Iterable[ClassCount]) -> Accuracy:
    """The accuracy of one class over its contacts: 120 with 14 errors in 9 of them are 92.50 % (GT-06)."""
    every = list(counts)
    told = [count for count in every if count.opportunities]
    return Accuracy(
        contacts=len(told),
        with_error=sum(bool(count.errors) for count in told),
        opportunities=sum(count.opportunities for count in told),
        errors=sum(count.errors for count in told),
        undetermined=sum(bool(count.undetermined) and not count.opportunities for count in every),
    )


@dataclass(frozen=True)
class Correctness:
    """Cases judged correct, wrong, deficient (incomplete, not wrong) or undetermined."""

    correct: int
    error: int
    deficient: int
    undetermined: int

    @property
    def cases(self) -> int:
        """All of them; what could not be told stays in the base."""
        return self.correct + self.error + self.deficient + self.undetermined

    @property
    def percent(self) -> Fraction | None:
        """Correct of all cases: 15 of 20 are 75 % (S89)."""
        return _percent(self.correct, self.cases)

    @property
    def percent_after_tolerance(self) -> Fraction | None:
        """The same, less the shares of deficient and of undetermined cases beyond what is forgiven; never
        below 0."""
        if self.percent is None:
            return None
        over = max(Fraction(0), Fraction(self.deficient, self.cases) - DEFICIENT_TOLERANCE)
        over += max(Fraction(0), Fraction(self.undetermined, self.cases) - UNDETERMINED_TOLERANCE)
        return max(Fraction(0), self.percent - over * WHOLE)


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(part * 100, whole) if whole else None

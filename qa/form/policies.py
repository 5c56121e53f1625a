"""The switches of a form: how items weigh, what does not apply, what is fatal, how a score is told.

They are part of the form's version, so a score can always be made again as it was made (AT-32).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text

#: A score that has everything and no bonus.
WHOLE = Fraction(100)


class WeightMode(StrEnum):
    """What makes one item count more than another."""

    #: Points earned of points possible.
    POINTS = "points"
    #: Every item has a weight of its own.
    QUESTION = "question"
    #: Every section has a weight, which its items share evenly.
    SECTION = "section"
    #: A section's weight multiplies the points of its items, earned and possible: a multiplier, no share.
    MULTIPLIER = "multiplier"
    #: Every item counts the same.
    NONE = "none"


class NaPolicy(StrEnum):
    """What an item that does not apply does to the score."""

    #: It leaves the base; the others keep their proportions. In SECTION mode within its section first.
    PROPORTIONAL = "exclude_proportional"
    #: It leaves the base; its weight is spread evenly over the others.
    EVEN = "exclude_even"
    #: It counts as fully earned.
    FULL = "count_full"
    #: It counts as its section does on average (the section keeps its weight).
    GROUP_MEAN = "group_mean"
    #: It counts as the form does on average.
    FORM_MEAN = "form_mean"
    #: It counts as the mean of its own possible answers.
    SCALE_MEAN = "scale_mean"
    #: It counts as nothing earned.
    ZERO = "zero"

    @property
    def excludes(self) -> bool:
        """Whether such an item leaves the base."""
        return self in (NaPolicy.PROPORTIONAL, NaPolicy.EVEN)


class Unanswered(StrEnum):
    """What an item without an answer is."""

    BLOCK = "block"
    NOT_APPLICABLE = "not_applicable"
    ZERO = "zero"


class FatalTrigger(StrEnum):
    """What makes an item fatally failed; the auditor may tick any item that can be fatal besides."""

    #: The auditor says so.
    TICKED = "ticked"
    #: An answer that the form marks as fatal.
    CHOSEN = "chosen"
    #: Any answer but the best: half marks fail too.
    BELOW_MAXIMUM = "below_maximum"
    #: Less than so many percent of the item's points.
    BELOW = "below"


class FatalScope(StrEnum):
    """What a fatal fault costs."""

    FORM = "form"
    SECTION = "section"
    #: Nothing: it is told, and neither score nor result changes.
    FLAG = "flag"


class FatalDisplay(StrEnum):
    """What becomes of the points: zero, or kept beside a failed result."""

    ZERO = "zero"
    KEEP = "keep"


class ItemFails(StrEnum):
    """When an item counts as failed for the count rules."""

    #: Nothing was earned.
    NOTHING = "nothing"
    BELOW_MAXIMUM = "below_maximum"


class Compared(StrEnum):
    """Which figure is held against the pass mark and the bands."""

    EXACT = "exact"
    ROUNDED = "rounded"


class Aggregate(StrEnum):
    """How the scores of several audits become one; contracts name which."""

    MEAN_OF_SCORES = "mean_of_scores"
    POOLED_POINTS = "pooled_points"
    VOLUME_WEIGHTED = "volume_weighted"


class Bonus(StrEnum):
    """Whether bonus items add to the score."""

    ADDS = "adds"
    NONE = "none"


class Commented(StrEnum):
    """Where an audit is logged only with a comment; what is fatal needs its reason anyway."""

    NONE = "none"
    FAILING = "failing"


@dataclass(frozen=True)
class CountRules:
    """A section with so many failed items fails; a form with so many failed sections fails."""

    items: int | None = None
    sections: int | None = None
    fails: ItemFails = ItemFails.NOTHING


@dataclass(frozen=True)
class Band:
    """A stretch of the score with a name; its end belongs to the next one, that of the last to itself."""

    code: str
    text: Text
    low: Fraction
    high: Fraction
    #: Whether its end belongs to it after all (Connect's thresholds hold on both ends).
    closed: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Policies:
    """Everything about scoring that two forms may do differently."""

    weights: WeightMode = WeightMode.POINTS
    na: NaPolicy = NaPolicy.PROPORTIONAL
    unanswered: Unanswered = Unanswered.BLOCK
    fatal_scope: FatalScope = FatalScope.FORM
    fatal_display: FatalDisplay = FatalDisplay.ZERO
    #: Points everybody starts from, where the items only take off.
    base: Fraction = Fraction(0)
    bonus: Bonus = Bonus.ADDS
    #: The most and the least a score can be, in percent; None: no such end.
    cap: Fraction | None = None
    floor: Fraction | None = None
    #: Whether the critical items are told as a second score.
    critical_score: bool = False
    counts: CountRules = CountRules()
    bands: tuple[Band, ...] = ()
    #: What the weights add up to, where the form says so; held against them.
    weights_total: Fraction | None = None
    #: Digits a score is shown with.
    digits: int = 2
    compared: Compared = Compared.EXACT
    aggregate: Aggregate = Aggregate.MEAN_OF_SCORES
    comments: Commented = Commented.NONE


USUAL = Policies()


def band_of(bands: Sequence[Band], score: Fraction | None) -> Band | None:
    """The band a score lies in; None where there is no score (AT-53). A score under the first is in it."""
    if score is None or not bands:
        return None
    for band in bands[:-1]:
        if score < band.high or (band.closed and score == band.high):
            return band
    return bands[-1]

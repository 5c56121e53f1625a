"""Facts with a known answer: three vendors, twelve months, eight ratios of a contract, and edges.

Seeded, so the same in every run; most figures lie close to their target, where a tool can go wrong. What is
true of each is told with fractions and nothing else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

SEED = 20261122
VENDORS, MONTHS = ("A", "B", "C"), range(1, 13)


@dataclass(frozen=True)
class Promise:
    """One clause: part of whole against a target share, in the indicator that counts them."""

    indicator: str
    part: str
    whole: str
    target: Fraction
    more_is_better: bool = True
    #: Its code in the contract, where that is not the indicator's.
    named: str | None = None

    @property
    def code(self) -> str:
        """Its code in the contract."""
        return self.named or self.indicator

    @property
    def scale(self) -> int:
        """Percent, or per ten thousand."""
        return 10_000 if self.indicator == "COMPLAINT_10K" else 100


@dataclass(frozen=True)
class Fact:
    """What was counted, and the answer: 'met', 'missed', 'no_volume', 'not_reported' or 'invalid'."""

    name: str
    promise: Promise
    part: int | None
    whole: int | None

    @property
    def answer(self) -> str:
        """What is true of it, by fractions."""
        if self.part is None or self.whole is None:
            return "not_reported"
        if not self.whole:
            return "no_volume"
        if not 0 <= self.part <= self.whole:
            return "invalid"
        rate = Fraction(self.part, self.whole)
        kept = rate >= self.promise.target if self.promise.more_is_better else rate <= self.promise.target
        return "met" if kept else "missed"


ANSWERED = Promise("ANSWER_RATE", "answered", "offered", Fraction(95, 100))
ABANDONED = Promise("ABANDON_RATE", "abandoned", "offered", Fraction(5, 100), more_is_better=False)
SATISFIED = Promise("CSAT", "satisfied", "survey_replied", Fraction(80, 100))
COMPLAINED = Promise(
    "COMPLAINT_10K", "valid_complaints", "answered", Fraction(3, 10_000), more_is_better=False
)
#: The same indicator held against a target far beyond the digits others round to; only among the edges.
RARELY = Promise(
    "COMPLAINT_10K", "valid_complaints", "answered", Fraction(2, 10_000_000), False, "COMPLAINT_RARE"
)
TRAINED = Promise("TRAIN_COVERAGE", "trainees_attended", "trainees_required", Fraction(1))
PROMISES = (
    ANSWERED,
    ABANDONED,
    SATISFIED,
    COMPLAINED,
    TRAINED,
    Promise("QA_PASS", "audits_passed", "audits", Fraction(95, 100)),
    Promise("TICKET_TIMELY", "tickets_on_time", "tickets_due", Fraction(98, 100)),
    Promise("INVITE_RATE", "survey_sent", "answered", Fraction(75, 100)),
)
EDGES = (
    Fact("nothing happened", ANSWERED, 0, 0),
    Fact("nothing was reported", ANSWERED, None, None),
    Fact("4,999 of 5,000 against 100 %", TRAINED, 4_999, 5_000),
    Fact("5,000 of 5,000 against 100 %", TRAINED, 5_000, 5_000),
    Fact("3.5 complaints per 10,000 against 3", COMPLAINED, 35, 100_000),
    Fact("3 complaints per 10,000 against 3", COMPLAINED, 3, 10_000),
    Fact("79.9996 % against 80 %", SATISFIED, 199_999, 250_000),
    Fact("7,999,996 of 10,000,000 against 80 %", SATISFIED, 7_999_996, 10_000_000),
    Fact("3 complaints of 10,000,000 against 2", RARELY, 3, 10_000_000),
    Fact("2 complaints of 10,000,000 against 2", RARELY, 2, 10_000_000),
    Fact("101 of 100", ANSWERED, 101, 100),
    Fact("102 of 100", ANSWERED, 102, 100),
    Fact("50 abandoned of 1,000 against 5 %", ABANDONED, 50, 1_000),
    Fact("no complaint of 20,000", COMPLAINED, 0, 20_000),
)


def facts() -> list[Fact]:
    """The 288 of an ordinary year, about one in six missed."""
    draw = random.Random(SEED)
    return [
        _fact(draw, f"{vendor} 2026-{month:02} {promise.code}", promise)
        for vendor, month, promise in product(VENDORS, MONTHS, PROMISES)
    ]


def _fact(draw: random.Random, name: str, promise: Promise) -> Fact:
    """A whole of some size and a part that lies a few on this or that side of the target."""
    whole = draw.randrange(20_000, 60_000) if promise.scale > 100 else draw.randrange(200, 20_000)
    at_target = promise.target * whole
    beyond = draw.randrange(1, 5) if draw.random() < 1 / 6 else -draw.randrange(0, 8)
    part = int(at_target) + (beyond if not promise.more_is_better else 1 - beyond)
    return Fact(name, promise, max(0, min(whole, part)), whole)

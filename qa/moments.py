"""What a customer keeps of a call: its worst point, its ending, and how it was spoken to.

People remember the worst moment of an experience and its end, not its average (peak–end rule).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from core.text import Text
from qa.form.kinds import FORBIDDEN_BEHAVIOURS, Phase
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.scoring.receipt import ItemScore, Receipt


class Ending(StrEnum):
    """How the call left the customer."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


ENDINGS: Mapping[Ending, Text] = {
    Ending.GOOD: Text("满意收尾", "Good"),
    Ending.NEUTRAL: Text("平淡收尾", "Neither"),
    Ending.BAD: Text("不欢而散", "Bad"),
}
#: Said where no moment of a call stood out.
NO_WORST = "none"


@dataclass(frozen=True)
class Moments:
    """What the auditor noted of a call beside the form."""

    #: The item at which the call was worst; NO_WORST where nothing stood out, empty where nothing was said.
    worst: str = ""
    ending: Ending | None = None
    #: Codes of the forbidden behaviours heard anywhere in the call.
    behaviours: tuple[str, ...] = ()
    #: Another behaviour, in words.
    other: str = ""

    def stored(self) -> dict[str, Any] | None:
        """As an audit keeps it; None where nothing was noted."""
        kept: dict[str, Any] = {
            "worst": self.worst,
            "ending": self.ending.value if self.ending else None,
            "behaviours": list(self.behaviours),
            "other": self.other.strip(),
        }
        return {name: value for name, value in kept.items() if value} or None


def moments_of(stored: Mapping[str, Any] | None) -> Moments:
    """The same, read back."""
    said = (stored or {}).get
    ending = said("ending")
    return Moments(
        said("worst") or "",
        Ending(ending) if ending else None,
        tuple(said("behaviours") or ()),
        said("other") or "",
    )


@dataclass(frozen=True)
class Call:
    """One audited call, with what the report reads of it."""

    form: AuditForm
    receipt: Receipt
    answers: Mapping[str, Answer]
    moments: Moments


@dataclass(frozen=True)
class Remembered:
    """What customers keep of some calls."""

    calls: int
    #: Part of the contact → points earned and possible, added up over the calls.
    phases: Mapping[Phase, tuple[Fraction, Fraction]] = field(default_factory=dict)
    #: (form, item) → how many calls were worst there.
    worst: Mapping[tuple[str, str], int] = field(default_factory=dict)
    #: Calls where nothing stood out.
    even: int = 0
    endings: Mapping[Ending, int] = field(default_factory=dict)
    #: Forbidden behaviour → calls it was heard on; and the calls with any of them.
    behaviours: Mapping[str, int] = field(default_factory=dict)
    misbehaved: int = 0
    others: Sequence[str] = ()


def worst_of(call: Call) -> str:
    """The worst point as the auditor named it; else the item that lost the largest share of its points, the
    first where several did; NO_WORST where nothing was lost."""
    if call.moments.worst:
        return call.moments.worst
    lost = [(1 - line.earned / line.applicable, line.item) for line in call.receipt.items if line.applicable]
    most = max((share for share, _item in lost), default=Fraction(0))
    return next((item for share, item in lost if share == most), NO_WORST) if most > 0 else NO_WORST


def behaviours_of(call: Call) -> frozenset[str]:
    """The forbidden behaviours heard, wherever they were noted."""
    picked = {code for answer in call.answers.values() for code in answer.behaviours}
    return frozenset(picked | set(call.moments.behaviours)) & FORBIDDEN_BEHAVIOURS.keys()


def remembered(calls: Sequence[Call]) -> Remembered:
    """The calls together: points pooled by part of the contact, the rest counted call by call."""
    worst: Counter[tuple[str, str]] = Counter()
    endings: Counter[Ending] = Counter()
    behaviours: Counter[str] = Counter()
    points: dict[Phase, tuple[Fraction, Fraction]] = {}
    for call in calls:
        worst[(call.form.code, worst_of(call))] += 1
        behaviours.update(behaviours_of(call))
        if call.moments.ending:
            endings[call.moments.ending] += 1
        for phase, line in _by_phase(call):
            earned, possible = points.get(phase, (Fraction(0), Fraction(0)))
            points[phase] = (earned + line.earned, possible + line.applicable)
    even = sum(n for (_form, item), n in worst.items() if item == NO_WORST)
    named = {place: n for place, n in worst.most_common() if place[1] != NO_WORST}
    return Remembered(
        len(calls),
        {phase: points[phase] for phase in Phase if phase in points},
        named,
        even,
        {ending: endings[ending] for ending in Ending if ending in endings},
        dict(behaviours.most_common()),
        sum(bool(behaviours_of(call)) for call in calls),
        [call.moments.other for call in calls if call.moments.other],
    )


def _by_phase(call: Call) -> Iterable[tuple[Phase, ItemScore]]:
    """The scored lines with the part of the contact their item is tagged with."""
    for line in call.receipt.items:
        item = call.form.item(line.item)
        if item is not None and item.phase is not None and line.applicable:
            yield item.phase, line

"""Two organisations' audits of the same calls: how far their scores lie apart, and where they disagree.

The vendor (or an agency) first, ours second: above 0 the vendor is the milder. Which answers meet is decided
by what they come to (core/audit_answer.py), for two forms never have the same choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.audit_answer import AuditAnswer
from qa.agreement.deviation import BlandAltman, Pair, bland_altman, deviation, within
from qa.agreement.kappa import agreed, cohen, pabak, table_of

#: Below so many calls a bias or a κ is said to rest on too few (4.1: the usual calibration has 3 to 5).
ENOUGH = 10
_MARKS = ("yes", "no")
#: What an answer is worth, to say who is the milder; N/A is worth nothing either way.
_WORTH = {
    AuditAnswer.FULL: Fraction(1),
    AuditAnswer.PART: Fraction(1, 2),
    AuditAnswer.NONE: Fraction(0),
    AuditAnswer.FATAL: Fraction(-1),
}


@dataclass(frozen=True)
class Audited:
    """One side's audit of a call, as far as it tells."""

    points: Fraction | None = None
    passed: bool | None = None
    fatal: bool | None = None
    #: form/item → answer.
    answers: Mapping[str, AuditAnswer] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreed:
    """Two sides' yes or no, or answers to one item, over the calls that both have it of."""

    n: int
    #: The share both say the same of, and κ of it; None where κ is not defined.
    share: Fraction
    kappa: Fraction | None
    #: 2·po − 1, of two answers only: says whether κ is low because nearly all is one answer.
    pabak: Fraction | None = None
    #: Calls of which the vendor's answer is worth more than ours, and less.
    milder: int = 0
    stricter: int = 0


@dataclass(frozen=True)
class SameCalls:
    """What both say of the calls both have audited."""

    n: int
    #: Of those with a score on both sides.
    scored: int
    bias: BlandAltman | None
    mean_off: Fraction | None
    within_5: Fraction | None
    within_10: Fraction | None
    passed: Agreed | None
    #: Whether it is free of fatal errors.
    fatal_free: Agreed | None
    #: form/item → how far the answers agree; those apart the most first.
    items: Mapping[str, Agreed]

    @property
    def is_little(self) -> bool:
        """Whether it rests on too few calls to speak of anybody's habits."""
        return self.scored < ENOUGH


def same_calls(pairs: Sequence[tuple[Audited, Audited]]) -> SameCalls:
    """Their audit and ours of each call."""
    scores = list(_scores(pairs))
    return SameCalls(
        len(pairs),
        len(scores),
        bland_altman(scores),
        deviation(scores),
        within(scores, 5),
        within(scores, 10),
        _marks([(theirs.passed, ours.passed) for theirs, ours in pairs]),
        _marks([(_free(theirs), _free(ours)) for theirs, ours in pairs]),
        _items(pairs),
    )


def _scores(pairs: Sequence[tuple[Audited, Audited]]) -> Iterator[Pair]:
    for theirs, ours in pairs:
        if theirs.points is not None and ours.points is not None:
            yield theirs.points, ours.points


def _free(audited: Audited) -> bool | None:
    return None if audited.fatal is None else not audited.fatal


def _marks(pairs: Sequence[tuple[bool | None, bool | None]]) -> Agreed | None:
    told = [(one, other) for one, other in pairs if one is not None and other is not None]
    said = [(_MARKS[not one], _MARKS[not other]) for one, other in told]
    if not said:
        return None
    table = table_of([one for one, _ in said], [other for _, other in said], _MARKS)
    share = agreed(table)
    assert share is not None
    return Agreed(len(said), share, cohen(table), pabak(table), table[0][1], table[1][0])


def _items(pairs: Sequence[tuple[Audited, Audited]]) -> Mapping[str, Agreed]:
    answers: dict[str, list[tuple[AuditAnswer, AuditAnswer]]] = {}
    for theirs, ours in pairs:
        for item in theirs.answers.keys() & ours.answers.keys():
            answers.setdefault(item, []).append((theirs.answers[item], ours.answers[item]))
    found = {item: _item(said) for item, said in answers.items()}
    return dict(sorted(found.items(), key=lambda each: (each[1].share, -each[1].n, each[0])))


def _item(said: Sequence[tuple[AuditAnswer, AuditAnswer]]) -> Agreed:
    table = table_of([one for one, _ in said], [other for _, other in said], list(AuditAnswer))
    share = agreed(table)
    assert share is not None
    worth = [(_WORTH[one], _WORTH[other]) for one, other in said if one in _WORTH and other in _WORTH]
    milder, stricter = sum(a > b for a, b in worth), sum(a < b for a, b in worth)
    return Agreed(len(said), share, cohen(table), None, milder, stricter)

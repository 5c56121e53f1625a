"""What a calibration session came to: agreement and deviation first, question by question, rater by rater."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from qa.agreement.deviation import Pair, deviation, leniency, within
from qa.calibration.marks import Mark, Rater, Side, held_against, is_across
from qa.form.terms import AuditForm

#: What is usually asked of a session (china_practice 5.3): points of deviation on average and at most.
MEAN_GOAL, MOST_GOAL = 3, 5
#: Share of answers alike from which a session is held to be calibrated; domain reference 3.5.
AGREED_GOAL = Fraction(85, 100)
#: A question on which more pairs than that differ is talked about first.
TALK_ABOVE = Fraction(10, 100)


@dataclass(frozen=True)
class Question:
    """One item: how many pairs of answers there are, and how many are alike."""

    item: str
    pairs: int
    alike: int
    #: Call → rater → what was said.
    said: Mapping[str, Mapping[str, str]]

    @property
    def share(self) -> Fraction | None:
        """The share of pairs alike; None where nobody answered it twice."""
        return Fraction(self.alike, self.pairs) if self.pairs else None

    @property
    def talk(self) -> bool:
        """Whether more than a tenth of the pairs differ."""
        return self.share is not None and 1 - self.share > TALK_ABOVE


@dataclass(frozen=True)
class Leaning:
    """How one rater scores beside the standard, or beside the mean of the others where there is none."""

    rater: Rater
    #: Calls it rests on.
    calls: int
    #: Mean signed deviation in points: above 0 the rater is the milder one.
    bias: Fraction | None
    deviation: Fraction | None


@dataclass(frozen=True)
class Compared:
    """Marks of one session side by side."""

    form: AuditForm
    raters: tuple[Rater, ...]
    calls: tuple[str, ...]
    marks: Mapping[tuple[str, str], Mark]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The items somebody was asked, in the form's order."""
        asked = {item for mark in self.marks.values() for item in mark.said}
        items = [item.code for _s, item in self.form.items() if item.code in asked]
        return tuple(self._question(item) for item in items)

    @property
    def agreement(self) -> Fraction | None:
        """The share of all pairs of answers that are alike."""
        pairs = sum(question.pairs for question in self.questions)
        return Fraction(sum(question.alike for question in self.questions), pairs) if pairs else None

    def answers_of_call(self, call: str) -> tuple[int, int]:
        """Pairs alike, and pairs, of one call."""
        both = [(one, other) for one, other in self._met(call)]
        alike = sum(one.said[i] == other.said[i] for one, other in both for i in _shared(one, other))
        return alike, sum(len(_shared(one, other)) for one, other in both)

    @cached_property
    def score_pairs(self) -> tuple[Pair, ...]:
        """Scores that are held against each other, call by call: the vendor's mean and our standard where
        both companies score; else rater by rater."""
        if is_across(self.raters):
            found = [sides_of(self.raters, self.of_call(call)) for call in self.calls]
            return tuple(pair for pair in found if pair is not None)
        met = [(one.total, other.total) for call in self.calls for one, other in self._met(call)]
        return tuple((one, other) for one, other in met if one is not None and other is not None)

    @property
    def deviation(self) -> Fraction | None:
        """The mean absolute deviation in points."""
        return deviation(self.score_pairs)

    @property
    def bias(self) -> Fraction | None:
        """The mean signed deviation; None where neither is the standard of the other."""
        directed = is_across(self.raters) or any(rater.is_master for rater in self.raters)
        return leniency(self.score_pairs) if directed else None

    @property
    def largest(self) -> Fraction | None:
        """The largest deviation on one call."""
        return max((abs(one - other) for one, other in self.score_pairs), default=None)

    def within(self, points: int) -> Fraction | None:
        """The share of scores at most so many points apart."""
        return within(self.score_pairs, points)

    @property
    def fatal_alike(self) -> tuple[int, int]:
        """Calls on which all found the same fatal faults, of those that two or more scored."""
        told = [{mark.fatal for mark in self.of_call(call).values()} for call in self._scored_twice()]
        return sum(len(each) == 1 for each in told), len(told)

    @property
    def goals(self) -> dict[str, bool]:
        """What is usually asked, and whether it holds; empty before anything is comparable."""
        if self.deviation is None or self.largest is None or self.agreement is None:
            return {}
        alike, every = self.fatal_alike
        return {
            "mean": self.deviation <= MEAN_GOAL,
            "most": self.largest <= MOST_GOAL,
            "agreed": self.agreement >= AGREED_GOAL,
            "fatal": alike == every,
        }

    @cached_property
    def leanings(self) -> tuple[Leaning, ...]:
        """Every rater but the master, in their order."""
        return tuple(self._leaning(rater) for rater in self.raters if not rater.is_master)

    def of_call(self, call: str) -> dict[str, Mark]:
        """Rater → mark of one call."""
        found = {rater.key: self.marks.get((rater.key, call)) for rater in self.raters}
        return {key: mark for key, mark in found.items() if mark is not None}

    def _scored_twice(self) -> list[str]:
        return [call for call in self.calls if len(self.of_call(call)) > 1]

    def _met(self, call: str) -> list[tuple[Mark, Mark]]:
        mine = self.of_call(call)
        return [
            (mine[one.key], mine[other.key])
            for one, other in held_against(self.raters)
            if one.key in mine and other.key in mine
        ]

    def _question(self, item: str) -> Question:
        met = [pair for call in self.calls for pair in self._met(call) if item in _shared(*pair)]
        said = {
            call: {key: mark.said[item] for key, mark in self.of_call(call).items() if item in mark.said}
            for call in self.calls
        }
        return Question(item, len(met), sum(a.said[item] == b.said[item] for a, b in met), said)

    def _leaning(self, rater: Rater) -> Leaning:
        found = [self._beside(rater, call) for call in self.calls]
        pairs = [pair for pair in found if pair is not None]
        return Leaning(rater, len(pairs), leniency(pairs), deviation(pairs))

    def _beside(self, rater: Rater, call: str) -> Pair | None:
        mine = self.of_call(call)
        own = mine[rater.key].total if rater.key in mine else None
        masters = [each.key for each in self.raters if each.is_master]
        keys = masters or [each.key for each in self.raters if each is not rater]
        others = mean_of(mine, keys)
        return None if own is None or others is None else (own, others)


def compared(
    form: AuditForm, raters: Sequence[Rater], calls: Sequence[str], marks: Sequence[Mark]
) -> Compared:
    """The marks of a session, whoever is missing left out."""
    return Compared(form, tuple(raters), tuple(calls), {(mark.rater, mark.call): mark for mark in marks})


def sides_of(raters: Sequence[Rater], of_call: Mapping[str, Mark]) -> Pair | None:
    """The vendor's score of a call and ours: the mean of its raters, and the master's or the mean of ours."""
    ours = [rater for rater in raters if rater.side is Side.CLIENT]
    standard = [rater.key for rater in ours if rater.is_master] or [rater.key for rater in ours]
    theirs = [rater.key for rater in raters if rater.side is Side.VENDOR]
    one, other = mean_of(of_call, theirs), mean_of(of_call, standard)
    return None if one is None or other is None else (one, other)


def mean_of(of_call: Mapping[str, Mark], keys: Sequence[str]) -> Fraction | None:
    """The mean score of these raters; None where none of them has one."""
    totals = [total for key in keys if key in of_call and (total := of_call[key].total) is not None]
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def _shared(one: Mark, other: Mark) -> list[str]:
    """The items both were asked."""
    return [item for item in one.said if item in other.said]

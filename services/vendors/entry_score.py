"""The sums of a choice between candidates: means of named people's scores, weighted, ranked, with a trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core.text import Text
from sla.exact import exact_text, shown_text
from store.records import EntryScoreRecord


@dataclass(frozen=True)
class Criterion:
    """One line of the list: what is looked at and how much it weighs beside the others."""

    code: str
    name: Text
    weight: Fraction


@dataclass(frozen=True)
class CriterionScore:
    """What a candidate got on one criterion: the last score of each person, and their mean."""

    criterion: Criterion
    scores: tuple[EntryScoreRecord, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean of the people's scores; None before the first."""
        return sum(map(_score, self.scores), Fraction(0)) / len(self.scores) if self.scores else None


@dataclass(frozen=True)
class CandidateTotal:
    """A candidate's lines, and the total where every criterion was scored."""

    candidate: str
    lines: tuple[CriterionScore, ...]
    #: 1 is best; candidates with the same total share it; None while the total is incomplete.
    rank: int | None = None

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """The criteria nobody has scored yet."""
        return tuple(line.criterion for line in self.lines if not line.scores)

    @property
    def total(self) -> Fraction | None:
        """Σ weight × mean ÷ Σ weight, exact; None while a criterion is missing."""
        weights = sum((line.criterion.weight for line in self.lines), Fraction(0))
        means = [line.mean for line in self.lines]
        if self.missing or not weights:
            return None
        weighted = zip(self.lines, means, strict=True)
        return sum((line.criterion.weight * (mean or 0) for line, mean in weighted), Fraction(0)) / weights

    @property
    def trace(self) -> tuple[Text, ...]:
        """How the total came about, a sentence a step."""
        steps = [_line_step(line) for line in self.lines if line.scores]
        if self.total is None:
            names = self.missing
            zh, en = "、".join(each.name.zh for each in names), ", ".join(each.name.en for each in names)
            return (*steps, Text(f"未评分：{zh}，暂无总分", f"Not scored yet: {en}; no total"))
        return (*steps, _total_step(self))


def ranked(
    criteria: Sequence[Criterion], candidates: Sequence[str], scores: Sequence[EntryScoreRecord]
) -> list[CandidateTotal]:
    """The candidates by their totals, the best first, those without a total last in the order given.

    `scores` in the order they were given: of one person's on one criterion the last counts.
    """
    last = {(each.candidate, each.criterion, each.scored_by): each for each in scores}
    totals = [_total(criteria, candidate, last) for candidate in candidates]
    values = [total.total for total in totals if total.total is not None]
    placed = [
        replace(total, rank=None if total.total is None else 1 + sum(v > total.total for v in values))
        for total in totals
    ]
    return sorted(placed, key=lambda total: (total.rank is None, total.rank or 0))


def _total(
    criteria: Sequence[Criterion],
    candidate: str,
    last: Mapping[tuple[str, str, str], EntryScoreRecord],
) -> CandidateTotal:
    lines = [
        CriterionScore(
            criterion,
            tuple(
                each
                for (whose, what, _by), each in last.items()
                if (whose, what) == (candidate, criterion.code)
            ),
        )
        for criterion in criteria
    ]
    return CandidateTotal(candidate, tuple(lines))


def _line_step(line: CriterionScore) -> Text:
    name, mean = line.criterion.name, exact_text(line.mean or 0)
    given = [(each.scored_by, exact_text(each.score)) for each in line.scores]
    zh = "、".join(f"{who} {score}" for who, score in given)
    en = ", ".join(f"{who} {score}" for who, score in given)
    weight = exact_text(line.criterion.weight)
    return Text(
        f"{name.zh}：{zh}，平均 {mean}，权重 {weight}", f"{name.en}: {en}; mean {mean}, weight {weight}"
    )


def _total_step(total: CandidateTotal) -> Text:
    parts = [(exact_text(line.criterion.weight), exact_text(line.mean or 0)) for line in total.lines]
    sums = " + ".join(f"{weight} × {mean}" for weight, mean in parts)
    weights = exact_text(sum((line.criterion.weight for line in total.lines), Fraction(0)))
    exact, shown = exact_text(total.total or 0), shown_text(total.total or 0)
    said = f"({sums}) ÷ {weights} = {exact}" + ("" if exact == shown else f" ≈ {shown}")
    return Text(f"总分：{said}", f"Total: {said}")


def _score(record: EntryScoreRecord) -> Fraction:
    return Fraction(record.score)

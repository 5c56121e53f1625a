"""A clause split by day: each part of the month by its own version, the part furthest short decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core.tally import Flag
from core.text import Text
from core.verdict import LOOKS, Verdict
from sla.judging.relief_words import aim_words, figure_words
from sla.judging.verdict import Judgement
from sla.spoken import value_words
from sla.terms.cut import DayPart
from sla.terms.indicator import Formula, formula_text

#: Worse before better: a part whose counts contradict each other leaves no figure of the month at all.
_ORDER = (Verdict.INVALID, Verdict.MISSED, Verdict.BELOW_TARGET, Verdict.MET)


@dataclass(frozen=True)
class JudgedPart:
    """One part of the month with what became of it."""

    part: DayPart
    formula: Formula
    judgement: Judgement


def deciding(parts: Sequence[JudgedPart]) -> JudgedPart | None:
    """The part whose verdict counts: missed before met, of alike ones the one furthest short of its target.

    None where no part has volume."""
    there = [each for each in parts if each.judgement.verdict in _ORDER]
    return min(there, key=_standing, default=None)


def together(whole: Judgement, parts: Sequence[JudgedPart], decides: JudgedPart) -> Judgement:
    """The month's judgement: the deciding part's, with what the whole month says of how complete it is."""
    flags = whole.flags - {Flag.OVER_SERVED} | decides.judgement.flags
    flags |= {Flag.PROVISIONAL} & frozenset().union(*(each.judgement.flags for each in parts))
    origins = {origin for each in parts for origin in each.judgement.origins}
    return replace(
        decides.judgement,
        flags=flags,
        coverage=whole.coverage,
        origins=tuple(sorted(origins)),
        steps=(*(part_words(each, each is decides) for each in parts), *decides.judgement.steps),
    )


def part_words(each: JudgedPart, decides: bool) -> Text:
    """One part in full: its days, version, formula, counts, target and verdict."""
    days, said = each.part.days, formula_text(each.formula)
    judgement, word = each.judgement, LOOKS[each.judgement.verdict].word
    zh = f"{days.start} 至 {days.last_day}（{days.days} 天，第 {each.part.version} 版，口径：{said.zh}）："
    en = f"{days.start} to {days.last_day} ({days.days} days, version {each.part.version}, as {said.en}): "
    if judgement.value is None:
        return Text(f"{zh}{word.zh}，不计入判定", f"{en}{word.en.lower()}, left out of the judgement")
    figure, aim, least = figure_words(judgement), aim_words(judgement), _least(judgement)
    zh, en = (
        f"{zh}{figure.zh}{aim.zh}{least.zh}：{word.zh}",
        f"{en}{figure.en}{aim.en}{least.en}: {word.en.lower()}",
    )
    return Text(f"{zh}；以此段判定", f"{en}; it decides") if decides else Text(zh, en)


def _standing(each: JudgedPart) -> tuple[int, Fraction]:
    judgement = each.judgement
    return _ORDER.index(judgement.verdict), judgement.gap or Fraction(0)


def _least(judgement: Judgement) -> Text:
    """「，最低 85%」; nothing where the part has no minimum."""
    if judgement.minimum is None or judgement.minimum_high is not None:
        return Text("", "")
    least = value_words(judgement.minimum, judgement.unit)
    return Text(f"，最低 {least.zh}", f", minimum {least.en}")

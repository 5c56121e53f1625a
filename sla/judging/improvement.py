"""The target that continuous improvement proposes, from frozen months alone: exact, and step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rounding import RoundingMode, rounded
from core.text import Text
from sla.spoken import difference_words, percent_words, value_words
from sla.terms.contract import Comparison
from sla.terms.definition import Unit
from sla.terms.improvement import Improvement

_LESS = (Comparison.AT_MOST, Comparison.LESS)
_WHOLE = Fraction(100)


@dataclass(frozen=True)
class Improved:
    """What is proposed, and how; the present target where nothing better follows."""

    target: Fraction
    steps: tuple[Text, ...]


def improved(
    rule: Improvement,
    comparison: Comparison,
    target: Fraction,
    months: Sequence[tuple[str, Fraction]],
    unit: Unit,
) -> Improved | None:
    """The target the closed months (month, figure) lead to; None while there are fewer than the rule needs.

    Of more months the last ones count. It never asks for less than the present target.
    """
    counted = list(months)[-rule.among :]
    if len(counted) < rule.among:
        return None
    less = comparison in _LESS
    best = sorted(counted, key=lambda each: each[1], reverse=not less)[: rule.best]
    mean = sum((value for _, value in best), Fraction(0)) / len(best)
    room = rule.gap_share * (target if less else _WHOLE - target)
    limit = target - room if less else target + room
    reached = max(mean, limit) if less else min(mean, limit)
    beyond = min(reached, target) if less else max(reached, target)
    held = _towards(beyond, rule.digits, up=less)
    new = min(held, target) if less else max(held, target)
    return Improved(new, _steps(rule, target, best, (mean, room, limit, new), unit, less))


def _towards(value: Fraction, digits: int | None, *, up: bool) -> Fraction:
    """Rounded towards the present target, so that the limit holds."""
    if digits is None:
        return value
    return Fraction(rounded(value, digits, RoundingMode.CEIL if up else RoundingMode.FLOOR))


def _steps(
    rule: Improvement,
    target: Fraction,
    best: Sequence[tuple[str, Fraction]],
    figures: tuple[Fraction, Fraction, Fraction, Fraction],
    unit: Unit,
    less: bool,
) -> tuple[Text, ...]:
    mean, room, limit, new = figures
    told = [(label, value_words(value, unit)) for label, value in sorted(best)]
    average, now, most = (value_words(value, unit) for value in (mean, target, limit))
    share, step, end = percent_words(rule.gap_share), difference_words(room, unit), value_words(new, unit)
    sign, whole = ("−", Text("0", "0")) if less else ("+", value_words(_WHOLE, unit))
    zh = "、".join(f"{label} {said.zh}" for label, said in told)
    en = ", ".join(f"{label} {said.en}" for label, said in told)
    return (
        Text(
            f"{rule.among} 个定稿月中最好的 {len(best)} 个月：{zh}，平均 {average.zh}",
            f"Best {len(best)} of {rule.among} closed months: {en}; on average {average.en}",
        ),
        Text(
            f"最多提高到 {now.zh} {sign} 与 {whole.zh} 差距的 {share.zh}（{step.zh}）= {most.zh}",
            f"At most {now.en} {sign} {share.en} of the gap to {whole.en} ({step.en}) = {most.en}",
        ),
        Text(f"建议目标 {end.zh}", f"Proposed target {end.en}")
        if new != target
        else Text(f"目标不变：{end.zh}", f"The target stays: {end.en}"),
    )

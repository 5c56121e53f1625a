"""What late and missing reports cost in a month, in points or in yuan: day by day, capped, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.text import Text
from sla.exact import exact_text
from sla.terms.reporting import LateDays, LateReport

#: An amount of points or yuan in words.
Words = Callable[[Fraction], Text]


@dataclass(frozen=True)
class LateCost:
    """What the reports of a month cost, before and after the cap, and how it came about."""

    days: int
    before_cap: Fraction
    cost: Fraction
    trace: tuple[Text, ...]


def late_points(rule: LateReport | None, late: Sequence[LateDays]) -> LateCost | None:
    """In points; None where the contract takes none, or no report was late."""
    if rule is None or rule.points is None or not late:
        return None
    further = rule.points if rule.points_further is None else rule.points_further
    return late_cost(rule.points, further, rule.points_cap, late, _points)


def late_cost(
    first: Fraction, further: Fraction, cap: Fraction | None, late: Sequence[LateDays], said: Words
) -> LateCost:
    """First day and further days of each report, added up and capped together."""
    costs = [_of(each, first, further) for each in late]
    steps = [_step(each, cost, first, further, said) for each, cost in zip(late, costs, strict=True)]
    before = sum(costs, Fraction(0))
    after = before if cap is None else min(before, cap)
    if after != before:
        whole, kept = said(before), said(after)
        steps.append(Text(f"合计 {whole.zh}，封顶 {kept.zh}", f"{whole.en} in all, capped at {kept.en}"))
    return LateCost(sum(each.days for each in late), before, after, tuple(steps))


def _of(each: LateDays, first: Fraction, further: Fraction) -> Fraction:
    return first + further * (each.days - 1) if each.is_new else further * each.days


def _step(each: LateDays, cost: Fraction, first: Fraction, further: Fraction, said: Words) -> Text:
    """「话务月报（2026-04）应于 2026-05-11 前报送，2026-05-14 报齐：…首日 2 分 + 2 天 × 5 分 = 12 分」."""
    one, more, all_ = said(first), said(further), said(cost)
    rest = each.days - each.is_new
    zh = [f"首日 {one.zh}"] * each.is_new + [f"{rest} 天 × {more.zh}"] * bool(rest)
    en = [f"{one.en} the first day"] * each.is_new + [f"{rest} × {more.en}"] * bool(rest)
    came_zh = "至今未报齐" if each.came is None else f"{each.came} 报齐"
    came_en = "not whole yet" if each.came is None else f"whole on {each.came}"
    return Text(
        f"{each.name.zh}（{each.about}）应于 {each.due} 前报送，{came_zh}：本月迟 {each.days} 天"
        f"（{each.first} 至 {each.last}），{' + '.join(zh)} = {all_.zh}",
        f"{each.name.en} ({each.about}) was due by {each.due}, {came_en}: late on {each.days} of this "
        f"month's days ({each.first} to {each.last}), {' + '.join(en)} = {all_.en}",
    )


def _points(points: Fraction) -> Text:
    shown = exact_text(points)
    return Text(f"{shown} 分", f"{shown} points")

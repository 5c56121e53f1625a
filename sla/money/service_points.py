"""Service points: by how far a clause was missed, doubled when missed again; their sum becomes money.

Models M7 (severity bands, UK Model Services Agreement) and M8 (a ladder of points) of domain reference 2.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.money import Money, money
from core.text import Text
from core.verdict import LOOKS
from sla.exact import exact_text, shown_text
from sla.judging.verdict import Judgement
from sla.money.credits import Misses
from sla.spoken import amount_words, percent_words, value_words
from sla.terms.contract import Comparison
from sla.terms.credits import Band, PointBands, Rung, ServicePoints

_LESS_IS_BETTER = (Comparison.AT_MOST, Comparison.LESS)


@dataclass(frozen=True)
class PointLine:
    """The service points of one clause, and how they came about."""

    clause: str
    points: Fraction
    trace: tuple[Text, ...]


@dataclass(frozen=True)
class PointSum:
    """The month's service points and what they cost."""

    points: Fraction
    amount: Money
    lines: tuple[PointLine, ...]
    trace: tuple[Text, ...]


def service_points(rules: ServicePoints, charges: Money, misses: Misses) -> PointSum:
    """The points of every missed clause, added up and turned into money."""
    lines = tuple(_line(item, rules, misses) for item in rules.clauses if misses.strikes(item.clause))
    points = sum((line.points for line in lines), Fraction(0))
    amount, step = points_in_money(rules, points, charges)
    return PointSum(points, amount, lines, (step,))


def _line(item: PointBands, rules: ServicePoints, misses: Misses) -> PointLine:
    judgement = misses.judgements[item.clause]
    band, factor = _band(item.bands, judgement), misses.factor(item.clause, rules.multipliers)
    points = band.points * factor
    at = judgement.compared
    value = LOOKS[judgement.verdict].word if at is None else value_words(at, judgement.unit)
    zh = f"{value.zh}：{exact_text(band.points)} 分"
    en = f"{value.en}: {exact_text(band.points)} points"
    if factor != 1:
        nth = misses.in_a_row.get(item.clause, 1)
        zh += f" × {exact_text(factor)}（连续第 {nth} 个月）= {exact_text(points)} 分"
        en += f" × {exact_text(factor)} (month {nth} in a row) = {exact_text(points)} points"
    return PointLine(item.clause, points, (Text(zh, en),))


def _band(bands: Sequence[Band], judgement: Judgement) -> Band:
    """The first band the figure keeps; a figure beyond them all, or deemed failed, is in the last."""
    value = judgement.compared
    if value is None:
        return bands[-1]
    less = judgement.comparison in _LESS_IS_BETTER
    kept = (band for band in bands if (value <= band.value if less else value >= band.value))
    return next(kept, bands[-1])


def points_in_money(rules: ServicePoints, points: Fraction, charges: Money) -> tuple[Money, Text]:
    """What so many points take off these charges, and the multiplication as written."""
    if rules.amount is not None:
        amount = money(points * rules.amount, charges.currency)
        each = amount_words(money(rules.amount, charges.currency))
        return amount, _said(points, each, amount)
    rung = _rung(rules.ladder, points)
    amount = charges.times(rung.share)
    whole, share = amount_words(charges), percent_words(rung.share)
    return amount, _said(points, Text(f"{whole.zh} × {share.zh}", f"{whole.en} × {share.en}"), amount)


def _rung(ladder: Sequence[Rung], points: Fraction) -> Rung:
    reached = [rung for rung in ladder if points >= rung.points]
    return reached[-1] if reached else Rung(Fraction(0), Fraction(0))


def _said(points: Fraction, how: Text, amount: Money) -> Text:
    said, count = amount_words(amount), shown_text(points)
    return Text(f"服务扣分 {count} 分：{how.zh} → {said.zh}", f"{count} service points: {how.en} → {said.en}")

"""How a deduction came about, one sentence a step: what was counted, and what each of it costs.

Everything a vendor needs to reckon it again by hand stands in it: no factor is rounded before the last.
"""

from __future__ import annotations

from fractions import Fraction

from core.money import Money
from core.text import Text
from sla.exact import exact_text, shown_text
from sla.judging.verdict import Judgement
from sla.spoken import amount_words, difference_words, percent_words, price_words, step_words, value_words
from sla.terms.contract import Clause
from sla.terms.fee import Deduction, DeductionBasis
from sla.terms.scoring import Partial

_BEGUN = {
    Partial.CEIL: Text("，不足一档按一档计", ", a begun step counts"),
    Partial.FLOOR: Text("，不足一档不计", ", only full steps count"),
    Partial.PROPORTIONAL: Text("，按比例计", ", parts of a step count in proportion"),
}


def counted_words(
    item: Deduction, clause: Clause | None, judgement: Judgement | None, short: Fraction, units: Fraction
) -> tuple[Text, ...]:
    """Which clause was how far short, or how high its figure is, and how many units that makes.

    `short`: what is left of the shortfall beyond the dead band. Nothing for events: their number is told
    with the price.
    """
    if clause is None or judgement is None or item.basis is DeductionBasis.EVENTS:
        return ()
    said = _figure(clause, judgement)
    if item.basis is DeductionBasis.MISS:
        return (Text(f"{said.zh}，未达标", f"{said.en}: missed"),)
    steps, k = _steps(item, judgement), shown_text(units)
    if item.basis is DeductionBasis.VALUE:
        return (Text(f"{said.zh}；{steps.zh}：{k}", f"{said.en}; {steps.en}: {k}"),)
    far = _far(item, judgement, short)
    return (Text(f"{said.zh}，{far.zh}；{steps.zh}：{k}", f"{said.en}, {far.en}; {steps.en}: {k}"),)


def priced_words(item: Deduction, gross: Money, units: Fraction, amount: Money) -> Text:
    """The multiplication, every factor as the contract has it: 「480,000.00 元 × 2% × 3 = 28,800.00 元」."""
    k, made = _whole(units), amount_words(amount)
    if item.share is not None:
        of, share = amount_words(gross), percent_words(item.share)
        return Text(f"{of.zh} × {share.zh} × {k} = {made.zh}", f"{of.en} × {share.en} × {k} = {made.en}")
    each = price_words(item.amount or Fraction(0), gross.currency)
    return Text(f"{k} × {each.zh} = {made.zh}", f"{k} × {each.en} = {made.en}")


def _whole(units: Fraction) -> str:
    """Without a digit lost, so that the cents come out by hand: 2.6, or 1371 ÷ 385."""
    return exact_text(units).replace("/", " ÷ ")


def _figure(clause: Clause, judgement: Judgement) -> Text:
    """The clause with its figure as it was held against the target."""
    if judgement.compared is None:
        return clause.name
    value = value_words(judgement.compared, judgement.unit)
    return Text(f"{clause.name.zh} {value.zh}", f"{clause.name.en} {value.en}")


def _far(item: Deduction, judgement: Judgement, short: Fraction) -> Text:
    """How far off the target, and what of it is counted where a dead band is left free."""
    gap = difference_words(max(Fraction(0), -(judgement.gap or Fraction(0))), judgement.unit)
    target = _target(judgement)
    zh, en = f"目标 {target.zh}，差 {gap.zh}", f"target {target.en}, {gap.en} short"
    if item.dead_band is None or item.dead_band_counts:
        return Text(zh, en)
    free, rest = difference_words(item.dead_band, judgement.unit), difference_words(short, judgement.unit)
    return Text(f"{zh}，免罚 {free.zh}，计 {rest.zh}", f"{en}, {free.en} free, {rest.en} counted")


def _target(judgement: Judgement) -> Text:
    low = value_words(judgement.target or Fraction(0), judgement.unit)
    if judgement.target_high is None:
        return low
    high = value_words(judgement.target_high, judgement.unit)
    return Text(f"{low.zh}–{high.zh}", f"{low.en}–{high.en}")


def _steps(item: Deduction, judgement: Judgement) -> Text:
    """The size of a step, and what a begun one counts as."""
    unit, begun = step_words(item.unit, judgement.unit), _BEGUN[item.partial]
    return Text(f"每 {unit.zh}计一档{begun.zh}", f"in steps of {unit.en}{begun.en}")

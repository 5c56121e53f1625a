"""The credits of a month: what each missed clause draws of the amount at risk, to the cent, step by step.

Models M1 (pool × category × allocation) and M2 (weighting) with multipliers for repeated misses, the cap at
the amount at risk, and "only the highest of one cause" (domain reference 2.7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from core.money import Money, money
from core.text import Text
from core.verdict import Verdict
from sla.judging.verdict import Judgement
from sla.money.shares import in_proportion
from sla.spoken import amount_words, percent_words
from sla.terms.credits import Allocation, AtRisk, RootCause


@dataclass(frozen=True)
class Misses:
    """Which clauses were missed this month, how often in a row, and what is known about why."""

    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    #: Clause → the n-th miss in a row, this one counted; 1 where it is not named.
    in_a_row: Mapping[str, int] = field(default_factory=dict)
    #: Clause → the incident that caused the miss; clauses of one incident are one group.
    causes: Mapping[str, str] = field(default_factory=dict)
    #: Clauses that draw a credit although the minimum was kept (the target was missed too often).
    defaults: frozenset[str] = frozenset()
    #: Clauses whose credit was waived; the miss itself stands.
    waived: frozenset[str] = frozenset()
    #: Clause → the earlier months in which it failed, where misses cost by their number.
    failed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: How many failures this month's wrong reports count as, where misses cost by their number.
    errors: int = 0
    #: The month before and its service points, where they come off this month's bill; None for none.
    points_before: tuple[str, Fraction] | None = None

    def strikes(self, clause: str) -> bool:
        """Whether the clause's failure costs a credit."""
        judgement = self.judgements.get(clause)
        missed = judgement is not None and judgement.verdict is Verdict.MISSED
        return (missed or clause in self.defaults) and clause not in self.waived

    def factor(self, clause: str, multipliers: Sequence[Fraction]) -> Fraction:
        """What the credit is multiplied by: the factor of the n-th miss in a row."""
        nth = max(1, self.in_a_row.get(clause, 1))
        return multipliers[min(nth, len(multipliers)) - 1]


@dataclass(frozen=True)
class Credit:
    """What one clause gives back, before and after the cap, and how it came about."""

    clause: str
    before_cap: Money
    amount: Money
    trace: tuple[Text, ...]


@dataclass(frozen=True)
class CreditSum:
    """The month's credits: the amount at risk, what the misses would draw, and what they draw."""

    at_risk: Money
    before_cap: Money
    amount: Money
    lines: tuple[Credit, ...]

    @property
    def is_at_cap(self) -> bool:
        """Whether the misses drew all that is at risk."""
        return 0 < self.at_risk.cents <= self.before_cap.cents


def credits_of(rules: AtRisk, charges: Money, misses: Misses) -> CreditSum:
    """The credits for `charges`, the month's fee before anything is taken off. They never exceed the cap."""
    at_risk = charges.times(rules.share)
    drawn = [
        _drawn(item, at_risk, rules, misses) for item in rules.allocations if misses.strikes(item.clause)
    ]
    kept = _highest(drawn, misses.causes) if rules.root_cause is RootCause.HIGHEST else drawn
    kept = _by_category(kept, rules, at_risk)
    before = Money(sum(credit.before_cap.cents for credit in kept), charges.currency)
    amount = min(before, at_risk)
    return CreditSum(at_risk, before, amount, tuple(_capped(kept, before, amount)))


def _drawn(item: Allocation, at_risk: Money, rules: AtRisk, misses: Misses) -> Credit:
    factor = misses.factor(item.clause, rules.multipliers)
    exact = Fraction(at_risk.cents, 100) * item.drawn * factor
    amount = money(exact, at_risk.currency)
    return Credit(item.clause, amount, amount, (_how(item, at_risk, factor, misses, amount),))


def _how(item: Allocation, at_risk: Money, factor: Fraction, misses: Misses, amount: Money) -> Text:
    """The multiplication as written: 「288,000.00 元 × 45% × 1.5 = 194,400.00 元」."""
    risk, drawn = amount_words(at_risk), amount_words(amount)
    shares = [share for share in (item.category, item.share) if share != 1]
    zh = [risk.zh, *(percent_words(share).zh for share in shares)]
    en = [risk.en, *(percent_words(share).en for share in shares)]
    if factor != 1:
        nth = misses.in_a_row.get(item.clause, 1)
        zh.append(f"{percent_words(factor).zh}（连续第 {nth} 个月）")
        en.append(f"{percent_words(factor).en} (month {nth} in a row)")
    return Text(f"{' × '.join(zh)} = {drawn.zh}", f"{' × '.join(en)} = {drawn.en}")


def _highest(drawn: Sequence[Credit], causes: Mapping[str, str]) -> list[Credit]:
    """Of the credits of one cause the highest (the first of equal ones); the others are 0 and say why."""
    best: dict[str, Credit] = {}
    for credit in drawn:
        cause = causes.get(credit.clause, f" {credit.clause}")
        if cause not in best or credit.before_cap > best[cause].before_cap:
            best[cause] = credit
    return [credit if credit in best.values() else _set_aside(credit, causes, best) for credit in drawn]


def _set_aside(credit: Credit, causes: Mapping[str, str], best: Mapping[str, Credit]) -> Credit:
    kept = best[causes[credit.clause]].clause
    none = Money(0, credit.amount.currency)
    why = Text(f"与 {kept} 同一原因，只计最高一项", f"Same cause as {kept}: only the highest counts")
    return replace(credit, before_cap=none, amount=none, trace=(*credit.trace, why))


def _by_category(kept: Sequence[Credit], rules: AtRisk, at_risk: Money) -> list[Credit]:
    """Each category with at most its share of the amount at risk; its credits are cut in proportion."""
    if rules.category_cap is None:
        return list(kept)
    names = {item.clause: item.category_name for item in rules.allocations}
    most, cut = at_risk.times(rules.category_cap), list(kept)
    for name in dict.fromkeys(each for each in names.values() if each is not None):
        at = [i for i, credit in enumerate(cut) if names[credit.clause] == name]
        drawn = [cut[i].before_cap for i in at]
        if sum(each.cents for each in drawn) <= most.cents:
            continue
        for i, part in zip(at, in_proportion(most, drawn), strict=True):
            cut[i] = _within(cut[i], name, part, most)
    return cut


def _within(credit: Credit, name: str, part: Money, most: Money) -> Credit:
    cap, kept = amount_words(most), amount_words(part)
    step = Text(
        f"类别“{name}”封顶 {cap.zh}，按比例计 {kept.zh}",
        f"Category “{name}” capped at {cap.en}, in proportion {kept.en}",
    )
    return replace(credit, before_cap=part, amount=part, trace=(*credit.trace, step))


def _capped(lines: Sequence[Credit], before: Money, amount: Money) -> list[Credit]:
    if before == amount:
        return list(lines)
    parts = in_proportion(amount, [line.before_cap for line in lines])
    return [_cut(line, part, amount) for line, part in zip(lines, parts, strict=True)]


def _cut(line: Credit, part: Money, amount: Money) -> Credit:
    cap, kept = amount_words(amount), amount_words(part)
    step = Text(f"封顶 {cap.zh}，按比例计 {kept.zh}", f"Capped at {cap.en}, in proportion {kept.en}")
    return replace(line, amount=part, trace=(*line.trace, step))

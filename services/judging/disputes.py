"""Contested clauses: on whose figures they are scored until the objection is decided or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.tally import Flag, Sums
from core.text import Text
from core.verdict import LOOKS, Verdict
from services.contracts.asked import Asked, one_day
from services.judging.month_result import ClauseLine
from services.judging.sources import Sources
from sla.judging.relief_words import number
from sla.judging.rollup import is_by_day
from sla.judging.tally import Measured, add_up, measure
from sla.judging.verdict import Judgement
from sla.spoken import value_words
from sla.terms.contract import Aggregate, Clause, ClauseSource
from sla.terms.review import SCORED_ON_NAMES, ScoredOn
from sla.terms.window import Window
from store.records import MonthPaperRecord

#: Books the client keeps itself: its figures already.
_OURS = frozenset(
    {
        ClauseSource.CLIENT,
        ClauseSource.AUDITS,
        ClauseSource.EVENTS,
        ClauseSource.BY_HAND,
        ClauseSource.REPORTS,
        ClauseSource.COMPLIANCE,
    }
)


def clause_of(clause: Clause, scored_on: ScoredOn) -> Clause:
    """The clause on one side's figures."""
    if scored_on is ScoredOn.VENDOR:
        return replace(clause, source=ClauseSource.VENDOR)
    return clause if clause.source in _OURS else replace(clause, source=ClauseSource.CLIENT)


def reported_alike(asked: Asked, clause: Clause, sources: Sources) -> Measured | None:
    """The clause's figure over the days on which its own source and another one say the very same; None where
    there are none, or where days are no parts of its figure."""
    form = asked.formula(clause)
    whole = clause.window is not Window.MONTH or clause.campaign or clause.each or clause.floor_rule
    other = next(iter(sources.others(clause)), None)
    if whole or clause.aggregate is not Aggregate.POOLED or is_by_day(form, clause) or other is None:
        return None
    mine, theirs = (
        sources.measuring(asked, clause),
        sources.measuring(asked, clause, [sources.received[other]]),
    )
    alike: list[Sums] = []
    for days in map(one_day, asked.period.each_day()):
        own = mine.sums(days)
        if own and _totals(own, form.base_counts) == _totals(theirs.sums(days), form.base_counts):
            alike += own
    return measure(form, [add_up(alike)]) if alike else None


def contested(
    own: ClauseLine, scored: ClauseLine, rule: ScoredOn, paper: MonthPaperRecord, alone: Judgement
) -> ClauseLine:
    """The line to score while the objection is open: what it rests on, and the verdict it stands in for.

    `alone`: that verdict; in a month that an amendment cuts another than `own`, the month as a whole.
    """
    silent = scored.judgement.verdict is Verdict.NOT_REPORTED
    line = own if silent else scored
    judgement = line.judgement
    steps = (_how(rule, paper, silent, judgement), _own(alone, own.formula.scale))
    flags = judgement.flags | {Flag.DISPUTED}
    return replace(line, judgement=replace(judgement, flags=flags, steps=(*steps, *judgement.steps)))


def _totals(sums: Sequence[Sums], names: Iterable[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    wanted = list(names)
    for each in sums:
        for name in wanted:
            if name in each.totals:
                found[name] = found.get(name, 0) + each.totals[name]
    return found


def _how(rule: ScoredOn, paper: MonthPaperRecord, silent: bool, scored: Judgement) -> Text:
    whose = SCORED_ON_NAMES[rule]
    head = Text(
        f"{paper.day} 的异议尚未裁定，争议期间按合同以{whose.zh}计",
        f"Objected to on {paper.day} and not decided: by the contract scored on {whose.en} meanwhile",
    )
    if silent:
        return Text(f"{head.zh}；没有这样的数据，仍按原来源计", f"{head.en}; there are none, so as it was")
    if scored.verdict is Verdict.EXCUSED:
        return Text(
            f"{head.zh}；没有一致的部分，暂不考核", f"{head.en}; there is none, so it is not judged yet"
        )
    return head


def _own(own: Judgement, scale: Fraction) -> Text:
    """「不计争议时 475 ÷ 500 = 95%：达标」. A figure that is not one count over the other (weighed back, a
    mean of sites) says that it is not, and shows no sum that does not hold."""
    word = LOOKS[own.verdict].word
    if own.value is None:
        return Text(f"不计争议时：{word.zh}", f"Without the objection: {word.en.lower()}")
    shown = value_words(own.value, own.unit)
    top, below = own.numerator, own.denominator
    if top is None or below is None or below <= 1:
        return Text(
            f"不计争议时 {shown.zh}：{word.zh}", f"Without the objection {shown.en}: {word.en.lower()}"
        )
    if own.value != top / below * scale:
        return Text(
            f"不计争议时 {shown.zh}（并非单纯的分子÷分母）：{word.zh}",
            f"Without the objection {shown.en} (not plainly one count over another): {word.en.lower()}",
        )
    sum_ = f"{number(top)} ÷ {number(below)} = "
    return Text(
        f"不计争议时 {sum_}{shown.zh}：{word.zh}",
        f"Without the objection {sum_}{shown.en}: {word.en.lower()}",
    )

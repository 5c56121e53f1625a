"""A clause of a month that an amendment cuts: split by day where it says so and its figures allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from core.tally import Flag, Sums
from core.text import Text
from core.verdict import Verdict
from services.contracts.asked import Asked, unit_of
from services.judging.days_told import days_told
from services.judging.month_result import ClauseLine, OtherSource
from services.judging.sources import Sources
from sla.judging.cut_month import whole_words
from sla.judging.day_parts import JudgedPart, deciding, together
from sla.judging.tally import add_up
from sla.judging.targets import held as by_scope
from sla.judging.verdict import Circumstances, judge
from sla.terms.contract import Clause, scope_of
from sla.terms.cut import ClauseCut, DayPart

_NO_COUNTS = Text(
    "没有逐日的数量（按声明的比率或手工录入）", "there are no counts by day (a claimed rate, or typed in)"
)
_MONTHLY = Text(
    "部分数据只属于整月，各段之和与全月不符",
    "some figures are of the whole month: its parts do not add up to it",
)
_NOTHING = Text("各段都没有可判定的数据", "no part of it has figures to judge")
_DISPUTED = Text("本条有异议尚未裁定", "an objection to it is not decided")
#: Why a decision takes a clause back to one version: what it removes or changes was agreed on the month.
BY_DECISION = Text(
    "本月本条有免责、补充约定或超预测豁免，这些按全月计",
    "a relief, a supplementary agreement or volume beyond the forecast bears on it, which are of the whole "
    "month",
)


def as_cut(
    asked: Asked,
    clause: Clause,
    line: ClauseLine,
    sources: Sources,
    earlier: Sequence[Fraction | None],
) -> ClauseLine:
    """The line as the cut month judges it; `line` is the clause on the whole month by the governing version.

    A month without a judgement, and one below the volume floor, stays as it is: floors are a month's.
    """
    cut = clause.cut
    if cut is None or line.judgement.verdict is Verdict.NOT_APPLICABLE:
        return line
    if not cut.parts:
        return _told(line, cut.words)
    own = asked.contract.cut.governing.version if asked.contract.cut else asked.contract.version
    why = _hindered(asked, clause, cut, line, sources)
    if why is not None:
        return _told(line, (cut.words[0], whole_words(why, own)))
    parts = [_judged(asked, part, sources, earlier) for part in cut.parts]
    decides = deciding(parts)
    if decides is None:
        return _told(line, (cut.words[0], whole_words(_NOTHING, own)))
    floor = _floor_words(own, clause, line)
    judgement = together(line.judgement, parts, decides)
    judgement = replace(judgement, steps=(*cut.words, *floor, *judgement.steps))
    return replace(
        line,
        clause=replace(decides.part.clause, cut=cut),
        formula=decides.formula,
        judgement=judgement,
        others=_others(asked, decides.part, sources),
        days=decides.part.days,
        whole=_told(line, (cut.words[0], whole_words(BY_DECISION, own))),
    )


def _told(line: ClauseLine, words: Sequence[Text]) -> ClauseLine:
    return replace(line, judgement=replace(line.judgement, steps=(*words, *line.judgement.steps)))


def _hindered(
    asked: Asked, clause: Clause, cut: ClauseCut, line: ClauseLine, sources: Sources
) -> Text | None:
    """Why this month's figures cannot be parted; None where they can."""
    if Flag.DISPUTED in line.judgement.flags:
        return _DISPUTED
    if line.judgement.flags & {Flag.BY_HAND, Flag.ASSERTED}:
        return _NO_COUNTS
    n, floor = line.judgement.n, clause.volume_floor
    if floor and n is not None and n < floor:
        return Text(
            f"全月样本 {n} 不足起评量 {floor}", f"the month's n of {n} is below the volume floor of {floor}"
        )
    alike = all(_adds_up(asked, part.clause, cut.parts, sources) for part in cut.parts)
    return None if alike else _MONTHLY


def _adds_up(asked: Asked, clause: Clause, parts: Sequence[DayPart], sources: Sources) -> bool:
    """Whether the counts of the parts are those of their days together: nothing is of the month alone."""
    there = sources.measuring(asked, clause)
    whole = there.sums(replace(parts[0].days, end=parts[-1].days.end, label=""))
    return _totals(whole) == _totals([each for part in parts for each in there.sums(part.days)])


def _totals(sums: Sequence[Sums]) -> dict[str, int]:
    return {name: total for name, total in add_up(sums).totals.items() if total} if sums else {}


def _judged(asked: Asked, part: DayPart, sources: Sources, earlier: Sequence[Fraction | None]) -> JudgedPart:
    """One part by its own version, without a floor: that is the month's."""
    contract, form = asked.contract, sources.formula(asked, part.clause)
    scope, unit = scope_of(contract, part.clause), unit_of(part.clause, form)
    measured = sources.measuring(asked, part.clause).of_days(part.days)
    by_gap = asked.rules.worst_by_gap
    near = by_scope(contract, part.clause, asked.label, scope, measured, unit, by_gap)
    alone = replace(near.clause, volume_floor=0, floor_rule=None)
    known = Circumstances(part.days, sources.as_of, earlier=earlier)
    judgement = judge(alone, form, near.measured, known)
    told = (*days_told(asked, part.clause, sources, part.days), *near.steps)
    return JudgedPart(part, form, replace(judgement, steps=(*told, *judgement.steps)))


def _floor_words(own: str, clause: Clause, line: ClauseLine) -> tuple[Text, ...]:
    """Against what the floor was held; nothing where there is none."""
    n, floor = line.judgement.n, clause.volume_floor
    if not floor or n is None:
        return ()
    return (
        Text(
            f"起评量 {floor}（第 {own} 版）按全月样本 {n} 判断：已达到",
            f"Volume floor {floor} (version {own}) held against the month's n of {n}: reached",
        ),
    )


def _others(asked: Asked, part: DayPart, sources: Sources) -> tuple[OtherSource, ...]:
    """What the other sources say of the days of a part."""
    found = []
    for source in sources.others(part.clause):
        there = sources.measuring(asked, part.clause, [sources.received[source]]).of_days(part.days)
        if there is not None:
            found.append(OtherSource(source.value, there.value, there.numerator, there.denominator))
    return tuple(found)

"""A clause's figure of drawn audits weighed back to all calls, and how that was reckoned, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.chance import wilson
from core.exact import shown_text
from core.rounding import rounded
from core.text import Text
from qa.sampling.strata import PART_NAMES
from qa.sampling.weighed import Part, Told, Weighed, weighed
from qa.tallies import CountRow
from services.contracts.asked import Asked
from services.judging.form_aggregate import is_of_points
from sla.judging.tally import Measured
from sla.terms.contract import Aggregate, Clause
from sla.terms.definition import Rollup
from sla.terms.indicator import Formula

_PLAIN = Text(
    "本月有未经抽样抽出的抽检（或抽样期间互相重叠），无从按层加权：各通同等计入",
    "Some audits were not drawn (or draws overlap in days), so there are no weights: each counts alike",
)


def weighed_back(
    asked: Asked, clause: Clause, found: Measured, rows: Sequence[CountRow], others: bool
) -> Measured:
    """The figure of these rows with each stratum weighing as many calls as it has; as it was where some
    were not drawn, where `others` tell of audits beside them, and where the clause tells parts apart."""
    plain = clause.aggregate is not Aggregate.POOLED or clause.new_hires or found.months
    if not asked.rules.strata_weighed or plain or found.value is None or not rows:
        return found
    if found.formula.rollup is not Rollup.SAMPLE or not any(row.drawn for row in rows):
        return found
    known = None if others else weighed([_told(row, found.formula) for row in rows])
    if known is None:
        return replace(found, steps=(*found.steps, _PLAIN))
    value = known.value * found.formula.tally_scale
    steps = _words(found, known, value)
    return replace(found, value=value, n_effective=known.n_effective, steps=(*found.steps, *steps))


def _told(row: CountRow, form: Formula) -> Told:
    below = _sum(row, form.denominator)
    units = below if form.part and not is_of_points(form) else int(bool(below))
    return Told(_sum(row, form.numerator), below, row.drawn, units, row.agent)


def _sum(row: CountRow, weights: Mapping[str, int]) -> int:
    return sum(weight * row.counts.get(name, 0) for name, weight in weights.items())


def _words(found: Measured, known: Weighed, value: Fraction) -> tuple[Text, ...]:
    """Stratum by stratum, so that whoever has the list can follow; and what the audits are worth."""
    form, plain = found.formula, found.value
    assert plain is not None
    zh, en = (_strata(known.parts, form, lang) for lang in ("zh", "en"))
    ends = _ends(known, form)
    lead = Text(
        f"按抽样各层的话务量加权：{zh}；Σ 话务量÷抽检数×分子 ÷ Σ 话务量÷抽检数×分母 = {_shown(value)}"
        f"（不加权 {_shown(plain)}）",
        f"Weighed by the calls of each stratum: {en}; Σ calls ÷ audits × numerator over Σ calls ÷ audits × "
        f"denominator = {_shown(value)} (unweighted {_shown(plain)})",
    )
    worth = _shown(known.n_effective)
    size = Text(
        f"n={known.n:,}，折算为 {worth} 个独立样本{ends.zh}{_unheard(known).zh}",
        f"n = {known.n:,}, worth {worth} independent ones{ends.en}{_unheard(known).en}",
    )
    return lead, size


def _strata(parts: Sequence[Part], form: Formula, lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(_part(part, form, lang) for part in parts)


def _part(part: Part, form: Formula, lang: str) -> str:
    above, below = (
        Fraction(part.numerator, form.numerator_per),
        Fraction(part.denominator, form.denominator_per),
    )
    sums = f"{_shown(above)}/{_shown(below)}"
    if lang == "zh":
        return f"{_named(part, 'zh')}：话务量 {part.volume:,}、抽检 {part.heard:,}、{sums}"
    return f"{_named(part, 'en')}: {part.volume:,} calls, {part.heard:,} audits, {sums}"


def _named(part: Part, lang: str) -> str:
    whole, unknown = ("全部", "未知") if lang == "zh" else ("all", "not told")
    said = (PART_NAMES.get(each or "", Text(each or unknown, each or unknown)) for each in part.stratum)
    return " · ".join(each.zh if lang == "zh" else each.en for each in said) or whole


def _ends(known: Weighed, form: Formula) -> Text:
    """The interval of a share; that of a mean is told beside it (mean_told)."""
    if not form.part or is_of_points(form) or not 0 <= known.value <= 1:
        return Text("", "")
    low, high = (f"{rounded(100 * Fraction(end), 2):.2f}" for end in wilson(known.value, known.n_effective))
    return Text(f"，95% 置信区间 {low}–{high}%", f", 95 % interval {low}–{high} %")


def _unheard(known: Weighed) -> Text:
    if not known.unheard:
        return Text("", "")
    share = f"{rounded(100 * known.unheard, 1):.1f}"
    return Text(
        f"；占话务量 {share}% 的层尚无抽检，不在其内",
        f"; the strata with {share} % of the calls were not heard and are not in it",
    )


def _shown(value: Fraction) -> str:
    return f"{shown_text(value, 2)}"

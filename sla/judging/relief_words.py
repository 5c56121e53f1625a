"""The steps of a relief as people follow them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.rounding import rounded
from core.text import Text
from core.verdict import LOOKS
from sla.exact import shown_text
from sla.judging.verdict import Judgement
from sla.spoken import percent_words, value_words
from sla.terms.contract import Comparison
from sla.terms.definition import Unit
from sla.terms.indicator import Formula
from sla.terms.relief import Counts, Relief

_SIGNS = {
    Comparison.AT_LEAST: "≥",
    Comparison.MORE: ">",
    Comparison.AT_MOST: "≤",
    Comparison.LESS: "<",
    Comparison.BETWEEN: "",
}


def raw_words(raw: Judgement, *, removes: bool) -> Text:
    """The figure as it stood: 「剔除前 39,600 ÷ 50,000 = 79.2%，目标 ≥ 80%：未达标」; 原判定 where nothing
    is removed from it."""
    word, before = LOOKS[raw.verdict].word, "剔除前" if removes else "原判定"
    if raw.value is None:
        return Text(f"{before}：{word.zh}", f"Before relief: {word.en.lower()}")
    figure = figure_words(raw)
    aim = aim_words(raw)
    return Text(
        f"{before} {figure.zh}{aim.zh}：{word.zh}", f"Before relief {figure.en}{aim.en}: {word.en.lower()}"
    )


def removed_words(relief: Relief, part: Counts) -> Text:
    """What one relief takes off."""
    top, below = number(part.numerator), number(part.denominator)
    return Text(
        f"剔除（{relief.reason.zh}）：分子减 {top}，分母减 {below}",
        f"Removed ({relief.reason.en}): {top} from the numerator, {below} from the denominator",
    )


def capped_words(relief: Relief, part: Counts) -> Text:
    """What lies beyond the forecast with its tolerance, over all intervals it was reckoned by."""
    over = percent_words(relief.tolerance)
    n, top, below = len(relief.excess), number(part.numerator), number(part.denominator)
    return Text(
        f"剔除超预测话务（{relief.reason.zh}）：{n} 段逐段按“预测 × (1 + {over.zh}) 以外的比例”剔除，"
        f"分子共减 {top}，分母共减 {below}",
        f"Volume beyond forecast × (1 + {over.en}) removed ({relief.reason.en}), each of {n} in proportion: "
        f"{top} from the numerator, {below} from the denominator",
    )


def calculation(formula: Formula, raw: Judgement, parts: Sequence[Counts], after: Judgement) -> Text:
    """The subtraction as written: “(39,600 − 310) ÷ (50,000 − 1,400) = 39,290 ÷ 48,600 = 80.84 %”."""
    assert raw.numerator is not None and raw.denominator is not None
    top = _less(raw.numerator, [part.numerator for part in parts])
    shown = _shown(after)
    if formula.is_count:
        return Text(f"{top} = {shown.zh}", f"{top} = {shown.en}")
    below = _less(raw.denominator, [part.denominator for part in parts])
    left = f"{number(after.numerator or Fraction(0))} ÷ {number(after.denominator or Fraction(0))}"
    return Text(f"({top}) ÷ ({below}) = {left} = {shown.zh}", f"({top}) ÷ ({below}) = {left} = {shown.en}")


def target_words(relief: Relief, before: Judgement, after: Judgement) -> Text:
    """From which target to which."""
    old, new = aim_words(before), aim_words(after)
    return Text(
        f"更换目标值（{relief.reason.zh}）{old.zh} → {_bare(new.zh)}",
        f"Target replaced ({relief.reason.en}){old.en} → {_bare(new.en)}",
    )


def deemed_words(relief: Relief, word: Text) -> Text:
    """Met or failed by decision."""
    return Text(
        f"经审批视同{word.zh}（{relief.reason.zh}）",
        f"Deemed {word.en.lower()} by decision ({relief.reason.en})",
    )


def left_out_words(relief: Relief) -> Text:
    """Both sides agreed that the clause does not count."""
    return Text(f"按约定不考核（{relief.reason.zh}）", f"Left out by agreement ({relief.reason.en})")


def blended_words(
    days: Sequence[Relief],
    own: Fraction | None,
    whole: Fraction,
    target: Fraction | None,
    unit: Unit,
) -> list[Text]:
    """The target of a month whose days have different ones, each weighted by its part of the denominator."""
    parts = [(each.target, each.part.denominator) for each in days if each.part]
    rest = whole - sum((below for _, below in parts), Fraction(0))
    held = [*parts, *([(own, rest)] if rest else [])]
    shown = [(value_words(aim, unit), number(below)) for aim, below in held if aim is not None]
    mean = value_words(target, unit) if target is not None else Text("", "")
    zh = " + ".join(f"{aim.zh} × {below}" for aim, below in shown)
    en = " + ".join(f"{aim.en} × {below}" for aim, below in shown)
    why = Text("；".join(each.reason.zh for each in days), "; ".join(each.reason.en for each in days))
    return [
        Text(
            f"部分日期另定目标值（{why.zh}），按分母加权：({zh}) ÷ {number(whole)} = {mean.zh}",
            f"Another target on some days ({why.en}), weighted by the denominator: "
            f"({en}) ÷ {number(whole)} = {mean.en}",
        )
    ]


def waived_words(relief: Relief) -> Text:
    """Only the money is waived."""
    return Text(
        f"结果不变，仅免扣款（{relief.reason.zh}）",
        f"The verdict stands, its money is waived ({relief.reason.en})",
    )


def verdict_words(after: Judgement) -> Text:
    """What it comes to."""
    word, aim = LOOKS[after.verdict].word, aim_words(after)
    if after.value is None:
        return Text(f"剔除后：{word.zh}", f"After relief: {word.en.lower()}")
    shown = _shown(after)
    return Text(
        f"剔除后 {shown.zh}{aim.zh}：{word.zh}", f"After relief {shown.en}{aim.en}: {word.en.lower()}"
    )


def number(value: Fraction) -> str:
    """A count with its thousands separated and at most four decimals."""
    text = shown_text(abs(value))
    whole, _, rest = text.partition(".")
    sign = "−" if value < 0 else ""
    return f"{sign}{int(whole):,}{'.' + rest if rest else ''}"


def _less(whole: Fraction, parts: Sequence[Fraction]) -> str:
    return " − ".join([number(whole), *(number(part) for part in parts)])


def figure_words(judgement: Judgement) -> Text:
    """「39,600 ÷ 50,000 = 79.2%」; the figure alone where it has no counts."""
    shown = _shown(judgement)
    if judgement.numerator is None or judgement.denominator is None:
        return shown
    ratio = f"{number(judgement.numerator)} ÷ {number(judgement.denominator)} = "
    return Text(f"{ratio}{shown.zh}", f"{ratio}{shown.en}")


def _shown(judgement: Judgement) -> Text:
    """Two decimals; four where two would show the target for a figure that is not at it."""
    value = judgement.value
    if value is None:
        return LOOKS[judgement.verdict].word
    short = Fraction(rounded(value, 2))
    misleads = judgement.target is not None and short == judgement.target != value
    return value_words(value if misleads else short, judgement.unit)


def aim_words(judgement: Judgement) -> Text:
    """「，目标 ≥ 80%」; nothing where there is no target."""
    if judgement.target is None:
        return Text("", "")
    low, sign = value_words(judgement.target, judgement.unit), _SIGNS[judgement.comparison]
    if judgement.target_high is not None:
        high = value_words(judgement.target_high, judgement.unit)
        return Text(f"，目标 {low.zh}–{high.zh}", f", target {low.en}–{high.en}")
    return Text(f"，目标 {sign} {low.zh}", f", target {sign} {low.en}")


def _bare(aim: str) -> str:
    return aim.removeprefix("，目标 ").removeprefix(", target ")

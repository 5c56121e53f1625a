"""What a sample says, in words: counts, interval, the contract's test, and whether it is large enough."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.rounding import rounded
from core.text import Text
from sla.exact import exact_text, shown_text
from sla.judging.sample import SAMPLE_STATE_NAMES, SampleState, SampleView
from sla.terms.sample import SampleMethod


def sample_words(view: SampleView, lower_is_better: bool = False) -> tuple[Text, Text]:
    """Two sentences: what the sample says of the target, and whether it is adequate.

    Where less is better the share of the others is told: that is the figure people know.
    """
    of = _of(view, lower_is_better)
    ends = sorted(_told(bound, lower_is_better) for bound in (view.low, view.high))
    span = f"{_percent(ends[0])}–{_percent(ends[1])}"
    target = exact_text(100 * (1 - view.target if lower_is_better else view.target))
    tested, name = _tested(view, lower_is_better, target), SAMPLE_STATE_NAMES[view.state]
    said = Text(
        f"{of.zh}，95% 置信区间 {span}%；{tested.zh}：{name.zh}。",
        f"{of.en}, 95 % interval {span} %; {tested.en}: {name.en.lower()}.",
    )
    return said, _adequacy(view)


def _of(view: SampleView, lower_is_better: bool) -> Text:
    """How many of how many; of a sample weighed back to all calls its share and what it is worth."""
    if view.weighed:
        share, worth = view.weighed
        told = shown_text(100 * (1 - share if lower_is_better else share), 2)
        return Text(
            f"加权样本 {told}%（折算 {shown_text(worth, 2)} 个）",
            f"Weighed sample {told} % (worth {shown_text(worth, 2)})",
        )
    k = view.n - view.k if lower_is_better else view.k
    return Text(f"样本 {k:,}/{view.n:,}", f"Sample {k:,} of {view.n:,}")


def _tested(view: SampleView, lower_is_better: bool, target: str) -> Text:
    """The one number the contract's method looks at."""
    sure = exact_text(100 * view.rule.confidence)
    is_met = view.state in (SampleState.MET, SampleState.MET_WEAK)
    if view.rule.method is SampleMethod.EXACT and not is_met:
        chance = f"{rounded(Fraction(view.tail), 3):f}"
        return Text(
            f"精确二项检验（置信度 {sure}%）：若真实值为目标值 {target}%，出现此结果的概率为 {chance}",
            f"exact binomial test at {sure} %: were the true rate the target of {target} %, "
            f"the chance of this would be {chance}",
        )
    bound = _percent(_told(view.least if is_met else view.most, lower_is_better))
    at_least = is_met is not lower_is_better
    return Text(
        f"Wilson 单侧 {sure}%：{'不低于' if at_least else '不高于'} {bound}%，目标值 {target}%",
        f"Wilson, one-sided {sure} %: {'at least' if at_least else 'at most'} {bound} % against {target} %",
    )


def _adequacy(view: SampleView) -> Text:
    least = view.rule.adequate
    if view.is_adequate:
        return Text(f"样本量足够（约定至少 {least}）。", f"The sample is large enough ({least} asked for).")
    return Text(f"样本量不足（约定至少 {least}）。", f"The sample is too small ({least} asked for).")


def _told(bound: Decimal, lower_is_better: bool) -> Decimal:
    return 1 - bound if lower_is_better else bound


def _percent(share: Decimal) -> str:
    return f"{rounded(100 * Fraction(share), 2):.2f}"

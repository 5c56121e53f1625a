"""The target that follows from a baseline period, and the sentences that say how."""

from __future__ import annotations

from fractions import Fraction

from core.period import labels_between
from core.rounding import rounded
from core.text import Text
from sla.exact import exact_text
from sla.judging.tally import Measured
from sla.spoken import difference_words, value_words
from sla.terms.baseline import Baseline
from sla.terms.indicator import Formula


def months_of(baseline: Baseline) -> list[str]:
    """The months that are measured, oldest first."""
    return labels_between(baseline.first, baseline.last)


def is_over(baseline: Baseline, label: str) -> bool:
    """Whether a month is held against it: only those after its last one."""
    return label > baseline.last


def target_from(baseline: Baseline, figure: Fraction) -> Fraction:
    """The figure with what is added, rounded where the contract says so."""
    target = figure + baseline.change
    return target if baseline.digits is None else Fraction(rounded(target, baseline.digits))


def words(baseline: Baseline, form: Formula, label: str, found: Measured | None) -> tuple[Text, ...]:
    """How the month's target comes about; why there is none where there is none."""
    span = f"{baseline.first}–{baseline.last}"
    if not is_over(baseline, label):
        return (Text(f"基准期 {span}：只测量，不判定", f"Baseline period {span}: measured, not judged"),)
    if found is None or found.value is None:
        return (
            Text(
                f"基准期 {span} 没有数据，目标未定，不判定",
                f"Nothing was reported for the baseline period {span}: there is no target yet",
            ),
        )
    return (_measured(span, found, form), _target(baseline, form, found.value))


def _measured(span: str, found: Measured, form: Formula) -> Text:
    value = value_words(found.value or Fraction(0), form.unit)
    counts = "" if form.is_count else f"{exact_text(found.numerator)} ÷ {exact_text(found.denominator)}"
    return Text(
        f"基准期 {span}：{counts} = {value.zh}" if counts else f"基准期 {span}：{value.zh}",
        f"Baseline period {span}: {counts} = {value.en}" if counts else f"Baseline period {span}: {value.en}",
    )


def _target(baseline: Baseline, form: Formula, figure: Fraction) -> Text:
    target = value_words(target_from(baseline, figure), form.unit)
    if not baseline.change:
        return Text(f"目标 = {target.zh}", f"Target = {target.en}")
    sign = "+" if baseline.change > 0 else "−"
    by, own = difference_words(abs(baseline.change), form.unit), value_words(figure, form.unit)
    return Text(
        f"目标 = {own.zh} {sign} {by.zh} = {target.zh}", f"Target = {own.en} {sign} {by.en} = {target.en}"
    )

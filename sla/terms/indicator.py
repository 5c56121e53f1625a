"""What is measured: an indicator's variants as integer-weighted sums of base counts, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from core.batch import Dataset
from core.counts import CountUnit, base_count, follows_from_callers
from core.errors import WrongInputError
from core.tally import Tally
from core.text import Lang, Text
from sla.terms.definition import About, Denominator, Direction, Rollup, Unit


@dataclass(frozen=True)
class Variant:
    """One exact way to form an indicator; contracts name it, since the same data give other figures."""

    code: str
    numerator: Mapping[str, int]
    #: Empty for plain counts, whose denominator is 1.
    denominator: Mapping[str, int]
    #: What sets it apart; the formula itself is spoken from its counts (`formula_text`).
    name: Text
    #: 2 where the denominator is the mean of an opening and a closing figure.
    denominator_per: int = 1
    #: So many months a monthly share is compounded over: 1 − (1 − m)^12. 0 for none.
    compounded: int = 0
    #: Days after the period until it is final; None where it is as its indicator.
    maturity_days: int | None = None
    #: Which of the 133 indicators of the domain reference it is, where its indicator is another of them.
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """An entry of the catalogue, or a contract's own definition."""

    code: str
    name: Text
    family: str
    #: The kind of file its counts come in.
    dataset: Dataset
    unit: Unit
    direction: Direction
    rollup: Rollup
    #: What numerator / denominator is multiplied by: 100 for a percentage.
    scale: Fraction
    #: The first is the one meant where a contract names none.
    variants: tuple[Variant, ...]
    #: Defaults of the parameters its base names hold, such as threshold_s.
    params: Mapping[str, str] = field(default_factory=dict)
    definition: Text = field(default_factory=lambda: Text("", ""))
    #: Where the definition comes from.
    reference: str = ""
    #: Whether the numerator is a part of the denominator, so that more than the whole is a contradiction.
    part: bool = False
    over_months: Denominator = Denominator.SUM
    #: Days after the period until it is final: who calls again within a week is known a week later.
    maturity_days: int = 0
    about: About = field(default_factory=About)

    def variant(self, code: str | None) -> Variant | None:
        """The variant of that code, the first where none is named, None where there is no such variant.

        The indicator's own code names none: it was the code of its only variant before it had several.
        """
        found = next((variant for variant in self.variants if variant.code == code), None)
        return found or (self.variants[0] if code in (None, self.code) else None)


@dataclass(frozen=True)
class Formula:
    """An indicator with its parameters filled in: which base counts, with which weights."""

    indicator: str
    variant: str
    numerator: Mapping[str, int]
    denominator: Mapping[str, int]
    #: The indicator's scale: value = numerator / denominator × scale, both in the reader's units.
    scale: Fraction
    unit: Unit
    direction: Direction
    rollup: Rollup
    #: How many of the smallest unit make one of the reader's: 1000 for heads kept in thousandths.
    numerator_per: int = 1
    denominator_per: int = 1
    part: bool = False
    over_months: Denominator = Denominator.SUM
    compounded: int = 0
    #: Days after the period until the figure is final.
    maturity_days: int = 0
    #: How many months it is a figure of.
    months: int = 1

    @cached_property
    def base_counts(self) -> tuple[str, ...]:
        """Every base count it needs, each once, sorted."""
        return tuple(sorted({*self.numerator, *self.denominator}))

    @cached_property
    def is_count(self) -> bool:
        """Whether it is a plain count, with nothing to divide by."""
        return not self.denominator

    @cached_property
    def is_of_time(self) -> bool:
        """Whether what it divides by is time: such a ratio is a sample of nothing, and is made of hours."""
        found = [base_count(name) for name in self.denominator]
        return bool(found) and all(each and each.unit is CountUnit.SECONDS for each in found)

    @cached_property
    def tally_scale(self) -> Fraction:
        """The scale for sums in the smallest units."""
        return self.scale * self.denominator_per / self.numerator_per

    def over(self, months: int) -> Formula:
        """The formula for a window of that many months.

        A rolling 12-month attrition is 12 months' leavers over the mean headcount, and the mean is the sum
        of the months' headcounts over their number: the number goes into `denominator_per`.
        """
        if months == 1:
            return self
        if self.over_months is Denominator.SUM:
            return replace(self, months=months)
        return replace(self, denominator_per=self.denominator_per * months, months=months)

    def value_of(self, tally: Tally) -> Fraction | None:
        """The exact figure of a tally of this formula, compounded where the variant says so."""
        value = tally.value
        if value is None or not self.compounded:
            return value
        return self.scale * (1 - (1 - value / self.scale) ** self.compounded)


def formula(
    indicator: Indicator, variant: str | None = None, params: Mapping[str, str] | None = None
) -> Formula:
    """`indicator` in one variant with `params` over its defaults; an unknown variant or count is refused.

    `inclusive: false` reads answered_within_20 ("≤ 20 s") as answered_under_20 ("< 20 s").
    """
    chosen = indicator.variant(variant)
    if chosen is None:
        raise WrongInputError("indicator_variant", indicator=indicator.code, variant=variant)
    values = {**indicator.params, **(params or {})}
    numerator, denominator = _filled(chosen.numerator, values), _filled(chosen.denominator, values)
    return Formula(
        indicator.code,
        chosen.code,
        numerator,
        denominator,
        indicator.scale,
        indicator.unit,
        indicator.direction,
        indicator.rollup,
        _per(numerator),
        _per(denominator) * chosen.denominator_per,
        indicator.part,
        indicator.over_months,
        chosen.compounded,
        _maturity(indicator, chosen, numerator),
    )


def formula_text(formula: Formula) -> Text:
    """The formula as people read it, made of its counts so that it cannot say anything else."""
    return Text(_spoken(formula, "zh"), _spoken(formula, "en"))


def unknown_counts(variant: Variant, params: Mapping[str, str]) -> list[str]:
    """The base names of a variant that are not in the catalogue of base counts, parameters filled in."""
    names = {**variant.numerator, **variant.denominator}
    return [name for name in names if base_count(_name(name, params)) is None]


def units_of(names: Iterable[str], params: Mapping[str, str]) -> frozenset[CountUnit]:
    """The smallest units these base names are kept in, parameters filled in."""
    known = [base_count(_name(name, params)) for name in names]
    return frozenset(each.unit for each in known if each)


def placeholders(indicator: Indicator) -> frozenset[str]:
    """The parameters its base names hold, and `inclusive` where a threshold is among them."""
    names = [n for v in indicator.variants for n in (*v.numerator, *v.denominator)]
    found = {match for name in names for match in re.findall(r"\{(\w+)\}", name)}
    return frozenset(found | {"inclusive"} if "threshold_s" in found else found)


def time_of(indicator: Indicator, params: Mapping[str, str]) -> int | None:
    """The seconds within which contacts are to be answered; None where it is not about a time to answer."""
    if indicator.direction is not Direction.HIGHER or "threshold_s" not in placeholders(indicator):
        return None
    return int({**indicator.params, **params}["threshold_s"])


def _spoken(formula: Formula, lang: Lang) -> str:
    top = _sum_text(formula.numerator, lang)
    if formula.is_count:
        return top
    text = _ratio_text(formula, top, lang)
    return f"1 − (1 − {text})^{formula.compounded}" if formula.compounded else text


def _ratio_text(formula: Formula, top: str, lang: Lang) -> str:
    below = _sum_text(formula.denominator, lang)
    halves = formula.denominator_per // _per(formula.denominator)
    if halves > 1:
        whole = f"({below})" if len(formula.denominator) > 1 else below
        below = f"({whole} ÷ {halves})"
    elif len(formula.denominator) > 1:
        below = f"({below})"
    return f"{f'({top})' if len(formula.numerator) > 1 else top} ÷ {below}{_times(formula)}"


def _sum_text(weights: Mapping[str, int], lang: Lang) -> str:
    text = ""
    for name, weight in weights.items():
        count = base_count(name)
        words = (count.text.in_(lang) if count else name) if abs(weight) == 1 else ""
        sign = (" − " if weight < 0 else " + ") if text else ("−" if weight < 0 else "")
        text += sign + (words or f"{abs(weight)} × {count.text.in_(lang) if count else name}")
    return text


def _times(formula: Formula) -> str:
    if formula.unit is Unit.PERCENT and formula.scale == 100:
        return " × 100%"
    return "" if formula.scale == 1 else f" × {formula.scale}"


def _filled(weights: Mapping[str, int], params: Mapping[str, str]) -> dict[str, int]:
    filled: dict[str, int] = {}
    for raw, weight in weights.items():
        name = _name(raw, params)
        if base_count(name) is None:
            raise WrongInputError("base_count", name=name)
        filled[name] = filled.get(name, 0) + weight
    return filled


def _name(raw: str, params: Mapping[str, str]) -> str:
    name = raw
    for key, value in params.items():
        name = name.replace(f"{{{key}}}", value)
    if params.get("inclusive") == "false":
        name = name.replace("answered_within_", "answered_under_")
    return name


def _maturity(indicator: Indicator, variant: Variant, numerator: Mapping[str, int]) -> int:
    """As the variant or its indicator says; at least the days that a window in its counts looks ahead."""
    stated = indicator.maturity_days if variant.maturity_days is None else variant.maturity_days
    counts = [base_count(name) for name in numerator if follows_from_callers(name)]
    windows = [-(-(count.threshold_s or 0) // _DAY_S) for count in counts if count]
    return max(stated, *windows) if windows else stated


def _per(weights: Mapping[str, int]) -> int:
    """How many of the smallest unit make one of the reader's; counts of one sum share their unit."""
    units = {count.unit for name in weights if (count := base_count(name))}
    return _PER[units.pop()] if len(units) == 1 else 1


_DAY_S = 86_400
_PER = {CountUnit.COUNT: 1, CountUnit.SECONDS: 1, CountUnit.CENTS: 100, CountUnit.MILLI: 1000}

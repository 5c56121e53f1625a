"""What the other definitions would say of the same counts: every variant of an indicator, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.tally import Sums
from sla.judging.tally import Measured
from sla.judging.verdict import is_contradictory
from sla.terms.indicator import Formula, Indicator, formula


class NoValue(StrEnum):
    """Why a variant has no figure."""

    NOT_REPORTED = "not_reported"
    NO_VOLUME = "no_volume"
    CONTRADICTORY = "contradictory"
    NOT_AGGREGABLE = "not_aggregable"


@dataclass(frozen=True)
class Said:
    """What one variant says."""

    variant: str
    formula: Formula
    #: Exact, in the indicator's unit.
    value: Fraction | None
    #: Why there is none; None where there is one.
    why: NoValue | None = None
    #: The base counts it lacks, where nobody reported them.
    missing: tuple[str, ...] = ()


#: What a formula comes to, and the counts of it that nobody reported.
Answer = Callable[[Formula], tuple[Measured | None, tuple[str, ...]]]


def every_variant(
    indicator: Indicator, answer: Answer, params: Mapping[str, str] | None = None
) -> tuple[Said, ...]:
    """What every variant of the indicator says, in the catalogue's order, `params` over its defaults."""
    forms = [formula(indicator, variant.code, params) for variant in indicator.variants]
    return tuple(_said(form, *answer(form)) for form in forms)


def missing_in(form: Formula, sums: Sequence[Sums]) -> tuple[str, ...]:
    """The counts of a formula that none of these sums has."""
    return tuple(name for name in form.base_counts if not any(name in each.totals for each in sums))


def _said(form: Formula, measured: Measured | None, missing: tuple[str, ...]) -> Said:
    if measured is None:
        return Said(form.variant, form, None, NoValue.NOT_REPORTED, missing)
    if measured.hindrance is not None:
        return Said(form.variant, form, None, NoValue.NOT_AGGREGABLE)
    if is_contradictory(measured):
        return Said(form.variant, form, None, NoValue.CONTRADICTORY)
    if measured.value is None:
        return Said(form.variant, form, None, NoValue.NO_VOLUME)
    return Said(form.variant, form, measured.value)

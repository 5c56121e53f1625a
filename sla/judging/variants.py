"""What the other definitions would say of the same counts: every variant of an indicator, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.tally import Sums
from sla.judging.tally import measure
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


def every_variant(
    indicator: Indicator, sums: Sums, params: Mapping[str, str] | None = None
) -> tuple[Said, ...]:
    """Every variant of the indicator on these sums, in the catalogue's order, `params` over its defaults."""
    return tuple(_said(formula(indicator, variant.code, params), sums) for variant in indicator.variants)


def _said(form: Formula, sums: Sums) -> Said:
    missing = tuple(name for name in form.base_counts if name not in sums.totals)
    measured = measure(form, [sums])
    if missing or measured is None:
        return Said(form.variant, form, None, NoValue.NOT_REPORTED, missing)
    if measured.hindrance is not None:
        return Said(form.variant, form, None, NoValue.NOT_AGGREGABLE)
    if is_contradictory(measured):
        return Said(form.variant, form, None, NoValue.CONTRADICTORY)
    if measured.value is None:
        return Said(form.variant, form, None, NoValue.NO_VOLUME)
    return Said(form.variant, form, measured.value)

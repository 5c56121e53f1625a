"""Indicators built from their records, in our catalogue and in a contract's own definitions alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from core.batch import Dataset
from core.text import Text
from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.terms.definition import About, Denominator, Direction, Rollup, Unit
from sla.terms.indicator import Indicator, Variant, unknown_counts

_SCALES = {Unit.PERCENT: 100, Unit.PER_10K: 10_000}


def build_indicators(records: Iterable[Got], report: Report) -> list[Indicator]:
    """The indicators that could be built; doubled codes and unknown base counts are findings."""
    built: dict[str, Indicator] = {}
    for got in records:
        indicator = None if got.broken else build_indicator(got, report)
        if indicator is None:
            continue
        if indicator.code in built:
            report.add("contract_code_twice", got.at("code"), code=indicator.code)
        built.setdefault(indicator.code, indicator)
    return list(built.values())


def build_indicator(got: Got, report: Report) -> Indicator | None:
    """One indicator; None where it has no numerator or an unknown base count."""
    params: dict[str, str] = got.get("params", {})
    variants = tuple(_variants(got, report))
    good = [v for v in variants if _counts_known(v, params, got, report)]
    if not variants or len(good) < len(variants):
        return None
    unit = got.get("unit", Unit.PERCENT)
    return Indicator(
        got.get("code"),
        got.get("name"),
        got.get("family", "own"),
        got.get("dataset", Dataset.TRAFFIC),
        unit,
        got.get("direction", Direction.HIGHER),
        got.get("rollup", Rollup.RATIO),
        got.get("scale", Fraction(_SCALES.get(unit, 1))),
        variants,
        params,
        got.get("definition", Text("", "")),
        got.get("reference", ""),
        got.get("part", False),
        got.get("over_months", Denominator.SUM),
        int(got.get("maturity_days", 0)),
        _about(got),
    )


def _about(got: Got) -> About:
    return About(
        got.get("layer"),
        got.get("cohort"),
        int(got.get("floor", 0)),
        got.get("clock_start"),
        got.get("typical"),
        _numbers(got),
        tuple(got.get("china", ())),
    )


def _variants(got: Got, report: Report) -> list[Variant]:
    if "variants" in got.values:
        records = got.get("variants")
        return [_variant(record, record) for record in records if not record.broken]
    if "numerator" not in got.values:
        report.add("contract_missing_key", got.place, key="numerator", record=got.get("code"))
        return []
    return [_variant(got, Got(got.place))]


def _variant(got: Got, own: Got) -> Variant:
    """A variant record, or the indicator's own record where it has only one; `own` holds what a variant
    says otherwise than its indicator."""
    days = own.get("maturity_days")
    return Variant(
        got.get("code"),
        _whole(got.get("numerator")),
        _whole(got.get("denominator", {})),
        got.get("name", Text(got.get("code"), got.get("code"))),
        int(got.get("denominator_per", 1)),
        int(got.get("compounded", 0)),
        None if days is None else int(days),
        _numbers(own),
    )


def _numbers(got: Got) -> tuple[int, ...]:
    return tuple(int(number) for number in got.get("numbers", ()))


def _whole(weights: Mapping[str, Fraction]) -> dict[str, int]:
    return {name: int(weight) for name, weight in weights.items()}


def _counts_known(variant: Variant, params: Mapping[str, str], got: Got, report: Report) -> bool:
    unknown = unknown_counts(variant, params)
    for name in unknown:
        report.add("contract_unknown_count", got.place, name=name, indicator=got.get("code"))
    return not unknown


def indicator_as_dict(indicator: Indicator) -> dict[str, Any]:
    """The record it is built from."""
    return {
        "code": indicator.code,
        "name": indicator.name.as_dict(),
        "family": indicator.family,
        "dataset": indicator.dataset.value,
        "unit": indicator.unit.value,
        "direction": indicator.direction.value,
        "rollup": indicator.rollup.value,
        "scale": indicator.scale,
        "part": indicator.part,
        "over_months": indicator.over_months.value,
        **({"params": dict(indicator.params)} if indicator.params else {}),
        **({"definition": indicator.definition.as_dict()} if indicator.definition.zh else {}),
        **({"reference": indicator.reference} if indicator.reference else {}),
        **({"maturity_days": indicator.maturity_days} if indicator.maturity_days else {}),
        **_about_as_dict(indicator.about),
        "variants": [_variant_as_dict(variant) for variant in indicator.variants],
    }


def _about_as_dict(about: About) -> dict[str, Any]:
    """What is written of it; nothing for what was left out."""
    texts = {"clock_start": about.clock_start, "typical": about.typical}
    record = {
        "layer": about.layer and about.layer.value,
        "cohort": about.cohort and about.cohort.value,
        "floor": about.floor,
        **{key: text and text.as_dict() for key, text in texts.items()},
        "numbers": list(about.numbers),
        "china": list(about.china),
    }
    return {key: value for key, value in record.items() if value}


def _variant_as_dict(variant: Variant) -> dict[str, Any]:
    days = variant.maturity_days
    return {
        "code": variant.code,
        "name": variant.name.as_dict(),
        "numerator": dict(variant.numerator),
        **({"denominator": dict(variant.denominator)} if variant.denominator else {}),
        **({"denominator_per": variant.denominator_per} if variant.denominator_per != 1 else {}),
        **({"compounded": variant.compounded} if variant.compounded else {}),
        **({"maturity_days": days} if days is not None else {}),
        **({"numbers": list(variant.numbers)} if variant.numbers else {}),
    }

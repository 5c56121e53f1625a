"""The indicator catalogue as a page of documentation, in both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping

from core.counts import families, plain_counts
from core.text import Text
from sla.indicator import Direction, Indicator, Unit, Variant, formula, formula_text

UNIT_NAMES: dict[Unit, Text] = {
    Unit.PERCENT: Text("百分比", "percent"),
    Unit.SECONDS: Text("秒", "seconds"),
    Unit.PER_10K: Text("每万", "per 10,000"),
    Unit.COUNT: Text("个", "count"),
    Unit.RATIO: Text("比值", "ratio"),
    Unit.POINTS: Text("分", "points"),
}
DIRECTION_NAMES: dict[Direction, Text] = {
    Direction.HIGHER: Text("越高越好", "higher is better"),
    Direction.LOWER: Text("越低越好", "lower is better"),
    Direction.BAND: Text("区间内为好", "within a band"),
    Direction.ZERO: Text("应为零", "zero"),
}
_HEAD = """# 指标口径 Indicators

本页由 `sla/indicators.yaml` 生成（`sla/reference.py`），请勿手改。
This page is made from `sla/indicators.yaml` (by `sla/reference.py`); do not edit it.

合同条款用代码引用指标与口径；不写口径时用第一种。公式中的秒数是默认参数，合同可改。
A clause names an indicator and a variant by code, the first variant where it names none. The seconds in a
formula are the default parameters; a contract may change them.
"""


def indicators_markdown(indicators: Mapping[str, Indicator]) -> str:
    """The page: every indicator with its variants and formulas, then the base counts."""
    parts = [_HEAD, *(_entry(indicator) for indicator in indicators.values()), _counts()]
    return "\n".join(parts)


def _entry(indicator: Indicator) -> str:
    params = ", ".join(f"`{name}: {value}`" for name, value in indicator.params.items())
    facts = [
        _both(UNIT_NAMES[indicator.unit]),
        _both(DIRECTION_NAMES[indicator.direction]),
        f"`{indicator.dataset}`",
        f"roll-up {indicator.rollup}",
        *([params] if params else []),
    ]
    rows = "\n".join(_row(indicator, variant) for variant in indicator.variants)
    return (
        f"## {indicator.code} {_both(indicator.name)}\n\n"
        f"{indicator.definition.zh}\n{indicator.definition.en}\n\n"
        f"{' · '.join(facts)}. 出处 Source: {indicator.reference}\n\n"
        f"| 口径 Variant | 说明 | Meaning | 公式 | Formula |\n|---|---|---|---|---|\n{rows}\n"
    )


def _row(indicator: Indicator, variant: Variant) -> str:
    text, name = formula_text(formula(indicator, variant.code)), variant.name
    return f"| `{variant.code}` | {name.zh} | {name.en} | {text.zh} | {text.en} |"


def _counts() -> str:
    rows = [f"| `{c.name}` | {c.text.zh} | {c.text.en} | {c.unit} |" for c in plain_counts()]
    family = ", ".join(f"`{name}_T`" for name in families())
    return (
        "## 基础量 Base counts\n\n"
        f"名称里带秒数的一族（T 为秒）Families with seconds in their name: {family}.\n\n"
        "| 名称 Name | 中文 | English | 单位 Unit |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"

"""The indicator catalogue as a page of documentation, in both languages side by side.

`python -m sla.catalogue.reference > docs/indicators.md`
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import groupby

from core.counts import families, plain_counts
from core.text import Text
from sla.catalogue.names import (
    COHORT_NAMES,
    DIRECTION_NAMES,
    FAMILY_NAMES,
    LAYER_NAMES,
    ROLLUP_NAMES,
    UNIT_NAMES,
)
from sla.catalogue.record import record_markdown
from sla.load import catalogue
from sla.terms.indicator import Indicator, Variant, formula, formula_text

_HEAD = """# 指标口径 Indicators

本页由 `sla/catalogue/indicators/` 生成，请勿手改：
This page is made from `sla/catalogue/indicators/`; do not edit it:
`python -m sla.catalogue.reference > docs/indicators.md`

合同条款用代码引用指标与口径；不写口径时用第一种。公式中的秒数是默认参数，合同可改。“通常”一行只供起草时参考，
以合同为准。
A clause names an indicator and a variant by code, the first variant where it names none. The seconds in a
formula are the default parameters; a contract may change them. What is called usual is offered where a
contract is written; the contract decides.

方括号中的数字是领域参考一览的编号（1–133），代码是国内常用指标的代码。
Numbers in brackets are those of the domain reference's list (1 to 133), codes those of the usual indicators
in China.
"""


def indicators_markdown(indicators: Mapping[str, Indicator]) -> str:
    """The page: contents, every indicator by family, what a definition's record holds, the base counts."""
    by_family = [(code, list(own)) for code, own in groupby(indicators.values(), lambda each: each.family)]
    parts = [_HEAD, _contents(by_family)]
    for code, own in by_family:
        parts += [f"## {_both(FAMILY_NAMES[code])}\n", *map(_entry, own)]
    return "\n".join([*parts, record_markdown(), _counts()])


def _contents(by_family: list[tuple[str, list[Indicator]]]) -> str:
    lines = ["## 目录 Contents\n"]
    for code, own in by_family:
        links = " · ".join(f"[{each.name.zh} {each.code}](#{each.code.lower()})" for each in own)
        lines.append(f"- **{_both(FAMILY_NAMES[code])}** ({len(own)}): {links}")
    return "\n".join([*lines, "- [定义的各项 The record of a definition](#record)\n"])


def _entry(indicator: Indicator) -> str:
    rows = "\n".join(_row(indicator, variant) for variant in indicator.variants)
    facts = "\n".join(f"- {name}: {value}" for name, value in _facts(indicator))
    return (
        f'<a id="{indicator.code.lower()}"></a>\n\n### {indicator.code} {_both(indicator.name)}\n\n'
        f"{indicator.definition.zh}\n{indicator.definition.en}\n\n{facts}\n\n"
        f"| 口径 Variant | 说明 | Meaning | 公式 | Formula |\n|---|---|---|---|---|\n{rows}\n"
    )


def _facts(indicator: Indicator) -> list[tuple[str, str]]:
    """What is known of it, one fact a line; nothing for what is not."""
    about = indicator.about
    params = ", ".join(f"`{name}: {value}`" for name, value in indicator.params.items())
    measured = f"{_both(UNIT_NAMES[indicator.unit])} · {_both(DIRECTION_NAMES[indicator.direction])}"
    days = indicator.maturity_days
    found = [
        ("单位与方向 Unit and direction", measured),
        ("汇总 Aggregation", f"`{indicator.rollup}` {_both(ROLLUP_NAMES[indicator.rollup])}"),
        ("数据 Data", f"`{indicator.dataset}`"),
        ("参数 Parameters", params),
        ("期满 Final after", f"{days} 天 days" if days else ""),
        ("分母范围 Cohort", _both(COHORT_NAMES[about.cohort]) if about.cohort else ""),
        ("起算 Clock starts", _both(about.clock_start) if about.clock_start else ""),
        ("通常层级 Usual layer", f"{about.layer} {_both(LAYER_NAMES[about.layer])}" if about.layer else ""),
        ("通常目标 Usual target", _both(about.typical) if about.typical else ""),
        ("通常起评量 Usual floor", str(about.floor) if about.floor else ""),
        ("出处 Source", f"{indicator.reference} {_listed(indicator)}".rstrip()),
    ]
    return [(name, value) for name, value in found if value]


def _listed(indicator: Indicator) -> str:
    names = [*map(str, indicator.about.numbers), *indicator.about.china]
    return f"[{', '.join(names)}]" if names else ""


def _row(indicator: Indicator, variant: Variant) -> str:
    chosen = formula(indicator, variant.code)
    text, name = formula_text(chosen), variant.name
    number = f" [{', '.join(map(str, variant.numbers))}]" if variant.numbers else ""
    late = chosen.maturity_days != indicator.maturity_days
    zh = name.zh + (f"（{chosen.maturity_days}天后期满）" if late else "")
    en = name.en + (f" (final after {chosen.maturity_days} days)" if late else "")
    return f"| `{variant.code}`{number} | {zh} | {en} | {text.zh} | {text.en} |"


def _counts() -> str:
    rows = [f"| `{c.name}` | {c.text.zh} | {c.text.en} | {c.unit} |" for c in plain_counts()]
    family = ", ".join(f"`{name}_T`" for name in families())
    return (
        "## 基础量 Base counts\n\n"
        f"名称里带秒数的一族（T 为秒）Families with seconds in their name: {family}.\n\n"
        "| 名称 Name | 中文 | English | 单位 Unit |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(indicators_markdown(catalogue()))

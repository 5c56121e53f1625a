"""Writes the dictionary of headers as a page: docs/fields.md is this text, and a test says so."""

from __future__ import annotations

import sys

from core.counts import CAME_AT, SECOND, WAIT, base_count, plain_counts
from core.text import Text
from importers.dictionary.fields import Family, Field
from importers.dictionary.headers import synonyms

_HEAD = """# 字段与表头 Fields and headers

本页由 `importers/dictionary/synonyms.yaml` 生成，请勿手改：
This page is made from `importers/dictionary/synonyms.yaml`; do not edit it:
`python -m importers.dictionary.field_reference > docs/fields.md`

表头先统一写法再查找：全角转半角，去掉空格、序号和括号里的单位；两行表头先查“上级+下级”，再查下级。
A header is brought to one spelling before it is looked up: one width, no spaces, no list mark, the unit in
its bracket taken out; of a header of two rows first both together, then the lower one.

## 加一个词 How to add one

1. 同一个意思：把词写进 `importers/dictionary/synonyms.yaml` 里该字段的 `zh` 或 `en`。一个词只能属于一个字段。
2. 可能有两种意思：写进 `ambiguous`，列出各种可能；旁边的词能定就定，不能定就问人，并记住答案。
3. 新的数量：先在 `core/counts.py` 加基础量，再在 `fields` 里加字段，`count` 写基础量的名称。
4. 不读入的列：`kind: ignore`，并写明 `why`。
5. 运行本页开头的命令，再运行 `pytest tests/test_importers_dictionary.py`。

1. The same meaning: write the word under the field's `zh` or `en` in
   `importers/dictionary/synonyms.yaml`. A word belongs to one field.
2. Two possible meanings: write it under `ambiguous` with what it may be. Words beside it decide where they
   can; else a person is asked, and the answer is remembered.
3. A new count: add the base count to `core/counts.py`, then a field whose `count` is its name.
4. A column that is not read: `kind: ignore`, with the reason as `why`.
5. Run the command above, then `pytest tests/test_importers_dictionary.py`.
"""
_WITHOUT_HEADER = """\
报表里的列不会读成这些量：它们由人录入，或来自收报、事项、整改等台账；分位数、中位数、Kappa 等不能
由各行合成，报表写明本范围、本周期数值的，按所报采用，95分位应答时长也可由逐通来电算出。
No column of a report is read as these: people type them in, or they come from our own books of reports,
events and misses. Percentiles, medians, kappas and the like cannot be put together of rows: stated of
exactly the scope and period they are taken as claimed, and the 95th percentile is formed of single calls.
"""
_KINDS = {
    "count": Text("数量", "count"),
    "duration": Text("时长", "duration"),
    "rate": Text("比率", "rate"),
    "score": Text("得分", "score"),
    "flag": Text("是否", "yes or no"),
    "day": Text("日期", "day"),
    "month": Text("月份", "month"),
    "slot": Text("时段", "time of day"),
    "moment": Text("时刻", "moment"),
    "code": Text("编码", "code"),
    "label": Text("名称", "name"),
    "caller": Text("来电号码（只留标记）", "caller (a mark only)"),
    "instant": Text("时点", "instant"),
    "ignore": Text("不读入", "left out"),
}


def fields_markdown() -> str:
    """The page: every field with what it becomes and how it is written, families, what is asked about."""
    words = synonyms()
    rows = [_row(field) for field in words.fields.values()]
    parts = [
        _HEAD,
        f"## 字段 Fields ({len(rows)})\n",
        "| 代码 Code | 类别 Kind | 成为 Becomes | 写法 Written as |\n|---|---|---|---|",
        *rows,
        "\n## 带数字的表头 Headers with a number\n",
        "T 是任意秒数。T is any number of seconds.\n",
        "| 写法 Pattern | 类别 Kind | 成为 Becomes |\n|---|---|---|",
        *map(_family, words.families),
        "\n## 要问人的表头 Headers that are asked about\n",
        "| 表头 Header | 可能是 May be | 旁边有这些词时 Where these words stand near |\n|---|---|---|",
        *_asked(),
        "\n## 没有表头的基础量 Counts that no header stands for\n",
        _WITHOUT_HEADER,
        "| 名称 Name | 中文 | English |\n|---|---|---|",
        *_without_header(),
    ]
    return "\n".join(parts) + "\n"


def _row(field: Field) -> str:
    written = "、".join(synonyms().written[field.code])
    return f"| `{field.code}` | {_both(_KINDS[field.kind])} | {_becomes(field)} | {_safe(written)} |"


def _becomes(field: Field) -> str:
    """In words: a base count, a dimension, a sum of averages, a claim, or nothing and why."""
    said = []
    if field.why:
        said.append(_both(synonyms().reasons[field.why]))
    if count := field.count or field.marks:
        known = base_count(count)
        said.append(f"{known.text.zh} `{count}`" if known else f"`{count}`")
    if field.role:
        said.append(f"`{field.role}`")
    if field.average_of:
        said.append(f"`{field.average_of}` ÷ `{field.times}`")
    if field.of or field.of_any:
        whole = f" ÷ `{field.to}`" if field.to else ""
        said.append(f"核对 checked: `{field.of or f'{field.of_any}_T'}`{whole}")
    if field.indicator:
        said.append(f"无数量时按所报 claimed without counts: `{field.indicator}`")
    return _safe(" · ".join(said).replace("{t}", "T")) or "按所报展示 shown as claimed"


def _family(family: Family) -> str:
    field = family.field
    unit = f" (× {family.unit_s} s)" if family.unit_s > 1 else ""
    pattern = family.match.pattern.replace("|", "\\|")
    return f"| `{pattern}`{unit} | {_both(_KINDS[field.kind])} | {_becomes(field)} |"


def _asked() -> list[str]:
    words = synonyms()
    return [
        f"| {_safe(spelling)} | `{code}` {_both(words.names[code])} | {'、'.join(near) or '—'} |"
        for spelling, question in words.ambiguous.items()
        for code, near in question.choices.items()
    ]


def _without_header() -> list[str]:
    words = synonyms()
    fields = [*words.fields.values(), *(family.field for family in words.families)]
    read = {name for field in fields for name in (field.count, field.average_of, field.marks, field.times)}
    return [
        f"| `{count.name}` | {count.text.zh} | {count.text.en} |"
        for count in plain_counts()
        if count.name not in read and count.name not in (WAIT, CAME_AT, SECOND)
    ]


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"


def _safe(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(fields_markdown())

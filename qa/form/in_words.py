"""What is wrong with a form, in the words of its workbook and designer: keys as labels, codes as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.finding import Finding
from core.text import Text
from qa.form.columns import BANDS, CHOICES, NO, SETTINGS, SURVEY, TYPE, YES, Column, Kind
from qa.form.kinds import ITEM_KINDS

_ITEM_KIND = Column(
    "kind", TYPE.label, Kind.CHOICE, {each.value: words for each, words in ITEM_KINDS.items()}
)
_EVERY: tuple[Column, ...] = (*SETTINGS, *SURVEY, *CHOICES, *BANDS, _ITEM_KIND)
#: Keys that stand in no column under their own name.
_OTHERS: Mapping[str, Text] = {
    "text": Text("文字", "Words"),
    "name": Text("名称", "Name"),
    "items": Text("评分项", "Items"),
    "sections": Text("大项", "Sections"),
    "form": Text("设置", "Settings"),
}


def in_words(findings: Iterable[Finding]) -> list[Finding]:
    """The same trouble at the same places, each thing called as the person who filled it in calls it."""
    return [_worded(finding) for finding in findings]


def _worded(finding: Finding) -> Finding:
    facts = dict(finding.facts)
    named, allowed = str(facts.get("field") or facts.get("key") or ""), facts.get("allowed")
    column = _column(named, allowed if isinstance(allowed, list) else [], finding.code)
    label = column.label if column else _OTHERS.get(named)
    if label is not None:
        facts |= {key: label for key in ("field", "key") if key in facts}
    words = _words(column) if column else {}
    if isinstance(allowed, list):
        facts["allowed"] = [words.get(str(each), each) for each in allowed]
    return replace(finding, facts=facts)


def _column(key: str, allowed: Sequence[object], code: str) -> Column | None:
    """The column of a key. Of several under one name, the one that offers what is allowed; what is missing
    is missing from the form's head, for only there it has to be."""
    named = [each for each in _EVERY if each.path == key or each.path.rpartition(".")[2] == key]
    fitting = [each for each in named if each.choices and set(allowed) >= set(each.choices)]
    head = [each for each in named if each.path.startswith("form.") and code == "form_field_missing"]
    exact = [each for each in named if each.path == key]
    return next(iter([*fitting, *head, *exact, *named]), None)


def _words(column: Column) -> Mapping[str, Text]:
    return {"true": YES, "false": NO} if column.kind is Kind.FLAG else column.choices

"""What one version of a form says otherwise than another, item by item, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import Text
from qa.form.plain import Plain, as_plain
from qa.form.terms import AuditForm
from qa.form.words import LABELS


class Kind(StrEnum):
    """What became of a part of the form."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class Said:
    """One thing that is said otherwise; empty words where it is not said."""

    label: Text
    before: Text
    after: Text


@dataclass(frozen=True)
class Change:
    """A section, an item or a fault that is not as it was, or the form's own head and rules (code "")."""

    code: str
    name: Text
    kind: Kind
    lines: tuple[Said, ...] = ()


_FORM = Text("整张表", "The form itself")
KEYS: Mapping[str, Text] = {
    **LABELS,
    "name": Text("名称", "Name"),
    "text": Text("文字", "Words"),
    "kind": Text("类别", "Kind"),
    "pass_mark": Text("合格线", "Pass mark"),
    "points": Text("分值", "Points"),
    "weight": Text("权重", "Weight"),
    "choices": Text("答案", "Answers"),
    "fatal": Text("致命", "Fatal"),
    "na": Text("可不适用", "May not apply"),
    "undetermined": Text("可无法判断", "May stay undetermined"),
    "question": Text("有标准答案", "Has an approved answer"),
    "known_from": Text("由通话事实得出", "Known from the call"),
    "unscored": Text("不计分", "Not scored"),
    "class": Text("差错类别", "Error class"),
    "phase": Text("阶段", "Phase"),
    "when": Text("显示条件", "Asked when"),
    "guidance": Text("评分说明", "Guidance"),
    "clause": Text("规范条款", "Clause of the specification"),
    "root_causes": Text("原因选项", "Root causes"),
    "behaviours": Text("禁用表现", "Behaviours"),
    "attribution": Text("问归属", "Asks whose fault"),
    "asked_unconnected": Text("未接通也评", "Scored without an agent"),
    "section": Text("所扣大项", "Section it costs"),
    "place": Text("所在大项", "In section"),
    "bands": Text("等级", "Bands"),
}
_INNER = ("items", "sections")


def differences(before: AuditForm, after: AuditForm) -> tuple[Change, ...]:
    """Everything that is not the same: the form itself, then sections, items and faults in the later
    version's order, what is gone last. Versions are not compared: they always differ."""
    old, new = dict(_parts(as_plain(before))), dict(_parts(as_plain(after)))
    found = [
        _change(code, old.get(code), new.get(code)) for code in (*new, *(c for c in old if c not in new))
    ]
    return tuple(change for change in found if change is not None)


def _parts(plain: Plain) -> Iterator[tuple[str, Plain]]:
    head = {key: value for key, value in plain["form"].items() if key not in ("code", "version")}
    rules = plain.get("scoring", {})
    # A form and a section both have a kind of na: the form's is about every item.
    yield "", {**head, **{f"scoring.{key}": value for key, value in rules.items()}, **_bands(plain)}
    for section in plain["sections"]:
        yield from _section(section, "")
    for fault in plain.get("fatal", []):
        yield fault["code"], fault


def _bands(plain: Plain) -> Plain:
    return {"bands": plain["bands"]} if "bands" in plain else {}


def _section(section: Plain, within: str) -> Iterator[tuple[str, Plain]]:
    own = {key: value for key, value in section.items() if key not in _INNER}
    yield section["code"], {**own, **({"place": within} if within else {})}
    for item in section.get("items", []):
        yield item["code"], {**item, "place": section["code"]}
    for inner in section.get("sections", []):
        yield from _section(inner, section["code"])


def _change(code: str, old: Plain | None, new: Plain | None) -> Change | None:
    either = new or old or {}
    name = _FORM if not code else _text(either.get("text"))
    if old is None or new is None:
        return Change(code, name, Kind.ADDED if old is None else Kind.GONE)
    lines = tuple(
        Said(_label(key), _text(old.get(key)), _text(new.get(key)))
        for key in dict.fromkeys((*old, *new))
        if key != "code" and old.get(key) != new.get(key)
    )
    return Change(code, name, Kind.CHANGED, lines) if lines else None


def _label(key: str) -> Text:
    plain = key.removeprefix("scoring.")
    known = LABELS.get(plain) if key.startswith("scoring.") else KEYS.get(plain)
    return known or Text(plain, plain)


def _text(value: Any) -> Text:
    """A value of the file as words of both languages."""
    if value is None:
        return Text("", "")
    if isinstance(value, Mapping):
        if set(value) <= {"zh", "en"}:
            return Text(value.get("zh", ""), value.get("en", ""))
        parts = [_text(each) for key, each in value.items() if key != "code"]
        return Text(" ".join(part.in_("zh") for part in parts), " ".join(part.in_("en") for part in parts))
    if isinstance(value, list):
        parts = [_text(each) for each in value]
        return Text("；".join(part.in_("zh") for part in parts), "; ".join(part.in_("en") for part in parts))
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text(str(value), str(value))

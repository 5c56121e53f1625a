"""Kinds of values a matrix file may hold under a key: how each is read from texts and written as them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from core.scope import is_code
from core.text import Text
from qa.training.course import Taught
from qa.training.matrix import DueDays, DueEvery

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES, _NO = {"true", "yes", "是"}, {"false", "no", "否"}


@dataclass(frozen=True)
class FieldKind:
    """`read` raises ValueError where what stands there is not `expected`."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    expected: object


@dataclass(frozen=True)
class Field:
    """A key of a course, a rule or of whom a rule is for."""

    name: str
    words: Text
    kind: FieldKind
    needed: bool = False


def line(value: Any) -> str:
    """One text; refused: a list or keys."""
    if isinstance(value, list | Mapping) or value is None:
        raise ValueError(value)
    return str(value).strip()


def _code(value: Any) -> str:
    if not is_code(line(value)):
        raise ValueError(value)
    return line(value)


def _listed(value: Any) -> list[Any]:
    """A list; a single text is a list of one."""
    return value if isinstance(value, list) else [line(value)]


def _yes(value: Any) -> bool:
    said = line(value).casefold()
    if said not in _YES | _NO:
        raise ValueError(value)
    return said in _YES


def _day(value: Any) -> date:
    if not _DATE.fullmatch(line(value)):
        raise ValueError(value)
    return date.fromisoformat(line(value))


def _both(value: Any) -> Text:
    if not isinstance(value, Mapping):
        return Text(line(value), line(value))
    if set(value) - {"zh", "en"}:
        raise ValueError(value)
    return Text(line(value.get("zh", "")), line(value.get("en", "")))


def _written_both(text: Text) -> object:
    return text.zh if text.zh == text.en else {lang: said for lang, said in text.as_dict().items() if said}


def number(least: int, most: int) -> FieldKind:
    """A whole number within bounds, both included."""

    def read(value: Any) -> int:
        said = line(value)
        if not (said.isascii() and said.isdigit()) or not least <= int(said) <= most:
            raise ValueError(value)
        return int(said)

    return FieldKind(read, int, Text(f"{least} 至 {most} 的整数", f"a whole number from {least} to {most}"))


def _above(value: Any, most: Decimal) -> Decimal:
    try:
        said = Decimal(line(value))
    except InvalidOperation:
        raise ValueError(value) from None
    if not said.is_finite() or not 0 < said <= most:
        raise ValueError(value)
    return said


def choice(of: type[StrEnum]) -> FieldKind:
    """One of the words of an enum, in capitals or not."""
    return FieldKind(lambda value: of(line(value).casefold()), lambda one: one.value, list(of))


def choices(of: type[StrEnum]) -> FieldKind:
    """Any of the words of an enum, each once."""
    return FieldKind(
        lambda value: frozenset(of(line(each).casefold()) for each in _listed(value)),
        lambda several: [each.value for each in of if each in several],
        list(of),
    )


def _taught(value: Any) -> tuple[Taught, ...]:
    return tuple(map(_one_taught, value if isinstance(value, list) else [value]))


def _one_taught(value: Any) -> Taught:
    if not isinstance(value, Mapping):
        return Taught(_code(value))
    if set(value) - {"spec", "clauses"}:
        raise ValueError(value)
    return Taught(_code(value.get("spec")), tuple(map(_code, _listed(value.get("clauses", [])))))


def _written_taught(taught: tuple[Taught, ...]) -> list[object]:
    return [
        {"spec": each.spec, "clauses": list(each.clauses)} if each.clauses else each.spec for each in taught
    ]


def _due(value: Any) -> DueDays:
    if isinstance(value, list):
        return DueDays(dates=tuple(sorted(map(_day, value))))
    return DueDays(every=DueEvery(line(value).casefold()))


def _written_due(due: DueDays) -> object:
    return due.every.value if due.every else [day.isoformat() for day in due.dates]


def _versions(value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise ValueError(value)
    of = number(1, 10_000).read
    return {_code(course): of(version) for course, version in value.items()}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(line, _listed(value))))


_IS_CODE = Text("大写字母、数字、- 和 _，最多 32 位", "capitals, digits, - and _, at most 32")
LINE = FieldKind(line, str, Text("一行文字", "a text"))
CODE = FieldKind(_code, str, _IS_CODE)
CODES = FieldKind(lambda value: tuple(dict.fromkeys(map(_code, _listed(value)))), list, _IS_CODE)
CODE_SET = FieldKind(lambda value: frozenset(map(_code, _listed(value))), sorted, _IS_CODE)
NAMES = FieldKind(_texts, list, Text("一个或多个名称", "one name or several"))
NAME_SET = FieldKind(
    lambda value: frozenset(_texts(value)), sorted, Text("一个或多个名称", "one name or several")
)
YES = FieldKind(_yes, bool, [Text("是", "yes"), Text("否", "no")])
DAY = FieldKind(_day, date.isoformat, Text("日期，如 2026-11-01", "a day such as 2026-11-01"))
BOTH = FieldKind(
    _both, _written_both, Text("文字，或 zh 与 en 两种文字", "a text, or one under zh and one under en")
)
PERCENT = FieldKind(
    lambda value: _above(value, Decimal(100)),
    str,
    Text("大于 0、至 100 的数", "a number above 0, at most 100"),
)
MARK = FieldKind(lambda value: _above(value, Decimal(100_000)), str, Text("大于 0 的数", "a number above 0"))
TAUGHT = FieldKind(
    _taught,
    _written_taught,
    Text("规范编号，可带 clauses", "codes of specifications, with clauses if need be"),
)
DUE = FieldKind(
    _due, _written_due, Text("month_end、quarter_end 或日期列表", "month_end, quarter_end, or a list of days")
)
VERSIONS = FieldKind(_versions, dict, Text("课程编号与版本号", "codes of courses with a version each"))

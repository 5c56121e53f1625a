"""A specification as it is written down, in YAML, in a sheet or in the app: texts under keys, each with its
place. One reader makes the specification of it, or says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from core.finding import Finding, Place, blocking
from core.scope import is_code
from core.text import Text
from qa.specification.terms import Part, SpecClause, Specification

#: Key of what stands above the clauses → what it is called, in the order of the sheet. `_zh` and `_en` make
#: one text of two.
HEAD: dict[str, Text] = {
    "code": Text("规范编号", "Code"),
    "name_zh": Text("名称", "Name in Chinese"),
    "name_en": Text("名称（英文）", "Name in English"),
    "owner": Text("责任人", "Owner"),
    "vendor": Text("外包商（不填为全部）", "Vendor (empty: all)"),
    "project": Text("项目（不填为全部）", "Project (empty: all)"),
    "effective": Text("生效日", "In force from"),
    "review_by": Text("下次复审日", "Review by"),
    "why": Text("制定或修订原因", "Why it is made or changed"),
    "improves": Text("流程优化的指标", "Indicators it is to move"),
    "trainings": Text("讲授该规范的课程", "Courses that teach it"),
    "scope_zh": Text("范围", "Scope in Chinese"),
    "scope_en": Text("范围（英文）", "Scope in English"),
    "content_zh": Text("内容", "Content in Chinese"),
    "content_en": Text("内容（英文）", "Content in English"),
    "procedure_zh": Text("程序", "Procedure in Chinese"),
    "procedure_en": Text("程序（英文）", "Procedure in English"),
    "method_zh": Text("方法", "Method in Chinese"),
    "method_en": Text("方法（英文）", "Method in English"),
}
#: Key of a column of the clauses → what heads it.
COLUMNS: dict[str, Text] = {
    "code": Text("条款编号", "Clause code"),
    "number": Text("序号", "Number"),
    "part": Text("所属", "Stands under"),
    "text_zh": Text("条款内容", "Clause in Chinese"),
    "text_en": Text("条款内容（英文）", "Clause in English"),
    "critical": Text("关键", "Critical"),
}
CLAUSES = Text("条款", "Clauses")
YES, NO = Text("是", "yes"), Text("否", "no")
_YES, _NO = {"是", "yes", "true", "y", "√", "1"}, {"", "否", "no", "false", "n", "×", "0"}
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LISTED = re.compile(r"[\n,，;；]+")
#: The name of a course may hold a comma.
_LINES = re.compile(r"[\n;；]+")
_DAY = Text("日期，如 2026-11-01", "a day such as 2026-11-01")
_CODE = Text("大写字母、数字、- 和 _，最多 32 位", "capitals, digits, - and _, at most 32")
_ONE_PERSON = Text("一个人的姓名", "the name of one person")


@dataclass(frozen=True)
class Entry:
    """What somebody wrote, and where."""

    text: str
    place: Place = field(default_factory=Place)


Row = Mapping[str, Entry]


@dataclass(frozen=True)
class Written:
    """A specification before it is understood; what is left empty is not there."""

    head: Row
    clauses: tuple[Row, ...]
    #: Where it stands as a whole, for what is missing.
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Read:
    """What was understood: the specification, None where anything blocks, and what is said of its version."""

    specification: Specification | None
    findings: tuple[Finding, ...]
    effective: date | None = None
    why: str = ""


def read(written: Written) -> Read:
    """The specification, with every finding at once."""
    reader = _Reader(written)
    made = reader.specification()
    effective = reader.day(written.head, "effective")
    why = _said(written.head, "why")
    found = tuple(reader.findings)
    return Read(None if blocking(list(found)) else made, found, effective, why)


def plain(specification: Specification, effective: date | None = None, why: str = "") -> dict[str, object]:
    """The same as texts under keys, as a draft keeps it: {head: {…}, clauses: [{…}]}."""
    head = {
        "code": specification.code,
        **_both("name", specification.name),
        "owner": specification.owner,
        "vendor": specification.vendor or "",
        "project": specification.project or "",
        "effective": effective.isoformat() if effective else "",
        "review_by": specification.review_by.isoformat() if specification.review_by else "",
        "why": why,
        "improves": ", ".join(specification.improves),
        "trainings": "\n".join(specification.trainings),
    }
    for part in Part:
        head |= _both(part.value, specification.field(part))
    clauses = [
        {
            "code": clause.code,
            "number": clause.number,
            "part": clause.part.value,
            **_both("text", clause.text),
            "critical": "true" if clause.critical else "",
        }
        for clause in specification.clauses
    ]
    return {"head": head, "clauses": clauses}


def from_plain(kept: Mapping[str, object]) -> Written:
    """What a draft keeps; a finding's place is the code of its clause."""
    head, clauses = kept.get("head") or {}, kept.get("clauses") or []
    assert isinstance(head, Mapping) and isinstance(clauses, list)
    rows = [_entries(row, Place(sheet=str(row.get("code") or f"#{n}"))) for n, row in enumerate(clauses, 1)]
    return Written(_entries(head, Place()), tuple(row for row in rows if row))


def _entries(row: Mapping[str, object], place: Place) -> dict[str, Entry]:
    return {str(key): Entry(str(text), place) for key, text in row.items() if text not in (None, "")}


def _both(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}


def _said(row: Row, key: str) -> str:
    return row[key].text.strip() if key in row else ""


@dataclass
class _Reader:
    """Goes through what was written and gathers findings; what it cannot use becomes a stand-in."""

    written: Written
    findings: list[Finding] = field(default_factory=list)

    def specification(self) -> Specification:
        head = self.written.head
        if not self.written.clauses:
            self._found("specification_missing", self.written.place, field=CLAUSES)
        return Specification(
            code=self._code(head, HEAD, self.written.place),
            name=self._text(head, "name", HEAD, self.written.place),
            owner=self._owner(head),
            scope=self._text(head, "scope", HEAD, self.written.place),
            content=self._text(head, "content", HEAD, self.written.place),
            procedure=self._text(head, "procedure", HEAD, self.written.place),
            method=self._text(head, "method", HEAD, self.written.place),
            clauses=tuple(self._clauses()),
            vendor=self._code_or_none(head, "vendor"),
            project=self._code_or_none(head, "project"),
            improves=tuple(_listed(_said(head, "improves"))),
            trainings=tuple(_listed(_said(head, "trainings"), _LINES)),
            review_by=self.day(head, "review_by"),
        )

    def day(self, row: Row, key: str) -> date | None:
        if not _said(row, key):
            return None
        match = _DATE.fullmatch(_said(row, key))
        with suppress(ValueError):
            if match:
                return date(*map(int, match.groups()))
        self._wrong(row, key, HEAD, _DAY)
        return None

    def _clauses(self) -> Iterable[SpecClause]:
        codes: set[str] = set()
        numbers: set[str] = set()
        for row in self.written.clauses:
            place = next(iter(row.values())).place
            clause = self._clause(row, place)
            if clause.code in codes:
                self._found("specification_code_twice", row["code"].place, code=clause.code)
                continue
            codes.add(clause.code)
            if clause.number and clause.number in numbers:
                self._found("specification_number_twice", row["number"].place, number=clause.number)
            numbers.add(clause.number)
            yield clause

    def _clause(self, row: Row, place: Place) -> SpecClause:
        return SpecClause(
            code=self._code(row, COLUMNS, place),
            text=self._text(row, "text", COLUMNS, place),
            number=_said(row, "number"),
            part=self._part(row),
            critical=self._yes(row),
        )

    def _owner(self, head: Row) -> str:
        named = _said(head, "owner")
        if not named:
            self._found("specification_missing", self.written.place, field=HEAD["owner"])
        elif len(_listed(named.replace("、", ",").replace("/", ","))) > 1:
            self._wrong(head, "owner", HEAD, _ONE_PERSON)
        return named

    def _part(self, row: Row) -> Part:
        said = _said(row, "part").casefold()
        names = {
            word.casefold(): part for part in Part for word in (part.value, part.words.zh, part.words.en)
        }
        if said and said not in names:
            self._wrong(row, "part", COLUMNS, [part.words for part in Part])
        return names.get(said, Part.PROCEDURE)

    def _yes(self, row: Row) -> bool:
        said = _said(row, "critical").casefold()
        if said not in _YES | _NO:
            self._wrong(row, "critical", COLUMNS, [YES, NO])
        return said in _YES

    def _text(self, row: Row, name: str, names: Mapping[str, Text], place: Place) -> Text:
        zh, en = _said(row, f"{name}_zh"), _said(row, f"{name}_en")
        if not zh and not en:
            self._found("specification_missing", place, field=names[f"{name}_zh"])
        return Text(zh, en)

    def _code(self, row: Row, names: Mapping[str, Text], place: Place) -> str:
        said = _said(row, "code")
        if not said:
            self._found("specification_missing", place, field=names["code"])
        elif not is_code(said):
            self._wrong(row, "code", names, _CODE)
        return said

    def _code_or_none(self, row: Row, key: str) -> str | None:
        said = _said(row, key)
        if said and not is_code(said):
            self._wrong(row, key, HEAD, _CODE)
        return said or None

    def _wrong(self, row: Row, key: str, names: Mapping[str, Text], expected: object) -> None:
        entry = row[key]
        facts = {"field": names[key], "value": entry.text.strip(), "expected": expected}
        self._found("specification_value", entry.place, **facts)

    def _found(self, code: str, place: Place, /, **facts: object) -> None:
        self.findings.append(Finding(code, place, facts))


def _listed(said: str, between: re.Pattern[str] = _LISTED) -> list[str]:
    """The entries of a list written in one cell, each once."""
    return list(dict.fromkeys(part.strip() for part in between.split(said) if part.strip()))

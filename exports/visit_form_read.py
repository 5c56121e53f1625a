"""A form for the road that comes back: answers and findings, or what is wrong with it, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from core.finding import Finding, Place
from core.text import Text
from exports.template_cells import Written, folded, sheets_of
from exports.visit_form import RoadFinding
from exports.visit_form_words import (
    ABOUT,
    CHECKLIST,
    FINDINGS,
    LAYOUT,
    NO_ITEM,
    VISIT_HEADS,
    YES,
    fatal_row,
    marked,
)
from qa.form.kinds import ItemKind
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from qa.visit.states import GRADES, Grade
from sla.contract_file.node import Report

_ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_NOT_OFFERED = Text("不在可选的评定之内", "is none of the answers offered")
_NO_NUMBER = Text("不是数字", "is no number")
_NO_DAY = Text("不是日期", "is no day")
_NO_GRADE = Text("不在严重程度之内", "is none of the grades")
_NO_ITEM = Text("不是检查表里的检查项", "is no item of the checklist")
_NO_WORDS = Text("有内容，但没有问题描述", "stands in a row without saying what was found")

Sheets = Mapping[str, list[list[Written]]]


@dataclass(frozen=True)
class RoadRead:
    """What stands in the form."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    fatal: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[tuple[RoadFinding, Place], ...] = ()
    #: What is wrong; nothing of it may be taken in then.
    trouble: tuple[Finding, ...] = ()


def read_mark(content: bytes, file_name: str) -> tuple[Sheets, str] | list[Finding]:
    """The sheets and which copy it is, or why it is none of our forms."""
    report = Report()
    sheets = sheets_of(content, file_name, report)
    if sheets is None:
        return list(report.findings)
    first = next(iter(sheets.values()), [])
    found = marked(first[0][0].text) if first and first[0] else None
    if found is None:
        return [Finding("visit_form_foreign", Place(file_name))]
    if found[0] != LAYOUT:
        return [Finding("visit_form_old", Place(file_name))]
    return sheets, found[1]


def read_form(sheets: Sheets, form: AuditForm, file_name: str, known: Sequence[str]) -> RoadRead:
    """What it says of a visit answered on `form`; `known`: the keys of what was found when it was made."""
    trouble: list[Finding] = []
    answers, fatal = _checklist(_sheet(sheets, CHECKLIST), form, file_name, trouble)
    findings = _findings(_sheet(sheets, FINDINGS), form, known, trouble)
    return RoadRead(answers, frozenset(fatal), _told(sheets), tuple(findings), tuple(trouble))


def _sheet(sheets: Sheets, name: Text) -> list[list[Written]]:
    names = {folded(words) for words in (name.zh, name.en)}
    return next((rows for title, rows in sheets.items() if folded(title) in names), [])


def _told(sheets: Sheets) -> dict[str, str]:
    first = next(iter(sheets.values()), [])
    return {row[0].text: row[2].text for row in first if len(row) > 2 and row[0].text in VISIT_HEADS}


def _checklist(
    rows: list[list[Written]], form: AuditForm, file_name: str, trouble: list[Finding]
) -> tuple[dict[str, Answer], list[str]]:
    items = {item.code: item for _section, item in form.items()}
    faults = {fatal_row(code): (code, name) for code, name in form.fatal_names().items()}
    names = {code: item.text for code, item in items.items()} | {k: name for k, (_c, name) in faults.items()}
    answers: dict[str, Answer] = {}
    fatal: list[str] = []
    met: set[str] = set()
    for row in rows[1:]:
        code = row[0].text
        if not any(cell.text for cell in row) or not _is_its_row(row, code, names, met, trouble):
            continue
        met.add(code)
        if code in faults:
            fatal += [faults[code][0]] * _is_ticked(row[4], trouble)
        elif answer := _answer(items[code], row[4], row[5].text if len(row) > 5 else "", trouble):
            answers[code] = answer
    for code in [each for each in names if each not in met]:
        trouble.append(Finding("visit_row_missing", Place(file_name), {"item": names[code]}))
    return answers, fatal


def _is_its_row(
    row: list[Written], code: str, names: Mapping[str, Text], met: set[str], trouble: list[Finding]
) -> bool:
    """Whether the hidden code is one of the checklist's, met once, and beside the words it belongs to."""
    place = row[0].place
    if code not in names:
        trouble.append(Finding("visit_row_unknown", place, {"code": code or "–"}))
        return False
    if code in met:
        trouble.append(Finding("visit_row_twice", place, {"code": code}))
        return False
    words = {folded(names[code].zh), folded(names[code].en)}
    if len(row) > 2 and folded(row[2].text) not in words:
        met.add(code)
        trouble.append(Finding("visit_row_moved", place, {"code": code, "item": names[code]}))
        return False
    return True


def _is_ticked(cell: Written, trouble: list[Finding]) -> bool:
    if not cell.text:
        return False
    if folded(cell.text) in {folded(YES.zh), folded(YES.en)}:
        return True
    _wrong(cell, _NOT_OFFERED, trouble)
    return False


def _answer(item: Item, cell: Written, comment: str, trouble: list[Finding]) -> Answer | None:
    """What the cell answers; None where it is empty, or wrong, which is noted."""
    if not cell.text:
        return None
    if item.na_allowed and folded(cell.text) in _both(ABOUT["na"]):
        return Answer(not_applicable=True, comment=comment)
    if item.kind.is_written:
        return Answer(text=cell.text, comment=comment)
    if item.kind.is_measured:
        number = _number(cell, trouble)
        return None if number is None else Answer(number=Fraction(number), comment=comment)
    parts = re.split(r"[、;；\n]+", cell.text) if item.kind is ItemKind.MULTI else [cell.text]
    codes = [_choice(item, part) for part in parts]
    if None in codes:
        _wrong(cell, _NOT_OFFERED, trouble)
        return None
    if item.kind is ItemKind.MULTI:
        return Answer(choices=tuple(code for code in codes if code), comment=comment)
    return Answer(codes[0], comment=comment)


def _choice(item: Item, words: str) -> str | None:
    asked = folded(words)
    return next((c.code for c in item.choices if asked in {*_both(c.text), folded(c.code)}), None)


def _findings(
    rows: list[list[Written]], form: AuditForm, known: Sequence[str], trouble: list[Finding]
) -> list[tuple[RoadFinding, Place]]:
    found = []
    met: set[str] = set()
    for row in rows[1:]:
        cells = [*row, *[row[0]] * (9 - len(row))] if row else []
        if not any(cell.text for cell in row[2:]):
            continue
        id = cells[0].text
        if id and (id not in known or id in met):
            code = "visit_row_twice" if id in met else "visit_row_unknown"
            trouble.append(Finding(code, cells[0].place, {"code": id}))
            continue
        met.add(id)
        if row_ := _finding(cells, id, form, trouble):
            found.append((row_, cells[3].place))
    return found


def _finding(cells: list[Written], id: str, form: AuditForm, trouble: list[Finding]) -> RoadFinding | None:
    what, before = cells[3].text, len(trouble)
    if not what:
        filled = next(cell for cell in cells[2:] if cell.text)
        _wrong(filled, _NO_WORDS, trouble)
        return None
    item, grade = _item(cells[2], form, trouble), _grade(cells[4], trouble)
    points = _number(cells[5], trouble) if cells[5].text else None
    due = _day(cells[6], trouble) if cells[6].text else None
    if len(trouble) > before:
        return None
    written = "" if points is None else f"{points.normalize():f}"
    return RoadFinding(id, item, what, grade, written, due, cells[7].text, cells[8].text)


def _item(cell: Written, form: AuditForm, trouble: list[Finding]) -> str:
    asked = folded(cell.text)
    if not asked or asked in _both(NO_ITEM):
        return ""
    for _section, item in form.items():
        if asked in {*_both(item.text), folded(item.code)}:
            return item.code
    _wrong(cell, _NO_ITEM, trouble)
    return ""


def _grade(cell: Written, trouble: list[Finding]) -> Grade:
    if not cell.text:
        return Grade.GENERAL
    for grade, words in GRADES.items():
        if folded(cell.text) in _both(words):
            return grade
    _wrong(cell, _NO_GRADE, trouble)
    return Grade.GENERAL


def _number(cell: Written, trouble: list[Finding]) -> Decimal | None:
    try:
        number = Decimal(cell.number)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and number >= 0:
        return number
    _wrong(cell, _NO_NUMBER, trouble)
    return None


def _day(cell: Written, trouble: list[Finding]) -> date | None:
    try:
        return date.fromisoformat(cell.date)
    except ValueError:
        _wrong(cell, _NO_DAY, trouble)
        return None


def _both(words: Text) -> set[str]:
    return {folded(words.zh), folded(words.en)}


def _wrong(cell: Written, why: Text, trouble: list[Finding]) -> None:
    trouble.append(Finding("visit_cell", cell.place, {"value": cell.text, "why": why}))

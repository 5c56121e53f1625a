"""An audit form written in Excel (exports.form_sheet) as the keys of a form's file, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.finding import Finding, Place, blocking
from core.text import Text
from exports.form_cell import said
from exports.form_sheet import BANDS_SHEET, CHOICES_SHEET, LISTED, SETTINGS_SHEET, SURVEY_SHEET
from exports.template_cells import Written as Cell
from exports.template_cells import folded, sheets_of
from qa.form.columns import (
    BANDS,
    CHOICES,
    SETTINGS,
    SURVEY,
    Column,
    Kind,
    RowKind,
)
from qa.form.condition_text import read_condition_text
from qa.form.in_words import in_words
from qa.form.load import load_tree
from qa.form.terms import AuditForm
from qa.form.tree import Written, placed
from sla.contract_file.node import Report

_CLAUSE = re.compile(r"(\S+)\s+[vV第]?\s*(\d+)版?\s+(.+)")
_NEEDED = {"type", "code"}
#: A part while it is read: keys, and lists of parts.
Part = dict[str, Any]


def read_form(content: bytes, file_name: str) -> tuple[AuditForm | None, list[Finding]]:
    """The form of a workbook; None with every finding, each with its cell, where any blocks."""
    report = Report()
    sheets = sheets_of(content, file_name, report)
    if sheets is None:
        return None, report.findings
    tree = _Reader(sheets, file_name, report).tree()
    if tree is None or blocking(report.findings):
        return None, report.findings
    form, findings = load_tree(tree, file_name)
    return form, [*report.findings, *in_words(findings)]


@dataclass
class _Reader:
    """Reads sheet by sheet; what cannot be read is reported with its cell."""

    sheets: Mapping[str, list[list[Cell]]]
    file: str
    report: Report

    def tree(self) -> Written | None:
        """The whole; None where the sheet of items is not there."""
        survey = self._table(SURVEY_SHEET, SURVEY)
        if survey is None:
            self.report.add("form_no_sheet", Place(self.file), sheet_name=SURVEY_SHEET)
            return None
        lists = self._lists()
        sections, faults = self._survey(survey, lists)
        whole: Part = self._settings()
        picked = {row[key].value for row in survey for key in LISTED[1:] if key in row}
        chosen = {row["choices"].value for row in survey if "choices" in row}
        whole["scales"] = {name: each for name, each in lists.items() if name not in picked - chosen}
        whole["pick_lists"] = {name: each for name, each in lists.items() if name in picked}
        whole["bands"] = self._table(BANDS_SHEET, BANDS) or []
        whole["sections"], whole["fatal"] = sections, faults
        return _written(
            {key: each for key, each in whole.items() if each}, Place(self.file, self._named(SURVEY_SHEET), 1)
        )

    def _survey(self, rows: Sequence[Part], lists: Mapping[str, Any]) -> tuple[list[Part], list[Part]]:
        """The rows as sections with what belongs to them, and faults."""
        sections: list[Part] = []
        faults: list[Part] = []
        inner: Part | None = None
        for row in rows:
            type_ = row.pop("type", None)
            kind, place = (type_.value, type_.place) if type_ else ("single", row[_AT])
            if kind == RowKind.FAULT:
                faults.append(
                    {**{k: v for k, v in row.items() if k != "fatal"}, **_without_at(row.get("fatal", {}))}
                )
            elif kind == RowKind.SECTION:
                sections.append(row)
                inner = row
            elif not sections or inner is None:
                self.report.add("form_row_outside", place, value=_code(row))
            elif kind == RowKind.SUBSECTION:
                sections[-1].setdefault("sections", []).append(row)
                inner = row
            else:
                inner.setdefault("items", []).append({**row, "kind": Written(kind, place)})
        return sections, faults

    def _lists(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for row in self._table(CHOICES_SHEET, CHOICES) or []:
            name = row.pop("list", None)
            if name is None:
                self.report.add("form_field_missing", row[_AT], field=CHOICES[0].label)
            else:
                found.setdefault(str(name.value), []).append(row)
        return found

    def _settings(self) -> Part:
        part: Part = {}
        rows = self._rows(SETTINGS_SHEET)
        self._once([row[0] for row in rows], SETTINGS)
        for row in rows:
            column = _column(SETTINGS, row[0].text)
            if column is None and row[0].text:
                self.report.add("template_heading_unknown", row[0].place, value=row[0].text)
            elif column is not None and len(row) > 1 and row[1].text:
                self._put(part, column, row[1])
        return part

    def _table(self, sheet: Text, columns: Sequence[Column]) -> list[Part] | None:
        """A record to a row below the headings; None where there is no such table."""
        rows = self._rows(sheet)
        heads = {at: _column(columns, cell.text) for at, cell in enumerate(rows[0])} if rows else {}
        if not _NEEDED & {each.path for each in heads.values() if each}:
            return None
        self._once(rows[0], columns)
        for at, cell in enumerate(rows[0]):
            if cell.text and heads[at] is None:
                self.report.add("template_heading_unknown", cell.place, value=cell.text)
        return [part for row in rows[1:] if (part := self._record(row, heads))]

    def _once(self, labels: Sequence[Cell], columns: Sequence[Column]) -> None:
        """A heading, or a setting, that stands there twice: one of the two would be passed over."""
        seen: set[str] = set()
        for cell in labels:
            column = _column(columns, cell.text) if cell.text else None
            if column is not None and column.path in seen:
                self.report.add("form_key_twice", cell.place, key=column.label)
            seen |= {column.path} if column else set()

    def _record(self, row: Sequence[Cell], heads: Mapping[int, Column | None]) -> Part:
        part: Part = {}
        for at, cell in enumerate(row):
            column = heads.get(at)
            if column is not None and cell.text:
                self._put(part, column, cell)
        return {**part, _AT: replace(row[0].place, column="")} if part else {}

    def _put(self, part: Part, column: Column, cell: Cell) -> None:
        value = self._value(column, cell)
        *path, last = column.path.split(".")
        for name in path:
            part = part.setdefault(name, {_AT: cell.place})
        if value is not None:
            part[last] = value

    def _value(self, column: Column, cell: Cell) -> Written | None:
        """The cell as the file would say it; what is wrong passes through to the reader of forms."""
        text, place = cell.text, cell.place
        if column.kind is Kind.CONDITION:
            plain = read_condition_text(text)
            if plain is None:
                self.report.add("form_condition_unread", place, value=text)
            return placed(plain, place) if plain is not None else None
        if column.kind is Kind.CLAUSE:
            found = _CLAUSE.fullmatch(text)
            if found is None:
                self.report.add("form_clause_unread", place, value=text)
                return None
            return placed({"spec": found[1], "version": found[2], "clause": found[3].strip()}, place)
        return Written(said(column, cell), place)

    def _rows(self, sheet: Text) -> list[list[Cell]]:
        name = self._named(sheet)
        return [row for row in self.sheets.get(name, []) if any(cell.text for cell in row)]

    def _named(self, sheet: Text) -> str:
        """The sheet's name as it stands in the file; empty where it is not there."""
        wanted = {folded(sheet.zh), folded(sheet.en)}
        return next((name for name in self.sheets if folded(name) in wanted), "")


#: Where a record stands, beside its values.
_AT = "@"


def _column(columns: Sequence[Column], label: str) -> Column | None:
    """By its heading in either language, now or once, or by its key."""
    wanted = folded(label)
    return next((each for each in columns if wanted == each.path or wanted in _headings(each)), None)


def _headings(column: Column) -> set[str]:
    return {folded(each) for each in (column.label.zh, column.label.en, *column.once)}


def _without_at(part: Mapping[str, Any]) -> Part:
    return {key: each for key, each in part.items() if key != _AT}


def _code(row: Part) -> str:
    code = row.get("code")
    return str(code.value) if code is not None else ""


def _written(part: Any, place: Place) -> Written:
    """Records and lists of them as the reader of forms takes them."""
    if isinstance(part, Written):
        return part
    if isinstance(part, Mapping):
        at = part.get(_AT, place)
        return Written({key: _written(each, at) for key, each in part.items() if key != _AT}, at)
    first = next((each[_AT] for each in part if isinstance(each, Mapping) and _AT in each), place)
    return Written([_written(each, place) for each in part], first)

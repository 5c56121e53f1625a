"""A process specification in Excel: what stands above, then one clause to a row; empty, it is a template."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from core.text import Lang, Text
from qa.specification.terms import Part
from qa.specification.written import COLUMNS, HEAD, NO, YES

SHEET = Text("流程规范", "Process specification")
_WIDTHS = {"code": 22, "number": 26, "part": 14, "text_zh": 60, "text_en": 60, "critical": 10}
_HEAD = PatternFill("solid", fgColor="E9EDF3")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: Rows below the heading that offer their choices.
_ROOM = 300
#: What stands above the clauses spans the columns up to here.
_LAST = "F"


def specification_workbook(kept: Mapping[str, Any] | None, lang: Lang) -> bytes:
    """The workbook's bytes; `kept`: the texts under their keys (qa.specification.written.plain), or none."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET.in_(lang)
    head, clauses = (kept or {}).get("head", {}), (kept or {}).get("clauses", [])
    for key, label in HEAD.items():
        sheet.append([label.in_(lang), _text(head.get(key))])
        _label(sheet, sheet.max_row)
    sheet.append([])
    sheet.append([label.in_(lang) for label in COLUMNS.values()])
    begins = sheet.max_row
    for cell, width in zip(sheet[begins], _WIDTHS.values(), strict=True):
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    for clause in clauses:
        sheet.append([_cell(clause, key, lang) for key in COLUMNS])
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAPPED
    _choices(sheet, "C", [part.words.in_(lang) for part in Part], begins)
    _choices(sheet, "F", [YES.in_(lang), NO.in_(lang)], begins)
    _no_formulas(sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _label(sheet: Any, row: int) -> None:
    sheet.cell(row, 1).font, sheet.cell(row, 1).fill = Font(bold=True), _HEAD
    sheet.cell(row, 2).alignment = _WRAPPED
    sheet.merge_cells(f"B{row}:{_LAST}{row}")


def _cell(clause: Mapping[str, Any], key: str, lang: Lang) -> str:
    said = _text(clause.get(key))
    if key == "part" and said in {part.value for part in Part}:
        return Part(said).words.in_(lang)
    return (YES if said else NO).in_(lang) if key == "critical" else said


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _no_formulas(sheet: Any) -> None:
    """A text that begins with '=' stays a text."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


def _choices(sheet: Any, column: str, words: list[str], begins: int) -> None:
    listed = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    sheet.add_data_validation(listed)
    listed.add(f"{column}{begins + 1}:{column}{begins + _ROOM}")

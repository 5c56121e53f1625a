"""A site visit as a workbook for the road: what is asked, choices as lists, hidden codes it comes back by."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from core.text import Lang, Text
from exports.book import lines_of
from exports.visit_form_words import (
    ABOUT,
    CHECKLIST,
    FATAL,
    FINDINGS,
    FOUND,
    HELP,
    ITEM_HEADS,
    LISTS,
    NO_ITEM,
    VISIT,
    VISIT_HEADS,
    YES,
    fatal_row,
    mark_of,
    words_of,
)
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.visit.states import GRADES, Grade

#: Empty rows for what is found on the road.
SPARE = 60
_HEAD = PatternFill("solid", fgColor="E9EDF3")
_INPUT = PatternFill("solid", fgColor="FFFBE6")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
#: A filled cell hides the sheet's own lines, and rows that run into one another are not written in.
_LINE = Border(*(Side(style="thin", color="DCE1E7") for _side in range(4)))
#: Points a line of words takes.
_LINE_HEIGHT = 15
_ITEM_WIDTHS = (10, 16, 46, 40, 18, 40)
_FOUND_WIDTHS = (10, 6, 36, 46, 14, 10, 14, 30, 26)


@dataclass(frozen=True)
class RoadFinding:
    """One thing found as a row; `id` is empty for what is new."""

    id: str
    item: str
    what: str
    grade: Grade
    points: str = ""
    due: date | None = None
    remark: str = ""
    photo_names: str = ""
    number: int = 0


@dataclass(frozen=True)
class RoadForm:
    """What the workbook is filled with."""

    #: The key of this very copy; it comes back once.
    issue: str
    form: AuditForm
    #: Vendor, site, day, checklist: told, not asked.
    about: Sequence[tuple[Text, str]]
    answers: Mapping[str, Answer]
    fatal: Collection[str]
    #: attendees, summary, remark.
    told: Mapping[str, str]
    findings: Sequence[RoadFinding] = ()


def visit_form(filled: RoadForm, lang: Lang) -> bytes:
    """The workbook's bytes; sheets are protected without a password, what is to be filled in is not."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _visit(sheet, filled, lang)
    _checklist(book.create_sheet(CHECKLIST.in_(lang)), filled, lang)
    lists = book.create_sheet(LISTS.in_(lang))
    items = [NO_ITEM.in_(lang), *(item.text.in_(lang) for _section, item in filled.form.items())]
    for row, words in enumerate(items, start=1):
        _text(lists, row, 1, words)
    lists.sheet_state = "hidden"
    source = f"{quote_sheetname(lists.title)}!$A$1:$A${len(items)}"
    _findings(book.create_sheet(FINDINGS.in_(lang), 2), filled, lang, source)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _visit(sheet: Any, filled: RoadForm, lang: Lang) -> None:
    """Whose visit it is, and the words asked for; its first cell says which copy this is."""
    sheet.title = VISIT.in_(lang)
    _text(sheet, 1, 1, mark_of(filled.issue))
    _text(sheet, 1, 2, filled.form.text.in_(lang)).font = Font(bold=True, size=14)
    row = 2
    for label, words in filled.about:
        _text(sheet, row, 2, label.in_(lang)).fill = _HEAD
        _text(sheet, row, 3, words)
        row += 1
    for key, label in VISIT_HEADS.items():
        _text(sheet, row, 1, key)
        _text(sheet, row, 2, label.in_(lang)).fill = _HEAD
        _input(sheet, row, 3, filled.told.get(key, ""))
        sheet.row_dimensions[row].height = 48
        row += 1
    for words_ in HELP:
        row += 1
        _text(sheet, row, 2, words_.in_(lang))
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 32
    _dressed(sheet, (10, 30, 80), None)


def _checklist(sheet: Any, filled: RoadForm, lang: Lang) -> None:
    for column, head in enumerate(ITEM_HEADS.values(), start=1):
        _heading(sheet, 1, column, head.in_(lang))
    row = 1
    for section, item in filled.form.items():
        row += 1
        answer = filled.answers.get(item.code)
        said = (item.code, section.text.in_(lang), item.text.in_(lang),
                item.guidance.in_(lang) if item.guidance else "")  # fmt: skip
        for column, words in enumerate(said, start=1):
            _text(sheet, row, column, words)
        _high(sheet, row, said)
        _input(sheet, row, 5, words_of(item, answer, lang) if answer else "")
        _input(sheet, row, 6, answer.comment if answer else "")
        choices = [choice.text.in_(lang) for choice in item.choices] if not item.kind.is_measured else []
        if choices and len(choices[0]) and item.kind.value == "single":
            _list(sheet, f"E{row}", [*choices, *([ABOUT["na"].in_(lang)] if item.na_allowed else [])])
    for code, name in filled.form.fatal_names().items():
        row += 1
        said = (fatal_row(code), FATAL.in_(lang), name.in_(lang), "")
        for column, words in enumerate(said, start=1):
            _text(sheet, row, column, words)
        _high(sheet, row, said)
        _input(sheet, row, 5, YES.in_(lang) if code in filled.fatal else "")
        _input(sheet, row, 6, "")
        _list(sheet, f"E{row}", [YES.in_(lang)])
    _dressed(sheet, _ITEM_WIDTHS, "E2")


def _high(sheet: Any, row: int, said: Sequence[str]) -> None:
    """As many lines as its longest words take: not every program makes room for them by itself."""
    most = max(lines_of(words, width) for words, width in zip(said[1:], _ITEM_WIDTHS[1:], strict=False))
    sheet.row_dimensions[row].height = _LINE_HEIGHT * most


def _findings(sheet: Any, filled: RoadForm, lang: Lang, items: str) -> None:
    for column, head in enumerate(FOUND.values(), start=1):
        _heading(sheet, 1, column, head.in_(lang))
    names = {item.code: item.text.in_(lang) for _section, item in filled.form.items()}
    for row, found in enumerate(filled.findings, start=2):
        cells = (
            found.id, str(found.number or ""), names.get(found.item, NO_ITEM.in_(lang)), found.what,
            GRADES[found.grade].in_(lang), found.points, found.due, found.remark, found.photo_names,
        )  # fmt: skip
        for column, value in enumerate(cells, start=1):
            (_text if column < 3 else _input)(sheet, row, column, value)
    last = len(filled.findings) + SPARE + 1
    for row in range(len(filled.findings) + 2, last + 1):
        for column in range(1, len(FOUND) + 1):
            (_text if column < 3 else _input)(sheet, row, column, "")
    _rule(sheet, f"C2:C{last}", type="list", formula1=f"={items}")
    _list(sheet, f"E2:E{last}", [words.in_(lang) for words in GRADES.values()])
    _rule(sheet, f"F2:F{last}", type="decimal", operator="between", formula1="0", formula2="100")
    _rule(sheet, f"G2:G{last}", type="date", operator="greaterThan", formula1="DATE(2000,1,1)")
    for row in range(2, last + 1):
        sheet.cell(row, 7).number_format = "yyyy-mm-dd"
    _dressed(sheet, _FOUND_WIDTHS, "C2")


def _dressed(sheet: Any, widths: Sequence[int], frozen: str | None) -> None:
    """Widths, the column of codes out of sight, headings that stay, and no accidental change."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions["A"].hidden = True
    if frozen:
        sheet.freeze_panes = frozen
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _heading(sheet: Any, row: int, column: int, words: str) -> None:
    cell = _text(sheet, row, column, words)
    cell.font, cell.fill = Font(bold=True), _HEAD


def _text(sheet: Any, row: int, column: int, value: object) -> Any:
    """A cell; a text that begins with '=' stays a text."""
    cell = sheet.cell(row, column, value if value != "" else None)
    if cell.data_type == "f":
        cell.data_type = "s"
    cell.alignment = _WRAPPED
    return cell


def _input(sheet: Any, row: int, column: int, value: object) -> None:
    cell = _text(sheet, row, column, value)
    cell.protection, cell.fill, cell.border = _OPEN, _INPUT, _LINE


def _list(sheet: Any, cells: str, words: Sequence[str]) -> None:
    """A drop-down; Excel takes 255 characters and no comma in a word, beyond that the cell is free."""
    joined = ",".join(words)
    if len(joined) <= 250 and not any("," in word or '"' in word for word in words):
        _rule(sheet, cells, type="list", formula1=f'"{joined}"')


def _rule(sheet: Any, cells: str, **rule: Any) -> None:
    found = DataValidation(**rule, allow_blank=True, showErrorMessage=True)
    sheet.add_data_validation(found)
    found.add(cells)

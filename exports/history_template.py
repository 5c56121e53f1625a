"""The Excel template for earlier months (期初): one row for each clause and month, and the month's total."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from core.text import Lang, Text
from core.verdict import LOOKS

#: The clause under which a month's total stands.
TOTAL = "TOTAL"
SHEET = Text("期初", "Earlier months")
#: Key of a column → what it is called.
HEADS: dict[str, Text] = {
    "contract": Text("合同编号", "Contract"),
    "month": Text("月份", "Month"),
    "clause": Text("考核项编号", "Clause"),
    "name": Text("考核项名称", "Clause name"),
    "verdict": Text("结论", "Verdict"),
    "value": Text("实际值", "Figure"),
    "points": Text("得分", "Points"),
    "numerator": Text("分子（可不填）", "Numerator (optional)"),
    "denominator": Text("分母（可不填）", "Denominator (optional)"),
}
_WIDTHS = (18, 10, 14, 26, 14, 12, 10, 16, 16)
_HEAD = PatternFill("solid", fgColor="E9EDF3")


@dataclass(frozen=True)
class TemplateRow:
    """What a row of the template is about; the rest is filled in."""

    contract: str
    month: str
    clause: str
    name: Text


def history_workbook(rows: Sequence[TemplateRow], lang: Lang) -> bytes:
    """The template's bytes; the verdict is chosen from a list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET.in_(lang)
    sheet.append([head.in_(lang) for head in HEADS.values()])
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    for row in rows:
        sheet.append([row.contract, row.month, row.clause, row.name.in_(lang)])
    words = ",".join(look.word.in_(lang) for look in LOOKS.values())
    choices = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    sheet.add_data_validation(choices)
    choices.add(f"E2:E{max(len(rows) + 1, 200)}")
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()

"""What a person prepares outside the app for the journey: a filled-in contract, a list of classes."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

#: Row of the clause table → what a person types over the ready template: code, names, indicator, variant,
#: source; the rest of the row stays.
_CLAUSES: dict[int, dict[str, str]] = {
    5: {"M": "外包商上报"},
    9: {"A": "MYST", "B": "拨测合格率", "C": "Mystery calls passed", "D": "MYSTERY_PASS 拨测合格率",
        "E": "MYS-1", "H": "≥", "I": "90", "K": "达标得满分", "L": "",
        "M": "甲方抽检", "O": ""},
    10: {"A": "RPT", "B": "报表及时率", "C": "Reports on time", "D": "REPORT_TIMELY 报表及时率",
         "E": "REPORT_TIMELY 报表及时率", "H": "≥", "I": "100", "K": "达标得满分", "L": "", "M": "手工录入"},
}  # fmt: skip
_TERMS = {"B1": "YUNHE-2026", "B5": date(2026, 1, 1), "B6": date(2028, 12, 31)}
_VENDOR = {"A2": "YUNHE", "B2": "云和服务", "C2": "Yunhe", "D2": "云和"}
_HEADERS = {
    "zh": ("培训日期", "职场", "课程名称", "应训人数", "实训人数", "参考人数", "合格人数"),
    "en": ("training date", "site", "course", "trainees required", "attended", "exam taken", "passed"),
}


def fill_contract(template: Path, filled: Path) -> None:
    """The downloaded template, filled in as a person does in Excel, by cells; sheets stand in its order."""
    book = openpyxl.load_workbook(template)
    terms, vendor, clauses = book.worksheets[:3]
    _write(terms, _TERMS)
    _write(vendor, _VENDOR)
    for row, typed in _CLAUSES.items():
        _write(clauses, {f"{column}{row}": words for column, words in typed.items()})
    book.save(filled)


def list_of_classes(report: Path, folder: Path, lang: str) -> Path:
    """The report's own classes as a list of its own, one more having passed, and one more class held."""
    sheet = openpyxl.load_workbook(report, data_only=True)["培训"]
    rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]]
    rows[0][6] += 1
    rows.append([rows[-1][0], rows[1][1], "信息安全", 12, 12, 12, 12])
    kept = folder / "yunhe_2026-10_classes.csv"
    with kept.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(_HEADERS[lang])
        writer.writerows([f"{row[0]:%Y-%m-%d}", *row[1:]] for row in rows)
    return kept


def _write(sheet: Any, cells: dict[str, Any]) -> None:
    for place, value in cells.items():
        sheet[place] = value if value != "" else None

"""A case of the museum that is an audit form's workbook filled in with Excel, some of its cells wrongly."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from core.finding import Finding
from core.text import Lang
from exports.form_read import read_form
from exports.form_sheet import form_workbook
from qa.form.load import shipped_forms
from qa.form.plain import as_plain


def found_in_form(changes: Mapping[str, Any]) -> list[Finding]:
    """Everything that is said of the hotline's form with these cells: sheet → cell → value."""
    return read_form(form_written_over(changes), "F1.xlsx")[1]


def form_written_over(changes: Mapping[str, Any], code: str = "F1", lang: Lang = "zh") -> bytes:
    """A shipped form's workbook with cells changed; None for a whole sheet takes the sheet away."""
    form = next(form for form in shipped_forms() if form.code == code)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(as_plain(form), lang)))
    for sheet, cells in changes.items():
        if cells is None:
            book.remove(book[sheet])
            continue
        for cell, value in cells.items():
            book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

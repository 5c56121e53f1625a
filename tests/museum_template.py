"""A case of the museum that is a contract template filled in with Excel, some of its cells wrongly."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from core.finding import Finding
from exports.contract_template import template
from exports.contract_template_read import read_template
from exports.template_fields import ADJUSTMENTS, CLAUSES, VENDORS
from exports.template_header import HEADER
from exports.template_words import in_template_words
from services.contracts.term_fields.settings import settings
from sla.catalogue.ready_made import READY_MADE
from sla.contract_file.node import Report
from sla.load import catalogue, read_contracts

_TABLES = {"考核条款": CLAUSES, "外包商": VENDORS, "加减分项": ADJUSTMENTS}


def found_in_template(data: bytes, name: str = "合同.xlsx") -> list[Finding]:
    """Everything that is said of a template that came back filled in."""
    node, findings = read_template(data, name, catalogue(), settings())
    report = Report()
    report.findings = list(findings)
    more = read_contracts(node, report)[2] if node else report.findings
    return in_template_words(more, settings())


def written_over(changes: Mapping[str, Any]) -> bytes:
    """The template of the government hotline with cells changed: sheet → heading (or cell) → value.

    Of a table it is the first row; None for a whole sheet takes the sheet away.
    """
    written = template("zh", catalogue(), datetime(2026, 1, 1), READY_MADE["hotline"].record, settings())
    book = openpyxl.load_workbook(io.BytesIO(written))
    for sheet, cells in changes.items():
        if cells is None:
            book.remove(book[sheet])
            continue
        for heading, value in cells.items():
            book[sheet][_cell(sheet, heading)] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: str, heading: str) -> str:
    """Below its heading in a table, beside it on the first sheet; a cell's own address is itself."""
    fields = HEADER if sheet == "合同信息" else _TABLES.get(sheet, ())
    found = next((i for i, field in enumerate(fields, 1) if field.label.zh == heading), None)
    if found is None:
        return heading
    return f"B{found}" if fields is HEADER else f"{get_column_letter(found)}2"

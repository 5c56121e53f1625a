"""A process specification written in Excel: its texts with their cells, for the one reader of both forms."""

from __future__ import annotations

from collections.abc import Mapping

from core.finding import Finding, Place
from core.text import Text
from exports.template_cells import Written as Cell
from exports.template_cells import folded, sheets_of
from qa.specification.written import COLUMNS, HEAD, Entry, Read, Row, Written, read
from sla.contract_file.node import Report

_DAYS = frozenset({"effective", "review_by"})
#: Without these a row is not the heading of the clauses.
_NEEDED = frozenset({"code", "text_zh"})


def read_workbook(content: bytes, file_name: str) -> Read:
    """The specification of the first sheet that holds one, or everything that is wrong, cell by cell."""
    report = Report()
    sheets = sheets_of(content, file_name, report)
    if sheets is None:
        return Read(None, tuple(report.findings))
    for name, rows in sheets.items():
        for at, row in enumerate(rows):
            columns = _keys(row, COLUMNS)
            if columns.keys() >= _NEEDED:
                return read(_written(rows[:at], rows[at + 1 :], columns, Place(file_name, name)))
    return Read(None, (Finding("specification_no_table", Place(file_name), {"head": COLUMNS["code"]}),))


def _written(
    above: list[list[Cell]], below: list[list[Cell]], columns: Mapping[str, int], place: Place
) -> Written:
    names = _names(HEAD)
    head: dict[str, Entry] = {}
    for row in above:
        key = names.get(folded(row[0].text)) if row else None
        beside = next((cell for cell in row[1:] if cell.text), None)
        if key and beside:
            head[key] = _entry(beside, key)
    return Written(head, tuple(found for row in below if (found := _clause(row, columns))), place)


def _clause(row: list[Cell], columns: Mapping[str, int]) -> Row:
    """The row's texts; a row of choices alone is left from the template and says nothing."""
    cells = {key: row[at] for key, at in columns.items() if at < len(row) and row[at].text}
    if not cells.keys() - {"part", "critical"}:
        return {}
    # A row is found again by its code, so its first cell stands for it where that is missing.
    return {key: _entry(cell, key) for key, cell in cells.items()}


def _keys(row: list[Cell], labels: Mapping[str, Text]) -> dict[str, int]:
    names = _names(labels)
    return {names[folded(cell.text)]: at for at, cell in enumerate(row) if folded(cell.text) in names}


def _names(labels: Mapping[str, Text]) -> dict[str, str]:
    return {folded(word): key for key, label in labels.items() for word in (label.zh, label.en)}


def _entry(cell: Cell, key: str) -> Entry:
    return Entry(cell.date if key in _DAYS else cell.text, cell.place)

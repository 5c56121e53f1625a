"""A filled-in template of earlier months: its rows, and what is wrong with each cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from core.finding import Finding, Place
from core.text import Text
from core.verdict import LOOKS, Verdict
from exports.history_template import HEADS, TOTAL
from exports.template_cells import Written, folded, grid, sheets_of
from sla.contract_file.node import Report

_MONTH = re.compile(r"(\d{4})\D+(\d{1,2})(\D.*)?")
_VERDICTS = {
    folded(word): verdict
    for verdict, look in LOOKS.items()
    for word in (look.word.zh, look.word.en, verdict.value)
}
_WHY = {
    "contract": Text("不是已录入的合同编号", "is no contract that is known here"),
    "month": Text("不是月份，请写成 2025-03", "is no month; write it as 2025-03"),
    "future": Text(
        "还没有结束，期初只收已结束的月份", "is not over; only months that are over can be earlier ones"
    ),
    "clause": Text("不是该合同的考核项编号", "is no clause of that contract"),
    "verdict": Text("不是结论，请从下拉列表选择", "is no verdict; choose one from the list"),
    "number": Text("不是数字", "is no number"),
    "twice": Text("重复：同一月份同一考核项只能有一行", "stands twice: one row for each month and clause"),
}


@dataclass(frozen=True)
class HistoryRow:
    """What one row says of an earlier month."""

    contract: str
    month: str
    clause: str
    verdict: Verdict | None
    value: Decimal | None
    points: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    place: Place


def read_history(
    content: bytes, file_name: str, clauses: Mapping[str, Collection[str]], before: str
) -> tuple[list[HistoryRow], list[Finding]]:
    """The rows that are filled in, and every finding with its cell; `clauses`: contract → its clauses.

    Only months before `before` are taken. Rows that say nothing of their clause are left out.
    """
    report = Report()
    sheets = sheets_of(content, file_name, report)
    if sheets is None:
        return [], report.findings
    for cells in sheets.values():
        rows = grid(cells)
        columns = _columns(rows[0]) if rows else {}
        if {"contract", "month", "clause"} <= columns.keys():
            return _read(rows[1:], columns, clauses, before)
    return [], [Finding("history_no_table", Place(file_name))]


def _columns(head: list[Written]) -> dict[str, int]:
    names = {folded(word): key for key, text in HEADS.items() for word in (text.zh, text.en, key)}
    return {names[folded(cell.text)]: i for i, cell in enumerate(head) if folded(cell.text) in names}


def _read(
    rows: list[list[Written]], columns: Mapping[str, int], clauses: Mapping[str, Collection[str]], before: str
) -> tuple[list[HistoryRow], list[Finding]]:
    found: dict[tuple[str, str, str], HistoryRow] = {}
    findings: list[Finding] = []
    for row in rows:
        cells = {key: row[i] for key, i in columns.items()}
        if not any(cells[key].text for key in ("verdict", "value", "points") if key in cells):
            continue
        wrong: list[Finding] = []
        read = _row(cells, clauses, before, wrong)
        key = (read.contract, read.month, read.clause)
        if key in found:
            wrong.append(_finding(cells["clause"], "twice"))
        found.setdefault(key, read)
        findings += wrong
    return list(found.values()), findings


def _row(
    cells: Mapping[str, Written], clauses: Mapping[str, Collection[str]], before: str, wrong: list[Finding]
) -> HistoryRow:
    contract, clause = cells["contract"].text, cells["clause"].text
    if contract not in clauses:
        wrong.append(_finding(cells["contract"], "contract"))
    elif clause != TOTAL and clause not in clauses[contract]:
        wrong.append(_finding(cells["clause"], "clause"))
    numbers = {key: _number(cells.get(key), wrong) for key in ("value", "points", "numerator", "denominator")}
    verdict = None if clause == TOTAL else _verdict(cells, wrong)
    month = _month(cells["month"], before, wrong)
    return HistoryRow(contract, month, clause, verdict, **numbers, place=cells["clause"].place)


def _month(cell: Written, before: str, wrong: list[Finding]) -> str:
    match = _MONTH.fullmatch(cell.text)
    if match is None or not 1 <= int(match[2]) <= 12:
        wrong.append(_finding(cell, "month"))
        return ""
    label = f"{match[1]}-{int(match[2]):02d}"
    if label >= before:
        wrong.append(_finding(cell, "future"))
    return label


def _verdict(cells: Mapping[str, Written], wrong: list[Finding]) -> Verdict | None:
    cell = cells.get("verdict")
    verdict = _VERDICTS.get(folded(cell.text)) if cell else None
    if verdict is None:
        wrong.append(_finding(cell or cells["clause"], "verdict"))
    return verdict


def _number(cell: Written | None, wrong: list[Finding]) -> Decimal | None:
    if cell is None or not cell.text:
        return None
    try:
        number = Decimal(cell.number)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        wrong.append(_finding(cell, "number"))
        return None
    return number


def _finding(cell: Written, why: str) -> Finding:
    return Finding("history_cell", cell.place, {"value": cell.text, "why": _WHY[why]})

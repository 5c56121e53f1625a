"""A filled-in contract template as the nodes the contract loader reads, every value with its cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from core.finding import Finding, Place
from core.text import Text
from exports.scoring_text import read_pairs, read_scoring, read_step
from exports.setting import Settings
from exports.setting_read import SettingReader, further_terms, merged
from exports.setting_sheet import SETTINGS_SHEET
from exports.template_cells import Written, folded, grid, sheets_of
from exports.template_field import FURTHER, Field, Kind
from exports.template_fields import HEADER_SHEET, OPTIONAL, TABLES
from exports.template_header import FEE_PATHS, HEADER
from sla.contract_file.node import Node, Report, plain_node
from sla.terms.indicator import Indicator

Tree = dict[str, Any]


def read_template(
    content: bytes, file_name: str, indicators: Mapping[str, Indicator], settings: Settings
) -> tuple[Node | None, list[Finding]]:
    """The contract file's nodes (for sla.load.read_contracts) and findings, each with its cell.

    None where the file cannot be read at all, or lacks a sheet. Values that are only wrong, such as a number
    that is none, pass through: the loader names them with the same cell, and exports.template_words gives
    what it says the template's own words.
    """
    report = Report()
    sheets = sheets_of(content, file_name, report)
    if sheets is None or not _complete(sheets, file_name, report):
        return None, report.findings
    tree: Tree = {}
    title, rows = _sheet(sheets, HEADER_SHEET)
    empty = _header(rows, tree, indicators, report)
    for path, name, fields in TABLES:
        table, rows = _sheet(sheets, name)
        if table:
            records = tuple(_table(rows, fields, indicators, report))
            _put(tree, path, Node(records, Place(file_name, table)))
    table, rows = _sheet(sheets, SETTINGS_SHEET)
    reader = partial(SettingReader, settings, further=partial(_further, report=report), report=report)
    more, clauses = further_terms(reader, rows, Place(file_name, table), tree["clauses"])
    tree["clauses"] = clauses
    said = more.entries or {} if more else {}
    for field, place in empty:
        if field.required or (field.path in FEE_PATHS and field.path[0] in {*tree, *said}):
            _put(tree, field.path, Node("", place))
    _month_rule(tree)
    whole = _node(tree, Place(file_name, title))
    return merged(whole, more, report) if more else whole, report.findings


def _complete(sheets: Mapping[str, list[list[Written]]], file_name: str, report: Report) -> bool:
    """Whether every sheet is there; what older templates lack may be left out."""
    needed = [HEADER_SHEET, *(name for path, name, _ in TABLES if path not in OPTIONAL)]
    missing = [name for name in needed if not _sheet(sheets, name)[0]]
    for name in missing:
        report.add("template_sheet_missing", Place(file_name), sheet_name=name)
    return not missing


def _sheet(sheets: Mapping[str, list[list[Written]]], name: Text) -> tuple[str, list[list[Written]]]:
    """A sheet's title as it stands in the file, and its rows; an empty title where it is missing."""
    for title, rows in sheets.items():
        if folded(title) in (folded(name.zh), folded(name.en)):
            return title, grid(rows)
    return "", []


def _header(
    rows: list[list[Written]], tree: Tree, indicators: Mapping[str, Indicator], report: Report
) -> list[tuple[Field, Place]]:
    """Label in the first column, value in the second; gives the cells that are empty."""
    empty: list[tuple[Field, Place]] = []
    for row in rows:
        label, value = row[0], row[1] if len(row) > 1 else None
        field = _field(HEADER, label.text)
        if field is None:
            report.add("template_heading_unknown", label.place, value=label.text) if label.text else None
        elif value is not None and value.text:
            _take(field, value, tree, indicators, report)
        elif value is not None:
            empty.append((field, value.place))
    return empty


def _table(
    rows: list[list[Written]], fields: tuple[Field, ...], indicators: Mapping[str, Indicator], report: Report
) -> Iterable[Node]:
    """Headings in the first row that has any, one record in each row below."""
    if not rows:
        return
    columns = {i: _field(fields, cell.text) for i, cell in enumerate(rows[0]) if cell.text}
    for index, field in columns.items():
        if field is None:
            report.add("template_heading_unknown", rows[0][index].place, value=rows[0][index].text)
    for row in rows[1:]:
        cells = [(columns[i], cell) for i, cell in enumerate(row) if cell.text and columns.get(i)]
        if cells:
            yield _record(cells, indicators, report)  # type: ignore[arg-type]


def _record(cells: list[tuple[Field, Written]], indicators: Mapping[str, Indicator], report: Report) -> Node:
    tree: Tree = {}
    step = next((cell for field, cell in cells if field.kind is Kind.STEP), None)
    for field, cell in cells:
        if field.kind is Kind.SCORING:
            _scoring(cell, step, tree, report)
        elif field.kind is not Kind.STEP:
            _take(field, cell, tree, indicators, report)
    if "code" not in tree and "indicator" in tree:
        tree["code"] = tree["indicator"]
    place = replace(cells[0][1].place, column="")
    return _node(tree, place)


def _take(
    field: Field, cell: Written, tree: Tree, indicators: Mapping[str, Indicator], report: Report
) -> None:
    if field.kind is Kind.FURTHER:
        _further(cell, tree, report)
    elif (value := _value(field, cell, indicators, report)) is not None:
        _put(tree, field.path, plain_node(value, cell.place))


def _value(field: Field, cell: Written, indicators: Mapping[str, Indicator], report: Report) -> Any:
    match field.kind:
        case Kind.NUMBER:
            return cell.number
        case Kind.BAND:
            return _band(cell)
        case Kind.DATE:
            return cell.date
        case Kind.MONTH:
            return cell.month
        case Kind.CHOICE:
            return _choice(field, cell.text)
        case Kind.INDICATOR:
            return _indicator(cell.text, indicators)
        case Kind.VARIANT:
            return _variant(cell.text, indicators)
        case Kind.LIST:
            parts = cell.text.replace("；", ";").split(";")
            return [part.strip() for part in parts if part.strip()]
        case Kind.PAIRS:
            pairs = read_pairs(cell.text)
            if pairs is None:
                report.add("template_pairs_unreadable", cell.place, value=cell.text)
            return pairs
    return cell.text


def _band(cell: Written) -> Any:
    """'180–220' is two numbers; a sign in front ('≥95') is left out, since the comparison has its column."""
    plain = cell.number.lstrip("≥≤<>= ")
    for dash in ("–", "—", "~", "至"):
        plain = plain.replace(dash, "-")
    ends = [end.strip() for end in plain.split("-")]
    return ends if len(ends) == 2 and all(ends) else plain


def _choice(field: Field, written: str) -> str:
    """The code of a word in either language; anything else passes through for the loader to name."""
    for code, word in field.choices.items():
        if folded(written) in (folded(code), folded(word.zh), folded(word.en)):
            return code
    return written


def _indicator(written: str, indicators: Mapping[str, Indicator]) -> str:
    """'SL 服务水平', 'SL' or '服务水平' → 'SL'."""
    by_name = {folded(n): i.code for i in indicators.values() for n in (i.name.zh, i.name.en)}
    return by_name.get(folded(written)) or written.split()[0]


def _variant(written: str, indicators: Mapping[str, Indicator]) -> str:
    """The code in front; a variant's name alone is not enough, since several indicators share names."""
    return written.split()[0]


def _scoring(cell: Written, step: Written | None, tree: Tree, report: Report) -> None:
    score = read_scoring(cell.text, step.text if step else "")
    if score is None:
        report.add("template_scoring_unknown", cell.place, value=cell.text)
        return
    if score["method"] == "step":
        stated = read_step(step.text) if step else None
        if stated is not None and Fraction(stated) != Fraction(score["unit"]):
            report.add("template_step_differs", (step or cell).place, step=stated, unit=score["unit"])
        if "partial" not in score:
            report.add("template_partial_assumed", cell.place)
    _merge(tree.setdefault("score", {}), score, cell.place)


def _further(cell: Written, tree: Tree, report: Report) -> None:
    try:
        record = json.loads(cell.text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as problem:
        report.add("template_further_unreadable", cell.place, problem=str(problem)[:80])
        return
    if isinstance(record, dict):
        _merge(tree, record, cell.place)
    else:
        report.add("template_further_unreadable", cell.place, problem="{…}")


def _merge(tree: Tree, record: Mapping[str, Any], place: Place) -> None:
    """Add what is not there yet; a field's own cell wins over the further settings."""
    for key, value in record.items():
        if isinstance(value, Mapping) and isinstance(tree.get(key, {}), dict):
            _merge(tree.setdefault(key, {}), value, place)
        else:
            tree.setdefault(key, plain_node(value, place))


def _month_rule(tree: Tree) -> None:
    """A month that starts on the 1st is a calendar month, any other a settlement month."""
    period = tree.get("contract", {}).get("period", {})
    first: Node | None = period.get("first_day")
    if first is not None and "kind" not in period:
        period["kind"] = Node("month" if first.text == "1" else "settlement", first.place)


def _field(fields: tuple[Field, ...], label: str) -> Field | None:
    known = (*fields, FURTHER)
    return next((f for f in known if folded(label) in (folded(f.label.zh), folded(f.label.en))), None)


def _put(tree: Tree, path: tuple[str, ...], node: Node) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = node


def _node(tree: Tree | Node, place: Place) -> Node:
    if isinstance(tree, Node):
        return tree
    return Node({key: _node(value, place) for key, value in tree.items()}, place)

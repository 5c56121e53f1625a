"""The contract template: a workbook in which a contract is written, or an existing one is copied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import quote_sheetname

from core.text import Lang, Text
from exports.book import DATE, RAISED, SECOND_INK, Book, Cell, Look, Page, text
from exports.guard import Guard
from exports.scoring_text import pairs_text, scoring_text, step_text
from exports.table import HEADER as HEADING
from exports.template_fields import (
    HEADER,
    HEADER_SHEET,
    HELP_SHEET,
    LIST_SHEET,
    TABLES,
    Field,
    Kind,
)
from sla.indicator import Indicator

#: Empty rows offered, with their choices, below those filled in.
SPARE_ROWS = 40
_EXACT_DIGITS = 15
_LABEL = Look(bold=True, ground=RAISED)
_CLAUSE_DEFAULTS = {
    "rounding": {"stage": "display", "digits": "2", "mode": "half_up"},
    "aggregate": "pooled",
    "volume_floor": "0",
}
_HELP: tuple[Text, ...] = (
    Text("计分办法的写法（中英文均可）：", "How scoring is written (either language):"),
    Text("达标得满分", "full points when met"),
    Text(
        "线性 80:10 90:15　（实际值:得分，两端之外按端点）",
        "linear 80:10 90:15   (value:points; the end points' outside)",
    ),
    Text(
        "每差1个百分点扣2分，不足1个百分点按1个百分点计",
        "2 points off per 1 pp short, begun steps count in full",
    ),
    Text("每差0.5个百分点扣1分，不足部分不扣", "1 point off per 0.5 pp short, only whole steps count"),
    Text("每差1个百分点扣2分，按比例扣，最低3分", "2 points off per 1 pp short, in proportion, at least 3"),
    Text("每次扣1分", "1 point off per event"),
    Text("人工评分", "scored by a person"),
    Text(
        "线性 97.5:10.5 98.4:15；CSAT低于75时最高12分",
        "linear 97.5:10.5 98.4:15; at most 12 if CSAT is below 75",
    ),
    Text(
        "目标值一律按未取整的实际值比较；百分数写 95 或 95%。",
        "Targets are compared with the exact figure; percentages are written 95 or 95%.",
    ),
    Text(
        "填好后在“合同”页面导入，有问题的单元格会逐一指出。",
        "When done, import it on the page Contracts; every cell with trouble is named.",
    ),
)


def template(
    lang: Lang,
    indicators: Mapping[str, Indicator],
    created: datetime,
    contract: Mapping[str, Any] | None = None,
) -> bytes:
    """The template's bytes: empty, or filled with `contract` in the shape of the contract file.

    `indicators` are those to choose from (sla.load.catalogue()). For the next version of a contract, pass
    sla.plain.contract_as_dict(contract); for a start, one of exports.contract_examples.EXAMPLES.
    """
    book = Book(lang, Guard((), ()), created, HEADER_SHEET.in_(lang))
    record = _normal(contract or {})
    tables = {path: _take(record, path) or [] for path, _, _ in TABLES}
    _header(book, record)
    for path, sheet, fields in TABLES:
        _table(book, sheet, fields, tables[path], indicators)
    _help(book)
    _lists(book, indicators)
    return book.finished()


def _header(book: Book, record: dict[str, Any]) -> None:
    page = book.page(book.said(HEADER_SHEET))
    page.sheet.set_column(0, 0, 32)
    page.sheet.set_column(1, 1, 48)
    page.sheet.set_column(2, 2, 52)
    for field in HEADER:
        value = _further(record) if field.kind is Kind.FURTHER else _take(record, field.path)
        page.put(page.row, 0, text(book.said(field.label)), _LABEL)
        page.put(page.row, 1, replace(_cell(field, value, book.lang), align="left"))
        page.put(page.row, 2, text(book.said(field.hint)), Look(colour=SECOND_INK, border=False))
        _choices(page, field, page.row, page.row, 1)
        page.row += 1


def _table(
    book: Book,
    name: Text,
    fields: tuple[Field, ...],
    records: list[dict[str, Any]],
    indicators: Mapping[str, Indicator],
) -> None:
    page = book.page(book.said(name))
    page.sheet.freeze_panes(1, 1)
    page.sheet.repeat_rows(0)
    for column, field in enumerate(fields):
        page.sheet.set_column(column, column, field.width)
        page.put(0, column, text(book.said(field.label)), HEADING)
        _choices(page, field, 1, len(records) + SPARE_ROWS, column)
    for row, record in enumerate(records, start=1):
        cells = _row(fields, record, indicators, book.lang)
        for column, cell in enumerate(cells):
            page.put(row, column, cell)
        page.fit(row, [(cell.value, fields[column].width) for column, cell in enumerate(cells)])


def _row(
    fields: tuple[Field, ...], record: dict[str, Any], indicators: Mapping[str, Indicator], lang: Lang
) -> list[Cell]:
    indicator = indicators.get(str(record.get("indicator")))
    unit = indicator.unit.value if indicator else ""
    score = record.pop("score", None)
    taken = {
        field.label: _take(record, field.path) for field in fields if field.path != ("score",) and field.path
    }
    cells = []
    for field in fields:
        value = taken.get(field.label)
        if field.kind is Kind.SCORING:
            value, rest = _scoring(score, unit, lang)
            record |= {"score": rest} if rest else {}
        elif field.kind is Kind.STEP:
            value = step_text(score, unit, lang) if score else None
        elif field.kind is Kind.FURTHER:
            value = _further(record)
        elif field.kind in (Kind.INDICATOR, Kind.VARIANT):
            value = _named(value, indicator, lang)
        cells.append(_cell(field, value, lang))
    return cells


def _scoring(score: dict[str, Any] | None, unit: str, lang: Lang) -> tuple[str | None, dict[str, Any]]:
    """The sentence, and what it cannot say (the parameters of a cap's own figure)."""
    if score is None:
        return None, {}
    params = score.get("cap_if", {}).get("params")
    return scoring_text(score, unit, lang), {"cap_if": {"params": params}} if params else {}


def _named(code: str | None, indicator: Indicator | None, lang: Lang) -> str | None:
    if code is None or indicator is None:
        return code
    variant = indicator.variant(code)
    name = indicator.name if code == indicator.code else variant.name if variant else Text("", "")
    return f"{code} {name.in_(lang)}".strip()


def _cell(field: Field, value: Any, lang: Lang) -> Cell:
    if value in (None, "", [], {}):
        return Cell()
    match field.kind:
        case Kind.NUMBER | Kind.BAND:
            return _number_cell(value)
        case Kind.DATE:
            return Cell(date.fromisoformat(value), DATE)
        case Kind.CHOICE:
            return Cell(field.choices[value].in_(lang) if value in field.choices else value)
        case Kind.PAIRS:
            return Cell(pairs_text(value))
        case Kind.LIST:
            return Cell("；".join(value) if lang == "zh" else "; ".join(value))
    return Cell(str(value))


def _number_cell(value: Any) -> Cell:
    """A number where Excel holds it exactly, else its text; a band as 'low–high'."""
    if isinstance(value, list):
        return Cell("–".join(value), align="right")
    digits = value.replace(".", "").replace("-", "")
    if digits.isdigit() and len(digits.lstrip("0")) <= _EXACT_DIGITS:
        return Cell(float(value) if "." in value else int(value), align="right")
    return Cell(value, align="right")


def _choices(page: Page, field: Field, first: int, last: int, column: int) -> None:
    """A drop-down where there is something to choose, and the hint beside every cell."""
    hint = page.book.said(field.hint)
    rule: dict[str, Any] = {"validate": "any"}
    if field.kind is Kind.CHOICE:
        rule = {"validate": "list", "source": [word.in_(page.book.lang) for word in field.choices.values()]}
    elif field.kind in (Kind.INDICATOR, Kind.VARIANT):
        # Not an error: a contract may define indicators of its own.
        rule = {
            "validate": "list",
            "source": f"={quote_sheetname(page.book.said(LIST_SHEET))}!{_LISTS[field.kind]}",
        }
        rule["error_type"] = "warning"
    if hint:
        rule |= {"input_title": page.book.said(field.label)[:32], "input_message": hint[:255]}
    if rule != {"validate": "any"}:
        page.sheet.data_validation(first, column, last, column, rule)


#: Where the hidden sheet keeps what there is to choose; roomy, blanks at the end do no harm.
_LISTS = {Kind.INDICATOR: "$A$1:$A$200", Kind.VARIANT: "$B$1:$B$400"}


def _lists(book: Book, indicators: Mapping[str, Indicator]) -> None:
    page = book.page(book.said(LIST_SHEET))
    page.sheet.hide()
    for row, indicator in enumerate(indicators.values()):
        page.put(row, 0, text(f"{indicator.code} {book.said(indicator.name)}"))
    variants = [variant for indicator in indicators.values() for variant in indicator.variants]
    for row, variant in enumerate(variant for variant in variants if variant.code not in indicators):
        page.put(row, 1, text(f"{variant.code} {book.said(variant.name)}"))


def _help(book: Book) -> None:
    page = book.page(book.said(HELP_SHEET))
    page.sheet.set_column(0, 0, 100)
    for row, words in enumerate(_HELP):
        page.put(row, 0, text(book.said(words), bold=row == 0), Look(border=False))


def _normal(contract: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with every name as {zh, en}, a curve as its score, and the kind of month left to its day."""
    record = deepcopy(dict(contract))
    head = record.get("contract", {})
    named = [head, *head.get("vendors", []), *record.get("clauses", []), *record.get("adjustments", [])]
    for entry in named:
        if isinstance(name := entry.get("name"), str):
            entry["name"] = {"zh": name}
    for clause in record.get("clauses", []):
        if "curve" in clause:
            clause["score"] = {"method": "linear", "points": clause.pop("curve")}
        _drop_defaults(clause, _CLAUSE_DEFAULTS)
    _drop_defaults(record.get("settlement", {}), {"floor_share": "0"})
    head.get("period", {}).pop("kind", None)
    return record


def _drop_defaults(record: dict[str, Any], defaults: Mapping[str, Any]) -> None:
    """What goes without saying would only crowd the further settings."""
    for key, default in defaults.items():
        if record.get(key) == default:
            del record[key]


def _take(record: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path, removed from the record."""
    for key in path[:-1]:
        record = record.get(key) or {}
    return record.pop(path[-1], None) if path else None


def _further(record: dict[str, Any]) -> str | None:
    """What no field has taken, as JSON; nothing where nothing is left."""
    left = _pruned(record)
    return json.dumps(left, ensure_ascii=False) if left else None


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _pruned(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, {}, [])}
    return value

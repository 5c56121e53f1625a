"""The contract template: a workbook in which a contract is written, or an existing one is copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from xlsxwriter.utility import quote_sheetname

from core.text import Lang, Text
from exports.book import RAISED, SECOND_INK, Book, Look, Page, text
from exports.contract_record import normal, row_cells, take, value_cell
from exports.guard import Guard
from exports.setting import Settings
from exports.setting_sheet import SettingSheet, indicator_column
from exports.table import HEADER as HEADING
from exports.template_field import Field, Kind
from exports.template_fields import CLAUSE_SHEET, CLAUSES, HEADER_SHEET, HELP_SHEET, LIST_SHEET, TABLES
from exports.template_header import HEADER
from sla.terms.indicator import Indicator

#: Empty rows offered, with their choices, below those filled in.
SPARE_ROWS = 40
_HINT_WIDTH = 52
_LABEL = Look(bold=True, ground=RAISED)
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
        "计费方式、金额、结算系数均不预填；全部留空，则这份合同不核算费用，导入时会写明。",
        "Kind of fee, amounts and coefficients are never filled in for you; "
        "all empty: no fee is reckoned, and the page says so.",
    ),
    Text(
        "没有专门栏位的约定写在“其他约定”：选条款和设置，填内容；有几条的约定每条一个序号。",
        "What has no column is written on “Further terms”: choose clause and setting, write the value; "
        "of several entries each has a number.",
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
    contract: Mapping[str, Any] | None,
    settings: Settings,
) -> bytes:
    """The template's bytes: empty, or filled with `contract` in the shape of the contract file.

    `indicators` are those to choose from (sla.load.catalogue()), `settings` what the sheet of further terms
    may say (services.contracts.term_fields.settings). For the next version of a contract, pass
    sla.contract_file.plain.contract_as_dict(contract); for a start, one of
    sla.catalogue.ready_made.READY_MADE.
    """
    book = Book(lang, Guard((), ()), created, HEADER_SHEET.in_(lang))
    record = normal(contract or {})
    tables = {path: take(record, path) or [] for path, _, _ in TABLES}
    clauses = tables[("clauses",)]
    codes = [clause.get("code") or clause.get("indicator") or "" for clause in clauses]
    _header(book, record)
    for path, sheet, fields in TABLES:
        _table(book, sheet, fields, tables[path], indicators)
    further = _further_terms(book, settings)
    further.write(record, [(str(code), clause) for code, clause in zip(codes, clauses, strict=True)])
    _help(book)
    further.lists(_lists(book, indicators))
    return book.finished()


def _further_terms(book: Book, settings: Settings) -> SettingSheet:
    at = next(n for n, field in enumerate(CLAUSES) if field.kind is Kind.INDICATOR)
    clauses = (book.said(CLAUSE_SHEET), indicator_column(at))
    return SettingSheet(book, settings, clauses, book.said(LIST_SHEET))


def _header(book: Book, record: dict[str, Any]) -> None:
    page = book.page(book.said(HEADER_SHEET))
    page.sheet.set_column(0, 0, 32)
    page.sheet.set_column(1, 1, 48)
    page.sheet.set_column(2, 2, _HINT_WIDTH)
    for field in HEADER:
        value = take(record, field.path)
        page.put(page.row, 0, text(book.said(field.label)), _LABEL)
        page.put(page.row, 1, replace(value_cell(field, value, book.lang), align="left"))
        page.put(page.row, 2, text(book.said(field.hint)), Look(colour=SECOND_INK, border=False))
        page.fit(page.row, [(book.said(field.hint), _HINT_WIDTH)])
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
        cells = row_cells(fields, record, indicators, book.lang)
        for column, cell in enumerate(cells):
            page.put(row, column, cell)
        page.fit(row, [(cell.value, fields[column].width) for column, cell in enumerate(cells)])


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


def _lists(book: Book, indicators: Mapping[str, Indicator]) -> Page:
    page = book.page(book.said(LIST_SHEET))
    page.sheet.hide()
    for row, indicator in enumerate(indicators.values()):
        page.put(row, 0, text(f"{indicator.code} {book.said(indicator.name)}"))
    variants = [variant for indicator in indicators.values() for variant in indicator.variants]
    for row, variant in enumerate(variants):
        page.put(row, 1, text(f"{variant.code} {book.said(variant.name)}"))
    return page


def _help(book: Book) -> None:
    page = book.page(book.said(HELP_SHEET))
    page.sheet.set_column(0, 0, 100)
    for row, words in enumerate(_HELP):
        page.put(row, 0, text(book.said(words), bold=row == 0), Look(border=False))

"""An audit form in Excel, as survey forms are kept (XLSForm): items, choices, bands, settings.

Every column comes from qa.form.columns, and exports.form_read reads back what is written here. Cells are
texts, so Excel makes no date of 1/2 and no number of a code.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from core.text import Lang, Text
from exports.safe_text import cell_text
from qa.form.columns import BANDS, CHOICES, FORBIDDEN_NAME, NO, SETTINGS, SURVEY, YES, Column, Kind, RowKind
from qa.form.condition_text import condition_text
from qa.form.load import FORBIDDEN
from qa.form.plain import Plain
from qa.form.written import with_lists

SURVEY_SHEET, CHOICES_SHEET = Text("评分项", "survey"), Text("选项", "choices")
BANDS_SHEET, SETTINGS_SHEET = Text("等级", "bands"), Text("设置", "settings")
_LISTS_SHEET = Text("备选", "lists")
#: The keys that name a list of the sheet of choices.
LISTED = ("choices", "root_causes", "behaviours")
_HEAD = PatternFill("solid", fgColor="E9EDF3")
_BAND = PatternFill("solid", fgColor="F5F7F9")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: Empty rows below the last that offer their choices too.
_ROOM = 200
_TEXT = "@"

Row = Mapping[str, str]


def form_workbook(plain: Mapping[str, Any], lang: Lang) -> bytes:
    """The workbook's bytes; `plain` is the form as its file says it (qa.form.plain.as_plain)."""
    whole = _named(plain)
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = SURVEY_SHEET.in_(lang)
    lists = book.create_sheet(_LISTS_SHEET.in_(lang))
    lists.sheet_state = "hidden"
    _table(survey, SURVEY, list(_survey(whole)), lang)
    _table(book.create_sheet(CHOICES_SHEET.in_(lang), 1), CHOICES, list(_choices(whole)), lang)
    _table(book.create_sheet(BANDS_SHEET.in_(lang), 2), BANDS, whole.get("bands", []), lang)
    _settings(book.create_sheet(SETTINGS_SHEET.in_(lang), 3), whole, lang)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _named(plain: Mapping[str, Any]) -> Plain:
    """Every list under a name: those only one item has are called after it."""
    whole = with_lists(plain)
    scales, picks = dict(whole.get("scales", {})), dict(whole.get("pick_lists", {}))
    for _kind, part in _parts(whole):
        for key in LISTED:
            if isinstance(part.get(key), list):
                name = f"{part['code']}_{key}" if key != "choices" else str(part["code"])
                (scales if key == "choices" else picks)[name] = part[key]
                part[key] = name
    return {**whole, "scales": scales, "pick_lists": picks}


def _parts(whole: Plain) -> Iterator[tuple[str, Plain]]:
    """What has a row of the first sheet, with its type."""
    for section in whole.get("sections", []):
        yield from _section(section, RowKind.SECTION)
    for fault in whole.get("fatal", []):
        yield RowKind.FAULT.value, fault


def _section(section: Plain, kind: RowKind) -> Iterator[tuple[str, Plain]]:
    yield kind.value, section
    for item in section.get("items", []):
        yield str(item.get("kind") or "single"), item
    for inner in section.get("sections", []):
        yield from _section(inner, RowKind.SUBSECTION)


def _survey(whole: Plain) -> Iterator[Plain]:
    for kind, part in _parts(whole):
        fatal = part.get("fatal")
        said = {key: each for key, each in part.items() if key not in ("items", "sections", "kind", "fatal")}
        if kind == RowKind.FAULT.value:
            # A fault says itself what it costs; an item says it of being fatal.
            fatal = {key: said.pop(key) for key in ("section", "scope", "display") if key in said}
        elif fatal is not None:
            fatal = {"when": "ticked", **(fatal if isinstance(fatal, Mapping) else {})}
        yield {"type": kind, **said, **({"fatal": fatal} if fatal else {})}


def _choices(whole: Plain) -> Iterator[Plain]:
    for lists in (whole["scales"], whole["pick_lists"]):
        for name, entries in lists.items():
            yield from ({"list": name, **entry} for entry in entries)


def _table(sheet: Any, columns: Sequence[Column], records: Sequence[Plain], lang: Lang) -> None:
    sheet.append([column.label.in_(lang) for column in columns])
    sheet.freeze_panes = "C2"
    for record in records:
        sheet.append([_cell(column, record, lang) for column in columns])
        ground = _BAND if record.get("type") in (RowKind.SECTION, RowKind.SUBSECTION) else None
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAPPED
            if ground:
                cell.fill, cell.font = ground, Font(bold=True)
    for at, column in enumerate(columns, 1):
        head = sheet.cell(1, at)
        head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _WRAPPED
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        _offered(sheet, column, at, (2, len(records) + _ROOM), lang)
    _as_text(sheet, len(columns))


def _settings(sheet: Any, whole: Plain, lang: Lang) -> None:
    """A setting to a row: what it is called, what it is set to, what goes without saying."""
    for row, column in enumerate(SETTINGS, 1):
        sheet.append([column.label.in_(lang), _cell(column, whole, lang), column.hint.in_(lang)])
        sheet.cell(row, 1).font, sheet.cell(row, 1).fill = Font(bold=True), _HEAD
        sheet.cell(row, 2).alignment = _WRAPPED
        _offered(sheet, column, 2, (row, row), lang)
    for letter, width in zip("ABC", (36, 48, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    _as_text(sheet, 2)


def _cell(column: Column, record: Mapping[str, Any], lang: Lang) -> str | None:
    value = _value(record, column.path)
    if value is None:
        return None
    if column.kind is Kind.CONDITION:
        return cell_text(condition_text(value))
    if column.kind is Kind.CLAUSE:
        return cell_text(f"{value['spec']} v{value['version']} {value['clause']}")
    if column.kind is Kind.FLAG:
        return (YES if str(value).lower() == "true" else NO).in_(lang)
    if column.kind is Kind.LIST and value == FORBIDDEN:
        return FORBIDDEN_NAME.in_(lang)
    if words := column.choices.get(str(value)):
        return words.in_(lang)
    return cell_text(str(value))


def _value(record: Mapping[str, Any], path: str) -> Any:
    """What stands there; a text that is the same in both languages stands in both."""
    value: Any = record
    for name in path.split("."):
        if name in ("zh", "en") and isinstance(value, str):
            return value
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _offered(sheet: Any, column: Column, at: int, rows: tuple[int, int], lang: Lang) -> None:
    """A drop-down of what may be chosen; the words stand on a hidden sheet, for some hold a comma."""
    words = [each.in_(lang) for each in column.choices.values()]
    if column.kind is Kind.FLAG:
        words = [YES.in_(lang), NO.in_(lang)]
    rule = DataValidation("list", formula1=_listed(sheet, words, lang), allow_blank=True) if words else None
    if column.kind is Kind.LIST:
        source = quote_sheetname(CHOICES_SHEET.in_(lang))
        rule = DataValidation(
            "list", formula1=f"={source}!$A$2:$A$400", allow_blank=True, errorStyle="warning"
        )
    hint = column.hint.in_(lang)
    if hint and rule is None:
        rule = DataValidation(allow_blank=True)
    if rule is None:
        return
    if hint:
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.label.in_(lang)[:32], hint[:255], True
    sheet.add_data_validation(rule)
    rule.add(f"{get_column_letter(at)}{rows[0]}:{get_column_letter(at)}{rows[1]}")


def _listed(sheet: Any, words: Sequence[str], lang: Lang) -> str:
    """The words in a column of the hidden sheet of lists, written once: where they stand."""
    lists = sheet.parent[_LISTS_SHEET.in_(lang)]
    for at in range(1, lists.max_column + 1):
        if [lists.cell(row, at).value for row in range(1, len(words) + 2)] == [*words, None]:
            break
    else:
        at = lists.max_column + 1 if lists.cell(1, 1).value else 1
        for row, word in enumerate(words, 1):
            lists.cell(row, at, word)
    letter = get_column_letter(at)
    return f"={quote_sheetname(lists.title)}!${letter}$1:${letter}${len(words)}"


def _as_text(sheet: Any, columns: int) -> None:
    """Every cell a text, also those still empty; what begins with '=' stays one."""
    for row in sheet.iter_rows(max_col=columns, max_row=sheet.max_row + _ROOM):
        for cell in row:
            cell.number_format = _TEXT
            if cell.data_type == "f":
                cell.data_type = "s"

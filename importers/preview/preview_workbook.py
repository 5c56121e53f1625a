"""A preview as a workbook: one sheet each for the new, changed, unchanged, gone and rejected rows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import polars as pl
from openpyxl import Workbook

from core.counts import CountUnit, base_count
from core.facts import DETAIL_COLUMNS, SCOPE_COLUMNS, date_of
from core.language import N_, translated
from core.text import Lang
from importers.claims.formulas import count_name
from importers.draft import RejectedRow
from importers.preview.rejects import as_text, rejected_table
from importers.preview.staging import Preview

_HEADS = {
    "vendor": N_("Vendor"),
    "project": N_("Project"),
    "site": N_("Site"),
    "queue": N_("Queue"),
    "channel": N_("Channel"),
    "segment": N_("Customer group"),
    "language": N_("Language"),
    "agent": N_("Agent"),
    "item": N_("Call, course or ticket"),
    "day": N_("Day"),
    "slot": N_("Time"),
    "measure": N_("Measure"),
    "before": N_("Before"),
    "after": N_("Now"),
    "sheet": N_("Sheet"),
    "row": N_("Row"),
}
_CLASSES = {
    "new_rows": N_("New"),
    "changes": N_("Changed"),
    "unchanged_rows": N_("Unchanged"),
    "gone_rows": N_("No longer in the file"),
}
_REJECTED = N_("Rejected rows")
_ONLY = N_("Only the first {n} rows are listed.")
#: What a sheet of Excel holds, with room for its head and a note.
_MOST = 1_048_500
_NAMED = (*SCOPE_COLUMNS, *DETAIL_COLUMNS)
#: How many of the unit a count is kept in make one of the reader's.
_PER = {CountUnit.CENTS: 100, CountUnit.MILLI: 1000}

Value = str | int | Decimal | object | None


def preview_workbook(previews: Sequence[Preview], rejected: Sequence[RejectedRow], lang: Lang) -> bytes:
    """The classes that hold any row, each as a sheet. Text is text: nothing a vendor typed is a formula."""
    book = Workbook(write_only=True)
    for name, title in _CLASSES.items():
        frames = [frame for each in previews if (frame := getattr(each, name)).height]
        if frames:
            _add(book, translated(title, lang), _lines(pl.concat(frames, how="diagonal"), lang))
    if rejected:
        _add(book, translated(_REJECTED, lang), iter(rejected_table(rejected, lang)))
    if not book.worksheets:
        book.create_sheet(translated(_CLASSES["new_rows"], lang))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add(book: Workbook, title: str, lines: Iterator[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for line in lines:
        sheet.append([as_text(sheet, value) for value in line])


def _lines(rows: pl.DataFrame, lang: Lang) -> Iterator[list[Value]]:
    """A head and a line for each row: whose it is, when, its figures, and the row it stands in."""
    columns = [name for name in (*_NAMED, "day", "slot") if _is_told(rows, name)]
    figures = ["measure", "before", "after"] if "measure" in rows.columns else _measures(rows)
    shown = [*columns, *figures, "sheet", "row"]
    yield [_head(name, lang) for name in shown]
    for line in rows.head(_MOST).select(shown).iter_rows(named=True):
        yield [_value(name, line, lang) for name in shown]
    if rows.height > _MOST:
        yield [translated(_ONLY, lang).format(n=_MOST)]


def _is_told(rows: pl.DataFrame, name: str) -> bool:
    return name in rows.columns and rows[name].null_count() < rows.height


def _measures(rows: pl.DataFrame) -> list[str]:
    return sorted(name for name in rows.columns if base_count(name) and _is_told(rows, name))


def _head(name: str, lang: Lang) -> str:
    return translated(_HEADS[name], lang) if name in _HEADS else count_name(name).in_(lang)


def _value(name: str, line: dict[str, Any], lang: Lang) -> Value:
    value = line[name]
    if value is None:
        return None
    if name == "day":
        return date_of(value)
    if name == "slot":
        return f"{value // 60:02d}:{value % 60:02d}"
    if name == "measure":
        return count_name(value).in_(lang)
    count = line["measure"] if name in ("before", "after") else name
    return _in_its_unit(count, value) if isinstance(value, int) else value


def _in_its_unit(count: str, value: int) -> int | Decimal:
    known = base_count(count)
    per = _PER.get(known.unit, 1) if known else 1
    return value if per == 1 else Decimal(value) / per

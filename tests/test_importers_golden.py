"""Golden files: one small report for every table a layout knows, and in words everything read out of it.

PLUMBLINE_GOLDEN=write pytest tests/test_importers_golden.py    writes the readings anew: look at the diff
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.facts import KEY_COLUMNS
from core.finding import Finding
from importers.containers.received import receive
from importers.draft import Choice, Directory, Draft, Known, Reading
from importers.layouts.profile import shipped_layouts
from importers.read import read
from services.forms.audit_items import items_of
from tests.scored_forms import shipped_form

GOLDEN = Path(__file__).parent / "golden" / "importers"
TODAY = date(2026, 11, 22)
DIRECTORY = Directory(
    vendors=(
        Known("HX", ("恒信", "Hengxin")),
        Known("YH", ("云和", "Yunhe")),
        Known("RX1", ()),
        Known("RX2", ()),
    ),
    sites=(Known("NC", ("南昌", "Nanchang"), "HX"), Known("SR", ("上饶", "Shangrao"), "HX")),
    queues=(Known("VIP", ("贵宾",)),),
    items=items_of(shipped_form("f1_hotline")),
)
#: input → (layout, table) it must be read by.
INPUTS = {
    "nhs111.csv": ("nhs111", "providers"),
    "acd_export.csv": ("acd_export", "queues"),
    "daily_wide.xlsx": ("generic", "day"),
    "interval.csv": ("generic", "interval"),
    "month.csv": ("generic", "month"),
    "audit_list.csv": ("generic", "audit_list"),
    "mystery_list.csv": ("generic", "mystery_list"),
    "training_register.csv": ("generic", "training"),
    "training_list.csv": ("generic", "training_agents"),
    **{f"several_tables.{lang}.xlsx": ("generic", "month") for lang in ("zh", "en")},
    **{f"month_matrix.{lang}.xlsx": ("generic", "day") for lang in ("zh", "en")},
    **{f"sheet_a_day.{lang}.xlsx": ("generic", "interval") for lang in ("zh", "en")},
    **{f"agent_detail.{lang}.xlsx": ("generic", "month") for lang in ("zh", "en")},
    **{f"long_form.{lang}.xlsx": ("generic", "month") for lang in ("zh", "en")},
    **{f"bulletin.{lang}.xlsx": ("generic", "month") for lang in ("zh", "en")},
    "audit_sheet.zh.xlsx": ("generic", "audit_sheet"),
    "audit_sheet.en.csv": ("generic", "audit_sheet"),
    "audit_sheet.fatal.csv": ("generic", "audit_sheet"),
    **{f"calls.{lang}.csv": ("generic", "calls") for lang in ("zh", "en")},
    **{f"calls_started.{lang}.csv": ("generic", "calls_started") for lang in ("zh", "en")},
}


def reading(name: str) -> Reading:
    """The file as a script imports it that only names the vendor where the file does not."""
    vendor = None if name == "nhs111.csv" else "HX"
    return read(receive(name, GOLDEN / name), Choice(vendor=vendor), DIRECTORY, TODAY)


@pytest.mark.parametrize("name", INPUTS)
def test_a_report_is_read_as_its_golden_file_says(name):
    told = "\n".join(_told(reading(name))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PLUMBLINE_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "layout"), [(name, layout) for name, (layout, _) in INPUTS.items()])
def test_each_golden_report_is_recognised_as_the_layout_it_stands_for(name, layout):
    found = reading(name)
    assert found.layout == layout and found.drafts and not found.questions


def test_there_is_a_golden_report_for_every_table_of_every_layout():
    known = {(layout.code, table.code) for layout in shipped_layouts() for table in layout.tables}
    assert known == set(INPUTS.values())
    assert {path.name for path in GOLDEN.iterdir()} == {*INPUTS, *(f"{name}.txt" for name in INPUTS)}


def _told(found: Reading) -> Iterator[str]:
    """Everything that was read, a line each: no hash and no version, which change with every word added."""
    yield f"layout {found.layout}"
    yield "columns"
    for column in found.columns:
        name = f"{column.name.zh} / {column.name.en}" if column.name else "(ignored)"
        unit = f" [{column.unit.en}]" if column.unit else ""
        place = f"{column.sheet}!{column.column}" if column.sheet else column.column
        yield f"  {place} {column.header} → {column.field or '-'} {name}{unit}"
    for draft in found.drafts:
        yield from _draft(draft)
    for audit in found.audits:
        said = (
            f"{form}/{item}={answer}"
            for form, answers in audit.answers.items()
            for item, answer in answers.items()
        )
        yield f"audit {audit.vendor} {audit.sheet}!{audit.row} " + " ".join(said)
    yield "findings"
    for finding in found.findings:
        yield from _finding(finding)
    for place in found.new_places:
        yield f"new {place.kind} {place.vendor} {place.code} “{place.name}”"


def _draft(draft: Draft) -> Iterator[str]:
    key = draft.key
    parts = (key.vendor, key.project or "-", key.dataset.value, key.source.value, key.grain.value)
    yield "draft " + " · ".join(parts)
    period = draft.coverage.period
    yield f"  covers {period.start} to {period.last_day} {period.label}".rstrip()
    for scope in sorted(draft.coverage.scopes, key=str):
        yield "  scope " + " · ".join(part or "-" for part in scope)
    for sheet, fields in draft.offsets.items():
        yield f"  cells {sheet} " + " ".join(
            f"{field}={letters}" for field, letters in sorted(fields.items())
        )
    if draft.derived:
        yield "  derived " + " ".join(sorted(draft.derived))
    names = [*(name for name in KEY_COLUMNS if name != "vendor"), *draft.measures]
    for row in draft.frame.iter_rows(named=True):
        said = " ".join(f"{name}={row[name]}" for name in names if row[name] is not None)
        yield f"  row {row['sheet']}!{row['col']}{row['row']} {said}"
    for rejected in draft.rejected:
        codes = " ".join(reason.code for reason in rejected.reasons)
        cells = " | ".join(rejected.cells.values())
        yield f"  rejected {rejected.place.in_('en')} {codes}: {cells}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.severity.value} {finding.code} {finding.place.in_('en')}"
    yield f"    {finding.sentence('zh')}"
    yield f"    {finding.sentence('en')}"

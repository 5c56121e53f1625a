"""Writes the golden workbooks of the layouts anew: python -m tests.golden.build_importers."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests import test_importers_tables as layouts

FOLDER = Path(__file__).parent / "importers"
_BULLETIN = ("A2:A6", "B2:G2", "B3:G3", "B4:D4", "E4:G4")
_DAYS = {"zh": ("10月8日", "10月9日"), "en": ("Oct 8", "Oct 9")}
_SLOTS = {
    "zh": [["恒信热线2026年10月时段报表"], *layouts.SLOTS_ZH],
    "en": [["Hengxin hotline by interval, 2026-10"], *layouts.SLOTS_EN],
}
_STARTED = {
    "zh": "呼叫时间,接听时间,挂机时间\n20261001090000,20261001090005,20261001090100\n",
    "en": "Call start,Answered at,Ended at\n2026-10-01 09:00:00,2026-10-01 09:00:05,2026-10-01 09:01:00\n",
}


def main() -> None:
    """Every layout in Chinese and in English."""
    for lang in ("zh", "en"):
        of = {
            name: getattr(layouts, f"{name}_{lang.upper()}")
            for name in ("SEVERAL", "MATRIX", "AGENTS", "LONG", "BULLETIN", "CALLS")
        }
        _write(f"several_tables.{lang}.xlsx", {"Sheet": of["SEVERAL"]})
        _write(f"month_matrix.{lang}.xlsx", {"Sheet": of["MATRIX"]}, ("A3:A5",))
        _write(f"sheet_a_day.{lang}.xlsx", dict.fromkeys(_DAYS[lang], _SLOTS[lang]))
        _write(f"agent_detail.{lang}.xlsx", {"Sheet": of["AGENTS"]}, ("B3:B4",))
        _write(f"long_form.{lang}.xlsx", {"Sheet": of["LONG"]}, ("A3:A5", "A6:A7"))
        _write(f"bulletin.{lang}.xlsx", {"Sheet": of["BULLETIN"]}, _BULLETIN)
        (FOLDER / f"calls.{lang}.csv").write_text(of["CALLS"], encoding="utf-8")
        (FOLDER / f"calls_started.{lang}.csv").write_text(_STARTED[lang], encoding="utf-8")


def _write(name: str, sheets: dict[str, list[list[object]]], merges: tuple[str, ...] = ()) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merges:
            sheet.merge_cells(cells)
    book.save(FOLDER / name)


if __name__ == "__main__":
    main()

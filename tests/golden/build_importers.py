"""Writes the golden workbooks of the layouts anew: python -m tests.golden.build_importers."""

from __future__ import annotations

from datetime import date
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


def _over(name: str, width: int) -> list[str | None]:
    """A heading over several columns, merged below."""
    return [name, *[None] * (width - 1)]


_MONDAY, _TUESDAY = (date(2026, 10, 5), "0417", "李娜"), (date(2026, 10, 6), "0520", "王芳")
#: A vendor's own audits, the form's sections over its items.
_AUDITED = [
    ["恒信热线10月质检明细（外包商自检）"],
    [*_over("通话信息", 4), *_over("结果", 3),
     *_over("开场与核验", 2), *_over("业务处理", 2), *_over("服务表现", 2)],
    ["通话流水号", "通话日期", "坐席工号", "质检员", "总分", "是否合格", "致命项",
     "开头语（5分）", "身份核验（10分）", "业务准确性", "系统记录与工单", "服务态度", "禁用语"],
    ["V-7001", *_MONDAY, "67 / 72", "合格", None, "是", "是", 25, "不适用", "做到", "否"],
    ["V-7002", *_MONDAY, "72/72", "合格", None, "部分", "是", 12.5, "/", "做到", "否"],
    ["V-7003", *_TUESDAY, 0, "不合格", "是", "√", "致命", 0, "未做到", "部分", "否"],
    ["V-7004", *_TUESDAY, 93, "合格", None, "是", "×", "优", "是", "良", "否"],
]  # fmt: skip
_STARTED = {
    "zh": "呼叫时间,接听时间,挂机时间\n20261001090000,20261001090005,20261001090100\n",
    "en": "Call start,Answered at,Ended at\n2026-10-01 09:00:00,2026-10-01 09:00:05,2026-10-01 09:01:00\n",
}


def main() -> None:
    """Every layout in Chinese and in English."""
    _write("audit_sheet.zh.xlsx", {"质检明细": _AUDITED}, ("A2:D2", "E2:G2", "H2:I2", "J2:K2", "L2:M2"))
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

"""Makes the workbooks of the museum that no text editor can make, each a few kB.

python -m tests.museum_build    the tests only read the files
"""

from __future__ import annotations

import zipfile
from datetime import time
from pathlib import Path

import openpyxl

_FOLDER = Path(__file__).parent / "findings"
_HEAD = ["日期", "人工请求量", "人工接通量"]


def main() -> None:
    """Write every file anew."""
    for code, rows, copies in (
        # A sheet copied within the workbook: the same day twice.
        ("sheets_overlap", [["2024-01-01", 10, 9]], ["副本"]),
        # A formula written by a tool that never calculates.
        ("row_uncalculated", [["2024-01-01", 10, 9], ["2024-01-02", "=50+50", "=90"]], []),
        # Typed as numbers, the 10th of January is 1.1 again.
        ("day_cut_short", [[1.7, 12, 11], [1.1, 10, 9], [1.13, 14, 12]], []),
    ):
        _workbook(rows, copies).save(
            _FOLDER / code / ("日报2024年1月.xlsx" if code == "day_cut_short" else "日报.xlsx")
        )
    _of_sites({"合肥": 100, "成都": 50, "汇总": 150}, _FOLDER / "sheet_sums_sites" / "日报.xlsx")
    _of_sites({"合肥": 100, "成都": 50, "汇总": 159}, _FOLDER / "sheet_sum_differs" / "日报.xlsx")
    _of_agents(_FOLDER / "agents_left_out" / "日报.xlsx")
    _of_agents_in_the_month(_FOLDER / "only_checked" / "日报.xlsx")
    copies = _workbook([["2024-01-01", 10, 9]], ["副本"])
    (_FOLDER / "sheets_chosen").mkdir(exist_ok=True)
    copies.save(_FOLDER / "sheets_chosen" / "日报.xlsx")
    _typed_as_hours(_FOLDER / "clock_unclear" / "日报.xlsx")
    _of_twenty_days(_FOLDER / "month_over_days" / "报表.xlsx")
    _swollen(_FOLDER / "template_too_large" / "contract.xlsx")


def _workbook(rows: list[list[object]], copies: list[str]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "日报"
    for sheet in [book.active, *(book.create_sheet(name) for name in copies)]:
        for row in [_HEAD, *rows]:
            sheet.append(row)
    return book


def _of_sites(calls: dict[str, int], path: Path) -> None:
    """A sheet for each name with one day of so many calls."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, offered in calls.items():
        sheet = book.create_sheet(name)
        sheet.append(_HEAD)
        sheet.append(["2024-01-01", offered, offered * 9 // 10])
    path.parent.mkdir(exist_ok=True)
    book.save(path)


def _of_agents(path: Path) -> None:
    """Two days, and two agents who come to one of them."""
    book = _workbook([["2024-01-01", 100, 95], ["2024-01-02", 110, 101]], [])
    sheet = book.create_sheet("坐席")
    sheet.append(["日期", "工号", "人工接通量"])
    for row in (("01", "1001", 50), ("01", "1002", 45), ("02", "1001", 60), ("02", "1002", 39)):
        sheet.append([f"2024-01-{row[0]}", *row[1:]])
    path.parent.mkdir(exist_ok=True)
    book.save(path)


def _of_agents_in_the_month(path: Path) -> None:
    """A month of days, and its agents, whose talk times no day has."""
    days = [(f"2026-10-{n:02d}", 640 + n * 37 % 100, 600 + n * 37 % 100 - n % 7) for n in range(1, 32)]
    book = _workbook([list(day) for day in days], [])
    sheet = book.create_sheet("坐席")
    rest = sum(day[2] for day in days) - 9000
    head = ["月份", "工号", "人工接通量", "通话时长(秒)"]
    for row in (head, ["2026-10", "1001", rest, 1_650_000], ["2026-10", "1002", 9000, 1_350_000]):
        sheet.append(row)
    path.parent.mkdir(exist_ok=True)
    book.save(path)


def _of_twenty_days(path: Path) -> None:
    """A month's figures, and the days of two thirds of it."""
    book = openpyxl.Workbook()
    book.active.title = "月报"
    for row in (["月份", *_HEAD[1:]], ["2024-01", 21000, 20150]):
        book.active.append(row)
    days = book.create_sheet("日报")
    days.append(_HEAD)
    for day in range(1, 21):
        offered = 640 + day * 37 % 100
        days.append([f"2024-01-{day:02d}", offered, offered - 20 - day * 13 % 20])
    path.parent.mkdir(exist_ok=True)
    book.save(path)


def _typed_as_hours(path: Path) -> None:
    """3 min 25 s typed as 3:25, which Excel takes for hours and minutes."""
    book = openpyxl.Workbook()
    head = ["日期", "人工接通量", "平均通话时长"]
    for row in (head, ["2024-01-01", 10, time(3, 25)], ["2024-01-02", 9, time(2, 58)]):
        book.active.append(row)
    book.active["C2"].number_format = book.active["C3"].number_format = "h:mm"
    book.save(path)


def _swollen(path: Path) -> None:
    """70 MB of nothing in a few kB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), b"0" * 70_000_000, zipfile.ZIP_BZIP2)


if __name__ == "__main__":
    main()

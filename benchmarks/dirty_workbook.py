"""A daily report as ugly as they come, the same in every run, with what is true of every cell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

SHEET, TITLE = "话务日报", "恒信2026年1月话务日报"
HEADERS = ("日期", "职场", "技能组", "人工请求量", "人工接通量", "放弃量", "接通率", "通话时长(秒)")
#: The first row of data and the row of totals, as Excel counts.
HEADER_ROW, FIRST = 4, 5
SITES = ("南昌", "上饶")
QUEUE = "00123"
DAYS = 31
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Dirty:
    """What is true: the cells that have a value, and the faults."""

    #: (row, header) → value: a date, a text, a whole number, a rate in ten-thousandths.
    truth: dict[tuple[int, str], object] = field(default_factory=dict)
    #: Row → what is wrong in it, in words.
    faults: dict[int, str] = field(default_factory=dict)
    #: Further rows that may be named for the same fault.
    also: dict[int, set[int]] = field(default_factory=dict)


def write(path: Path) -> Dirty:
    """Write the workbook, and say what is true of it."""
    dirty = Dirty()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, TITLE)
        sheet.write(1, 0, "制表：张三")
        sheet.merge_range(2, 3, 2, 5, "人工话务")
        sheet.merge_range(2, 6, 2, 7, "质量")
        sheet.write_row(HEADER_ROW - 1, 0, HEADERS)
        styles = {
            form: book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "0.00%", "[h]:mm:ss")
        }
        sums = dict.fromkeys(HEADERS[3:6] + HEADERS[7:], 0)
        for at in range(len(SITES) * DAYS):
            row, figures = FIRST + at, _figures(at)
            for header, value in figures.items():
                _put(sheet, styles, row, header, value, at, dirty)
                if header in sums:
                    sums[header] += int(str(value))
        for number, site in enumerate(SITES):
            first = FIRST + number * DAYS
            sheet.merge_range(first - 1, 1, first + DAYS - 2, 1, site)
            dirty.truth |= {(row, "职场"): site for row in range(first, first + DAYS)}
        _spoil(sheet, book.add_format(), dirty)
        last = FIRST + len(SITES) * DAYS
        sheet.write(last - 1, 0, "合计")
        for header, total in sums.items():
            sheet.write(last - 1, HEADERS.index(header), total + (1_000 if header == "通话时长(秒)" else 0))
        dirty.faults[last] = "a total that does not add up"
        sheet.write(last, 0, "备注：口径同合同附件二")
        sheet.set_row(FIRST + 1, None, None, {"hidden": True})
    return dirty


def _figures(at: int) -> dict[str, object]:
    """One row's true figures."""
    offered = 12_000 if at % 9 == 4 else 800 + at * 37 % 500
    answered = offered - at * 13 % 90
    return {
        "日期": date(2026, 1, 1) + timedelta(days=at % DAYS),
        "技能组": QUEUE,
        "人工请求量": offered,
        "人工接通量": answered,
        "放弃量": offered - answered,
        "接通率": (answered * 20_000 // offered + 1) // 2,
        "通话时长(秒)": answered * (150 + at % 40),
    }


def _put(sheet, styles, row, header, value, at, dirty):  # type: ignore[no-untyped-def]
    """A figure in one of the ways in which vendors write it."""
    cell = row - 1, HEADERS.index(header)
    dirty.truth[row, header] = value
    if header == "日期":
        ways = [value.isoformat(), f"{value.month}月{value.day}日", f"{value.year}/{value.month}/{value.day}"]
        if at % 5 < len(ways):
            sheet.write_string(*cell, ways[at % 5])
        else:
            sheet.write_datetime(*cell, datetime.combine(value, time()), styles["yyyy-mm-dd"])
    elif header == "接通率":
        if at % 3:
            sheet.write_number(*cell, value / 10_000, styles["0.00%"])
        else:
            sheet.write_string(*cell, f"{value // 100}.{value % 100:02d}%")
    elif header == "通话时长(秒)" and at % 4 == 1:
        sheet.write_string(*cell, f"{value // 3600}:{value // 60 % 60:02d}:{value % 60:02d}")
    elif header == "通话时长(秒)" and at % 4 == 2:
        sheet.write_datetime(*cell, timedelta(seconds=value), styles["[h]:mm:ss"])
    elif isinstance(value, str):
        sheet.write_string(*cell, value)
    elif value == 12_000:
        sheet.write_string(*cell, "1.2万")
    else:
        ways = [f"{value:,}", f"{value}通", str(value).translate(_FULL_WIDTH), f" {value} "]
        if header != "通话时长(秒)" and at % 6 < len(ways):
            sheet.write_string(*cell, ways[at % 6])
        else:
            sheet.write_number(*cell, value)


def _spoil(sheet, blank, dirty):  # type: ignore[no-untyped-def]
    """Plant the faults; a cell that is spoilt has no true value."""
    for day, header, value, said in (
        (3, "人工请求量", "缺失", "a word instead of a count"),
        (6, "人工接通量", 99_999, "more answered than asked"),
        (8, "放弃量", -5, "a negative count"),
        (11, "人工接通量", 812.5, "half a call"),
        (15, "接通率", "12.34%", "a rate that contradicts its counts"),
        (18, "人工请求量", "#DIV/0!", "the error of a formula"),
        (21, "日期", "05/01/2026", "a date that may be two"),
        (24, "日期", "2026-02-03", "a day of another month"),
        (27, "人工接通量", None, "an empty cell"),
    ):
        row = FIRST + day
        cell = row - 1, HEADERS.index(header)
        if value is None:
            sheet.write_blank(*cell, None, blank)
        elif value == "#DIV/0!":
            sheet.write_formula(*cell, "=1/0", None, value)
        else:
            sheet.write(*cell, value)
        dirty.truth.pop((row, header))
        dirty.faults[row] = said
    # The days that two of these rows stood for are missing: that may be said beside them.
    dirty.also |= {FIRST + 21: {FIRST + 22}, FIRST + 24: {FIRST + 22}}
    twice = FIRST + DAYS + 10
    sheet.write(twice - 1, 0, "2026-01-10")
    dirty.truth.pop((twice, "日期"))
    dirty.faults[twice] = "a day that stands twice, and one that is missing"
    dirty.also[twice] = {twice - 1, twice + 1}

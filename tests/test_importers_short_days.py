"""Days that Excel has cut short or never calculated: their neighbours tell them, or nobody is blamed."""

from __future__ import annotations

import io
from datetime import date

import polars as pl
import pytest
import xlsxwriter

from importers.containers.celltoken import decode, encode
from importers.draft import Choice
from importers.read import read
from importers.values.short_days import told_by_neighbours
from tests.received_file import received
from tests.test_importers_months import DIRECTORY, TODAY, of_book

MAY = [float(f"5.{day}") for day in range(1, 32)]


def days(cells) -> list[str]:
    told = told_by_neighbours(pl.Series([encode(cell) for cell in cells], dtype=pl.String))
    return [str(decode(token)).replace("5月", "").replace("日", "").replace("5.", "") for token in told]


WHOLE = [str(day) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (MAY, WHOLE),
        (MAY[::-1], WHOLE[::-1]),
        ([f"{day:g}" for day in MAY], WHOLE),  # as text, from a CSV that Excel wrote
        ([cell for cell in MAY for _ in range(2)], [day for day in WHOLE for _ in range(2)]),  # two sites
        (MAY + MAY, WHOLE + WHOLE),  # a site below the other
        (MAY[9:20], WHOLE[9:20]),  # 5.1, 5.11, 5.12 … is the 10th to the 20th
        (["5.1", "5.9", "5.10", "5.11"], ["1", "9", "10", "11"]),  # text with its zero is what it says
        ([5.1, 5.3, 5.5], ["1", "3", "5"]),  # every other day: nothing tells, and it stays as it stands
        ([5.1], ["1"]),
    ],
)
def test_a_day_cut_short_is_the_one_between_its_neighbours(cells, expected):
    assert days(cells) == expected


def test_what_no_neighbour_tells_is_left_as_it_was():
    token = encode(5.1)
    assert told_by_neighbours(pl.Series([token, encode(5.3)])).to_list() == [token, encode(5.3)]


def test_a_month_of_such_days_comes_in_whole():
    rows = [[day, 100 + at, 90 + at] for at, day in enumerate(MAY)]
    reading = of_book("恒信2026年5月", 日报=[["日期", "人工请求量", "人工接通量"], *rows])
    frame = reading.drafts[0].frame.sort("row")
    assert frame["day"].to_list() == [20260500 + day for day in range(1, 32)]
    assert [f.code for f in reading.findings if f.severity != "warns"] == []


def test_days_that_are_formulas_nobody_calculated_block_once_and_blame_no_row():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("日报")
        sheet.write_row(0, 0, ["日期", "人工请求量", "人工接通量"])
        sheet.write_datetime(1, 0, date(2026, 5, 1))
        for row in range(1, 32):
            sheet.write_row(row, 1, [100 + row, 90 + row])
            if row > 1:
                sheet.write_formula(row, 0, f"=A{row}+1", None, "")
    with received("恒信2026年5月.xlsx", stream.getvalue()) as file:
        reading = read(file, Choice(vendor="HX"), DIRECTORY, TODAY)
    assert [f.code for f in reading.findings] == ["days_uncalculated", "formula_uncalculated"]
    assert (reading.drafts, reading.findings[0].facts["n"]) == ((), 30)

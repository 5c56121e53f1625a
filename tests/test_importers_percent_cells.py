"""A printed rate that is a number in its cell claims the digits that its format shows."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import xlsxwriter

from importers.containers.percent_styles import percent_digits
from tests.test_importers_columns import must_be_the_same, must_read_the_same

GENERAL = ""


def report(percent: str, *days: tuple[int, int, object]) -> bytes:
    """Requests, answered and the printed rate of each day; the rate's cells have the format `percent`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet, shown = book.add_worksheet("话务"), book.add_format({"num_format": percent} if percent else {})
        sheet.write_row(0, 0, ["日期", "人工请求量", "人工接通量", "人工接通率"])
        for at, (requests, answered, rate) in enumerate(days):
            sheet.write_datetime(at + 1, 0, date(2026, 5, 1) + timedelta(days=at))
            sheet.write_row(at + 1, 1, [requests, answered])
            if isinstance(rate, str) and rate.startswith("="):
                sheet.write_formula(at + 1, 3, rate, shown, answered / requests)
            else:
                sheet.write(at + 1, 3, rate, shown)
    return stream.getvalue()


HONEST = (1000, 901, 0.901), (1100, 977, 0.8882), (1000, 900, 0.9)


@pytest.mark.parametrize(
    ("percent", "days", "codes"),
    [
        ("0.00%", [(1000, 955, 1)], ["rate_differs"]),  # shows 100.00%
        ("0%", [(1000, 955, 1)], ["rate_differs"]),  # shows 100%
        (GENERAL, [(1000, 955, 1)], []),  # shows 1: to the whole number that is right
        ("0.00%", [(1000, 864, 0.9), (1000, 938, 0.9)], ["rate_differs", "rate_differs"]),
        ("0.00%", [(1400, 1350, 0.95)], ["rate_differs"]),  # 96.43 % shown as 95.00%
        # Rounded to whole per cents, and Excel adds the zeros: nobody pretends.
        ("0.00%", [(1000, 897, 0.9), (1000, 954, 0.95)], []),
        ("0.00%", [(1000, 956, 0.95), (1000, 958, 0.95)], ["rate_not_rounded"]),
        ("0.00%", HONEST, []),
        # Beside days to the second decimal a bare 90.00% is a claim to the second decimal.
        ("0.00%", [*HONEST, (1000, 896, 0.9)], ["rate_differs"]),
        # The cell holds more than it shows: 95 % is right, whatever stands behind it.
        ("0%", [(1000, 955, 0.9549), (1000, 951, 0.9549)], []),
        ("0.0%", [(943, 901, 0.9554812345)], []),
        ("0.00%", [(943, 901, "=C2/B2"), (7, 6, "=C3/B3")], []),
        ('[Red]0.0" %"%;-0.0%', [(1000, 955, 1)], ["rate_differs"]),
        # Text says its own digits, and a number pasted into such a cell is as it was written: 95.5.
        ("0.00%", [(1000, 955, "100%")], ["rate_differs"]),
        ("0.00%", [(1000, 955, 95.5), (1000, 897, 89.7)], []),
    ],
)  # fmt: skip
def test_a_number_is_as_exact_as_its_cell_shows_it(percent, days, codes):
    reading = must_read_the_same(report(percent, *days))
    assert [f.code for f in reading.findings if f.code.startswith("rate_")] == codes
    must_be_the_same(report(percent, *days))


def test_a_rate_of_nothing_but_100_percent_needs_no_question():
    reading = must_read_the_same(report("0%", (1000, 1000, 1), (10, 10, 1)))
    assert (reading.questions, [f.code for f in reading.findings if f.code.startswith("rate_")]) == ((), [])


def test_a_formula_of_a_percentage_keeps_its_format():
    sheet, *_ = must_be_the_same(report("0.0%", (8, 6, "=C2/B2")))
    assert sheet.rows[1][3] == "\x010.75%1"


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("0%", 0), ("0.00%", 2), ("0.0##%", 3), ("#,##0.0%;[Red]-#,##0.0%", 1), (r"0.0_);\(0%\)", None),
        ("General", None), ('0"%"', None), (r"0\%", None), ("@", None), ("[>1]0%;0.00%", 0), ("0.00", None),
    ],
)  # fmt: skip
def test_the_decimals_of_a_percentage_are_those_of_its_format(code, digits):
    assert percent_digits(code) == digits

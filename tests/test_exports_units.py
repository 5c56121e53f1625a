"""What stands in a cell: the number as Excel keeps it and the format it is shown in."""

from __future__ import annotations

import io
from fractions import Fraction

import openpyxl
import pytest
import xlsxwriter

from core.counts import CountUnit
from exports import units
from exports.units import Shown

F = Fraction

SHOWN = [
    # value, unit, beside (target), number, format
    (F("94.5997"), "percent", F(95), 0.945997, "0.00%"),
    (F(2849900, 30000), "percent", F(95), 0.949966666666666667, "0.000%"),  # would read 95.00 % and be missed
    (F(95), "percent", F(95), 0.95, "0.00%"),
    (F("83.4"), "s", None, 83.4 / 86400, "mm:ss.0"),
    (F(80), "s", None, 80 / 86400, "mm:ss"),
    (F(3600), "s", None, 1 / 24, "[h]:mm:ss"),
    (F(21 * 10000, 412650), "per_10k", F("0.5"), 21 * 10000 / 412650, "#,##0.00"),
    (F(3), "count", None, 3, "#,##0"),
    (F("1.03"), "ratio", None, 1.03, "#,##0.0000"),
]


@pytest.mark.parametrize(("value", "unit", "beside", "number", "form"), SHOWN)
def test_a_figure_is_a_number_in_the_format_of_its_unit(value, unit, beside, number, form) -> None:
    shown = units.shown(value, unit, beside)
    assert (shown.number, shown.format) == (pytest.approx(number, rel=1e-15), form)


BOUNDS = [
    (F(95), "percent", ">=", None, Shown(0.95, '"≥ "0.00%')),
    (F("99.125"), "percent", ">=", None, Shown(0.99125, '"≥ "0.000%')),  # a target is never shown rounded
    (F(20), "percent", "<=", None, Shown(0.2, '"≤ "0.00%')),
    (F(0), "count", "<=", None, Shown(0, '"≤ "#,##0')),
    (F(180), "s", "between", F(220), Shown(180 / 86400, 'mm:ss" – 03:40"')),
    (F(80), "percent", "between", F(85), Shown(0.8, '0.00%" – 85.00%"')),
]


@pytest.mark.parametrize(("value", "unit", "comparison", "high", "expected"), BOUNDS)
def test_a_bound_keeps_its_number_and_shows_its_sign(value, unit, comparison, high, expected) -> None:
    assert units.bound(value, unit, comparison, high) == expected


def test_amounts_are_shown_in_their_own_unit() -> None:
    assert units.amount(93105, CountUnit.COUNT) == Shown(93105, "#,##0")
    assert units.amount(49600, CountUnit.MILLI) == Shown(49.6, "#,##0.0")
    assert units.amount(35075250, CountUnit.CENTS) == Shown(350752.5, "#,##0.00")
    assert units.amount(1914800, CountUnit.SECONDS) == Shown(1914800 / 86400, "[h]:mm:ss")


def test_a_small_difference_is_never_shown_as_none() -> None:
    assert units.change(F("-0.0033"), "percent", "pp").format.startswith('+0.000" pp"')
    assert units.change(F("1.5"), "percent", "pp") == Shown(1.5, '+0.00" pp";-0.00" pp";0.00" pp"')


def test_gt_21_1500_hours_are_62_and_a_half_days_in_either_format() -> None:
    """GT-21: 1500 h are stored as 62.5; Excel readers give 5,400,000 s back from both formats."""
    shown = units.amount(5_400_000, CountUnit.SECONDS)
    assert shown == Shown(62.5, "[h]:mm:ss")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for row, form in enumerate((shown.format, "hh:mm:ss")):
        sheet.write_number(row, 0, shown.number, book.add_format({"num_format": form}))
    book.close()
    cells = [row[0].value for row in openpyxl.load_workbook(buffer).active.iter_rows()]
    assert cells[0].total_seconds() == 5_400_000
    assert openpyxl.utils.datetime.to_excel(cells[1]) == 62.5  # a date in 1900: the raw serial is what counts

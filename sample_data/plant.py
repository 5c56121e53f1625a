"""The faults planted in the reports, each with the cell where a reader must find it.

A first version (…_first) carries faults that keep rows out; the vendor's corrected report replaces it. The
reports themselves carry only faults that warn, so that the demo's figures are whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sample_data.layouts import daily_sheet, other_sheets
from sample_data.stories import ANDA, HENGXIN, YUNHE
from sample_data.tables import Cell, Rate, Table


@dataclass(frozen=True)
class Planted:
    """One fault: the finding's code and its place as Excel shows it (no column: the whole row)."""

    file: str
    code: str
    sheet: str
    row: int
    column: str


def total_row_wrong(file: str, sheets: Sequence[Table]) -> list[Planted]:
    """The 合计 row claims 1,000 answered calls more than its days."""
    sheet = sheets[0]
    at = sheet.at("人工接通量")
    sheet.total[at] += 1000  # type: ignore[operator]
    return [_planted(file, "total_differs", sheet, len(sheet.rows), "人工接通量")]


def printed_rate_wrong(file: str, sheets: Sequence[Table]) -> list[Planted]:
    """One day's printed answer rate is three points better than its counts."""
    sheet = sheets[0]
    row = _row_of(sheet, date(2026, 3, 18))
    rate = sheet.rows[row][sheet.at("人工接通率")]
    assert isinstance(rate, Rate)
    better = Rate(rate.numerator + rate.denominator * 3 // 100, rate.denominator)
    sheet.rows[row][sheet.at("人工接通率")] = better
    return [_planted(file, "rate_differs", sheet, row, "人工接通率")]


def more_than_offered(file: str, sheets: Sequence[Table]) -> list[Planted]:
    """One day's answered and abandoned calls together exceed those requesting an agent."""
    sheet = sheets[0]
    row = _row_of(sheet, date(2026, 1, 14))
    _add(sheet, row, "放弃量", 60)
    sheet.total[sheet.at("放弃量")] += 60  # type: ignore[operator]
    return [_planted(file, "counts_doubtful", sheet, row, "人工接通量")]


def day_copied(file: str, sheets: Sequence[Table]) -> list[Planted]:
    """One site's Wednesday repeats its Tuesday, figure by figure; the total row adds up all the same."""
    sheet = sheets[0]
    source, copy = _row_of(sheet, date(2026, 4, 14)), _row_of(sheet, date(2026, 4, 15))
    for at, said in enumerate(sheet.rows[source][2:], start=2):
        before = sheet.rows[copy][at]
        sheet.rows[copy][at] = said
        if isinstance(said, int) and isinstance(before, int):
            sheet.total[at] += said - before  # type: ignore[operator]
    answered, offered = (sheet.total[sheet.at(name)] for name in ("人工接通量", "人工请求量"))
    sheet.total[sheet.at("人工接通率")] = Rate(answered, offered)  # type: ignore[arg-type]
    return [_planted(file, "day_copied", sheet, copy, "日期")]


def first_hengxin() -> tuple[list[Table], list[Planted]]:
    """August 2026: more answered than offered, a number in words, a day twice, more passed than examined."""
    file, sheets = "hengxin_2026-08_first.xlsx", _without_totals(HENGXIN, "2026-08")
    sheet, training = sheets[0], sheets[3]
    more = _row_of(sheet, date(2026, 8, 5))
    offered = sheet.rows[more][sheet.at("人工请求量")]
    sheet.rows[more][sheet.at("人工接通量")] = offered + 17  # type: ignore[operator]
    sheet.rows[more][sheet.at("放弃量")] = 0
    sheet.rows[more][sheet.at("人工接通率")] = None
    words = _row_of(sheet, date(2026, 8, 12))
    sheet.rows[words][sheet.at("人工请求量")] = "约7800"
    sheet.rows[words][sheet.at("人工接通率")] = None
    twice = _row_of(sheet, date(2026, 8, 20))
    sheet.rows.insert(twice + 2, list(sheet.rows[twice]))
    training.rows[1][training.at("合格人数")] = training.rows[1][training.at("参考人数")] + 5  # type: ignore[operator]
    return sheets, [
        _planted(file, "counts_contradict", sheet, more, "人工接通量"),
        _planted(file, "not_a_number", sheet, words, "人工请求量"),
        _planted(file, "row_repeated", sheet, twice + 2, ""),
        _planted(file, "counts_contradict", training, 1, "合格人数"),
    ]


def first_yunhe() -> tuple[list[Table], list[Planted]]:
    """February 2026: a day left out, a row of March, and a row dated a year ahead."""
    file, sheets = "yunhe_2026-02_first.xlsx", _without_totals(YUNHE, "2026-02")
    sheet = sheets[0]
    sheet.rows[:] = [row for row in sheet.rows if row[0] != date(2026, 2, 12)]
    for day in (date(2026, 3, 1), date(2027, 2, 10)):
        sheet.rows.append([day, *sheet.rows[-1][1:]])
    last = len(sheet.rows) - 1
    return sheets, [
        _planted(file, "days_missing", sheet, _row_of(sheet, date(2026, 2, 13)), "日期"),
        _planted(file, "day_outside_period", sheet, last - 1, "日期"),
        _planted(file, "day_outside_period", sheet, last, "日期"),
        _planted(file, "day_in_future", sheet, last, "日期"),
    ]


def first_anda() -> tuple[Table, list[Planted]]:
    """June 2026: a day twice with different figures, and more calls within 15 seconds than within 20."""
    file, sheet = "anda_2026-06_daily_first.csv", daily_sheet(ANDA, "2026-06")
    twice = _row_of(sheet, date(2026, 6, 14))
    sheet.rows.insert(twice + 2, list(sheet.rows[twice]))
    _add(sheet, twice + 2, "Talk time (s)", 600)
    row = _row_of(sheet, date(2026, 6, 20))
    within_20 = sheet.rows[row][sheet.at("Answered within 20s")]
    sheet.rows[row][sheet.at("Answered within 15s")] = within_20 + 9  # type: ignore[operator]
    return sheet, [
        _planted(file, "row_doubled", sheet, twice, ""),
        _planted(file, "row_doubled", sheet, twice + 2, ""),
        _planted(file, "counts_contradict", sheet, row, "Answered within 15s"),
    ]


def _without_totals(vendor: object, month: str) -> list[Table]:
    """A report as first sent: nobody had added it up yet."""
    sheets = [daily_sheet(vendor, month), *other_sheets(vendor, month)]  # type: ignore[arg-type]
    for sheet in sheets:
        sheet.total = []
    return sheets


def _row_of(sheet: Table, day: date) -> int:
    """The first row of a day."""
    return next(index for index, row in enumerate(sheet.rows) if row[0] == day)


def _add(sheet: Table, row: int, header: str, by: int) -> None:
    cell: Cell = sheet.rows[row][sheet.at(header)]
    assert isinstance(cell, int)
    sheet.rows[row][sheet.at(header)] = cell + by


def _planted(file: str, code: str, sheet: Table, row: int, header: str) -> Planted:
    return Planted(file, code, sheet.name, sheet.excel_row(row), header and sheet.letter(header))

"""What the client side brings itself: audit lists with one row a call, and its own ACD's daily export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sample_data import figures
from sample_data.figures import drawn, near
from sample_data.stories import VENDORS, Vendor
from sample_data.tables import Cell, Column, Table

_MYSTERY_CALLS = 60
_LISTENED = 80
_MYSTERY = (
    "拨测时间", "外包商", "职场", "拨测编号", "工号", "是否接通", "提问数", "答对数", "拨测是否达标",
)  # fmt: skip
_LISTENING = ("质检日期", "外包商", "职场", "工号", "录音编号", "质检得分", "是否合格", "是否致命")
_LISTENING_MARK = 90


def audit_sheets(month: str, vendors: Sequence[Vendor] = VENDORS) -> list[Table]:
    """The month's mystery calls and listened recordings of every vendor, each in the order of its time."""
    mystery = sorted((row for vendor in vendors for row in _mystery(vendor, month)), key=_order)
    listened = sorted((row for vendor in vendors for row in _listened(vendor, month)), key=_order)
    return [
        Table("拨测", "", tuple(Column("", header) for header in _MYSTERY), mystery),
        Table("录音抽检", "", tuple(Column("", header) for header in _LISTENING), listened),
    ]


def acd_export(vendor: Vendor, month: str) -> Table:
    """Our own system's daily figures for a vendor: on some days a few calls fewer within 20 seconds."""
    columns = [
        Column("", header) for header in ("日期", "职场", "人工请求量", "人工接通量", "放弃量", "20秒接通量")
    ]
    return Table("", "", columns, [_measured(vendor, row) for row in figures.daily(vendor, month)])


def _measured(vendor: Vendor, row: figures.Row) -> list[Cell]:
    rng = drawn(vendor, row.site.code, row.day, "acd")
    counts = dict(row.counts)
    if rng.randint(1, 10) == 1:
        counts["answered_within_20"] -= counts["answered_within_20"] * rng.randint(6, 24) // 1000
    if rng.randint(1, 15) == 1:
        counts["answered"] -= rng.randint(3, 40)
        counts["answered_within_20"] = min(counts["answered_within_20"], counts["answered"])
    shown = ("offered", "answered", "abandoned", "answered_within_20")
    return [row.day, row.site.name, *(counts[name] for name in shown)]


def _mystery(vendor: Vendor, month: str) -> list[list[Cell]]:
    """Calls spread over the month; about one in thirty reaches nobody and has no score."""
    days = figures.days_of(month)
    rng = drawn(vendor, month, "mystery")
    rows: list[list[Cell]] = []
    passes = near(rng, 1000, vendor.rate("mystery_passed", month), 6)
    right = near(rng, 1000, vendor.rate("questions_correct", month), 6)
    for number in range(_MYSTERY_CALLS * len(days) // 31):
        site = vendor.sites[number % 2]
        when = _moment(days[number * len(days) // _MYSTERY_CALLS % len(days)], rng.randint(0, 719))
        head: list[Cell] = [when, vendor.name, site.name, _number(vendor, "M", month, number)]
        if rng.randint(1, 30) == 1:
            rows.append([*head, "", "否", None, None, "否"])
            continue
        correct = sum(rng.randint(1, 1000) <= right for _ in range(3))
        passed = rng.randint(1, 1000) <= passes and correct >= 2
        call = [f"{rng.randint(1, 420):04d}", "是", 3, correct]
        rows.append([*head, *call, "是" if passed else "否"])
    return rows


def _listened(vendor: Vendor, month: str) -> list[list[Cell]]:
    days = figures.days_of(month)
    rng = drawn(vendor, month, "listening")
    rows: list[list[Cell]] = []
    for number in range(_LISTENED * len(days) // 31):
        site = vendor.sites[number % 2]
        fatal = rng.randint(1, 90) == 1
        good = rng.randint(1, 1000) <= vendor.rate("audits_passed", month) and not fatal
        points = (
            0
            if fatal
            else rng.randint(_LISTENING_MARK, 100)
            if good
            else rng.randint(70, _LISTENING_MARK - 1)
        )
        what = [f"{rng.randint(1, 420):04d}", _number(vendor, "L", month, number), points]
        verdicts = ["是" if yes else "否" for yes in (good, fatal)]
        rows.append([days[rng.randint(0, len(days) - 1)], vendor.name, site.name, *what, *verdicts])
    return rows


def _order(row: list[Cell]) -> list[str]:
    return [str(cell) for cell in row[:4]]


def _moment(day: object, minutes: int) -> datetime:
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=8, minutes=minutes)  # type: ignore[arg-type]


def _number(vendor: Vendor, kind: str, month: str, number: int) -> str:
    return f"{vendor.code[:2]}{kind}{month[2:4]}{month[5:]}{number:04d}"

"""A book with half hours of some days and day rows of others: each day counts by its finest figures."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from core.batch import Role
from services.judging.assess_month import current
from services.reports.import_report import commit, stage
from tests.reports_example import choice, line_house

HEAD = ["人工请求量", "人工接通量", "放弃量", "20秒接通量"]
DAYS = range(1, 32)


def book(daily: Collection[int], hourly: Collection[int]) -> bytes:
    """Days of 100 calls each; their two half hours come to 90, so that it shows which of them count."""
    made = openpyxl.Workbook()
    days, hours = made.active, made.create_sheet("时段")
    days.title = "日报"
    for sheet, also in ((days, []), (hours, ["时段"])):
        sheet.append(["2026年10月话务报表"])
        sheet.append(["日期", *also, *HEAD])
    for day in daily:
        days.append([f"2026-10-{day:02d}", 100, 96, 4, 85])
    for day in hourly:
        for slot in ("09:00-09:30", "09:30-10:00"):
            hours.append([f"2026-10-{day:02d}", slot, 45, 43, 2, 40])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


CASES = {
    "half hours of the first half, days of the second": (range(16, 32), range(1, 16)),
    "half hours lack a day": (DAYS, [day for day in DAYS if day != 17]),
    "half hours of a few days in between": (DAYS, [3, 4, 20]),
    "half hours of every day": (DAYS, DAYS),
}


@pytest.mark.parametrize(("daily", "hourly"), CASES.values(), ids=CASES)
def test_each_day_counts_once_by_its_finest_figures(tmp_path: Path, daily, hourly):
    house, who = line_house(tmp_path / "data")
    file = stage(house, who, "report.xlsx", book(daily, hourly), choice()).file
    batches = commit(house, who, file.id).batches
    judged = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    assert judged.n == 90 * len(hourly) + 100 * len(set(daily) - set(hourly))
    checks = {batch.grain.value for batch in batches if batch.role is Role.CHECK}
    assert checks == ({"day"} if set(daily) & set(hourly) else set())
    house.close()


def test_the_book_again_with_the_missing_half_hours_counts_by_them(tmp_path: Path):
    house, who = line_house(tmp_path / "data")
    first = stage(house, who, "first.xlsx", book(DAYS, list(DAYS)[1:]), choice()).file
    commit(house, who, first.id)
    again = stage(house, who, "again.xlsx", book(DAYS, DAYS), choice())
    commit(house, who, again.file.id, Role.FACTS)
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.n == 90 * 31
    house.close()

"""Where figures of two grains meet, the days named are those both speak of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports_example import bring, line_house, previewed

_HEAD = "人工请求量,人工接通量"


def month(*labels: str) -> str:
    return "\n".join([f"月份,{_HEAD}", *(f"{label},3100,2790" for label in labels)]) + "\n"


def daily(first: int, last: int, of: str = "2026-10") -> str:
    rows = [f"{of}-{n:02d},{100 + n},{90 + n % 7}" for n in range(first, last + 1)]
    return "\n".join([f"日期,{_HEAD}", *rows]) + "\n"


def half_hours(first: int, last: int) -> str:
    rows = [
        f"2026-10-{n:02d},{hour:02d}:{half}-{hour + (half == '30'):02d}:{'00' if half == '30' else '30'},"
        f"{20 + n + hour},{18 + n % 5}"
        for n in range(first, last + 1)
        for hour in (9, 10)
        for half in ("00", "30")
    ]
    return "\n".join([f"日期,时段,{_HEAD}", *rows]) + "\n"


#: What is in, what comes → the first and the last day both speak of.
CASES = {
    "days, then their month": (daily(1, 31), month("2026-10"), (1, 31)),
    "a month, then its days": (month("2026-10"), daily(1, 31), (1, 31)),
    "three weeks, then the month": (daily(1, 21), month("2026-10"), (1, 21)),
    "a month, then three weeks of it": (month("2026-10"), daily(8, 28), (8, 28)),
    "a month, then one day": (month("2026-10"), daily(9, 9), (9, 9)),
    "two months, then days of one": (month("2026-09", "2026-10"), daily(1, 31), (1, 31)),
    "days, then half hours of ten": (daily(1, 31), half_hours(5, 14), (5, 14)),
    "half hours of ten days, then all days": (half_hours(5, 14), daily(1, 31), (5, 14)),
    "a month, then half hours": (month("2026-10"), half_hours(1, 3), (1, 3)),
}


@pytest.mark.parametrize(("there", "comes", "wanted"), CASES.values(), ids=CASES)
def test_the_days_named_are_those_both_speak_of(tmp_path: Path, there, comes, wanted):
    house, who = line_house(tmp_path)
    bring(house, who, there, "first.csv")
    (asked,) = previewed(house, who, comes, "second.csv").decision
    assert asked.code == "grain_meets"
    assert (asked.facts["first"], asked.facts["last"]) == tuple(f"2026-10-{n:02d}" for n in wanted)
    house.close()

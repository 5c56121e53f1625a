"""Lines under the days that are none: up to a day, a holiday, another month; none is blamed for a date."""

from __future__ import annotations

import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import TODAY, workbook

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),))
#: The label, and what is said of a line whose figures are the three days' sum.
LABELS = {
    "截至5月3日": ["lines_left_out"],
    "截止目前累计": [],  # ends like a sum, and is held against the days
    "5.1-5.3假期": [],
    "五一假期合计": [],
    "国庆合计": [],
    "5月": [],
    "2026年5月": [],
    "4月": ["lines_left_out"],
    "2026-04": ["lines_left_out"],
    "2026年4月": ["lines_left_out"],
}


@pytest.mark.parametrize(("label", "said"), LABELS.items(), ids=LABELS)
def test_a_line_of_several_days_is_no_day(label, said):
    rows = [["5月1日", 10, 9], ["5月2日", 12, 11], ["5月3日", 7, 6], [label, 29, 26]]
    with received(
        "恒信2026年5月1日至5月3日.xlsx", workbook({"日报": [["日期", "人工请求量", "人工接通量"], *rows]})
    ) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    (draft,) = result.drafts
    assert ([f.code for f in result.findings], draft.rejected) == (said, ())
    assert draft.frame["offered"].sum() == 29


def test_another_months_line_is_not_held_against_these_days():
    rows = [["5月1日", 10, 9], ["5月2日", 12, 11], ["4月", 400, 390], ["5月", 25, 20]]
    with received(
        "恒信2026年5月1日至5月2日.xlsx", workbook({"日报": [["日期", "人工请求量", "人工接通量"], *rows]})
    ) as file:
        codes = [f.code for f in read(file, Choice("HX"), DIRECTORY, TODAY).findings]
    assert sorted(codes) == ["lines_left_out", "total_differs"]

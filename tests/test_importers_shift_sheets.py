"""Sheets of the shifts of one day: added up to it, held against it where it stands beside them."""

from __future__ import annotations

import pytest

from core.offsets import added_cells
from importers.draft import Choice
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import workbook
from tests.test_importers_sites import DIRECTORY, TODAY

DAYS = ("2026-05-01", "2026-05-02", "2026-05-03")
HEAD = ["日期", "人工请求量", "人工接通量"]


def sheet(first, *, days=DAYS, title="恒信2026年5月1日至5月3日"):
    return [[title], HEAD, *([day, first + at, first + at - 2] for at, day in enumerate(days))]


def reading(sheets):
    with received("恒信.xlsx", workbook(sheets)) as file:
        return read(file, Choice("HX"), DIRECTORY, TODAY)


def figures(result):
    frames = [draft.frame for draft in result.drafts]
    return [row for frame in frames for row in frame.sort("day").select("offered", "answered").rows()]


@pytest.mark.parametrize(
    "names",
    [
        ("白班", "夜班"),
        ("早班", "中班", "晚班"),
        ("5月白班日报", "5月夜班日报"),
        ("Day shift", "Night shift"),
    ],
)
def test_sheets_of_all_shifts_are_added_up_to_the_day(names):
    result = reading({name: sheet(10 * at) for at, name in enumerate(names, 1)})
    n, first = len(names), sum(10 * at for at in range(1, len(names) + 1))
    assert figures(result) == [(first + n * at, first + n * at - 2 * n) for at in range(3)]
    assert [f.code for f in result.findings] == ["groups_added"] and not result.blocked


def test_titles_tell_shifts_where_the_sheets_names_do_not():
    titles = ("恒信白班2026年5月1日至5月3日", "恒信夜班2026年5月1日至5月3日")
    result = reading({f"Sheet{at}": sheet(10 * at, title=title) for at, title in enumerate(titles, 1)})
    assert figures(result) == [(30, 26), (32, 28), (34, 30)]


def test_each_figure_leads_to_its_cells_on_both_sheets():
    (draft,) = reading({"白班": sheet(10), "夜班": sheet(20)}).drafts
    row = draft.frame.sort("day").row(1, named=True)
    assert added_cells(row["col"], "offered") == (("白班", "B4"), ("夜班", "B4"))


@pytest.mark.parametrize(("whole", "said"), [(30, "groups_check"), (31, "groups_differ")])
def test_where_a_sheet_of_the_day_stands_beside_them_it_counts(whole, said):
    day = [["恒信2026年5月1日至5月3日"], HEAD, *([d, whole + 2 * at, 20] for at, d in enumerate(DAYS))]
    parts = {"白班": [*sheet(10)], "夜班": [*sheet(20)]}
    for rows in parts.values():
        for row in rows[2:]:
            row[2] = 10
    result = reading({"全天": day, **parts})
    assert figures(result) == [(whole + 2 * at, 20) for at in range(3)]
    assert [f.code for f in result.findings] == [said]


def test_a_day_that_lacks_a_shift_is_kept_out_and_says_which():
    result = reading({"白班": sheet(10), "夜班": sheet(20, days=DAYS[:2])})
    assert figures(result) == [(30, 26), (32, 28)]
    (rejected,) = result.rejected
    assert rejected.place.sheet == "白班" and rejected.reasons[0].code == "part_of_day_missing"


def test_a_shift_kept_out_takes_its_day_with_it():
    night = sheet(20)
    night[3][2] = 99
    result = reading({"白班": sheet(10), "夜班": night})
    assert figures(result) == [(30, 26), (34, 30)]
    assert [(r.place.sheet, r.place.row) for r in result.rejected] == [("白班", 4), ("夜班", 4)]


def test_shifts_that_are_not_the_whole_day_are_not_added():
    result = reading({"白班": sheet(10), "Sheet2": sheet(20)})
    assert [f.code for f in result.findings if f.severity == "blocks"] == ["shift_unclear"]

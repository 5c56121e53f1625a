"""The English sentence of every bad file, row, cell and doubt in the tables of test_importers_ugly."""

from __future__ import annotations

import pytest

from importers.draft import Choice
from tests.test_importers_ugly import CELLS, FILES, HX, ROWS, WARNINGS, lines, only, reading

#: What the file is called, or the finding's code → the whole sentence.
FILES_SAID = {
    "empty.xlsx": "The file “empty.xlsx” is empty: it holds no data.",
    "blank.csv": "The file “blank.csv” is empty: it holds no data.",
    "no cells.xlsx": "The file “no cells.xlsx” is empty: it holds no data.",
    "日报.xlsx": "“日报.xlsx” is not a workbook or a table this system can read.",
    "old.doc": "“old.doc” is not a workbook or a table this system can read.",
    "密.xlsx": "The file “密.xlsx” is protected by a password.",
    "导出.xls": "“导出.xls” is a web page (HTML) without a table in it.",
    "bomb.xlsx": "The file “bomb.xlsx” would unpack to 28 MB (it is 0.0 MB packed); it was not opened.",
    "far.xlsx": (
        "Sheet “Sheet” reaches to cell XFD1048576: 17,179,869,184 cells, and the limit is 20,000,000."
    ),
    "entities.xlsx": "The file “entities.xlsx” is damaged and cannot be read in full.",
    "cut.xlsx": "The file “cut.xlsx” is damaged and cannot be read in full.",
    "latin.csv": "The text of “latin.csv” is neither UTF-8 nor GB18030.",
    "信.csv": "No header row was found in “信.csv”.",
    "比率.csv": "Sheet “比率.csv” has a header (日期, 星期, 姓名), but no column of figures was recognised.",
    "acd.csv": (
        "To be read as “Export of the client's telephone system”, these required columns are "
        "missing: CallsAbandoned, QueueName."
    ),
    "unknown.csv": "The vendor “某某” is not registered.",
    "calls.csv": "Column C “接通量” can mean different things: Answered, Outbound connected.",
    "twice.csv": "Column C “转人工量” holds the same figure as “人工请求量”.",
    "月.csv": "Nothing says which month this report is for.",
    "project.csv": "The project “宽带” is not registered.",
}
ROWS_SAID = {
    "counts_contradict": "Row 3: Calls answered (11) exceeds Calls requesting an agent (10).",
    "not_a_number": "C3: “九” under “人工接通量” is not a number.",
    "count_not_whole": "C3: “9.5” under “人工接通量” is not a whole number.",
    "figure_absurd": "C3: “1e999999999” under “人工接通量” is larger than any figure of a report can be.",
    "count_negative": "C3: “-9” under “人工接通量” is negative.",
    "not_a_date": "A3: “2024-02-30” under “日期” is not a date.",
    "date_unclear": "A3: “02/01/2024” under “日期” does not say which part is the day and which the month.",
    "day_missing": "Row 3 has no date.",
    "day_in_future": "Row 3: 2024-05-02 has not come yet (today is 2024-03-01).",
    "row_without_figures": "Row 3 has a date but no figure.",
    "row_repeated": "Row 3 repeats row 2; it counts once.",
}
CELLS_SAID = {
    "not_a_month": "A2: “第一季” under “月份” is not a month.",
    "not_a_time_of_day": "B2: “早上” under “时段” is not a time of day.",
    "not_a_duration": "C2: “很久” under “通话时长” is not a duration.",
    "duration_unclear": (
        "C2: “0.25” under “通话时长” may be seconds or a fraction of a day; the unit is not said."
    ),
    "not_yes_or_no": "C2: “待定？” under “是否合格” says neither yes nor no.",
    "vendor_cell_empty": "Row 3 names no vendor.",
    "vendor_other": "Row 3 belongs to YD, not to HX, which was chosen.",
}
WARNINGS_SAID = {
    "counts_doubtful": (
        "Row 2: Calls answered + Calls abandoned (11) exceeds Calls requesting an agent (10); it "
        "was taken as reported."
    ),
    "rate_differs": "D2: “接通率” says 95.00%; the counts give 90.00% (9 / 10).",
    "claimed_without_counts": (
        "“满意率” came without its counts: it is named here, neither judged nor added up."
    ),
    "rates_mixed": (
        "Column “接通率” mixes fractions (0.95) and percentages (96.1) and was left out; "
        "written the rarer way: row 2."
    ),
    "rate_unreadable": "D2: “约九成” under “接通率” is not a rate; it was not checked.",
    "total_differs": "Row 4: the total of “人工接通量” says 19; the rows add up to 18.",
    "header_unknown": "Column D “宠物数” is not known and was left out.",
    "site_new": "The site “南昌” (HX) appears for the first time.",
    "queue_new": "The queue “热线” (HX) appears for the first time.",
}
#: Table → (what was received, the finding's code, its English sentence).
SAID = [
    *((name, data, code, FILES_SAID[name]) for name, data, code, _zh in FILES),
    *(
        ("日报.csv", lines("2024-01-01,10,9,1", row, "2024-01-03,10,9,1"), code, ROWS_SAID[code])
        for row, code, _zh in ROWS
    ),
    *(("报表.csv", data, code, CELLS_SAID[code]) for data, code, _zh in CELLS),
    *(("日报.csv", data, code, WARNINGS_SAID[code]) for data, code, _zh in WARNINGS),
]


@pytest.mark.parametrize(("name", "data", "code", "sentence"), SAID, ids=[f"{x[0]} {x[2]}" for x in SAID])
def test_the_same_is_said_in_english(name: str, data: bytes | str, code: str, sentence: str) -> None:
    """Whole, with its place; only what was quoted from the file may be Chinese."""
    found = only(reading(name, data, Choice() if code == "vendor_unknown" else HX), code)
    assert found.sentence("en") == sentence
    assert found.remedy("en") and not any("\u4e00" <= char <= "\u9fff" for char in found.remedy("en"))

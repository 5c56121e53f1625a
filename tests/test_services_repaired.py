"""A marked copy comes back: only the rows that were kept out and are put right come in, beside all others."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.batch import Role as FactRole
from core.principal import Principal
from core.tally import Flag
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports.import_report import Committed, Staged, commit, rejects_file, stage, withdraw
from services.reports.marked_copy import marked_copy
from services.reports.received import received_file
from services.results.follow import rows
from tests.reports_example import choice, line_house
from tests.test_services_marked import FAULTY, daily


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def come_in(line: tuple[House, Principal], data: bytes, name: str = "日报.xlsx") -> Committed:
    return commit(*line, stage(*line, name, data, choice("2026-10")).file.id)


def sent_back(line: tuple[House, Principal], file_id: str, change: Callable[[Worksheet], None]) -> bytes:
    """The marked copy of a file, with what the vendor changes in it."""
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(*line, file_id, "zh").data))
    change(book["日报"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def both(sheet: Worksheet) -> None:
    """Days 3 and 5 put right."""
    sheet["C5"], sheet["C7"] = 960, 960


def came_back(line: tuple[House, Principal], file_id: str, change: Callable[[Worksheet], None]) -> Staged:
    return stage(*line, "日报_标注.xlsx", sent_back(line, file_id, change), choice())


def value(line: tuple[House, Principal]) -> tuple[int, int]:
    judgement = current(*line, "LINE-2026", "2026-10").line("SL20").judgement
    return int(judgement.numerator), int(judgement.denominator)


def counts(staged: Staged) -> dict[str, int]:
    return dict(staged.batches[0].record.counts)


def codes(staged: Staged) -> list[str]:
    return [finding.code for finding in staged.findings]


def test_only_the_repaired_rows_come_in_beside_all_others(line):
    first = come_in(line, daily(FAULTY))
    assert value(line) == (8 * 850, 8 * 1000)
    shown = came_back(line, first.file.id, both)
    assert counts(shown) == {"new": 2, "changed": 0, "unchanged": 0, "rejected": 0, "gone": 0}
    assert "marked_copy_returned" in codes(shown)
    commit(*line, shown.file.id)
    assert value(line) == (10 * 850, 10 * 1000)


def test_each_row_leads_to_the_file_it_came_in_with(line):
    first = come_in(line, daily(FAULTY))
    second = commit(*line, came_back(line, first.file.id, both).file.id)
    found = rows(*line, "LINE-2026", "2026-10", "SL20").lines
    files = {row.day.day: (row.file_name, row.row) for row in found}
    assert files[2] == ("日报.xlsx", 4)
    assert files[3] == ("日报_标注.xlsx", 5)
    assert not received_file(*line, first.file.id).replaced
    assert [batch.file_id for batch in second.batches] == [second.file.id]


def test_what_was_changed_elsewhere_is_said_and_left_alone(line):
    first = come_in(line, daily(FAULTY))

    def change(sheet: Worksheet) -> None:
        both(sheet)
        sheet["C4"] = 1  # Day 2 was taken in the first time.
        sheet["A9"] = "2026-10-20"  # Day 7 becomes another day.
        for cell in sheet[10]:
            cell.value = None  # Day 8 is deleted.
        for column, value in enumerate(["2026-10-25", 1000, 960, 40, 850], 1):
            sheet.cell(13, column, value)

    shown = came_back(line, first.file.id, change)
    assert counts(shown)["new"] == 2
    said = {
        (finding.place.row, finding.facts["what"].zh)
        for finding in shown.findings
        if finding.code == "row_not_asked_for"
    }
    assert said == {(4, "有改动"), (9, "有改动"), (10, "被删除"), (13, "是新增的")}
    commit(*line, shown.file.id)
    assert value(line) == (10 * 850, 10 * 1000)


def test_a_row_that_is_still_wrong_stays_out_and_can_be_sent_back_again(line):
    first = come_in(line, daily(FAULTY))
    shown = came_back(line, first.file.id, lambda sheet: sheet.__setitem__("C5", 960))
    assert (counts(shown)["new"], counts(shown)["rejected"]) == (1, 1)
    second = commit(*line, shown.file.id)
    listed = openpyxl.load_workbook(io.BytesIO(rejects_file(*line, second.file.id, "zh")[1])).worksheets[0]
    assert listed.max_row == 2
    third = came_back(line, second.file.id, lambda sheet: sheet.__setitem__("C7", 960))
    assert (counts(third)["new"], counts(third)["unchanged"], counts(third)["gone"]) == (1, 1, 0)
    commit(*line, third.file.id)
    assert value(line) == (10 * 850, 10 * 1000)


def test_the_verdict_is_provisional_until_the_last_row_is_put_right(line):
    def flags() -> frozenset[Flag]:
        return current(*line, "LINE-2026", "2026-10").line("SL20").judgement.flags

    first = come_in(line, daily(FAULTY, days=31))
    assert Flag.PROVISIONAL in flags()
    second = commit(*line, came_back(line, first.file.id, lambda sheet: sheet.__setitem__("C5", 960)).file.id)
    assert Flag.PROVISIONAL in flags()
    commit(*line, came_back(line, second.file.id, both).file.id)
    assert Flag.PROVISIONAL not in flags()


def test_the_same_copy_again_changes_nothing(line):
    first = come_in(line, daily(FAULTY))
    data = sent_back(line, first.file.id, both)
    second = commit(*line, stage(*line, "日报_标注.xlsx", data, choice()).file.id)
    again = stage(*line, "日报_标注.xlsx", data, choice())
    assert again.same_as.id == second.batches[0].id
    assert again.batches == ()


def test_the_first_file_again_takes_no_repaired_row_out(line):
    first = come_in(line, daily(FAULTY))
    commit(*line, came_back(line, first.file.id, both).file.id)
    assert stage(*line, "日报.xlsx", daily(FAULTY), choice("2026-10")).same_as
    assert stage(*line, "日报2.xlsx", daily(FAULTY) + b"\0", choice("2026-10")).same_as


def test_taken_back_the_repaired_rows_are_gone_and_can_come_in_again(line):
    first = come_in(line, daily(FAULTY))
    data = sent_back(line, first.file.id, both)
    second = commit(*line, stage(*line, "日报_标注.xlsx", data, choice()).file.id)
    withdraw(*line, second.batches[0].id, "看错了")
    assert value(line) == (8 * 850, 8 * 1000)
    shown = stage(*line, "日报_标注.xlsx", data, choice())
    assert counts(shown)["new"] == 2


def test_a_new_report_of_the_month_replaces_repaired_rows_like_any_other(line):
    first = come_in(line, daily(FAULTY))
    commit(*line, came_back(line, first.file.id, both).file.id)
    shown = stage(*line, "日报_更正.xlsx", daily({3: {4: 800}}), choice("2026-10"))
    assert (counts(shown)["changed"], counts(shown)["unchanged"], counts(shown)["gone"]) == (1, 9, 0)
    commit(*line, shown.file.id)
    assert value(line) == (9 * 850 + 800, 10 * 1000)


def test_a_copy_that_is_sent_back_as_it_was_brings_nothing(line):
    first = come_in(line, daily(FAULTY))
    shown = came_back(line, first.file.id, lambda sheet: None)
    assert shown.blocked and "nothing_repaired" in codes(shown)


def test_where_nothing_of_the_first_file_counts_the_copy_is_read_as_a_whole(line):
    waits = stage(*line, "日报.xlsx", daily(FAULTY), choice("2026-10"))
    shown = stage(*line, "日报_标注.xlsx", sent_back(line, waits.file.id, both), choice("2026-10"))
    assert counts(shown)["new"] == 10
    assert "marked_copy_returned" not in codes(shown)


def test_a_copy_belongs_to_the_same_file_handed_in_again(line):
    """The copy is made of what was handed in first and let wait; what was imported is the second."""
    report = daily(FAULTY)
    waited = stage(*line, "日报.xlsx", report, choice("2026-10"))
    copy = sent_back(line, waited.file.id, both)
    come_in(line, report)
    staged = stage(*line, "日报_标注.xlsx", copy, choice())
    assert (counts(staged)["new"], counts(staged)["unchanged"], counts(staged)["gone"]) == (2, 0, 0)


def test_a_copy_of_a_file_that_is_not_here_is_read_as_a_report(line):
    first = come_in(line, daily(FAULTY))
    made = marked_copy(*line, first.file.id, "zh").data
    book = openpyxl.load_workbook(io.BytesIO(made))
    for cell in book.worksheets[0]["A"]:
        cell.value = str(cell.value or "").replace(first.file.id, "01ARZ3NDEKTSV4RRFFQ69G5FAV")
    both(book["日报"])
    out = io.BytesIO()
    book.save(out)
    shown = stage(*line, "日报_标注.xlsx", out.getvalue(), choice("2026-10"))
    assert counts(shown) == {"new": 2, "changed": 0, "unchanged": 8, "rejected": 0, "gone": 0}


def test_what_was_said_the_first_time_need_not_be_said_again(line):
    text = "Date,Agent requests,Calls answered,Calls abandoned,Answered within 20s\n"
    lines = [f"2026-10-{day:02d},1000,{'9O' if day == 2 else 960},40,850" for day in range(1, 5)]
    shown = stage(*line, "report.csv", (text + "\n".join(lines)).encode(), choice("2026-10"))
    first = commit(*line, shown.file.id)
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(*line, first.file.id, "en").data))
    book.worksheets[1]["C3"] = 940
    out = io.BytesIO()
    book.save(out)
    back = stage(*line, "report_marked.xlsx", out.getvalue())
    assert counts(back)["new"] == 1
    assert back.batches[0].record.vendor == "YUNHE"


def test_rows_that_only_checked_only_check_when_they_are_put_right(line):
    month = "月份,人工请求量,人工接通量,放弃量,20秒接通量\n2026-10,10000,9600,400,8500\n"
    commit(*line, stage(*line, "month.csv", month.encode(), choice("2026-10")).file.id)
    shown = stage(*line, "日报.xlsx", daily(FAULTY), choice("2026-10"))
    commit(*line, shown.file.id, FactRole.CHECK)
    back = came_back(line, shown.file.id, both)
    assert back.decision == () and back.batches[0].record.role is FactRole.CHECK
    commit(*line, back.file.id)
    assert value(line) == (8500, 10000)


def intervals(changes: dict[str, str] | None = None) -> bytes:
    """Two days of half hours from nine to eleven; `changes` says what stands at a day and time instead."""
    lines = ["日期,时段,人工请求量,人工接通量,放弃量,20秒接通量"]
    for day in (1, 2):
        for begin, end in (("09:00", "09:30"), ("09:30", "10:00"), ("10:00", "10:30"), ("10:30", "11:00")):
            answered = (changes or {}).get(f"{day} {begin}", "96")
            lines.append(f"2026-10-{day:02d},{begin}-{end},100,{answered},4,85")
    return "\n".join(lines).encode()


def test_a_half_hour_put_right_leaves_the_others_of_its_day_where_they_are(line):
    first = come_in(line, intervals({"1 09:30": "约90"}), "时段.csv")
    assert value(line) == (7 * 85, 7 * 100)
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(*line, first.file.id, "zh").data))
    book.worksheets[1]["D3"] = 96
    out = io.BytesIO()
    book.save(out)
    shown = stage(*line, "时段_标注.xlsx", out.getvalue(), choice())
    assert counts(shown) == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0, "gone": 0}
    second = commit(*line, shown.file.id)
    assert value(line) == (8 * 85, 8 * 100)
    withdraw(*line, second.batches[0].id, "看错了")
    assert value(line) == (7 * 85, 7 * 100)


def test_where_a_row_was_inserted_all_the_same_nothing_wrong_comes_in(line):
    first = come_in(line, daily(FAULTY))

    def change(sheet: Worksheet) -> None:
        both(sheet)
        sheet.insert_rows(4)

    shown = came_back(line, first.file.id, change)
    assert shown.blocked and "nothing_repaired" in codes(shown)


def without_list(data: bytes) -> bytes:
    """A marked copy whose list somebody has deleted."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved_by_office(folder: Path, data: bytes, ending: str) -> bytes:
    """The workbook as LibreOffice saves it."""
    office = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    (folder / "copy.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", folder / "out"]
    said = [*map(str, command), str(folder / "copy.xlsx")]
    subprocess.run(said, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"copy.{ending}").read_bytes()


def as_text(data: bytes) -> bytes:
    """The first sheet of a workbook as CSV."""
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    says = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row] for row in rows]
    return "".join(",".join(row) + "\n" for row in says).encode()


@pytest.mark.parametrize("saved", ["by openpyxl", "xlsx", "ods"])
@pytest.mark.parametrize("first", ["日报.xlsx", "日报.csv"])
def test_a_copy_without_its_list_is_known_by_a_name_of_the_workbook(line, tmp_path, saved, first):
    done = come_in(line, as_text(daily(FAULTY)) if first.endswith("csv") else daily(FAULTY), first)
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(*line, done.file.id, "zh").data))
    both(book.worksheets[1])
    out = io.BytesIO()
    book.save(out)
    back = without_list(out.getvalue())
    if saved != "by openpyxl":
        back = saved_by_office(tmp_path, back, saved)
    shown = stage(*line, f"日报_标注.{saved if saved in ('xlsx', 'ods') else 'xlsx'}", back, choice())
    assert [finding.code for finding in shown.findings] == ["marked_copy_returned"]
    assert [batch.record.counts["new"] for batch in shown.batches] == [2]


def test_the_next_report_written_into_a_marked_copy_is_a_report_of_its_own(line):
    done = come_in(line, daily(FAULTY))

    def november(sheet: Worksheet) -> None:
        for row in range(3, 13):
            sheet.cell(row, 1).value = sheet.cell(row, 1).value.replace(month=11)
        sheet["A1"] = "2026年11月日报"
        both(sheet)

    shown = stage(*line, "日报.xlsx", sent_back(line, done.file.id, november), choice("2026-11"))
    assert not {"marked_copy_returned", "nothing_repaired", "row_not_asked_for"} & {
        finding.code for finding in shown.findings
    }
    assert [batch.record.coverage.period.start.month for batch in shown.batches] == [11]
    assert shown.batches[0].record.counts["new"] > 2

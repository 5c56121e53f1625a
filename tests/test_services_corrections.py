"""A figure the client sets right: marked, judged anew, for the vendor to confirm, undone by withdrawing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.errors import NotAllowedError, NotFoundError, WrongInputError
from core.principal import Principal, Role
from core.tally import Flag
from core.text import Text
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known.directory import save_site
from services.known.people import add_person
from services.reports.corrections import Standing, correct, corrections, withdraw_correction
from services.reports.fact_lines import FactLine
from services.reports.import_report import withdraw
from services.reports.received import received_file
from services.results.follow import days, rows
from services.work.doctor import examine, is_well
from services.workbooks.export_month import export
from tests.reports_example import bring, counted_report, daily_report, line_house, previewed, report

WHY = "甲方系统当日为 900"
THIRD = date(2026, 10, 3)


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with October reported, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    bring(house, who, daily_report("2026-10"), "十月日报.csv")
    yield house, who
    house.close()


def cell(house: House, who: Principal, day: date = THIRD) -> FactLine:
    return rows(house, who, "LINE-2026", "2026-10", "SL20", day).lines[0]


def found(house: House, who: Principal) -> tuple[int, int, frozenset[Flag]]:
    judgement = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    # That a later report says otherwise than an earlier one is marked as well, and tested elsewhere.
    return int(judgement.numerator), int(judgement.denominator), judgement.flags - {Flag.RESTATED}


def standings(house: House, who: Principal) -> list[Standing]:
    return [view.standing for view in corrections(house, who, "LINE-2026", "2026-10")]


def test_a_correction_changes_one_figure_is_marked_and_keeps_what_was_reported(line):
    house, who = line
    record, months = correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    assert found(house, who) == (26_350 + 50, 31_000, {Flag.CORRECTED})
    assert (record.before, record.after, record.reason, record.entered_by) == (850, 900, WHY, "王经理")
    assert (record.file, record.cell, record.day) == ("十月日报.csv", "E4", THIRD)
    assert [month.label for month in months] == ["2026-10"]
    assert is_well(examine(house, who))


def test_other_days_and_other_figures_stay_as_they_were(line):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    by_day = {each.day: int(each.numerator) for each in days(house, who, "LINE-2026", "2026-10", "SL20")}
    assert by_day.pop(THIRD) == 900 and set(by_day.values()) == {850} and len(by_day) == 30
    line_after = cell(house, who)
    assert line_after.counts["answered"] == 960
    assert line_after.corrected == {"answered_within_20"}  # and the counts beside it are not
    assert line_after.cells["answered_within_20"] == "E4"  # home is still the vendor's cell
    abandoned = current(house, who, "LINE-2026", "2026-10").line("ABN").judgement
    assert int(abandoned.numerator) == 31 * 40
    assert Flag.CORRECTED not in abandoned.flags  # none of its counts was touched


def test_withdrawing_it_restores_what_was_reported(line):
    house, who = line
    record, _ = correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    withdraw_correction(house, who, record.id, "外包商已说明")
    assert found(house, who) == (26_350, 31_000, frozenset())
    assert standings(house, who) == [Standing.WITHDRAWN]
    with house.database.read(who) as uow:
        noted = [entry for entry in uow.journal.all() if entry.entity == "correction"]
    assert [(entry.action, entry.why, entry.who) for entry in noted] == [
        ("corrected", WHY, "王经理"),
        ("correction_withdrawn", "外包商已说明", "王经理"),
    ]


def test_a_new_report_of_the_vendor_takes_its_place(line):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    bring(house, who, daily_report("2026-10", within=870), "十月更正.csv")
    assert found(house, who) == (870 * 31, 31_000, frozenset())
    assert standings(house, who) == [Standing.REPLACED]


def test_the_same_file_again_is_still_nothing_new_and_the_correction_stays(line):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    assert previewed(house, who, daily_report("2026-10"), "十月日报.csv").same_as
    assert found(house, who)[0] == 26_400


def test_taking_the_report_back_takes_its_corrections_along(line):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    batches = received_file(house, who, cell(house, who).file_id).batches
    withdraw(house, who, next(each.id for each in batches if not each.is_correction), "发错了")
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.verdict == "not_reported"
    assert standings(house, who) == [Standing.WITHDRAWN]
    bring(house, who, daily_report("2026-10"), "十月日报.csv")
    assert found(house, who) == (26_350, 31_000, frozenset())


def test_two_corrections_of_a_day_are_withdrawn_the_later_one_first(line):
    house, who = line
    first, _ = correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    second, _ = correct(house, who, cell(house, who), "abandoned", 30, WHY)
    assert cell(house, who).corrected == {"answered_within_20", "abandoned"}
    assert found(house, who)[:2] == (26_400, 31_000 - 10)
    with pytest.raises(WrongInputError) as refused:
        withdraw_correction(house, who, first.id, "撤")
    assert refused.value.reason == "correction_later"
    withdraw_correction(house, who, second.id, "撤")
    withdraw_correction(house, who, first.id, "撤")
    assert found(house, who) == (26_350, 31_000, frozenset())


def test_intervals_of_a_day_are_corrected_one_by_one(line):
    house, who = line
    slots = "\n".join(f"2026-11-02,{slot},100,96,4,85" for slot in ("09:00-09:30", "09:30-10:00"))
    head = "Date,Interval,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
    bring(house, who, f"{head}\n{slots}\n", "半小时.csv")
    row = rows(house, who, "LINE-2026", "2026-11", "SL20", date(2026, 11, 2)).lines[1]
    record, _ = correct(house, who, row, "answered_within_20", 95, WHY)
    assert (record.slot, record.before) == (570, 85)
    judged = current(house, who, "LINE-2026", "2026-11").line("SL20").judgement
    assert int(judged.numerator) == 85 + 95


@pytest.mark.parametrize(
    ("value", "why", "reason"),
    [
        (900, "", "reason_needed"),
        (850, WHY, "correction_same"),
        ("-1", WHY, "number"),
        ("1.5", WHY, "number"),  # half a call
        ("约900", WHY, "number"),
        (961, WHY, "correction_exceeds"),  # 960 were answered at all
    ],
)
def test_what_cannot_be_a_correction_is_refused_and_changes_nothing(line, value, why, reason):
    house, who = line
    with pytest.raises(WrongInputError) as refused:
        correct(house, who, cell(house, who), "answered_within_20", value, why)
    assert refused.value.reason == reason
    assert found(house, who) == (26_350, 31_000, frozenset()) and standings(house, who) == []


def test_a_row_that_was_replaced_meanwhile_is_refused(line):
    house, who = line
    stale = cell(house, who)
    bring(house, who, report([(THIRD, 1000, 960, 40, 860)]), "三号.csv")
    with pytest.raises(NotFoundError):
        correct(house, who, stale, "answered_within_20", 900, WHY)


def test_a_viewer_may_not_correct(line):
    house, who = line
    viewer = add_person(house, "陈看", Role.VIEWER)
    with pytest.raises(NotAllowedError):
        correct(house, viewer, cell(house, who), "answered_within_20", 900, WHY)


def test_it_is_no_arrival_of_a_report_and_no_file_of_the_workbook(line):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    view = received_file(house, who, cell(house, who).file_id)
    assert view.replaced == frozenset() and view.is_live


@pytest.mark.parametrize(("lang", "name", "mark"), [
    ("zh", "甲方更正", "甲方更正"), ("en", "Client's corrections", "Corrected by the client"),
])  # fmt: skip
def test_the_months_workbook_asks_the_vendor_to_confirm_it(line, lang, name, mark):
    house, who = line
    correct(house, who, cell(house, who), "answered_within_20", 900, WHY)
    _, data = export(house, who, "LINE-2026", "2026-10", lang)
    book = load_workbook(BytesIO(data))
    sheet = book[name]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {850, 900, WHY, "E4", "十月日报.csv"} <= set(cells)
    scorecard = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(mark in words for words in scorecard)
    files = [str(cell.value) for row in book.worksheets[-1].iter_rows() for cell in row]
    assert sum("十月日报.csv" in words for words in files) == 1


def test_without_corrections_the_workbook_has_no_such_sheet(line):
    house, who = line
    _, data = export(house, who, "LINE-2026", "2026-10", "zh")
    assert "甲方更正" not in load_workbook(BytesIO(data)).sheetnames


@pytest.mark.parametrize(("lang", "name", "site"), [
    ("zh", "甲方更正", "南昌职场"), ("en", "Client's corrections", "Nanchang site"),
])  # fmt: skip
def test_the_workbook_calls_the_site_of_a_corrected_row_by_its_name(tmp_path, lang, name, site):
    house, who = line_house(tmp_path / "data")
    save_site(house, who, "YUNHE", "NC", Text("南昌职场", "Nanchang site"))
    head, *days = counted_report("2026-09").splitlines()
    bring(house, who, "\n".join([f"{head},职场", *(f"{each},南昌职场" for each in days)]), "september.csv")
    row = rows(house, who, "LINE-2026", "2026-09", "SL20", date(2026, 9, 1)).lines[0]
    correct(house, who, row, "answered_within_20", 700, WHY)
    _, data = export(house, who, "LINE-2026", "2026-09", lang)
    cells = [cell.value for each in load_workbook(BytesIO(data))[name].iter_rows() for cell in each]
    assert site in cells and "NC" not in cells
    house.close()

"""Whose site's figures a table holds, where no column says so: read out of its words and said, or asked."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from importers.draft import WHOLE, Choice, Directory, Known, QuestionKind
from importers.read import read
from importers.rows.site_words import blanked, unknown_sites
from tests.received_file import received

VENDORS = (Known("HX", ("恒信", "Hengxin")), Known("CDYH", ("成都云和",)))
SITES = (
    Known("HF", ("合肥", "Hefei"), "HX"),
    Known("CD", ("成都", "Chengdu"), "HX"),
    Known("WH", ("武汉",), "CDYH"),
)
DIRECTORY = Directory(vendors=VENDORS, projects=(Known("P1", ("合肥医保",)),), sites=SITES)
TODAY = date(2026, 6, 5)


def book(*sheets: tuple[str, str], rows=None) -> bytes:
    """A workbook: (sheet's name, title) each with two days of figures."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, title in sheets:
        sheet = workbook.create_sheet(name)
        sheet.append([title])
        for row in rows or [
            ["日期", "人工请求量", "人工接通量"],
            *([date(2026, 5, d), 100 + d, 95] for d in (1, 2)),
        ]:
            sheet.append(row)
    workbook.save(stream)
    return stream.getvalue()


def reading(data, name="日报.xlsx", choice=None, directory=DIRECTORY):
    with received(name, data) as file:
        return read(file, choice or Choice("HX"), directory, TODAY)


def codes(result):
    """What is said, but for the days that two days of a month leave out."""
    return [f.code for f in result.findings if f.code != "days_missing"]


def sites(result) -> dict[str | None, int]:
    """Site → calls offered."""
    found: dict[str | None, int] = {}
    for draft in result.drafts:
        for site, n in draft.frame.select("site", "offered").iter_rows():
            found[site] = found.get(site, 0) + n
    return found


@pytest.mark.parametrize(
    ("name", "sheet", "title", "site"),
    [
        ("日报.xlsx", "S", "恒信合肥职场2026年5月日报", "HF"),
        ("日报.xlsx", "S", "恒信成都2026年5月日报", "CD"),
        ("日报.xlsx", "成都", "恒信2026年5月日报", "CD"),
        ("恒信_合肥_2026-05.xlsx", "Sheet1", "日报", "HF"),
        ("Hengxin Hefei May 2026.xlsx", "Sheet1", "Daily report", "HF"),
        ("日报.xlsx", "HF", "日报", "HF"),
        ("日报.xlsx", "S", "恒信合肥分公司话务日报", "HF"),
        # Words that name more sites than narrower ones do take nothing back.
        ("恒信合肥成都5月.xlsx", "合肥", "恒信两个职场日报", "HF"),
        # All the sites there are: nobody's alone.
        ("日报.xlsx", "S", "恒信合肥、成都职场2026年5月日报", None),
        ("日报.xlsx", "S", "恒信各职场日报", None),
        ("日报.xlsx", "S", "恒信呼叫中心日报", None),
        # Whose calls they are, not where they are answered.
        ("日报.xlsx", "S", "恒信合肥12345热线日报", None),
        # A company's name is not where it answers calls; what stands behind it may be.
        ("日报.xlsx", "S", "合肥恒信信息技术有限公司2026年5月日报", None),
        ("日报.xlsx", "S", "恒信有限公司合肥职场2026年5月日报", "HF"),
        ("日报.xlsx", "S", "2026年5月合肥职场恒信有限公司日报", "HF"),
        ("日报.xlsx", "S", "合肥市政务热线外包日报", None),
        ("日报.xlsx", "S", "恒信合肥医保日报", None),  # a registered project
        ("日报.xlsx", "S", "恒信日报", None),
    ],
)  # fmt: skip
def test_the_site_that_the_words_name_is_that_of_the_rows(name, sheet, title, site):
    result = reading(book((sheet, title)), name)
    assert sites(result) == {site: 203} and not result.questions
    assert codes(result) == (["site_named"] if site else [])


@pytest.mark.parametrize(
    ("name", "sheet", "title", "word"),
    [
        ("日报.xlsx", "S", "恒信庐州职场2026年5月日报", "庐州"),  # nobody knows it
        ("日报.xlsx", "S", "恒信南京2026年5月日报", "南京"),
        ("日报.xlsx", "西安", "日报", "西安"),
        ("日报.xlsx", "S", "恒信西安呼叫中心日报", "西安"),
        ("日报.xlsx", "S", "职场：二期　日期：2026-05", "二期"),
        ("日报.xlsx", "S", "Hengxin Nanjing site, May 2026", "Nanjing"),
        ("日报.xlsx", "S", "恒信合肥、西安职场日报", "合肥 / 西安"),
        ("日报.xlsx", "成都", "恒信合肥职场日报", "合肥 / 成都"),  # a title that was forgotten
        ("恒信成都5月.xlsx", "S", "恒信合肥职场日报", "合肥 / 成都"),  # or a file's name
    ],
)
def test_a_site_that_nobody_knows_and_words_that_disagree_are_asked_about(name, sheet, title, word):
    result = reading(book((sheet, title)), name)
    assert result.blocked and not result.drafts
    assert [f.code for f in result.findings if f.severity == "blocks"] == ["site_unclear"]
    (question,) = result.questions
    assert (question.kind, question.subject) == (QuestionKind.SITE, word)
    assert set(question.choices) >= {"HF", "CD", WHOLE}


@pytest.mark.parametrize(("said", "site"), [("庐州", "L"), ("HF", "HF"), (WHOLE, None)])
def test_the_answer_holds_for_what_the_words_name(said, site):
    data = book(("S", "恒信庐州职场2026年5月日报"))
    result = reading(data, choice=Choice("HX", sites={"庐州": said}))
    (got,) = sites(result)
    assert (got[:1] if site == "L" and got else got) == ("S" if site == "L" else site)
    assert codes(result) == (["site_said", "site_new"] if site == "L" else ["site_said"])


def test_what_a_person_says_of_the_whole_file_goes_before_its_words():
    result = reading(book(("S", "恒信合肥职场2026年5月日报")), choice=Choice("HX", sites={"": "CD"}))
    assert sites(result) == {"CD": 203}
    (finding,) = [f for f in result.findings if f.code == "site_said"]
    assert finding.sentence("zh") == "没有职场一列；已按你的选择读作：成都。"


@pytest.mark.parametrize(
    ("title", "written", "told"),
    [
        ("恒信合肥职场日报", ["成都"], True),
        ("恒信合肥职场日报", ["成都", "成都"], True),
        ("恒信合肥职场日报", ["庐州"], True),  # nobody knows it, but it is not Hefei
        ("恒信合肥职场日报", ["合肥"], False),
        ("恒信合肥职场日报", ["合肥职场"], False),
        ("恒信合肥职场日报", ["合肥", "成都"], False),  # the head office's town
        ("恒信合肥、成都职场日报", ["成都"], False),
        ("合肥恒信信息技术有限公司日报", ["成都"], False),
        ("恒信庐州职场日报", ["成都"], False),  # perhaps another name of it
        ("恒信日报", ["成都"], False),
    ],
)
def test_a_column_that_never_names_the_site_of_the_title_is_followed_and_said(title, written, told):
    rows = [
        ["日期", "职场", "人工请求量"],
        *([date(2026, 5, d), site, 100] for d, site in enumerate(written, 1)),
    ]
    result = reading(book(("S", title), rows=rows))
    found = [finding for finding in result.findings if finding.code == "site_contradicted"]
    assert (len(found), result.blocked, len(result.drafts[0].frame)) == (int(told), False, len(written))
    assert not told or (found[0].place.column == "B" and written[0] in found[0].sentence("zh"))


def test_sheets_of_two_sites_stand_beside_each_other():
    result = reading(book(("合肥", "恒信2026年5月日报"), ("成都", "恒信2026年5月日报")))
    assert sites(result) == {"HF": 203, "CD": 203}
    assert codes(result) == ["site_named", "site_named"]


def test_two_sheets_of_cities_nobody_knows_ask_which_sites_they_are():
    result = reading(book(("西安", "日报"), ("南京", "日报")))
    assert [q.subject for q in result.questions] == ["西安", "南京"]
    assert {f.code for f in result.findings} == {"site_unclear"}


def summed(*sheets: tuple[str, int], head=("日期", "人工请求量", "人工接通量")) -> bytes:
    """A workbook: a sheet for each name with two days of so many calls, nine in ten of them answered."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, calls in sheets:
        sheet = workbook.create_sheet(name)
        sheet.append(head)
        for day in (1, 2):
            sheet.append([date(2026, 5, day), calls, calls * 9 // 10])
    workbook.save(stream)
    return stream.getvalue()


def test_a_sheet_that_adds_its_sites_up_checks_them_and_is_not_counted_again():
    result = reading(summed(("合肥", 100), ("成都", 50), ("汇总", 150)), "恒信.xlsx")
    assert sites(result) == {"HF": 200, "CD": 100} and not result.blocked
    (said,) = [f for f in result.findings if f.code == "sheet_sums_sites"]
    assert said.sentence("zh") == "工作表“汇总”正好是 “合肥”、“成都” 之和，只作核对，不重复计入。"


@pytest.mark.parametrize("total", [149, 151, 200])
def test_a_sheet_that_says_more_or_less_than_its_sites_is_asked_about(total):
    result = reading(summed(("合肥", 100), ("成都", 50), ("汇总", total)), "恒信.xlsx")
    assert result.blocked and "sheets_overlap" in codes(result)


def of_days(**sheets: list[int]) -> bytes:
    """A workbook: a sheet for each name with the requests of as many days, nine in ten of them answered."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, calls in sheets.items():
        sheet = workbook.create_sheet(name)
        sheet.append(["日期", "人工请求量", "人工接通量"])
        for day, n in enumerate(calls, 1):
            sheet.append([date(2026, 5, day), n, n // 10 * 9])
    workbook.save(stream)
    return stream.getvalue()


#: What the sheet of the sum says of four days (its sites: 100 + 50 each) → which cells are named, whether it
#: is asked about. Of a sheet that is off in most nobody knows that it is a sum.
SUMS = {
    "all right": ([150] * 4, [], False),
    "nine more on one day": ([150, 159, 150, 150], ["汇总!B3"], False),
    "nine less on half of the days": ([150, 141, 141, 150], ["汇总!B3", "汇总!C3"], True),
    "other figures throughout": ([90, 80, 70, 60], ["汇总!B2", "汇总!C2"], True),
}


@pytest.mark.parametrize(("said", "cells", "asked"), SUMS.values(), ids=SUMS)
def test_a_summary_that_is_off_names_its_cell_both_values_and_the_difference(said, cells, asked):
    result = reading(of_days(合肥=[100] * 4, 成都=[50] * 4, 汇总=said), "恒信.xlsx")
    off = [f for f in result.findings if f.code == "sheet_sum_differs"]
    assert sorted(f"{f.place.sheet}!{f.place.column}{f.place.row}" for f in off) == cells
    assert ("sheets_overlap" in codes(result)) is asked
    if cells == ["汇总!B3"]:
        assert off[0].sentence("zh") == (
            "汇总!B3 2026-05-02 的“人工请求量”写的是 159，“合肥”、“成都” 相加是 150，相差 9"
            "（同类差异共 1 处）。"
        )
        # The sites count, the sum only checks them.
        assert sites(result) == {"HF": 400, "CD": 200}


@pytest.mark.parametrize(
    ("written", "code"),
    [("合肥职场", "HF"), ("合肥市呼叫中心", "HF"), ("Hefei site", "HF"), ("合肥东职场", None)],
)
def test_a_site_is_known_with_and_without_the_word_for_it(written, code):
    rows = [["日期", "职场", "人工请求量"], ["2026-05-01", written, 100]]
    (site,) = sites(reading(book(("S", "日报"), rows=rows)))
    assert (site == code) if code else site.startswith("S-")


def test_a_site_registered_with_the_word_is_known_without_it():
    known = Directory(
        vendors=VENDORS, sites=(Known("HF", ("合肥职场",), "HX"), Known("CD", ("成都运营中心",), "HX"))
    )
    assert sites(reading(book(("S", "恒信合肥2026年5月日报")), directory=known)) == {"HF": 203}
    assert sites(reading(book(("成都", "恒信日报")), directory=known)) == {"CD": 203}


def test_tables_below_each_other_each_have_the_site_of_their_own_title():
    head = ["日期", "人工请求量", "人工接通量"]
    rows = [head, ["2026-05-01", 100, 95], [], ["成都职场"], head, ["2026-05-01", 50, 45]]
    assert sites(reading(book(("S", "合肥职场"), rows=rows))) == {"HF": 100, "CD": 50}


def test_a_column_of_sites_goes_before_every_title():
    rows = [["日期", "职场", "人工请求量"], ["2026-05-01", "成都", 100]]
    result = reading(book(("S", "恒信合肥职场日报"), rows=rows))
    assert sites(result) == {"CD": 100} and codes(result) == ["site_contradicted"]


def test_another_vendors_site_names_nothing():
    assert sites(reading(book(("S", "恒信 WH 2026年5月日报")))) == {None: 203}


def test_a_city_that_is_part_of_a_vendors_name_names_no_site():
    assert sites(reading(book(("S", "成都云和2026年5月日报")), choice=Choice("CDYH"))) == {None: 203}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("恒信合肥职场2026年5月日报", ["合肥"]),
        ("恒信通信科技有限公司合肥职场话务日报", ["合肥"]),
        ("合肥、成都职场", ["合肥", "成都"]),
        ("第一职场", ["第一"]),
        ("职场A", ["职场A"]),
        ("武汉光谷职场", ["武汉光谷"]),
        ("恒信成都中心日报", ["成都"]),
        ("Site: Manila  Month: 2026-05", ["Manila"]),
        ("合肥市民服务中心日报", []),
        ("信用卡中心客服外包", []),
        ("南京银行客服日报", []),
        ("南京移动10086日报", []),
        ("白银客户", []),  # silver
        ("2个职场日报", []),
        ("分职场日报", []),
        ("外包职场日报", []),
        ("职场：全部", []),
        ("Daily report by site", []),
        ("On site report", []),
        ("合肥恒信2026年5月", []),  # a company is called by its city
    ],
)
def test_what_a_text_calls_a_site(text, names):
    assert unknown_sites(blanked(text, VENDORS[:1])) == names

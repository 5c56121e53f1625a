"""Whose file it is, where no column says so: read out of title or file name, said, or asked."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from core.finding import Severity
from importers.draft import Choice, Directory, Known, QuestionKind
from importers.read import read
from importers.rows.vendor_hint import vendor_hints
from tests.received_file import received

DIRECTORY = Directory(
    vendors=(
        Known("YUNHE", ("云和服务", "Yunhe Service", "云和")),
        Known("HX", ("恒信通信", "Hengxin", "恒信")),
        Known("AN", ("安达", "Anta")),
        Known("ANDA", ("安达客服", "Anda Care")),
    )
)
TODAY = date(2026, 11, 22)


def book(*sheets: tuple[str, str]) -> bytes:
    """A workbook: (sheet's name, title) each with two days of figures."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for number, (name, title) in enumerate(sheets):
        sheet = workbook.create_sheet(name)
        sheet.append([title])
        sheet.append(["日期", "人工请求量", "人工接通量"])
        for day in (1, 2):
            sheet.append([date(2026, 10 + number, day), 100, 95])
    workbook.save(stream)
    return stream.getvalue()


def reading(name, data, choice=None):
    with received(name, data) as file:
        return read(file, choice or Choice(), DIRECTORY, TODAY)


def named(name="日报.xlsx", title="运营日报", sheet="话务日报"):
    return sorted(hint.vendor for hint in vendor_hints(name, title, sheet, (), DIRECTORY))


@pytest.mark.parametrize(
    ("texts", "vendors"),
    [
        ({"title": "云和服务政务热线运营日报"}, ["YUNHE"]),
        ({"title": "云 和 日报"}, []),  # spaced out letters are no name
        ({"name": "yunhe_2026-11_daily.csv"}, ["YUNHE"]),
        ({"name": "YUNHE202611.csv"}, ["YUNHE"]),
        ({"name": "yunhe-service 10.xlsx"}, ["YUNHE"]),
        ({"sheet": "恒信"}, ["HX"]),
        ({"name": "hx.xlsx"}, ["HX"]),
        ({"name": "fhx_phx1.xlsx"}, []),  # a code inside a word names nobody
        ({"name": "plan.xlsx"}, []),
        ({"title": "安达客服日报"}, ["ANDA"]),  # 安达 inside a longer name does not count
        ({"title": "安达日报"}, ["AN"]),
        ({"name": "anda.csv"}, ["ANDA"]),
        ({"title": "云和、恒信对比"}, ["HX", "YUNHE"]),
        ({"title": "云和日报", "name": "hengxin.xlsx"}, ["HX", "YUNHE"]),
        ({}, []),
    ],
)
def test_which_vendor_the_words_name(texts, vendors):
    assert named(**texts) == vendors


def test_one_vendor_in_the_title_is_taken_and_said():
    result = reading("日报.xlsx", book(("话务日报", "云和服务 运营日报")))
    assert [draft.key.vendor for draft in result.drafts] == ["YUNHE"] and not result.questions
    (finding,) = result.findings
    assert finding.severity is Severity.WARNS
    assert finding.sentence("zh") == (
        "没有外包商一列；标题写着“云和服务 运营日报”，已按 云和服务（YUNHE）的报表读取。"
    )
    assert finding.sentence("en") == (
        "No column names the vendor; the title says “云和服务 运营日报”: "
        "it was read as Yunhe Service's report (YUNHE)."
    )


def test_where_somebody_can_confirm_it_is_proposed_with_the_reason():
    result = reading("日报.xlsx", book(("话务日报", "云和服务 运营日报")), Choice(attended=True))
    assert result.blocked
    (question,) = result.questions
    assert question.kind is QuestionKind.VENDOR
    assert {code: why.zh for code, why in question.choices.items()} == {
        "YUNHE": "标题写着“云和服务 运营日报”"
    }


def test_where_two_fit_it_asks_and_takes_none():
    result = reading("恒信.xlsx", book(("话务日报", "云和服务 运营日报")))
    assert not result.drafts and [f.code for f in result.findings] == ["vendors_several"]
    assert set(result.questions[0].choices) == {"YUNHE", "HX"}


def test_where_none_fits_it_asks_as_before():
    result = reading("日报.xlsx", book(("话务日报", "运营日报")))
    assert [f.code for f in result.findings] == ["vendor_missing"]
    assert [(q.kind, dict(q.choices)) for q in result.questions] == [(QuestionKind.VENDOR, {})]


def test_a_sheet_without_a_name_belongs_to_the_vendor_of_the_other_sheets():
    result = reading("日报.xlsx", book(("十月", "云和服务 运营日报"), ("十一月", "运营日报")))
    assert {draft.key.vendor for draft in result.drafts} == {"YUNHE"}
    assert [f.code for f in result.findings] == ["vendor_named"]  # said once


def test_a_workbook_with_a_sheet_for_each_vendor_is_parted():
    result = reading("日报.xlsx", book(("云和", "运营日报"), ("恒信", "运营日报")))
    assert sorted(draft.key.vendor for draft in result.drafts) == ["HX", "YUNHE"]
    assert sorted(str(f.facts["vendor"]) for f in result.findings) == ["HX", "YUNHE"]


def test_what_a_person_says_counts_and_nothing_is_read_out_of_the_title():
    result = reading("日报.xlsx", book(("话务日报", "云和服务 运营日报")), Choice(vendor="HX"))
    assert [draft.key.vendor for draft in result.drafts] == ["HX"] and result.findings == ()


def test_a_vendor_column_is_believed_whatever_the_file_is_called():
    text = "日期,外包商,人工请求量,人工接通量\n2026-10-01,恒信,100,95\n"
    result = reading("yunhe.csv", text.encode())
    assert [draft.key.vendor for draft in result.drafts] == ["HX"] and result.findings == ()


def test_sheets_with_titles_of_their_own_ask_once_a_file():
    """Every vendor's monthly workbook has a title a sheet; two questions would be two fields of one key."""
    sheets = book(("话务日报", "云和服务 运营日报"), ("工单", "云和服务 工单日报"))
    (question,) = reading("日报.xlsx", sheets, Choice(attended=True)).questions
    assert question.choices["YUNHE"].zh == "标题写着“云和服务 运营日报”"

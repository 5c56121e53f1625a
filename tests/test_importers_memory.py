"""A confirmed sheet is silent next month; a changed one asks, and says what was added, removed, renamed …"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from received_file import received

from importers.confirmed.columns import mapped_columns
from importers.confirmed.known_sheets import change_words
from importers.confirmed.sheet_changes import ChangeKind
from importers.dictionary.headers import synonyms
from importers.draft import Choice, Directory, Known, QuestionKind, Said
from importers.layouts.grid import Column
from importers.layouts.signature import column_keys, signature
from importers.read import read

HX = Choice(vendor="HX")
DIRECTORY = Directory(vendors=(Known("HX", ("华讯",)), Known("YH", ("云和",))))
HEAD = "日期,人工请求量,人工接通量,接通率,平均处理时长(秒),备注"
ROWS = "2024-01-01,100,90,0.90,205,雨\n2024-01-02,120,90,0.75,190,\n"


def reading(text, choice=HX, memory=(), name="日报.csv"):
    with received(name, text.encode()) as file:
        return read(file, choice, DIRECTORY, date(2024, 12, 1), memory=memory)


def confirmed(text=f"{HEAD}\n{ROWS}", choice=HX, vendor="HX"):
    """What is known once this has been committed."""
    return tuple(replace(mapping, vendor=vendor) for mapping in reading(text, choice).mappings)


def marks(*headers):
    """The signature of these headers; '>' parts parent and child."""
    columns = tuple(Column(i, tuple(h.split(">"))) for i, h in enumerate(headers))
    return signature(column_keys(columns))


def codes(result):
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    "first, second, same",
    [
        (("日期", "人工请求量"), ("人工请求量", "日期"), True),  # columns may move
        (("日期", "接通率（％）"), ("日期", " 接通率(%)"), True),  # full width, spaces
        (("日期", "话务>呼入量"), ("日期", "话务>呼入量"), True),
        (("日期", "话务>呼入量"), ("日期", "外呼>呼入量"), False),  # the group is part of it
        (("日期", "时长(秒)"), ("日期", "时长(分)"), False),  # so is the unit
        (("日期", "2024年1月呼入量"), ("日期", "2024年2月呼入量"), True),  # the month is not
        (("日期", "20秒接通量"), ("日期", "30秒接通量"), False),  # a threshold is
        (("日期", "得分"), ("日期", "得分", "得分"), False),
    ],
)
def test_a_signature_is_the_headers_in_one_spelling_whatever_their_order(first, second, same):
    assert (marks(*first) == marks(*second)) is same


def test_a_confirmed_sheet_is_silent_next_month():
    head = f"{HEAD},回访量"
    first = reading(f"{head}\n2024-01-01,100,90,0.90,205,,5\n")
    assert {"header_unknown", "header_unknown_near"} & codes(first)
    memory = tuple(replace(mapping, vendor="HX") for mapping in first.mappings)
    second = reading(f"{head}\n2024-02-01,110,99,0.90,200,,7\n", memory=memory)
    assert not second.questions and not second.findings


def test_an_answer_given_once_is_given_again_next_month():
    head = "日期,接通量,满意量"  # 接通量: inbound or outbound?
    asked = reading(f"{head}\n2024-01-01,90,100\n")
    assert asked.questions[0].kind is QuestionKind.COLUMN
    memory = confirmed(f"{head}\n2024-01-01,90,100\n", replace(HX, columns={"接通量": "answered"}))
    (draft,) = reading(f"{head}\n2024-02-01,80,100\n", memory=memory).drafts
    assert draft.frame["answered"].to_list() == [80]


def test_what_one_vendor_confirmed_says_nothing_of_anothers_sheet():
    head = "日期,接通量,满意量"
    memory = confirmed(f"{head}\n2024-01-01,90,100\n", replace(HX, columns={"接通量": "answered"}), "YH")
    assert reading(f"{head}\n2024-02-01,80,100\n", memory=memory).questions
    hinted = reading(
        f"云和 日报\n{head}\n2024-02-01,80,100\n", Choice(), memory
    )  # its title names the vendor
    assert not hinted.questions


#: Headers and a row → what changed, the former header, the one now.
CHANGES = [
    (f"{HEAD},溢出量", "100,90,0.9,205,,3", "added", "", "溢出量"),
    (HEAD.replace("接通率,", ""), "100,90,205,", "removed", "接通率", ""),
    # The dictionary knows both names, so it is the same figure under another name.
    (HEAD.replace("人工请求量", "转人工量"), "100,90,0.9,205,", "renamed", "人工请求量", "转人工量"),
    # It knows only the old one; the new one is near, and that is a suggestion.
    (HEAD.replace("人工接通量", "人工总接通量"), "100,90,0.9,205,", "renamed", "人工接通量", "人工总接通量"),
    (HEAD.replace("(秒)", "(分)"), "100,90,0.9,3.4,", "reunited", "平均处理时长(秒)", "平均处理时长(分)"),
    (HEAD, "100,90,90.0,205,", "rescaled", "接通率", "接通率"),  # 0.90 → 90.0
    (HEAD, "100,90,0.9,3.4,", "rescaled", "平均处理时长(秒)", "平均处理时长(秒)"),  # minutes now
]


@pytest.mark.parametrize("head, row, kind, before, now", CHANGES)
def test_a_changed_sheet_asks_and_says_what_changed(head, row, kind, before, now):
    result = reading(f"{head}\n2024-02-01,{row}\n", memory=confirmed())
    assert result.blocked and "sheet_changed" in codes(result)
    assert [question.kind for question in result.questions] == [QuestionKind.SHEET]
    (change,) = result.changed[0].changes  # and nothing else
    assert change.kind == kind
    assert (change.before.header if change.before else "") == before
    assert (change.now.header if change.now else "") == now
    assert {change_words(change).zh, change_words(change).en}.isdisjoint({""})


def test_a_new_name_the_dictionary_does_not_know_is_left_to_the_person():
    text = f"{HEAD.replace('人工接通量', '人工总接通量')}\n2024-02-01,100,90,0.9,205,\n"
    column = next(c for c in reading(text, memory=confirmed()).columns if c.header == "人工总接通量")
    assert column.field == ""


@pytest.mark.parametrize("how", ["said", "confirmed"])
def test_once_a_person_has_said_it_the_changed_sheet_is_read(how):
    text = f"{HEAD},溢出量\n2024-02-01,100,90,0.9,205,,3\n"
    asked = reading(text, memory=confirmed())
    said = {asked.changed[0].signature: {"溢出量": Said("")}}
    choice = replace(HX, confirmed=True) if how == "confirmed" else replace(HX, sheets=said)
    result = reading(text, choice, confirmed())
    assert not result.blocked and not result.questions
    assert ("flow_out" in result.drafts[0].measures) is (how == "confirmed")


def test_what_was_said_of_columns_that_stay_is_proposed_on_the_changed_sheet():
    head = f"{HEAD},回访量"
    key = {signature_of(f"{head}\n{ROWS}"): {"回访量": Said("x_回访量")}}
    memory = confirmed(f"{head}\n2024-01-01,100,90,0.9,205,,5\n", replace(HX, sheets=key))
    changed = reading(f"{head},溢出量\n2024-02-01,100,90,0.9,205,,5,3\n", memory=memory)
    assert next(c.field for c in changed.columns if c.header == "回访量") == "x_回访量"
    assert changed.blocked  # proposed, and asked


def signature_of(text):
    return reading(text).mappings[0].signature


def test_a_rate_of_nothing_but_ones_is_written_as_it_was_last_month():
    percents = confirmed(f"{HEAD}\n2024-01-01,100,90,90,205,\n")
    text = f"{HEAD}\n2024-02-01,100,90,1,205,\n"
    assert "rate_differs" in codes(reading(text, memory=percents))  # 1 means 1 %, and 90 % were answered
    assert "rate_differs" not in codes(reading(text, memory=confirmed()))  # 1 means all, to the whole


def test_a_column_nobody_knows_is_kept_under_its_own_name():
    text = "日期,人工请求量,回访量,回访时长(分)\n2024-01-01,100,12,1.5\n"
    said = {signature_of(text): {"回访量": Said("x_回访量"), "回访时长(min)": Said("x_回访时长_s")}}
    (draft,) = reading(text, replace(HX, sheets=said)).drafts
    assert draft.frame.select("x_回访量", "x_回访时长_s").row(0) == (12, 90)


def test_a_sheet_without_a_known_figure_can_still_be_said():
    text = "日期,技能组,回访量\n2024-01-01,甲,12\n"
    asked = reading(text)
    assert codes(asked) == {"figures_not_found"} and asked.pictures
    said = {asked.mappings[0].signature: {"回访量": Said("x_回访量")}}
    assert reading(text, replace(HX, sheets=said)).drafts[0].frame["x_回访量"].to_list() == [12]


def test_an_answer_keeps_the_unit_of_its_header():
    text = "日期,人工请求量,人工接通量,总时长(分)\n2024-01-01,100,90,3\n"
    (draft,) = reading(text, replace(HX, columns={"总时长(分)": "talk"})).drafts
    assert draft.frame["talk_s"].to_list() == [180]


#: What a spreadsheet importer that maps by edit distance takes them for (peers.md §6, ran there).
MISTAKES = [
    ("备注", "工号"), ("班次", "工号"), ("组别", "工号"), ("转化率", "放弃率"),
    ("15秒接起率", "20秒接起率"), ("考试合格率", "质检合格率"),
]  # fmt: skip


@pytest.mark.parametrize("header, wrong", MISTAKES)
def test_no_header_is_ever_taken_for_one_that_only_looks_like_it(header, wrong):
    words = synonyms()
    taken, looks = words.field_of((header,)), words.field_of((wrong,))
    assert taken is None or looks is None or taken.code != looks.code
    result = reading(f"日期,人工请求量,{header}\n2024-01-01,100,3\n")
    field = next(column.field for column in result.columns if column.header == header)
    assert field in ("", taken.code if taken else "")


@pytest.mark.parametrize("header, wrong", MISTAKES)
def test_such_a_header_is_no_new_name_of_a_column_that_is_gone(header, wrong):
    memory = confirmed(f"日期,人工请求量,人工接通量,{wrong}\n2024-01-01,100,90,3\n")
    changed = reading(f"日期,人工请求量,人工接通量,{header}\n2024-02-01,100,90,3\n", memory=memory)
    kinds = {change.kind for each in changed.changed for change in each.changes}
    near = {"15秒接起率", "考试合格率"}  # alike enough to be suggested, and no more than that
    assert header in near or kinds <= {ChangeKind.ADDED, ChangeKind.REMOVED}


def test_every_column_shows_up_to_three_different_samples():
    result = reading("日期,人工请求量,人工接通量\n2024-01-01,100,90\n2024-01-02,100,95\n2024-01-03,7,6\n")
    assert [column.samples for column in result.columns][1] == ("100", "7")
    assert mapped_columns(()) == ()


def test_a_picture_has_title_merged_header_first_rows_and_marks_what_is_hidden():
    book = Workbook()
    sheet = book.active
    for row in [("华讯 日报", None, None), ("日期", "话务量", None), (None, "人工请求量", "人工接通量")]:
        sheet.append(row)
    for day in range(1, 9):
        sheet.append((f"2024-01-0{day}", 100, 90))
    for cells in ("A1:C1", "A2:A3", "B2:C2"):
        sheet.merge_cells(cells)
    sheet.column_dimensions["C"].hidden = sheet.row_dimensions[5].hidden = True
    data = BytesIO()
    book.save(data)
    with received("日报.xlsx", data.getvalue()) as file:
        (picture,) = read(file, HX, DIRECTORY, date(2024, 12, 1)).pictures
    assert [(row.number, row.is_header, row.in_table, row.hidden) for row in picture.rows] == [
        (1, False, False, False), (2, True, True, False), (3, True, True, False), (4, False, True, False),
        (5, False, True, True), (6, False, True, False), (7, False, True, False), (8, False, True, False),
    ]  # fmt: skip
    spans = [(c.text, c.row_span, c.column_span) if c else None for c in picture.rows[1].cells]
    assert spans == [("日期", 2, 1), ("话务量", 1, 2), None]
    assert picture.hidden == {"C"} and picture.table == {"A", "B", "C"} and picture.data_rows == 8


#: The header and a row of another report of the same vendor, known by the first: none is a changed version.
OTHERS = [
    ("日期,人工请求量,人工接通量", "100,90", "日期,工号,人工接通量", "0012,90"),
    ("日期,工号,人工接通量", "0012,90", "日期,人工请求量,人工接通量", "100,90"),
    ("日期,人工请求量,人工接通量", "100,90", "日期,时段,人工请求量,人工接通量", "09:00-09:30,10,9"),
    ("日期,职场,人工请求量,人工接通量", "南昌,100,90", "日期,职场,评价量,满意量", "南昌,50,49"),
]


@pytest.mark.parametrize("head, row, other, more", OTHERS)
def test_another_report_of_the_vendor_is_no_changed_version_of_the_first(head, row, other, more):
    memory = confirmed(f"{head}\n2024-01-01,{row}\n")
    result = reading(f"{other}\n2024-02-01,{more}\n", memory=memory)
    assert "sheet_changed" not in codes(result) and not result.changed


def test_a_column_that_told_agents_apart_and_has_a_new_name_is_still_asked_about():
    memory = confirmed("日期,工号,人工接通量,满意量\n2024-01-01,0012,90,80\n")
    result = reading("日期,人员代号,人工接通量,满意量\n2024-02-01,0012,90,80\n", memory=memory)
    assert "sheet_changed" in codes(result)


def test_a_report_that_gained_a_site_is_still_asked_about():
    memory = confirmed("日期,人工请求量,人工接通量\n2024-01-01,100,90\n")
    result = reading("日期,职场,人工请求量,人工接通量\n2024-02-01,南昌,100,90\n", memory=memory)
    assert "sheet_changed" in codes(result)

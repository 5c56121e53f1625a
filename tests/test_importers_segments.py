"""A customer group or a line at the head of a header becomes the rows' segment, and never counts twice."""

from __future__ import annotations

from datetime import date

import pytest

from importers.dictionary.headers import synonyms
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

TODAY = date(2026, 11, 22)


def reading(name: str, *lines: str):
    with received(name, ("\n".join(lines) + "\n").encode()) as file:
        return read(file, Choice(vendor="HX"), Directory(vendors=(Known("HX"),)), TODAY)


@pytest.mark.parametrize(
    ("path", "code", "segment"),
    [
        (("VIP20秒接通量",), "answered_within_20", "VIP"),
        (("VIP20秒接通率",), "answered_within_20_rate", "VIP"),
        (("全球通人工接通量",), "answered", "全球通"),
        (("外包人工接通量",), "answered", "外包"),
        (("一线人工接通率",), "answer_rate", "一线"),
        (("普通客户人工请求量",), "offered", "普通"),
        (("金卡平均通话时长(秒)",), "att", "金卡"),
        # Under a group of columns of its own.
        (("VIP客户", "20秒接通量"), "answered_within_20", "VIP"),
        (("人工请求量（VIP）",), "offered", "VIP"),
        (("人工请求量 (VIP客户)",), "offered", "VIP"),
        (("人工接通量（其中夜班）",), "answered", "夜班"),
        # More than these customers.
        (("人工请求量（含VIP）",), "offered", ""),
        (("全球通", "人工请求量"), "offered", "全球通"),
        # Words that only begin so keep their own meaning.
        (("外包商",), "vendor", ""),
        (("人工接通量",), "answered", ""),
        (("话务量", "人工接通量"), "answered", ""),
        # A(B): the part with the seconds first.
        (("服务水平(15秒整体接通率)",), "answered_within_15_rate", ""),
        (("20秒放弃量",), "abandoned_within_20", ""),
        (("20秒放弃率",), "abandoned_within_20_rate", ""),
    ],
)
def test_a_header_says_its_field_and_its_customer_group(path, code, segment):
    field = synonyms().field_of(path)
    assert (field.code, field.segment) == (code, segment)


@pytest.mark.parametrize("written", ["VIP备注", "VIP日期", "VIP", "外包"])
def test_a_group_before_something_that_is_no_figure_is_not_cut_off(written):
    field = synonyms().field_of((written,))
    assert field is None or not field.segment


def test_the_wait_of_calls_answered_in_time_is_known_and_not_read():
    result = reading("日报.csv", "日期,人工请求量,20秒等待时长", "2026-10-01,100,900")
    assert result.findings == ()
    assert result.drafts[0].measures == ("offered",)


HEAD = "日期,VIP人工请求量,VIP20秒接通量,普通人工请求量,普通20秒接通量"


def test_columns_of_groups_become_rows_of_their_segments_with_their_own_cells():
    (draft,) = reading("日报.csv", HEAD, "2026-10-01,10,9,90,80", "2026-10-02,20,18,80,70").drafts
    told = draft.frame.sort("segment", "day").select("segment", "day", "offered", "answered_within_20", "row")
    assert told.rows() == [
        ("VIP", 20261001, 10, 9, 2), ("VIP", 20261002, 20, 18, 3),
        ("普通", 20261001, 90, 80, 2), ("普通", 20261002, 80, 70, 3),
    ]  # fmt: skip
    assert draft.offsets[""]["offered@VIP"] == "B"
    assert draft.offsets[""]["answered_within_20@普通"] == "E"
    assert {scope[3] for scope in draft.coverage.scopes} == {"VIP", "普通"}


def test_a_bad_row_is_rejected_once_however_many_groups_it_holds():
    result = reading("日报.csv", HEAD, "2026-10-01,10,9,90,80", "十月二日,20,18,80,70")
    assert [f.code for f in result.findings] == ["not_a_date"]
    assert len(result.drafts[0].rejected) == 1


def test_a_groups_columns_beside_the_whole_are_left_out_and_that_is_said():
    result = reading("日报.csv", "日期,人工请求量,人工接通量,VIP人工接通量", "2026-10-01,100,90,10")
    (finding,) = result.findings
    assert finding.sentence("zh") == (
        "“VIP人工接通量”只是VIP的数字，本表同时有全部客户的数字，未读入，以免重复计算。"
    )
    (draft,) = result.drafts
    assert draft.frame.select("segment", "offered", "answered").rows() == [(None, 100, 90)]


def test_an_ambiguous_header_keeps_its_group():
    (draft,) = reading("日报.csv", "日期,VIP人工请求量,VIP接通量", "2026-10-01,10,9").drafts
    assert draft.frame.select("segment", "offered", "answered").rows() == [("VIP", 10, 9)]


# ------------------------------------------------------------------ 得分, 是否应训, 3:25


def test_a_bare_score_is_the_audits_score_in_a_list_of_audits_only():
    audits = reading("质检.csv", "录音编号,质检日期,得分,是否合格", "R1,2026-10-01,92,是").drafts[0]
    assert audits.frame["audit_points"].to_list() == [92_000]  # thousandths
    trained = reading("培训.csv", "培训日期,课程,工号,是否参训,得分", "2026-10-01,退费,0012,是,92").drafts[0]
    assert "audit_points" not in trained.measures


def test_who_was_to_be_trained_is_said_row_by_row():
    head = "培训日期,课程,工号,是否应训,是否参训"
    (draft,) = reading("培训.csv", head, "2026-10-01,退费,0012,是,是", "2026-10-01,退费,0013,否,否").drafts
    assert draft.frame["trainees_required"].to_list() == [1, 0]


@pytest.mark.parametrize(
    ("header", "seconds", "code", "said"),
    [
        # china_practice 6.2: 205 s for averages, 12,300 s for totals; said either way.
        ("平均通话时长", 205, "clock_minutes", "按分:秒读入"),
        ("总通话时长", 12_300, "clock_hours", "按时:分读入"),
    ],
)
def test_three_twenty_five_is_read_by_its_column_and_said(header, seconds, code, said):
    result = reading("日报.csv", f"日期,人工接通量,{header}", "2026-10-01,1,3:25")
    assert result.drafts[0].frame["talk_s"].to_list() == [seconds]
    (finding,) = result.findings
    assert (finding.code, finding.severity) == (code, "warns")
    assert said in finding.sentence("zh") and finding.place.column == "C"


def test_a_full_clock_is_not_doubtful():
    assert reading("日报.csv", "日期,人工接通量,平均通话时长", "2026-10-01,1,00:03:25").findings == ()


def test_what_a_person_says_of_a_column_keeps_its_group():
    """The column is known by its own header from then on, group and all."""
    with received("日报.csv", "日期,VIP人工请求量,VIP接通量\n2026-10-01,10,9\n".encode()) as file:
        said = Choice(vendor="HX", columns={"VIP接通量": "answered"})
        (draft,) = read(file, said, Directory(vendors=(Known("HX"),)), TODAY).drafts
    assert draft.frame.select("segment", "offered", "answered").rows() == [("VIP", 10, 9)]


def test_a_printed_rate_of_all_gives_way_to_counts_of_the_groups():
    """It is no rate of any one of them, and is not claimed for one."""
    (draft,) = reading("日报.csv", f"{HEAD},20秒接通率", "2026-10-01,10,9,90,80,89%").drafts
    assert draft.frame.sort("segment")["offered"].to_list() == [10, 90]
    assert draft.asserted == ()

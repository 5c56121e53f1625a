"""Percent-only reports: what they claim is kept apart from counts; an average with its count is a sum."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from core.batch import Dataset
from core.scope import Scope
from tests.test_importers_ugly import lines, reading


def claims(data, name="日报.csv"):
    return [claim for draft in reading(name, data).drafts for claim in draft.asserted]


@pytest.mark.parametrize(
    ("header", "cell", "field", "indicator", "params", "value"),
    [
        ("人工接通率", "95.3%", "answer_rate", "ANSWER_RATE", {}, F(953, 1000)),
        ("20秒接通率", "0.93", "answered_within_20_rate", "SL", {"threshold_s": "20"}, F(93, 100)),
        (
            "服务水平",
            "93.2%",
            "service_level",
            "SL",
            {},
            F(932, 1000),
        ),  # no threshold is said, none is assumed
        ("平均通话时长", "00:03:25", "att", "ATT", {}, F(205)),
        ("平均等待时长(分)", "1.5", "asa", "ASA", {}, F(90)),
        ("质检得分", "92.5", "audit_score", "QA_AVG", {}, F("92.5")),
        ("万次投诉率", "0.35", "complaints_per_10k", "COMPLAINT_10K", {}, F("0.35") / 10_000),
        (
            "24小时重复来电率",
            "8%",
            "repeat_calls_within_86400_rate",
            "REPEAT_RATE",
            {"window_s": "86400"},
            F(8, 100),
        ),
        ("有责投诉率", "3‰", "valid_complaint_rate", "", {}, F(3, 1000)),  # shown, judged by nothing of ours
    ],
)
def test_a_figure_without_counts_is_taken_as_claimed(header, cell, field, indicator, params, value):
    (claim,) = claims(lines(f"2024-01-01,{cell}", head=f"日期,{header}"))
    assert (claim.field, claim.indicator, dict(claim.params), claim.value) == (
        field,
        indicator,
        params,
        value,
    )
    assert (claim.day, claim.day_end, claim.scope) == (date(2024, 1, 1), date(2024, 1, 2), Scope("HX"))
    assert (claim.place.row, claim.place.column) == (2, "B")


def test_a_percent_only_report_takes_nothing_away_from_what_is_there():
    (draft,) = reading("月报.csv", "月份,人工接通率,质检得分\n2024年1月,95%,\n").drafts
    assert (draft.key.dataset, draft.measures, draft.frame.height) == (Dataset.TRAFFIC, (), 0)
    assert draft.coverage.period.label == "2024-01"
    assert [claim.day_end for claim in draft.asserted] == [date(2024, 2, 1)]


def test_each_claim_goes_with_the_figures_of_its_dataset():
    text = "月份,人工请求量,人工接通率,质检合格率,流失率\n2024年1月,100,95%,98%,3%\n"
    found = {
        draft.key.dataset: [c.field for c in draft.asserted] for draft in reading("月报.csv", text).drafts
    }
    assert found == {
        Dataset.TRAFFIC: ["answer_rate"],
        Dataset.QA: ["qa_pass_rate"],
        Dataset.ROSTER: ["attrition_rate"],
    }


@pytest.mark.parametrize(
    "data",
    [
        lines("2024-01-01,100,95,95%", head="日期,人工请求量,人工接通量,人工接通率"),  # it can be recomputed
        lines("2024-01-01,100,90,93%", head="日期,人工接通量,20秒接通量,服务水平"),
        lines("2024-01-01,100,205", head="日期,人工接通量,平均通话时长"),  # with its count: a derived sum
        lines("2024-01-01,0417,95%,10", head="日期,工号,人工接通率,人工接通量"),  # an agent's
        lines("2024-01-01,09:00-09:30,95%,10", head="日期,时段,人工接通率,人工请求量"),  # a half hour's
    ],
)
def test_what_has_its_counts_or_is_no_contracts_figure_claims_nothing(data):
    assert claims(data) == []


def test_a_row_without_its_counts_claims_though_others_have_them():
    head = "日期,人工请求量,人工接通量,人工接通率"
    found = claims(lines("2024-01-01,100,95,95%", "2024-01-02,,,93%", head=head))
    assert [(claim.day.day, claim.value) for claim in found] == [(2, F(93, 100))]


def test_an_average_with_its_count_is_a_derived_sum():
    data = lines("2024-01-01,10,00:03:25", head="日期,人工接通量,平均通话时长")
    (draft,) = reading("日报.csv", data).drafts
    assert draft.frame["talk_s"].to_list() == [2_050] and draft.derived == {"talk_s"}


def test_a_mean_score_is_points_only_with_the_number_of_audits():
    (draft,) = reading("月报.csv", "月份,抽检量,质检得分\n2024年1月,30,92.5\n").drafts
    assert draft.frame["audit_points"].to_list() == [30 * 92_500] and draft.derived == {"audit_points"}


def test_another_claim_is_another_content():
    first, other = (reading("日报.csv", lines(f"2024-01-01,{p}%", head="日期,人工接通率")) for p in (95, 96))
    assert first.drafts[0].content_hash != other.drafts[0].content_hash


def test_a_grade_where_points_should_stand_is_said_and_keeps_nobody_out():
    head = "培训日期,课程名称,工号,考试成绩,考试是否合格,补考成绩"
    result = reading("考试.csv", lines("2024-01-05,规范,0417,优秀,是,免", head=head))
    assert result.drafts[0].frame["trainees_passed"].to_list() == [1]
    assert [f.sentence("zh") for f in result.findings if f.code == "score_unreadable"] == [
        "D2“考试成绩”的“优秀”不是分数，未读取。",
        "F2“补考成绩”的“免”不是分数，未读取。",
    ]


def test_a_call_list_is_dated_by_when_the_call_came():
    text = "录音编号,来电时间,工号,质检得分\nR1,2024-01-02 09:10,0012,92.5\n"
    (draft,) = reading("质检名单.csv", text).drafts
    assert draft.frame.select("day", "slot", "audits", "audit_points").rows() == [(20240102, 550, 1, 92_500)]
    assert draft.derived == frozenset()

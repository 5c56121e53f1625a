"""The dictionary of headers: what would silently become another figure is parted, or asked about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from core.counts import base_count
from importers.dictionary import headers
from importers.dictionary.field_reference import fields_markdown
from importers.dictionary.headers import SYNONYMS, Field, header, synonyms
from importers.dictionary.spelling import unit_alone
from sla.load import catalogue

REFERENCE = Path(os.environ.get("PLUMBLINE_SHARED", "../shared")) / "data" / "header_synonyms.yaml"

#: Header → the field it must be, beside those it was lumped together with.
PARTED = {
    # a complaint is not yet the vendor's fault
    "投诉量": "complaints",
    "有责投诉量": "valid_complaints",
    "投诉率": "complaint_rate",
    "有责投诉率": "valid_complaint_rate",
    # 10,000 of what
    "万次投诉率": "complaints_per_10k",
    "每万通投诉量": "complaints_per_10k",
    "万客户投诉率": "complaints_per_10k_customers",
    "万元投诉比": "complaints_per_10k_yuan",
    # sent out in time, closed in time
    "工单及时派发率": "dispatch_timely_rate",
    "按时办结率": "ticket_timely_rate",
    "工单按时办结率": "ticket_timely_rate",
    "升级投诉": "escalated_complaints",
    "投诉处理及时率": "complaint_timely_rate",
    # the window is part of the field
    "2小时重复拨打率": "repeat_calls_within_7200_rate",
    "二小时重复拨打率": "repeat_calls_within_7200_rate",
    "24小时重复来电率": "repeat_calls_within_86400_rate",
    "7天重复来电率": "repeat_calls_within_604800_rate",
    "重复来电率": "repeat_call_rate",
    "24小时重复来电量": "repeat_calls_within_86400",
    # asked, answered
    "邀评率": "invite_rate",
    "参评率": "survey_rate",
    # one call's moments
    "来电时间": "enqueued_at",
    "接听时间": "answered_at",
    "挂机时间": "ended_at",
    "排队时长": "wait",
    # employed, on duty, on the books
    "在职人数": "headcount_end",
    "在岗人数": "headcount_on_duty",
    "在册人数": "headcount_enrolled",
    # people, seats, those who should be there
    "合同人数": "headcount_contracted",
    "合同席位数": "seats_contracted",
    "应到岗人数": "headcount_due",
    # attended, done in time
    "参训率": "training_attend_rate",
    "培训按时完成率": "training_done_rate",
    # past probation, working alone, certified
    "新员工转正率": "probation_pass_rate",
    "上岗率": "golive_rate",
    "持证率": "certified_rate",
    # what fits the forecast is not who keeps to the roster
    "排班吻合率": "schedule_fit",
    "遵时率": "adherence",
    "补考成绩": "makeup_score",
    "是否补考": "makeup_exam",
    "承诺时间": "ticket_promised_at",
    "截止时间": "ticket_due_at",
    "受理时间": "ticket_accepted_at",
    "派单时间": "ticket_dispatched_at",
    "申诉量": "appeals",
    "升级投诉量": "escalated_complaints",
    "在网时长": "customer_tenure",
    "司龄": "tenure",
    "留言量": "voicemails",
    "预约量": "callback_booked",
    # errors are counted apart from the calls that had one
    "致命错误数": "fatal_errors",
    "致命错误量": "audits_critical",
    "非常满意量": "very_satisfied",
    "派单量": "tickets_dispatched",
    "违规次数": "rule_breaches",
    # new ones
    "含税金额": "amount_with_tax",
    "不含税金额": "amount_without_tax",
    "税率": "tax_rate",
    "人月": "person_months",
    "缺考": "exam_absent",
    "在职状态": "employment_status",
    "班次": "shift",
}
#: Header → what it may be. A person is asked, once for each vendor's sheet.
ASKED = {
    "呼入量": {"calls_total", "offered"},
    "未接通量": {"abandoned", "unanswered"},
    "呼损量": {"abandoned", "unanswered"},
    "呼损率": {"abandon_rate", "unanswered_rate"},
    "等待时长": {"wait", "ready", "mystery_wait"},
    "万投比": {"complaints_per_10k", "complaints_per_10k_customers", "complaints_per_10k_yuan"},
    "及时率": {"ticket_timely_rate", "complaint_timely_rate", "dispatch_timely_rate"},
    "现有人数": {"headcount_end", "headcount_on_duty", "headcount_enrolled"},
    "席位数": {"seats_contracted", "seats_filled"},
    "培训覆盖率": {"training_attend_rate", "training_coverage_rate"},
    "按时完成率": {"training_done_rate", "ticket_timely_rate"},
    "在岗": {"headcount_on_duty", "employment_status"},
    "在职": {"headcount_end", "employment_status"},
    "在册": {"headcount_enrolled", "employment_status"},
    "占比": {"kpi_weight", "derived_figure"},
    "接通量": {"answered", "outbound_connected"},
    "接通率": {"answer_rate", "outbound_connect_rate"},
    "得分": {"audit_score", "mystery_score", "exam_score", "kpi_score"},
    "满意度": {"csat_rate", "csat_score"},
    "利用率": {"occupancy", "utilisation"},
    "合格率": {"qa_pass_rate", "training_pass_rate", "mystery_pass_rate"},
    "触发率": {"invite_rate", "survey_rate"},
    "重复率": {"repeat_call_rate", "repeat_complaint_rate"},
    "时长": {"talk", "login", "scheduled", "attended", "training_hours"},
}


def code(*path: str) -> str | None:
    found = synonyms().field_of(path)
    return found.code if found else None


@pytest.mark.parametrize(("written", "field"), PARTED.items())
def test_a_header_stands_for_its_own_figure_only(written, field):
    assert code(written) == field


@pytest.mark.parametrize(("written", "choices"), ASKED.items())
def test_a_header_with_two_meanings_is_asked_about(written, choices):
    assert code(written) is None
    assert set(synonyms().question_of((written,)).choices) == choices


@pytest.mark.parametrize(
    ("written", "beside", "field"),
    [
        ("呼入量", "日期 人工请求量", "calls_total"),
        ("呼损量", "放弃量", "unanswered"),  # both are there: they are not the same
        ("等待时长", "来电时间 接听时间", "wait"),
        ("等待时长", "签入时长 示忙时长", "ready"),
        ("合格率", "培训台账", "training_pass_rate"),
        ("及时率", "工单量", "ticket_timely_rate"),
        ("及时率", "工单量 投诉量", None),  # two of them: ask
        ("呼入量", "接通量 放弃量", None),
    ],
)
def test_words_nearby_decide_only_where_they_point_one_way(written, beside, field):
    words = synonyms()
    decided = words.decided(words.question_of((written,)), beside)
    assert (decided.code if decided else None) == field


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("20秒", "接通量"), "answered_within_20"),
        (("平均", "通话时长"), "att"),  # never the total
        (("外呼", "接通量"), "outbound_connected"),
        (("质检", "合格率"), "qa_pass_rate"),
        (("培训", "合格率"), "training_pass_rate"),
        (("话务量", "人工接通量"), "answered"),
        (("人工接通量", "(通)"), "answered"),
        (("服务水平(15秒整体接通率)",), "answered_within_15_rate"),
        (("人工接通率", "本月"), "answer_rate"),
        (("接通率", "同比"), "derived_figure"),
        (("接通率", "目标值"), "kpi_target"),
        (("人工接通量", "其中老客户"), None),  # a part is not the whole
    ],
)
def test_a_header_of_several_rows_is_read_as_a_whole(path, field):
    assert code(*path) == field


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("通话时长(分钟)",), "min"),
        (("话务量", "人工接通量(万通)"), "万"),
        (("通话时长", "（小时）"), "h"),
        (("人工请求量", "万"), "万"),
        (("人工接通率", "(%)"), "%"),
        (("投诉率(‰)",), "‰"),
        (("人工请求量",), ""),
    ],
)
def test_a_unit_stands_in_a_bracket_or_a_line_of_its_own(path, unit):
    assert synonyms().field_of(path).unit == unit


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("(秒)", "秒"), ("（万户）", "万户"), ("单位：通", "通"), ("%", "%"), ("接通率", ""), ("", "")],
)
def test_a_cell_may_hold_nothing_but_a_unit(cell, unit):
    assert unit_alone(cell) == unit


@pytest.mark.parametrize(
    ("written", "count", "params"),
    [
        ("5秒接通量", "answered_within_5", {}),
        ("45秒内人工接通量", "answered_within_45", {}),
        ("小于20秒接通量", "answered_under_20", {}),
        ("10秒后放弃量", "abandoned_after_10", {}),
        ("37秒接通率", None, {"threshold_s": "37"}),
        ("ServiceLevel20", None, {"threshold_s": "20"}),
        ("80/20", None, {"threshold_s": "20"}),
        ("24小时重复来电率", None, {"window_s": "86400"}),
    ],
)
def test_any_number_in_a_header_is_its_parameter(written, count, params):
    field = synonyms().field_of((written,))
    assert (field.count, dict(field.params)) == (count, params)


@pytest.mark.parametrize(
    "code", ["answered_within_20", "answered_within_33_rate", "answer_rate", "abandoned_after_7"]
)
def test_an_answer_names_a_field_by_its_code(code):
    assert synonyms().coded(code).code == code


def test_every_code_the_dictionary_names_is_there():
    words = synonyms()
    for field in words.fields.values():
        for count in (field.count, field.average_of, field.times, field.of, field.to, field.marks):
            assert count is None or base_count(count), (field.code, count)
        assert not field.indicator or field.indicator in catalogue(), field.code
        assert (field.kind == "ignore") == bool(field.why), field.code
        assert not field.why or field.why in words.reasons
    for question in words.ambiguous.values():
        assert len(question.choices) > 1 and set(question.choices) <= set(words.fields)


def test_no_spelling_belongs_to_two_fields():
    raw = YAML(typ="safe").load(Path("importers/dictionary/synonyms.yaml").read_text(encoding="utf-8"))
    owners: dict[str, set[str]] = {}
    for name, spec in raw["fields"].items():
        for word in (*spec["zh"], *spec["en"]):
            owners.setdefault(header(word).spelling, set()).add(name)
    asked = {header(word).spelling for entry in raw["ambiguous"] for word in entry["headers"]}
    assert {word: names for word, names in owners.items() if len(names) > 1 or word in asked} == {}


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference folder is not there")
def test_every_header_of_the_reference_is_known_or_asked_about():
    raw = YAML(typ="safe").load(REFERENCE.read_text(encoding="utf-8"))
    words = synonyms()
    missing = {
        word: name
        for name, spec in raw["fields"].items()
        for word in (*spec["zh"], *spec["en"])
        if words.field_of((word,)) is None and words.question_of((word,)) is None
    }
    assert len(raw["fields"]) == 198 and missing == {}


def test_a_rate_knows_the_indicator_it_claims():
    claimed = {field.indicator for field in synonyms().fields.values() if field.indicator}
    assert {
        "SL",
        "ANSWER_RATE",
        "ABANDON_RATE",
        "ASA",
        "CSAT",
        "QA_AVG",
        "ATTRITION",
        "COMPLAINT_10K",
    } <= claimed
    assert isinstance(synonyms().coded("answered_within_20_rate"), Field)
    assert synonyms().coded("answered_within_20_rate").indicator == "SL"


def test_the_page_of_fields_is_current(request):
    page = request.config.rootpath / "docs" / "fields.md"
    assert page.read_text(encoding="utf-8") == fields_markdown()


def test_the_dictionary_reads_the_same_whichever_parser_is_there():
    """The parser in C is stricter; where its wheel is missing the one in Python reads the file."""
    text = SYNONYMS.read_text(encoding="utf-8")
    assert YAML(typ="safe").load(text) == YAML(typ="safe", pure=True).load(text)


def test_headers_mean_the_same_once_more_are_met_than_are_kept(monkeypatch):
    monkeypatch.setattr(headers, "_MOST_MET", 2)
    words = [("人工请求量",), ("接通率",), ("日期",), ("谁也不认识的列",)]
    first, again = ([synonyms().knows(word) for word in words] for _ in range(2))
    assert first == again == [True, True, True, False]

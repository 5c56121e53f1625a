"""A word of a call's outcome that nobody knows is asked about, once; no half of the calls is judged alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from received_file import received

from core.finding import Severity
from importers.draft import Choice, Directory, Known, QuestionKind
from importers.read import read

HX = Choice(vendor="HX")
DIRECTORY = Directory(vendors=(Known("HX", ("华讯",)),))


def calls(*words, header="接听状态", choice=HX, memory=(), month=5):
    """A list of calls that ended with these words, one a minute, the talk of each a minute too."""
    lines = [f"2026-{month:02d}-01 09:{at:02d}:00,5,60,{word}" for at, word in enumerate(words)]
    text = "\n".join([f"来电时间,等待时长(秒),通话时长(秒),{header}", *lines])
    with received("通话明细.csv", text.encode()) as file:
        return read(file, choice, DIRECTORY, date(2026, 12, 1), memory=memory)


def counted(result):
    (draft,) = result.drafts
    assert not draft.rejected and not result.questions
    return draft.frame.select("offered", "answered", "abandoned").sum().row(0)


#: Words vendors write, answered and lost (tests of the verifier's st0 … st13 among them).
PAIRS = [
    ("已接", "未接"),
    ("成功", "失败"),
    ("坐席应答", "振铃未接"),
    ("呼入接通", "呼损"),
    ("正常通话", "客户放弃"),
    ("人工应答", "漏接"),
    ("1", "0"),
    ("√", "×"),
    ("Answered by agent", "Missed call"),
    ("Success", "Failed"),
    ("HANDLED", "Abandoned in ringing"),
]


@pytest.mark.parametrize("header", ["接听状态", "通话结果", "是否接通"])
@pytest.mark.parametrize("answered, lost", PAIRS)
def test_the_usual_words_for_answered_and_lost_are_known(answered, lost, header):
    assert counted(calls(answered, answered, lost, header=header)) == (3, 2, 1)


@pytest.mark.parametrize("word", ["IVR挂机", "未进人工", "Hang up in IVR"])
def test_a_call_that_ended_in_the_voice_menu_asked_for_nobody(word):
    assert counted(calls("接通", word)) == (1, 1, 0)


@pytest.mark.parametrize("header", ["接听状态", "是否接通", "呼叫类型"])
def test_an_unknown_word_keeps_the_whole_file_back_and_is_asked_about_once(header):
    result = calls("呼入" if header == "呼叫类型" else "接通", "甲类", "甲类", "乙类", header=header)
    assert result.blocked and not result.drafts and not result.rejected
    assert [(q.kind, q.subject) for q in result.questions] == [
        (QuestionKind.WORD, f"{header} = 甲类"),
        (QuestionKind.WORD, f"{header} = 乙类"),
    ]
    found = [finding for finding in result.findings if finding.code == "call_outcome_unknown"]
    assert [(f.place.in_("en"), f.facts["n"], f.severity) for f in found] == [
        ("D3", 2, Severity.BLOCKS),
        ("D5", 1, Severity.BLOCKS),
    ]


def test_a_status_that_only_says_it_came_in_leaves_the_outcome_to_the_talk():
    assert counted(calls("呼入", "呼入")) == (2, 2, 0)


def test_figures_for_the_way_a_call_went_are_codes_that_must_be_said():
    assert [q.subject for q in calls("1", "0", header="呼叫类型").questions] == [
        "呼叫类型 = 1",
        "呼叫类型 = 0",
    ]


def test_who_hung_up_does_not_say_whether_the_call_was_answered():
    assert [q.subject for q in calls("正常通话", "客户挂机").questions] == ["接听状态 = 客户挂机"]


def test_one_and_nought_beside_other_figures_are_codes_that_must_be_said():
    asked = calls("1", "0", "2")
    assert [q.subject[-1] for q in asked.questions] == ["1", "0", "2"]
    said = {"接听状态 = 1": "abandoned", "接听状态 = 0": "answered", "接听状态 = 2": "ivr_calls"}
    assert counted(calls("1", "0", "2", choice=replace(HX, words=said))) == (2, 1, 1)


@pytest.mark.parametrize(
    "meant, counts",
    [
        ("answered", (3, 3, 0)),
        ("abandoned", (3, 1, 2)),
        ("flow_out", (3, 1, 0)),
        ("ivr_calls", (1, 1, 0)),
        ("outbound", (1, 1, 0)),
    ],
)
def test_what_was_said_of_a_word_counts(meant, counts):
    told = replace(HX, words={"接听状态 = 客户挂机": meant})
    assert counted(calls("正常通话", "客户挂机", "客户挂机", choice=told)) == counts


def test_what_was_said_of_a_word_is_known_next_month_and_only_a_new_word_is_asked():
    told = replace(HX, words={"接听状态 = 客户挂机": "abandoned"})
    first = calls("正常通话", "客户挂机", choice=told)
    memory = tuple(replace(mapping, vendor="HX") for mapping in first.mappings)
    assert counted(calls("正常通话", "客户挂机", memory=memory, month=6)) == (2, 1, 1)
    asked = calls("正常通话", "客户挂机", "系统挂机", memory=memory, month=6)
    assert [q.subject for q in asked.questions] == ["接听状态 = 系统挂机"]
    both = replace(HX, words={"接听状态 = 系统挂机": "ivr_calls"})
    assert counted(calls("正常通话", "客户挂机", "系统挂机", choice=both, memory=memory, month=6)) == (
        2,
        1,
        1,
    )


def test_saying_what_a_column_holds_does_not_forget_its_words():
    told = replace(HX, words={"接听状态 = 客户挂机": "abandoned"})
    (known,) = calls("正常通话", "客户挂机", choice=told).mappings
    said = {key: replace(one, words={}) for key, one in known.said().items()}
    again = replace(HX, sheets={known.signature: said})
    assert counted(calls("客户挂机", choice=again, memory=(replace(known, vendor="HX"),))) == (1, 0, 1)
    assert type(known).from_dict(known.as_dict()) == known


@pytest.mark.parametrize(
    "header", ["流水号", "话单号", "话单编号", "呼叫流水号", "通话流水号", "呼叫ID", "录音编号"]
)
def test_a_call_listed_twice_under_its_number_counts_once(header):
    once = "X1,2026-05-01 09:00:00,5,60,接通"
    head = f"{header},来电时间,等待时长(秒),通话时长(秒),通话结果"
    text = f"{head}\n{once}\nX2,2026-05-01 09:00:00,5,60,接通\n{once}\n"
    with received("通话明细.csv", text.encode()) as file:
        result = read(file, HX, DIRECTORY, date(2026, 12, 1))
    (draft,) = result.drafts
    assert sorted(draft.frame["item"]) == ["X1", "X2"]
    assert "row_repeated" in {finding.code for finding in result.findings}


def test_a_serial_number_beside_the_calls_own_is_left_out():
    text = "流水号,呼叫ID,来电时间,等待时长(秒),通话结果\nA,C1,2026-05-01 09:00:00,5,接通\n"
    with received("通话明细.csv", text.encode()) as file:
        (draft,) = read(file, HX, DIRECTORY, date(2026, 12, 1)).drafts
    assert draft.frame["item"].to_list() == ["C1"]


def test_a_serial_number_of_tickets_makes_no_list_of_calls_or_audits():
    text = "日期,流水号,投诉量\n2026-05-01,T1,3\n2026-05-02,T2,4\n"
    with received("投诉.csv", text.encode()) as file:
        (draft,) = read(file, HX, DIRECTORY, date(2026, 12, 1)).drafts
    assert draft.frame["complaints"].to_list() == [3, 4] and "audits" not in draft.measures


def test_a_person_may_leave_the_serial_number_out():
    once = "X1,2026-05-01 09:00:00,5,接通"
    text = f"流水号,来电时间,等待时长(秒),通话结果\n{once}\n{once}\n"
    with received("通话明细.csv", text.encode()) as file:
        (draft,) = read(file, replace(HX, columns={"流水号": ""}), DIRECTORY, date(2026, 12, 1)).drafts
    assert draft.frame.height == 2

"""Whose queue's figures a table holds, where no column does: a registered one is said, any other is asked."""

from __future__ import annotations

import pytest

from importers.draft import WHOLE, Choice, Directory, Known, QuestionKind
from importers.read import read
from importers.rows.queue_words import unknown_queues
from tests.received_file import received
from tests.test_importers_sites import SITES, TODAY, VENDORS, book

QUEUES = (Known("VIP", ("VIP", "贵宾")), Known("TS", ("投诉专席",)), Known("RX", ("热线",)))
DIRECTORY = Directory(vendors=VENDORS, sites=SITES, queues=QUEUES, whole={"HX": frozenset({"一体化队列"})})


def reading(data, name="日报.xlsx", choice=None):
    with received(name, data) as file:
        return read(file, choice or Choice("HX"), DIRECTORY, TODAY)


def queues(result):
    """Queue → calls offered."""
    found: dict[str | None, int] = {}
    for draft in result.drafts:
        for queue, n in draft.frame.select("queue", "offered").iter_rows():
            found[queue] = found.get(queue, 0) + n
    return found


@pytest.mark.parametrize(
    ("name", "sheet", "title", "queue"),
    [
        ("日报.xlsx", "S", "恒信VIP队列2026年5月日报", "VIP"),
        ("日报.xlsx", "S", "恒信VIP专线2026年5月日报", "VIP"),
        ("日报.xlsx", "S", "恒信 贵宾客户队列 日报", "VIP"),
        ("日报.xlsx", "S", "恒信投诉专席日报", "TS"),
        ("日报.xlsx", "S", "恒信投诉队列日报", "TS"),
        ("日报.xlsx", "VIP", "恒信2026年5月日报", "VIP"),
        ("日报.xlsx", "热线", "恒信2026年5月日报", "RX"),
        ("恒信_VIP_2026-05.xlsx", "S", "日报", "VIP"),
        ("03VIP队列.xlsx", "S", "恒信日报", "VIP"),
        # Two in one breath: of both.
        ("日报.xlsx", "S", "恒信VIP队列、投诉专席日报", None),
        # A title over sheets of each takes nothing back.
        ("日报.xlsx", "VIP队列", "恒信VIP队列、投诉专席日报", "VIP"),
        # What every report is titled, or everything.
        ("日报.xlsx", "S", "恒信客服热线2026年5月日报", None),
        ("日报.xlsx", "S", "恒信VIP客户服务日报", None),
        ("日报.xlsx", "S", "恒信人工队列日报", None),
        ("日报.xlsx", "S", "恒信各队列日报", None),
        ("日报.xlsx", "S", "恒信全国客服专线日报", None),
        ("日报.xlsx", "S", "恒信一体化队列日报", None),  # as somebody has answered
        ("排队列表.xlsx", "S", "恒信排队列表", None),
        ("日报.xlsx", "S", "恒信日报", None),
    ],
)
def test_the_queue_that_the_words_name_is_that_of_the_rows(name, sheet, title, queue):
    result = reading(book((sheet, title)), name)
    assert queues(result) == {queue: 203} and not result.questions
    said = [f.code for f in result.findings if f.code.startswith("queue_")]
    assert said == (["queue_named"] if queue else ["queue_said"] if "一体化" in title else [])


@pytest.mark.parametrize(
    ("name", "sheet", "title", "word"),
    [
        ("日报.xlsx", "S", "恒信普通队列2026年5月日报", "普通队列"),
        ("日报.xlsx", "理赔技能组", "恒信2026年5月日报", "理赔技能组"),
        ("恒信钻石客户专线5月.xlsx", "S", "日报", "钻石客户专线"),
        ("日报.xlsx", "S", "技能组：理赔　2026年5月", "理赔"),
        ("Hengxin billing queue May 2026.xlsx", "S", "Daily report", "billing queue"),
        ("恒信普通队列.xlsx", "S", "恒信VIP队列日报", "VIP / 普通队列"),  # a title that was forgotten
    ],
)
def test_a_queue_that_nobody_knows_and_words_that_disagree_are_asked_about(name, sheet, title, word):
    result = reading(book((sheet, title)), name)
    assert [f.code for f in result.findings if f.severity == "blocks"] == ["queue_unclear"]
    (question,) = result.questions
    assert (question.kind, question.subject) == (QuestionKind.QUEUE, word)
    assert set(question.choices) >= {"VIP", "TS", WHOLE} and not result.drafts


@pytest.mark.parametrize(("said", "queue"), [("普通队列", "Q-"), ("TS", "TS"), (WHOLE, None)])
def test_the_answer_holds_for_what_the_words_name(said, queue):
    choice = Choice("HX", queues={"普通队列": said})
    (got,) = queues(reading(book(("S", "恒信普通队列2026年5月日报")), choice=choice))
    assert got == queue or got.startswith(queue)


def test_two_sheets_of_queues_stand_beside_each_other():
    choice = Choice("HX", queues={"普通队列": "普通队列"})
    result = reading(book(("VIP队列", "恒信日报"), ("普通队列", "恒信日报")), choice=choice)
    assert sorted(queues(result).values()) == [203, 203] and not result.blocked


def test_a_column_of_queues_and_a_survey_ask_nothing():
    rows = [["日期", "技能组", "人工请求量"], ["2026-05-01", "VIP", 100]]
    assert queues(reading(book(("S", "恒信普通队列日报"), rows=rows))) == {"VIP": 100}
    rows = [["培训日期", "课程", "应训人数", "实训人数"], ["2026-05-01", "话术", 10, 9]]
    assert not reading(book(("S", "恒信普通队列培训台账"), rows=rows)).questions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("VIP队列、普通队列", ["VIP队列", "普通队列"]),
        ("2026年5月英语技能组日报", ["英语技能组"]),
        ("热线队列A", ["队列A"]),
        ("技能组名称：理赔", ["理赔"]),
        ("按队列统计", []),
        ("10086专线", []),
        ("Report by queue", []),
        ("call queue", []),
    ],
)
def test_what_a_text_calls_a_queue(text, names):
    assert unknown_queues(text) == names

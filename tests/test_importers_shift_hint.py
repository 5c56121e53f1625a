"""Figures of one shift in a file of its own: never taken unasked for the day, and never for a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importers.draft import WHOLE, Choice, Known, QuestionKind
from tests.test_importers_sites import DIRECTORY, book, codes, reading

DAYS = [[date(2026, 5, d), 100 + d, 95] for d in (1, 2)]
HEAD = ["日期", "人工请求量", "人工接通量"]


def queues(result) -> dict[str | None, int]:
    """Queue → calls offered."""
    told = [draft.frame.group_by("queue").agg(n="offered").rows() for draft in result.drafts]
    return {queue: sum(n) for rows in told for queue, n in rows}


def shift(sheet="S", title="恒信2026年5月日报", head=HEAD, days=DAYS):
    return book((sheet, title), rows=[head, *days])


NAMED = {
    "by its file": ("恒信_白班_2026-05.xlsx", shift(), "白班"),
    "by its file alone": ("夜班.xlsx", shift(), "夜班"),
    "by its title": ("日报.xlsx", shift(title="恒信夜班2026年5月日报"), "夜班"),
    "by its sheet": ("日报.xlsx", shift("中班"), "中班"),
    "by sheet and file": ("白班.xlsx", shift("白班"), "白班"),
    "by every header": (
        "日报.xlsx",
        shift(head=["日期", "人工请求量（晚班）", "人工接通量（晚班）"]),
        "晚班",
    ),
    "by half of the day": ("上午.xlsx", shift(), "上午"),
}


@pytest.mark.parametrize(("name", "data", "word"), NAMED.values(), ids=NAMED)
def test_one_shift_alone_is_asked_about(name, data, word):
    result = reading(data, name)
    assert [f.code for f in result.findings if f.severity == "blocks"] == ["shift_unclear"]
    (question,) = result.questions
    assert (question.kind, question.subject) == (QuestionKind.QUEUE, word)
    assert list(question.choices) == [word, WHOLE] and not result.drafts


QUIET = {
    "the day": ("日报.xlsx", shift()),
    "two in one breath": ("白班夜班.xlsx", shift(title="恒信白班、夜班合计日报")),
    "a team among others": ("其中班组数据.xlsx", shift()),
    "shifts of each day": ("每日班次话务.xlsx", shift(title="5月1日班组话务日报")),
    "days beside half hours": ("日报.xlsx", shift("Day")),
    "told by the half hour": (
        "夜班.xlsx",
        shift(
            head=["日期", "时段", "人工请求量"],
            days=[[date(2026, 5, 1), f"2{n}:00-2{n}:30", 5] for n in (1, 2)],
        ),
    ),
    "told by the agent": (
        "夜班.xlsx",
        shift(head=["日期", "工号", "人工接通量"], days=[[date(2026, 5, 1), code, 5] for code in "AB"]),
    ),
    "shifts in a column": (
        "夜班.xlsx",
        shift(
            head=["日期", "班次", "人工请求量"],
            days=[[date(2026, 5, 1), name, 5] for name in ("白班", "夜班")],
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), QUIET.values(), ids=QUIET)
def test_what_is_the_whole_day_or_tells_its_part_itself_is_not(name, data):
    result = reading(data, name)
    assert "shift_unclear" not in codes(result) and result.drafts


def test_shifts_on_the_sheets_of_one_file_are_added_up_as_before():
    result = reading(book(("白班", "恒信5月日报"), ("夜班", "恒信5月日报")), "恒信白班2026年5月.xlsx")
    assert queues(result) == {None: 406} and "groups_added" in codes(result)


def test_two_shifts_in_two_files_stand_beside_each_other():
    days, nights = (
        reading(shift(), f"{word}.xlsx", Choice("HX", queues={word: word})) for word in ("白班", "夜班")
    )
    ((one, n),), ((other, m),) = queues(days).items(), queues(nights).items()
    assert one and other and one != other and (n, m) == (203, 203)


def test_a_shift_that_is_known_or_known_to_be_the_day_is_not_asked_again():
    registered = replace(DIRECTORY, queues=(Known("DAY", ("白班",), "HX"),))
    assert queues(reading(shift(), "白班.xlsx", directory=registered)) == {"DAY": 203}
    whole = replace(DIRECTORY, whole={"HX": frozenset({"白班"})})
    assert queues(reading(shift(), "白班.xlsx", directory=whole)) == {None: 203}


@pytest.mark.parametrize(
    ("head", "days", "title"),
    [
        (["日期", "技能组", *HEAD[1:]], [[d[0], "投诉", *d[1:]] for d in DAYS], "恒信日报"),
        (HEAD, DAYS, "恒信投诉队列日报"),
    ],
    ids=["in a column", "in the title"],
)
def test_a_shift_of_queues_has_no_place_beside_others_and_is_the_day_or_nothing(head, days, title):
    data = shift(title=title, head=head, days=days)
    result = reading(data, "夜班.xlsx")
    (question,) = [q for q in result.questions if q.subject == "夜班"]
    assert list(question.choices) == [WHOLE] and not result.drafts
    told = Choice("HX", queues={"夜班": WHOLE, "投诉队列": "投诉队列"})
    assert list(queues(reading(data, "夜班.xlsx", told)).values()) == [203]

"""Calls without numbers of their own are told apart by what is said of them, in whatever order they stand."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from importers.draft import Choice, Directory, Known
from importers.preview.staging import compare
from importers.read import read
from tests.received_file import received

HX = Known("HX", ("恒信",))
HEAD = "来电时间,主叫号码,工号,应答时间,挂机时间,通话结果"
#: Two calls of one second and agent, two equal ones among them; lost calls of one minute.
CALLS = [
    "2026-05-01 09:00:01,13800000001,0013,2026-05-01 09:00:05,2026-05-01 09:02:05,接通",
    "2026-05-01 09:00:01,13800000002,0013,2026-05-01 09:00:09,2026-05-01 09:03:05,接通",
    "2026-05-01 09:00:30,13800000003,,,2026-05-01 09:00:50,放弃",
    "2026-05-01 09:00:30,13800000003,,,2026-05-01 09:00:50,放弃",
    "2026-05-01 09:00:44,13800000004,,,2026-05-01 09:01:50,放弃",
    "2026-05-02 10:20:00,13800000005,0014,2026-05-02 10:20:20,2026-05-02 10:22:00,接通",
]


def draft(calls, head=HEAD):
    with received("通话明细.csv", "\n".join([head, *calls]).encode()) as file:
        return read(file, Choice("HX"), Directory((HX,)), date(2026, 12, 1)).drafts[0]


@pytest.mark.parametrize("seed", range(8))
def test_the_same_list_in_another_order_says_the_same(seed):
    again = list(CALLS)
    Random(seed).shuffle(again)
    before, after = draft(CALLS), draft(again)
    assert after.content_hash == before.content_hash
    shown = compare(after, before.frame)
    assert (shown.new, shown.changed, shown.unchanged, shown.gone) == (0, 0, len(CALLS), 0)


#: What the second list has otherwise, in another order → new, changed, unchanged, gone.
OTHERWISE = {
    "one call fewer": (CALLS[:4] + CALLS[5:], (0, 0, 5, 1)),
    "one of two equal calls only": (CALLS[:3] + CALLS[4:], (0, 0, 5, 1)),
    "one more": ([*CALLS, CALLS[5].replace("10:2", "11:2")], (1, 0, 6, 0)),
    "one that ended later": ([*CALLS[:5], CALLS[5].replace("10:22:00", "10:23:00")], (0, 1, 5, 0)),
}


@pytest.mark.parametrize(("calls", "wanted"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_a_later_list_says_otherwise_is_told_call_by_call(calls, wanted):
    shown = compare(draft(calls[::-1]), draft(CALLS).frame)
    assert (shown.new, shown.changed, shown.unchanged, shown.gone) == wanted


def test_equal_calls_all_count():
    assert draft(CALLS).frame["offered"].sum() == 6


def test_without_callers_calls_of_one_minute_are_told_apart_as_well():
    lines = [",".join(call.split(",")[:1] + call.split(",")[2:]) for call in CALLS]
    head = HEAD.replace("主叫号码,", "")
    assert draft(lines[::-1], head).content_hash == draft(lines, head).content_hash
    assert draft(lines, head).frame.height == 6

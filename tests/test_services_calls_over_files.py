"""A call passed on while one list ended and the next began: its parts stand in both, and it counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports_example import CONTRACT, bring, line_house, previewed
from tests.test_services_lists_beside import told

_HEAD = "通话流水号,主叫号码,进线时间,应答时间,挂机时间,工号,通话结果"
ANNA, BEN = "13800000001", "13800000002"


@pytest.fixture
def line(tmp_path: Path, database_url: str | None):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT)
    yield house, who
    house.close()


def call(number: str, day: int, came: str, ended: str, agent: str = "A1", who: str = ANNA) -> str:
    ends = f"2026-10-{day + (ended < came):02d} {ended}"
    return f"{number},{who},2026-10-{day:02d} {came},2026-10-{day:02d} {came},{ends},{agent},接通"


def listed(*calls: str) -> str:
    return "\n".join([_HEAD, *calls]) + "\n"


FIRST = listed(
    call("C1", 1, "09:00:00", "09:05:00", who=BEN),
    call("C2", 1, "23:58:00", "00:01:00"),
    call("C3", 1, "23:59:30", "23:59:50", who=BEN),
)
NEXT = call("C9", 2, "10:00:00", "10:02:00", who=BEN)
SECONDS = {
    "goes on at another agent": (call("C2", 2, "00:01:03", "00:04:00", "A2"), ["C2"]),
    "after some minutes in the queue": (call("C2", 2, "00:08:00", "00:09:00", "A2"), ["C2"]),
    "with the caller untold, as the part before ends": (
        call("C2", 2, "00:01:03", "00:04:00", "A2", ""),
        ["C2"],
    ),
    # Not the same call.
    "an hour later": (call("C2", 2, "01:01:03", "01:04:00", "A2"), []),
    "of another caller": (call("C2", 2, "00:01:03", "00:04:00", "A2", BEN), []),
    "of another number": (call("C8", 2, "00:01:03", "00:04:00", "A2"), []),
}


OVER = ("call_over_files_once", "call_over_files")
COUNTS = ("offered", "answered", "talk_s")


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the later list first"])
@pytest.mark.parametrize("second", SECONDS.values(), ids=SECONDS)
def test_a_call_whose_parts_stand_in_two_lists_counts_once(line, second, turned):
    house, who = line
    part, expected = second
    lists = [FIRST, listed(part, NEXT)]
    before, after = reversed(lists) if turned else lists
    bring(house, who, before, "before.csv")
    said = [f for f in previewed(house, who, after, "after.csv").findings if f.code in OVER]
    assert [(f.code, f.facts["calls"]) for f in said] == ([(OVER[0], expected)] if expected else [])
    assert all(f.facts["others"] == ["“before.csv”"] for f in said)
    bring(house, who, after, "after.csv")
    offered, answered, talk = told(house, who, COUNTS)[0]
    assert (offered, answered) == ((4, 4) if expected else (5, 5))
    # What the second agent talked is his in any case.
    assert talk == 620 + (60 if "00:09:00" in part else 177)


def test_the_first_list_corrected_still_counts_the_call_once(line):
    house, who = line
    part = call("C2", 2, "00:01:03", "00:04:00", "A2")
    for text, name in ((FIRST, "1.csv"), (listed(part, NEXT), "2.csv")):
        bring(house, who, text, name)
    bring(house, who, FIRST.replace("23:59:50", "23:59:55"), "1b.csv")
    assert told(house, who, COUNTS)[0][:2] == (4, 4)
    bring(house, who, listed(part, NEXT, call("C10", 2, "11:00:00", "11:02:00", who=BEN)), "2b.csv")
    assert told(house, who, COUNTS)[0][:2] == (5, 5)


def test_a_call_that_was_lost_first_and_then_answered_is_said_to_count_in_both(line):
    house, who = line
    lost = "C2,13800000001,2026-10-01 23:58:00,,2026-10-02 00:01:00,A1,未接通"
    bring(house, who, listed(call("C1", 1, "09:00:00", "09:05:00", who=BEN), lost), "1.csv")
    second = listed(call("C2", 2, "00:01:03", "00:04:00", "A2"), NEXT)
    said = [f.code for f in previewed(house, who, second, "2.csv").findings if f.code in OVER]
    bring(house, who, second, "2.csv")
    assert said == ["call_over_files"] and told(house, who, COUNTS)[0][:2] == (4, 3)


def test_a_list_that_counts_anew_each_day_has_no_call_in_two_files(line):
    house, who = line
    first, second = (
        listed(*(call(str(i), day, f"{8 + i:02d}:00:00", f"{8 + i:02d}:05:00") for i in range(12)))
        for day in (1, 2)
    )
    bring(house, who, first, "01.csv")
    shown = previewed(house, who, second, "02.csv")
    assert not {f.code for f in shown.findings} & {*OVER}


def test_the_same_list_again_has_no_call_in_two_files(line):
    house, who = line
    both = listed(call("C2", 1, "23:58:00", "00:01:00"), call("C2", 2, "00:01:03", "00:04:00", "A2"))
    bring(house, who, both, "first.csv")
    again = previewed(house, who, both + NEXT + "\n", "again.csv")
    assert not {f.code for f in again.findings} & {*OVER}

"""A call that was passed on stands in several rows and counts once; what cannot be one call is said."""

from __future__ import annotations

from datetime import date

import pytest

from core.privacy import Privacy
from importers.containers.caps import Caps
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),), privacy=Privacy(b"a house's own key"))
HEAD = "通话流水号,来电时间,主叫号码,工号,应答时间,挂机时间,通话结果"
ANNA, BEN = "13800000001", "13800000002"
READERS = pytest.mark.parametrize(
    "caps", [Caps(), Caps(columnar_bytes=10)], ids=["cell by cell", "by columns"]
)
SAID = {"call_in_several_rows", "call_number_repeats", "transfer_suspected", "row_repeated", "row_doubled"}


def leg(number, came, agent="", answered="", ended="09:30:00", who=ANNA, result=None, day="2026-05-01"):
    at = [f"{day} {moment}" if moment and " " not in moment else moment for moment in (came, answered, ended)]
    return f"{number},{at[0]},{who},{agent},{at[1]},{at[2]},{result or ('接通' if answered else '放弃')}"


def c1(*args, **how):
    return leg("C1", *args, **how)


def reading(*lines, head=HEAD, caps=None):
    with received("通话明细.csv", "\n".join([head, *lines]).encode()) as file:
        return read(file, Choice("HX"), DIRECTORY, date(2026, 6, 5), caps=caps)


def table(result, *names):
    (draft,) = result.drafts
    return draft.frame.sort("row").select(names).rows()


def said(result):
    found = [f.code for f in result.findings] + [f.code for row in result.rejected for f in row.reasons]
    return sorted({code for code in found if code in SAID})


FIRST = c1("09:00:00", "0011", "09:00:07", "09:05:00")


@READERS
@pytest.mark.parametrize(
    ("legs", "offered", "answered", "waits", "talk"),
    [
        # As most systems write it: the call's own arrival on each row.
        ([FIRST, c1("09:00:00", "0031", "09:01:00", "09:09:00")], [1, 0], [1, 0], [7000, None], [293, 480]),
        # Each row as it came to its agent, a moment after the former ended.
        ([FIRST, c1("09:05:01", "0031", "09:05:40", "09:09:00")], [1, 0], [1, 0], [7000, None], [293, 200]),
        # Two minutes in the next queue.
        ([FIRST, c1("09:00:00", "0031", "09:07:00", "09:09:00")], [1, 0], [1, 0], [7000, None], [293, 120]),
        # In any order of the rows.
        ([c1("09:05:00", "0031", "09:05:40", "09:09:00"), FIRST], [0, 1], [0, 1], [None, 7000], [200, 293]),
        # The first agent did not pick up: answered by the second, after the whole wait.
        (
            [c1("09:00:00", "0011", "", "09:00:20"), c1("09:00:20", "0031", "09:00:25", "09:09:00")],
            [0, 1], [0, 1], [None, 25_000], [0, 515],
        ),
        # Nobody picked up: lost once, with the wait until the last of them gave up.
        (
            [c1("09:00:00", "0011", "", "09:00:20"), c1("09:00:20", "0031", "", "09:00:45")],
            [0, 1], [0, 0], [None, 45_000], [0, 0],
        ),
        # Passed on, and lost on the way: it was answered.
        ([FIRST, c1("09:05:00", "", "", "09:07:00")], [1, 0], [1, 0], [7000, None], [293, 0]),
        # To a colleague and back.
        (
            [FIRST, c1("09:00:00", "0031", "09:05:05", "09:06:00"),
             c1("09:00:00", "0011", "09:06:02", "09:08:02")],
            [1, 0, 0], [1, 0, 0], [7000, None, None], [293, 55, 120],
        ),
    ],
)  # fmt: skip
def test_a_call_counts_once_and_each_agent_keeps_his_time(legs, offered, answered, waits, talk, caps):
    result = reading(*legs, leg("C2", "10:00:00", "0011", "10:00:09", "10:01:00", who=BEN), caps=caps)
    rows = table(result, "offered", "answered", "wait_ms", "talk_s")
    assert rows == [*zip(offered, answered, waits, talk, strict=True), (1, 1, 9000, 51)]
    assert said(result) == ["call_in_several_rows"] and not result.rejected
    (told,) = [f.facts for f in result.findings if f.code == "call_in_several_rows"]
    assert (told["n"], told["rows"]) == (1, len(legs))


@READERS
@pytest.mark.parametrize(
    ("lines", "counted", "told"),
    [
        # Another caller.
        ([FIRST, c1("09:05:00", "0031", "09:05:05", "09:09:00", who=BEN)], 2, ["call_number_repeats"]),
        # Hours apart, and on another day.
        ([FIRST, c1("15:00:00", "0031", "15:00:05", "15:09:00")], 2, ["call_number_repeats"]),
        (
            [FIRST, c1("09:05:00", "0031", "09:05:05", "09:09:00", day="2026-05-02")],
            2, ["call_number_repeats"],
        ),
        # Nothing but the number ties them together.
        (
            [c1("09:00:00", "0011", "09:00:07", "09:05:00", who=""),
             c1("09:02:00", "0031", "09:02:07", "09:06:00", who="")],
            2, ["call_number_repeats"],
        ),
        # Without callers the moments do.
        (
            [c1("09:00:00", "0011", "09:00:07", "09:05:00", who=""),
             c1("09:05:00", "0031", "09:05:07", "09:06:00", who="")],
            1, ["call_in_several_rows"],
        ),
        # The same row twice is no transfer; nor is one row told in two ways.
        ([FIRST, FIRST], 1, ["row_repeated"]),
        ([FIRST, FIRST.replace("09:05:00", "09:06:00")], 0, ["row_doubled"]),
        # A call passed on, of which a row stands there twice.
        (
            [FIRST, *[c1("09:00:00", "0031", "09:01:00", "09:09:00")] * 2],
            1, ["call_in_several_rows", "row_repeated"],
        ),
        # The voice menu before the agent is no request of its own, and its time no wait.
        (
            [c1("08:59:00", "", "", "09:00:00", result="自助"), FIRST.replace("放弃", "接通")],
            1, ["call_in_several_rows"],
        ),
        # What went out at the end of it is no part.
        ([FIRST, c1("09:05:00", "0011", "09:05:05", "09:06:00", result="外呼")], 1, []),
        # Over midnight.
        (
            [c1("23:58:00", "0011", "23:58:07", "2026-05-02 00:03:00"),
             c1("00:03:00", "0031", "00:03:07", "00:09:00", day="2026-05-02")],
            1, ["call_in_several_rows"],
        ),
    ],
)  # fmt: skip
def test_rows_of_one_number_are_joined_only_where_they_can_be_one_call(lines, counted, told, caps):
    result = reading(*lines, leg("C2", "10:00:00", "0011", "10:00:09", "10:01:00", who=BEN), caps=caps)
    assert sum(offered for (offered,) in table(result, "offered")) == counted + 1
    assert said(result) == told


@READERS
@pytest.mark.parametrize(
    "came",
    # As it came to the second agent, or the call's own arrival on each row.
    ["2026-06-01 00:01:01", "2026-05-31 23:58:00"],
)
def test_a_call_passed_on_after_midnight_is_of_the_day_it_came_in_with_all_it_took(came, caps):
    first = c1("23:58:00", "0011", "23:58:07", "2026-06-01 00:01:00", day="2026-05-31")
    second = c1(came, "0031", "2026-06-01 00:01:05", "2026-06-01 00:05:00")
    other = leg("C2", "00:30:00", "0011", "00:30:05", "00:31:00", day="2026-06-01")
    read_ = reading(first, second, other, caps=caps)
    days = [20260531, 20260531, 20260601]
    assert table(read_, "day", "ym", "hour") == [
        (day, day // 100, hour) for day, hour in zip(days, [23, 23, 0], strict=True)
    ]
    assert table(read_, "agent", "offered", "talk_s") == [("0011", 1, 173), ("0031", 0, 235), ("0011", 1, 55)]


def test_the_voice_menu_is_no_wait():
    menu = c1("08:59:00", "", "", "09:00:00", result="自助")
    rows = table(reading(menu, FIRST), "calls_total", "ivr_calls", "offered", "wait_ms")
    assert rows == [(0, 0, 0, None), (1, 0, 1, 7000)]


def test_numbers_that_are_not_those_of_calls_join_nothing():
    """A customer's own number, say: most that repeat are days apart, and two are close by chance."""
    apart = [
        leg(f"K{n}", f"{9 + h}:00:00", "0011", f"{9 + h}:00:05", f"{9 + h}:04:00")
        for n in range(3)
        for h in (0, 5)
    ]
    apart = [line.replace(" 9:", " 09:") for line in apart]
    near = [FIRST, c1("09:08:00", "0031", "09:08:05", "09:09:00")]
    result = reading(*apart, *near)
    assert sum(offered for (offered,) in table(result, "offered")) == 8
    assert said(result) == ["call_number_repeats"]


@READERS
def test_calls_without_a_number_among_others_are_calls_of_their_own(caps):
    lost = [leg("", f"09:00:0{n}", who=who, ended="09:01:00") for n, who in enumerate((ANNA, BEN))]
    result = reading(FIRST, *lost, caps=caps)
    assert [offered for (offered,) in table(result, "offered")] == [1, 1, 1] and not result.rejected


PLAIN = HEAD.removeprefix("通话流水号,")


def plain(*args, **how):
    return leg("", *args, **how).removeprefix(",")


@READERS
@pytest.mark.parametrize(
    ("second", "told"),
    [
        (plain("09:00:00", "0031", "09:01:00", "09:09:00"), ["transfer_suspected"]),
        (plain("09:05:03", "0031", "09:05:09", "09:09:00"), ["transfer_suspected"]),
        # Rings off and calls again; the same agent once more; somebody else.
        (plain("09:06:00", "0031", "09:06:09", "09:09:00"), []),
        (plain("09:05:03", "0011", "09:05:09", "09:09:00"), []),
        (plain("09:05:03", "0031", "09:05:09", "09:09:00", who=BEN), []),
        # Lost, and nobody's.
        (plain("09:05:03", "", "", "09:05:09"), []),
    ],
)
def test_without_numbers_a_transfer_is_said_and_not_joined(second, told, caps):
    result = reading(plain("09:00:00", "0011", "09:00:07", "09:05:00"), second, head=PLAIN, caps=caps)
    assert [offered for (offered,) in table(result, "offered")] == [1, 1]
    assert said(result) == told


def test_a_switchboard_calls_more_than_once_at_a_time():
    calls = [plain("09:00:00", f"{n:04}", "09:00:05", "09:05:00") for n in range(20)]
    calls += [plain("10:00:00", "0011", "10:00:05", "10:05:00", who=f"139{n:08}") for n in range(200)]
    assert said(reading(*calls, head=PLAIN)) == []


def test_a_large_list_whose_first_columns_are_numbers_is_read():
    lines = [f"{ANNA[:-4]}{n},2026-05-01 09:00:00,2026-05-01 09:01:00,放弃" for n in range(1000, 3000)]
    head = "主叫号码,来电时间,挂机时间,通话结果"
    assert len(table(reading(*lines, head=head, caps=Caps(columnar_bytes=10)), "offered")) == 2000

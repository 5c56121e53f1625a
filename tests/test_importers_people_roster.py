"""Rosters and lists of changes as vendors write them: what is read, what is kept out, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.people_lists import AgentRole, ListKind, RosterEvent
from core.period import MonthRule, Period
from core.privacy import AgentRule, Privacy
from importers.draft import Directory, Known
from importers.people.id_numbers import IdTrouble, check_digit, eighteen, person_mark, read_id
from importers.people.read_list import read_list
from importers.people.role_words import event_of, role_of
from importers.people.said import ListReading, ListSaid
from importers.staff import agent_mark
from tests.received_file import received

KEY = Privacy(b"key")
NOVEMBER = MonthRule().month("2026-11")
GOOD = eighteen("110101900307123")
HEAD = "工号,姓名,身份证号,职场,岗位,入职日期,上岗日期,离职日期,休假开始,休假结束\n"


def read(text: str, name: str = "花名册.csv", privacy: Privacy = KEY, **said) -> ListReading:
    sites = (Known("CD", ("成都",), "ANDA"), Known("XA", ("西安",), "ANDA"))
    names = Directory(vendors=(Known("ANDA", ("安达",)),), sites=sites, privacy=privacy)
    with received(name, text.encode()) as file:
        return read_list(
            file, ListSaid(**{"vendor": "ANDA", "days": NOVEMBER, **said}), names, date(2026, 11, 22)
        )


def codes(reading: ListReading) -> list[str]:
    return [one.code for one in reading.findings]


def test_a_roster_is_read_line_by_line() -> None:
    found = read(HEAD + f"0001,张三,{GOOD},成都,热线坐席,2025-01-05,2025-02-01,,2026-10-20,2026-11-19\n")
    assert found.frame.row(0, named=True) == {
        "mark": agent_mark(KEY, "ANDA", "1"),
        "agent": "0001",
        "person": person_mark(KEY, GOOD),
        "site_said": "成都",
        "project_said": None,
        "role": "l1",
        "channels": None,
        "languages": None,
        "segments": None,
        "joined": date(2025, 1, 5),
        "live": date(2025, 2, 1),
        "left": None,
        "leave_from": date(2026, 10, 20),
        # The first day back.
        "leave_to": date(2026, 11, 20),
        "event": None,
        "event_day": None,
        "named": "张*",
        "sheet": None,
        "row": 2,
    }
    assert not found.blocked and found.kind is ListKind.ROSTER and codes(found) == []


def test_nothing_of_a_person_but_the_mark_is_kept() -> None:
    found = read(
        HEAD + f"0001,张三丰,{GOOD},成都,坐席,2025-01-05,2024-02-01,,,\n0002,李四,{GOOD},成都,坐席,,,,,\n"
    )
    said = str(found)
    assert GOOD not in said and GOOD[6:14] not in said and "张三" not in said and "李四" not in said
    assert found.rejected[0].cells["姓名"] == "***" == found.rejected[0].cells["身份证号"]


def test_the_end_of_a_leave_is_its_last_day_or_the_day_back() -> None:
    ends = read("工号,职场,休假开始,休假结束\n1,成都,2026-11-01,2026-11-19\n")
    back = read("工号,职场,休假开始,预计返岗\n1,成都,2026-11-01,2026-11-20\n")
    assert ends.frame["leave_to"][0] == back.frame["leave_to"][0] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("title", "name", "days"),
    [
        ("安达花名册（2026年11月）", "x.csv", NOVEMBER),
        ("", "花名册_2026-10.csv", MonthRule().month("2026-10")),
        ("", "花名册 2026-11-16.csv", Period(date(2026, 11, 16), date(2026, 11, 17))),
        ("", "花名册.csv", None),
    ],
)
def test_the_days_are_told_by_title_or_name(title: str, name: str, days: Period | None) -> None:
    found = read(f"{title},,\n工号,职场,入职日期\n1,成都,2025-01-05\n", name, days=None)
    assert (found.days and (found.days.start, found.days.end)) == (days and (days.start, days.end))
    assert codes(found) == ([] if days else ["list_day_missing"]) and found.blocked is (days is None)


def test_a_list_of_changes() -> None:
    text = "工号,异动类型,异动日期,职场\n1,离职,2026-11-13,\n2,调岗,2026-11-10,西安\n3,产假,2026-11-02,\n"
    found = read(text, days=None)
    assert found.kind is ListKind.CHANGES
    assert found.frame.select("event", "event_day").rows() == [
        ("left", date(2026, 11, 13)), ("moved", date(2026, 11, 10)), ("leave", date(2026, 11, 2)),
    ]  # fmt: skip
    assert found.days == Period(date(2026, 11, 2), date(2026, 11, 14))


@pytest.mark.parametrize(
    ("line", "sentence", "cells"),
    [
        ("2,,,成都,坐席,2026-03-01,,2026-02-01,,",
         "Agent 2 left on 2026-02-01, before joining on 2026-03-01.", "2"),
        ("2,,,成都,坐席,2026-03-01,2026-02-01,,,",
         "Agent 2 went live on 2026-02-01, before joining on 2026-03-01.", "2"),
        (",李四,,成都,坐席,,,,,", "row 3 names no agent by code.", ""),
        ("2,,,成都,坐席,昨天,,,,", "F3: “昨天” under “入职日期” is not a date.", "2"),
        ("0001,,,西安,坐席,2025-01-05,,,,",
         "Agent 0001 stands twice (rows 3 and 2) with different words: 西安, 成都. The earlier row counts.",
         "0001"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_kept_out_with_its_sentence(line: str, sentence: str, cells: str) -> None:
    """The others come in; the line is handed back as it was."""
    found = read(HEAD + f"0001,,,成都,坐席,2025-01-05,,,,\n{line}\n")
    assert found.frame["agent"].to_list() == ["0001"]
    assert [(one.place.row, [why.sentence("en") for why in one.reasons]) for one in found.rejected] == [
        (3, [sentence])
    ]
    assert found.rejected[0].cells["工号"] == cells


def test_what_is_odd_and_comes_in_is_said() -> None:
    odd = GOOD[:17] + ("0" if GOOD[17] != "0" else "1")
    found = read(
        HEAD
        + f"1,,110101199003070000,成都,坐席,,,,,\n2,,{odd},重庆,厨师,,,,,\n"
        + f"3,,{GOOD},成都,坐席,,,,,\n4,,{GOOD},成都,坐席,,,,,\n4,,{GOOD},成都,坐席,,,,,\n"
    )
    assert found.frame["agent"].to_list() == ["1", "2", "3", "4"] and not found.rejected
    assert sorted(codes(found)) == [
        "id_number_cut", "id_number_odd", "roster_line_twice", "roster_person_twice", "roster_role_unknown",
        "roster_site_unknown",
    ]  # fmt: skip


def test_same_person_two_codes() -> None:
    """One finding for the two; the person is one mark."""
    found = read(HEAD + f"0012,,{GOOD},成都,坐席,,,,,\n0107,,{GOOD},成都,坐席,,,,,\n")
    assert [one.sentence("en") for one in found.findings] == [
        "0012 and 0107 have one id number: they are one person."
    ]
    assert found.frame["person"].n_unique() == 1


def test_hired_again_is_two_lines_and_no_mistake() -> None:
    found = read(HEAD + "1,,,成都,坐席,2025-01-05,,2026-03-31,,\n1,,,西安,坐席,2026-11-02,,,,\n")
    assert found.frame.height == 2 and not found.rejected and codes(found) == []


def test_left_by_status_alone_is_gone_before_the_list() -> None:
    found = read("工号,职场,在职状态\n1,成都,在职\n2,成都,离职\n")
    assert found.frame["left"].to_list() == [None, date(2026, 10, 31)] and codes(found) == [
        "roster_left_undated"
    ]


@pytest.mark.parametrize(
    ("rule", "agents", "named"),
    [
        (AgentRule.KEEP, ["0001"], "张*"),
        (AgentRule.CODE, ["0001"], None),
        (AgentRule.DROP, [], None),
    ],
)
def test_what_is_kept_is_the_sites_rule(rule: AgentRule, agents: list[str], named: str | None) -> None:
    privacy = Privacy(b"key", {("ANDA", "CD"): rule})
    found = read(HEAD + "0001,张三,,成都,坐席,,,,,\n", privacy=privacy)
    assert found.frame["agent"].to_list() == agents
    assert found.frame["named"].to_list() == [named for _ in agents]
    assert ("roster_site_keeps_nothing" in codes(found)) is (rule is AgentRule.DROP)


def test_a_file_that_is_no_list_says_so() -> None:
    found = read("日期,人工请求量,人工接通量\n2026-11-01,10,9\n")
    assert found.blocked and codes(found) == ["list_kind_unclear"]


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        (GOOD, GOOD),
        ("110101900307123", GOOD),  # 15 digits
        ("１１０１０１１９９００３０７１２３" + GOOD[17], GOOD),  # full width
        (f" {GOOD[:6]} {GOOD[6:14]} {GOOD[14:]} ", GOOD),
        (f"'{GOOD}", GOOD),
        (Decimal("110101900307123"), GOOD),
        ("", None),
        (None, None),
    ],
)
def test_an_id_number_however_it_is_written(cell: str | Decimal | None, digits: str | None) -> None:
    assert (read_id(cell).digits, read_id(cell).trouble) == (digits, None)


def test_a_small_x_is_the_large_one() -> None:
    ends = next(n for n in range(100, 999) if check_digit(f"11010119900307{n}") == "X")
    whole = f"11010119900307{ends}X"
    assert read_id(whole.lower()).digits == whole


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ("110101199003070000", IdTrouble.CUT),  # test_id_number_cut_by_excel
        (Decimal("110101199003070000"), IdTrouble.CUT),
        ("1.10101E+17", IdTrouble.CUT),
        ("11010119900307", IdTrouble.ODD),
        ("护照 E1234567", IdTrouble.ODD),
        (GOOD[:17] + ("1" if GOOD[17] != "1" else "2"), IdTrouble.ODD),
    ],
)
def test_a_number_that_cannot_be_trusted_is_not_used(cell: str | Decimal, trouble: IdTrouble) -> None:
    assert (read_id(cell).digits, read_id(cell).trouble) == (None, trouble)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("热线坐席", AgentRole.L1), ("二线专家", AgentRole.L2), ("在线客服", AgentRole.CHAT),
        ("外呼专员", AgentRole.OUTBOUND), ("投诉处理岗", AgentRole.COMPLAINT),
        ("班组长", AgentRole.TEAM_LEADER),
        ("在线客服主管", AgentRole.TEAM_LEADER), ("质检员", AgentRole.QA), ("培训师", AgentRole.TRAINER),
        ("Team Leader", AgentRole.TEAM_LEADER), ("Inbound agent", AgentRole.L1), ("厨师", None),
    ],
)  # fmt: skip
def test_positions_as_vendors_call_them(said: str, role: AgentRole | None) -> None:
    assert role_of(said) is role


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ("入职", RosterEvent.JOINED), ("离职", RosterEvent.LEFT), ("转岗", RosterEvent.MOVED),
        ("调职场", None), ("产假", RosterEvent.LEAVE), ("返岗", RosterEvent.RETURNED),
        ("Return from leave", RosterEvent.RETURNED), ("Transfer", RosterEvent.MOVED), ("", None),
    ],
)  # fmt: skip
def test_changes_as_vendors_call_them(said: str, event: RosterEvent | None) -> None:
    assert event_of(said) is event


#: The body under 工号, 离职日期 → who is on it, the rows said to be left out.
LONE = {
    # A figure's table takes a text alone in its line for a remark; here it is an agent.
    "codes alone": ("AH1,\nAH2,2026-11-13\nAH3,\n", ["AH1", "AH2", "AH3"], None),
    "below the foot": ("AH1,2026-11-13\n备注：以上,\nAH2,\n", ["AH1", "AH2"], None),
    "digits alone": ("0001,\n0002,2026-11-13\n", ["0001", "0002"], None),
    "a remark, and a day alone": ("AH1,\n以上人员均在岗,\nAH2,2026-11-13\n,abc\n", ["AH1", "AH2"], "3, 5"),
    "sums and the foot are no agents": ("AH1,2026-11-13\n合计,1\n制表人：李,\n", ["AH1"], None),
}


@pytest.mark.parametrize(("body", "agents", "rows"), LONE.values(), ids=LONE)
def test_a_line_with_one_filled_cell_is_not_lost(body: str, agents: list[str], rows: str | None) -> None:
    found = read("工号,离职日期\n" + body)
    left = [one for one in found.findings if one.code == "list_lines_left_out"]
    assert sorted(found.frame["agent"]) == agents
    assert [one.facts["rows"] for one in left] == ([rows] if rows else [])


def test_lines_of_another_list_below_the_foot_are_said() -> None:
    found = read("工号,离职日期,职场\nAH1,2026-11-13,成都\n备注：以上,,\n王五,,成都\n")
    assert [one.facts["rows"] for one in found.findings if one.code == "list_lines_left_out"] == ["4"]
